"""The picture that stands for the film until it plays: a frame of the first shot, without titles and outside any passage.

Where shots are generated or their photos altered, it is one of another: a picture alone carries no label.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from attrs import evolve, frozen
from PIL import Image

from luxvid.encoding import Encoding
from luxvid.film import Clip, Film
from luxvid.media.colour import to_rgb
from luxvid.protocols import Run
from luxvid.timeline import Body
from luxvid.vision.looks import look_at
from luxvid.vision.quality import quality

if TYPE_CHECKING:
    import anyio

_QUALITY = 90
_SMALL_PX = 360
_PLACES = (0.15, 0.85)  # in the middle, a shot of two photos passes from one to the other
_GOOD_ENOUGH = 0.5


@frozen
class Cover:
    """The frame that was chosen: of which shot, and which of its frames."""

    shot: str
    frame: int


async def chosen_cover(film: Film, *, limiter: anyio.CapacityLimiter, run: Run) -> Cover:
    """Choose a frame: the better of two of the first shot that may be shown alone; where both are poor, the best of all."""
    encoding = film.picture.encoding
    small = encoding if min(encoding.width_px, encoding.height_px) <= _SMALL_PX else _reduced(encoding)
    candidates = _candidates(film, small)
    first = [cover for cover in candidates if cover.shot == candidates[0].shot]
    marks = await _marks(film, first, small, limiter, run)
    if max(marks) < _GOOD_ENOUGH:
        marks += await _marks(film, candidates[len(first) :], small, limiter, run)
    return candidates[marks.index(max(marks))]


async def poster(film: Film, cover: Cover, encoding: Encoding, *, xmp: bytes, limiter: anyio.CapacityLimiter, run: Run) -> bytes:
    """Return the frame in a delivery's size and shape, as JPEG with what has to be said of it inside."""
    async with limiter:
        image = await _frame(film.clips[cover.shot], cover.frame, encoding, run)
        return await run_sync(_jpeg, image, xmp)


def _candidates(film: Film, encoding: Encoding) -> list[Cover]:
    """Return frames of the shots' bodies, in the film's order: outside every passage; generated ones only failing others."""
    keys = [shot.key for shot in film.storyboard.shots]
    pieces = list(film.storyboard.timeline(encoding.fps).pieces())
    bodies = [piece for piece in pieces if isinstance(piece, Body)]
    if not bodies:  # so short a film that all of it is passages
        return [Cover(keys[0], 0)]
    places = [(body, int(body.start + place * (body.frames - 1))) for body in bodies for place in _PLACES]
    covers = list(dict.fromkeys(Cover(keys[body.clip], frame) for body, frame in places))
    alone = {shot.scene for shot in film.disclosure().shots if not shot.is_disclosable}
    return [cover for cover in covers if cover.shot in alone] or covers


async def _marks(
    film: Film, covers: Sequence[Cover], encoding: Encoding, limiter: anyio.CapacityLimiter, run: Run
) -> list[float]:
    marks = []
    for cover in covers:
        async with limiter:
            image = await _frame(film.clips[cover.shot], cover.frame, encoding, run)
            marks.append(await run_sync(_mark, image, encoding))
    return marks


def _mark(image: Image.Image, encoding: Encoding) -> float:
    return quality(look_at(image), width_px=encoding.width_px, height_px=encoding.height_px, encoding=encoding)


async def _frame(clip: Clip, number: int, encoding: Encoding, run: Run) -> Image.Image:
    clip = await clip.reframed(encoding, run=run)
    frames = await clip.frames(number, number + 1, encoding=encoding)
    return Image.fromarray(to_rgb(await run_sync(lambda: next(frames))))


def _jpeg(image: Image.Image, xmp: bytes) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True, xmp=xmp)
    return out.getvalue()


def _reduced(encoding: Encoding) -> Encoding:
    scale = _SMALL_PX / min(encoding.width_px, encoding.height_px)
    width, height = (2 * round(px * scale / 2) for px in (encoding.width_px, encoding.height_px))
    return evolve(encoding, width_px=width, height_px=height)
