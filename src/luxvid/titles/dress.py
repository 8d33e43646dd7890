"""A brand made ready to be drawn: its fonts and logo read, its colours settled."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from attrs import frozen
from PIL import Image

from luxvid.blobs import Blob
from luxvid.brand import Brand
from luxvid.errors import InvalidInput, MissingBlob
from luxvid.protocols import Run
from luxvid.titles.fonts import HEADING, TEXT, Face, free_face
from luxvid.titles.logos import open_logo


@frozen(kw_only=True)
class Dress:
    """What titles wear.

    Attributes:
        brand: Where it comes from.
        heading: The font of headings.
        text: The font of all else.
        logo: The logo as RGBA; None where there is none.
    """

    brand: Brand
    heading: Face
    text: Face
    logo: Image.Image | None = None

    @property
    def identity(self) -> dict[str, Any]:
        """All of it that decides pixels; each title adds what it says."""
        brand = self.brand
        return {
            "fonts": [self.heading.digest, self.text.digest],
            "colours": [brand.text_colour, brand.accent_colour, brand.card_colour],
        }


async def dressed(brand: Brand, *, run: Run | None = None) -> Dress:
    """Read a brand's files.

    Files whose place is not known are looked for in the run's storage, and those whose place is known are kept there, so that
    the brand can be drawn again from JSON alone.

    Raises:
        InvalidInput: A file is not at hand, or cannot be used.
        MissingExtra: A font or a logo needs a package that is not installed.
    """
    text = brand.text_font or brand.font
    heading_face = await _face(brand.font, "font", HEADING, run)
    text_face = await _face(text, "text_font", TEXT, run)
    logo = await _read(brand.logo, "logo", run) if brand.logo else None
    picture = await to_thread.run_sync(open_logo, _name(brand.logo, "logo"), logo) if brand.logo and logo else None
    return Dress(brand=brand, heading=heading_face, text=text_face, logo=picture)


async def _face(blob: Blob | None, role: str, free: tuple[str, str], run: Run | None) -> Face:
    if blob is None:
        return await to_thread.run_sync(free_face, *free)
    face = Face(_name(blob, role), await _read(blob, role, run))
    face.at(20)  # refuses what is no font, before anything is made
    return face


async def _read(blob: Blob, role: str, run: Run | None) -> bytes:
    stored = run is not None and await run.storage.blobs.has(blob.digest)
    try:
        if run is not None and stored:
            return await run.storage.blobs.get(blob.digest)
        data = await blob.read()
    except MissingBlob as error:
        raise InvalidInput(f"the brand's {role} is not at hand ({error}): give the brand its file again") from error
    if run is not None:
        await run.storage.blobs.put(data, media_type=blob.media_type)
    return data


def _name(blob: Blob | None, role: str) -> str:
    return getattr(blob.place, "name", role) if blob else role
