"""Where a film's pictures come from, for those who see it: signed into the file, and as a page."""

from luxvid.provenance.reading import SignedRecord, signed_record
from luxvid.provenance.signing import Signer

__all__ = ["SignedRecord", "Signer", "signed_record"]
