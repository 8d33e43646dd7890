"""Everything that luxvid raises on purpose.

    LuxvidError
     ├─ InvalidInput (ValueError)       a value that cannot be used: the message names it and the remedy
     │   ├─ FileRefused                 a file that cannot be used, with its name and the reason
     │   │   ├─ PhotoRefused            a photo
     │   │   └─ MediaRefused            a video or sound file
     │   └─ StoryboardIncomplete        a shot without a photo, a photo that is not at hand
     ├─ MissingBlob (LookupError)       bytes that are gone or were changed since they were identified
     ├─ MissingExtra (ImportError)      an optional package is not installed
     ├─ RenderFailed (RuntimeError)     frames or sound could not be made
     └─ StorageFailed (OSError)         the store cannot be read or written

Each is also the nearest builtin, so that code which does not know luxvid handles it too. Parameters are positional,
so that every error survives pickling.
"""

from __future__ import annotations


class LuxvidError(Exception):
    """The root of the tree: catching it catches all that luxvid raises on purpose."""


class InvalidInput(LuxvidError, ValueError):
    """A value that cannot be used."""


class FileRefused(InvalidInput):
    """A file that cannot be used; `file` is its name, `reason` a short sentence without it."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file!r} cannot be used: {self.reason}"


class PhotoRefused(FileRefused):
    """A photo that cannot be used."""


class MediaRefused(FileRefused):
    """A video or sound file that cannot be used."""


class StoryboardIncomplete(InvalidInput):
    """A storyboard that cannot be produced yet; the message names the shot and what it lacks."""


class MissingBlob(LuxvidError, LookupError):
    """Bytes that are gone, or no longer those that were identified."""


class MissingExtra(LuxvidError, ImportError):
    """An optional package is not installed; `extra` is the name to install, as in `luxvid[heif]`."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra = extra
        self.purpose = purpose

    def __str__(self) -> str:
        return f"{self.purpose} needs the extra {self.extra!r}: pip install 'luxvid[{self.extra}]'"


class RenderFailed(LuxvidError, RuntimeError):
    """Frames or sound could not be made; the cause is chained."""


class StorageFailed(LuxvidError, OSError):
    """The store cannot be read or written; the cause is chained."""
