"""`Storage`: bytes, what was made from which inputs, and the paid calls, in one place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import frozen

from luxvid.errors import InvalidInput
from luxvid.storage.file_blobs import FileBlobs
from luxvid.storage.file_made import FileMade
from luxvid.storage.ledger import SqliteLedger
from luxvid.storage.memory import MemoryBlobs, MemoryMade

if TYPE_CHECKING:
    from luxvid.blobs import BlobStore
    from luxvid.protocols import Ledger, Made


@frozen(kw_only=True)
class Storage:
    """Where a run keeps things; put together from parts, or whole: `Storage.at(folder)`, `Storage.memory()`.

    A storage of files is safe for several processes at once, survives being killed at any point and can be pickled.

    Attributes:
        blobs: The bytes.
        made: What was made from which inputs.
        ledger: The paid calls.

    Example:
        >>> from luxvid.storage import FileMade, MemoryBlobs, Storage
        >>> Storage.memory().blobs
        MemoryBlobs(0 blobs)
    """

    blobs: BlobStore
    made: Made
    ledger: Ledger

    @classmethod
    def at(cls, folder: str | Path) -> Self:
        """Return the storage in `folder`, which is created when something is first kept.

        Opening removes what writers that were killed left behind; writers at work are not disturbed.

        Raises:
            InvalidInput: `folder` is a file.
        """
        root = Path(folder).expanduser().absolute()
        if root.exists() and not root.is_dir():
            raise InvalidInput(f"the storage {str(root)!r} is a file: name a folder")
        return cls(blobs=FileBlobs(root), made=FileMade(root), ledger=SqliteLedger(root / "ledger.sqlite3"))

    @classmethod
    def memory(cls) -> Self:
        """Return a storage that lives as long as it is referred to."""
        return cls(blobs=MemoryBlobs(), made=MemoryMade(), ledger=SqliteLedger.memory())

    @classmethod
    def default(cls) -> Self:
        """Return the storage that the variable LUXVID_STORAGE names, else the one in the user's data directory."""
        named = os.environ.get("LUXVID_STORAGE")
        if named:
            return cls.at(named)
        from platformdirs import user_data_path  # only here, and `import luxvid` shall stay quick

        return cls.at(user_data_path("luxvid", appauthor=False))
