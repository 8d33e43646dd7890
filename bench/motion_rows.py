"""How smoothly our camera moves, and whether fine detail breathes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction

import anyio
import numpy as np
from attrs import evolve
from numpy.typing import NDArray
from PIL import Image

import luxvid
from bench.bench import Bench
from bench.motion import motion_of
from bench.pictures import detailed
from bench.table import Row
from luxvid import CameraMove, Encoding, KenBurnsRenderer, Shot
from luxvid.render.prepared import Viewing

_MOVES = {
    "15 % zoom": CameraMove(move="dolly_in", amount=0.15),
    "15 % truck": CameraMove(move="truck_right", amount=0.15),
    "4 % zoom": CameraMove(move="dolly_in", amount=0.04),
}
_FILM_PX = (1920, 1080)


def rows(bench: Bench) -> Iterator[Row]:
    """Clips of 4 s from a picture with detail at all scales, encoded at CRF 1."""
    picture = detailed()
    photo = bench.work / "detailed.png"
    picture.save(photo)
    for name, camera in _MOVES.items():
        clip = bench.work / "motion.mp4"
        anyio.run(_film, str(photo), camera, str(clip))
        motion = motion_of(clip)
        note = f"{motion.speed_px:.2f} px/frame"
        yield Row(f"jitter, {name}, CRF 1", motion.jitter_px, "px/frame²", at_most=0.03, note=note)
        yield Row(f"backward jumps, {name}", motion.backward_jumps, at_most=0)
    for name in ("15 % zoom", "15 % truck"):
        yield Row(f"shimmer, sliding in a {name}", _shimmer(picture, _MOVES[name]), at_most=0.02)


async def _film(photo: str, camera: CameraMove, out: str) -> None:
    (loaded,) = await luxvid.load_photos([photo])
    clip = await KenBurnsRenderer().render(Shot(first=loaded, camera=camera, duration_s=Fraction(4)))
    await clip.save(out, encoding=Encoding(crf=1))


def _shimmer(picture: Image.Image, camera: CameraMove, *, steps: int = 21, step_px: float = 0.1) -> float:
    """Return how far the energy of fine detail swings, of its mean, while the window slides by tenths of a film pixel."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    viewing = Viewing(digest="0" * 64, photo_px=picture.size, film_px=_FILM_PX, camera=camera, seconds=4.0)
    path, prepared = viewing.prepare(file)
    window = path.at(0.5)
    pixel = window.width / _FILM_PX[0]
    slid = [evolve(window, x=window.x + step * step_px * pixel) for step in range(steps)]
    energy = [_fine_detail(prepared.sample(at, *_FILM_PX)[: _FILM_PX[1]]) for at in slid]
    return (max(energy) - min(energy)) / (sum(energy) / steps)


def _fine_detail(luma: NDArray[np.uint8]) -> float:
    """Return the mean size of the second differences, the edges left out."""
    grey = luma.astype(np.float32)
    across, down = np.diff(grey, 2, axis=1)[1:-1], np.diff(grey, 2, axis=0)[:, 1:-1]
    return float(np.abs(across + down)[20:-20, 20:-20].mean())
