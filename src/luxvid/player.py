"""A film to look at where HTML is shown: `Player`."""

from __future__ import annotations

from base64 import b64encode
from fractions import Fraction
from html import escape
from pathlib import Path

from attrs import field, frozen

from luxvid.convert import exact_seconds


@frozen(kw_only=True)
class Player:
    """A small copy of a film that plays in a notebook: as the last line of a cell, or by `display(...)`.

    Nothing else is needed: what shows HTML and plays H.264 with AAC plays it, as browsers do. Where no HTML is shown, it says so.

    Attributes:
        mp4: The copy, whole.
        width_px: Its width.
        height_px: Its height.
        duration_s: Its length in exact seconds.
        says: What is to be seen, in words, for those who cannot see it.
        poster: What stands there until it plays: a JPEG, or nothing.
    """

    mp4: bytes = field(repr=False)
    width_px: int
    height_px: int
    duration_s: Fraction = field(converter=exact_seconds)
    says: str = ""
    poster: bytes = field(default=b"", repr=False)

    def save(self, path: str | Path) -> Path:
        """Write the copy to `path`; return the path. A file that is there is replaced."""
        path = Path(path)
        path.write_bytes(self.mp4)
        return path

    def __repr__(self) -> str:
        size = f"{self.width_px}×{self.height_px}, {float(self.duration_s):.3f} s, {len(self.mp4) / 1e6:.1f} MB"
        return f"<Player: {size}; it plays in a notebook, elsewhere save it: .save('look.mp4')>"

    def _repr_html_(self) -> str:
        source = "data:video/mp4;base64," + b64encode(self.mp4).decode()
        poster = f'poster="data:image/jpeg;base64,{b64encode(self.poster).decode()}" ' if self.poster else ""
        return (
            f'<figure lang="en" style="margin:4px;max-width:{self.width_px}px">'
            f'<video controls="" playsinline="" preload="metadata" width="{self.width_px}" height="{self.height_px}" '
            f'style="max-width:100%;height:auto;object-fit:cover" {poster}aria-label="{escape(self.says)}" src="{source}">'
            f"<p>This viewer plays no H.264 video: save the film and open it elsewhere.</p></video>"
            f'<figcaption style="font-size:80%">{escape(self.says)}</figcaption></figure>'
        )
