"""Where things are kept: `Storage`, its stores in memory and in files, the ledger, and `made_once`."""

from luxvid.storage.file_blobs import FileBlobs
from luxvid.storage.file_made import FileMade
from luxvid.storage.ledger import SqliteLedger
from luxvid.storage.made import extra_of, key_of, made_once
from luxvid.storage.memory import MemoryBlobs, MemoryMade
from luxvid.storage.storage import Storage

__all__ = ["FileBlobs", "FileMade", "MemoryBlobs", "MemoryMade", "SqliteLedger", "Storage", "extra_of", "key_of", "made_once"]
