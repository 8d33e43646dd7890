"""Every frame shape, to be looked at, and how smoothly crops over clips move.

python -m bench.frames                               the table: jitter of reframed clips at CRF 1 (some ten minutes)
python -m bench.frames --sheet out.png FILE ...      photos and clips as films of each shape show them: begin, middle, end
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

import anyio
import cv2
import numpy as np
from anyio.to_thread import run_sync
from attrs import evolve
from numpy.typing import NDArray
from PIL import Image, ImageDraw

import luxvid
from bench.bench import Bench
from bench.motion import Motion, motion_of
from bench.pictures import detailed
from bench.table import Row, printed
from luxvid import CameraMove, Clip, Encoding, KenBurnsRenderer, Shot
from luxvid.errors import MediaRefused, PhotoRefused
from luxvid.media.colour import to_rgb
from luxvid.media.encode import encode_frames
from luxvid.render.camera import eased

SHAPES = {"9:16": Encoding.vertical, "1:1": Encoding.square, "4:5": Encoding.portrait}
_STILL = CameraMove(move="hold", amount=0.0)
_CLOSER = CameraMove(move="dolly_in", amount=0.12)
_ROW_PX, _GAP_PX, _TEXT_PX = 180, 4, 14
_SHEET_SHAPES = [(320, 180), (102, 180), (180, 180), (144, 180)]
_SECONDS = Fraction(9, 2)
_ZOOMED, _FRAMES = 1.12, 120
_LENS = 1.2  # pixels of the picture: with two of them for one of the clip's, nothing in it is finer than the clip


def rows(bench: Bench) -> Iterator[Row]:
    """Clips of 4 s, of a picture with detail at all scales: one that stands still, so that only the crop moves, and a zoom.

    The zoom is drawn exactly, in floating point out of a finer picture: what it measures by itself is the measure's own floor.
    """
    photo, still, zoom = (bench.work / name for name in ("detailed.png", "still.mp4", "zoom.mp4"))
    detailed().save(photo)
    anyio.run(_film, photo, still, _STILL, Encoding())
    zoom.write_bytes(encode_frames(exact_zoom(Encoding()), Encoding(crf=1)))
    floor = motion_of(zoom)
    yield Row("jitter, exact zoom of 16:9 by itself, CRF 1", floor.jitter_px, "px/frame²", note=_speed(floor))
    filled = {name: _filled(shape()) for name, shape in SHAPES.items()}
    for clip, name in ((still, "still clip"), (zoom, "exact zoom")):
        for shape, encoding in filled.items():
            yield from _measured(bench, f"{name} of 16:9 in {shape}", partial(_reframed, clip, encoding=encoding))
    banded = evolve(filled["9:16"], bands=True)
    yield from _measured(bench, "exact zoom of 16:9 in 9:16, over its blur", partial(_reframed, zoom, encoding=banded))
    yield from _measured(bench, "camera closing in, 9:16", partial(_film, photo, camera=_CLOSER, encoding=filled["9:16"]))


def _measured(bench: Bench, name: str, write: Callable[..., Awaitable[None]]) -> Iterator[Row]:
    out = bench.work / "measured.mp4"
    anyio.run(partial(write, out=out))
    motion = motion_of(out)
    yield Row(f"jitter, {name}, CRF 1", motion.jitter_px, "px/frame²", at_most=0.03, note=_speed(motion))
    yield Row(f"backward jumps, {name}", motion.backward_jumps, at_most=0)


def _speed(motion: Motion) -> str:
    return f"{motion.speed_px:.2f} px/frame"


def _filled(shape: Encoding) -> Encoding:
    return evolve(shape, crf=1, bands=False)


def exact_zoom(encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
    """Yield film frames that close in on a picture by an exact, eased zoom."""
    picture = cv2.GaussianBlur(np.asarray(detailed().convert("L"), np.float32), (0, 0), _LENS)
    height, width = picture.shape
    size = encoding.width_px, encoding.height_px
    for number in range(_FRAMES):
        scale = width / size[0] / _ZOOMED ** eased(number / (_FRAMES - 1))
        left, top = ((whole - scale * part + scale - 1) / 2 for whole, part in zip((width, height), size, strict=True))
        matrix = np.array([[scale, 0, left], [0, scale, top]])
        luma = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP)
        frame = np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)
        frame[: size[1]] = np.rint(16 + luma * (219 / 255)).clip(16, 235)
        yield frame


async def _film(photo: Path, out: Path, camera: CameraMove, encoding: Encoding) -> None:
    (loaded,) = await luxvid.load_photos([photo])
    clip = await KenBurnsRenderer().render(Shot(first=loaded, camera=camera, duration_s=Fraction(4)))
    await clip.save(out, encoding=encoding)


async def _reframed(clip: Path, out: Path, encoding: Encoding) -> None:
    await (await Clip.open(clip)).save(out, encoding=encoding)


async def sheet(files: Sequence[Path], out: Path, camera: CameraMove) -> None:
    """Write a contact sheet: a row for each photo or clip, with the first, a middle and the last frame of each shape."""
    made = [row for path in files if (row := await _row(path, camera)) is not None]
    whole = Image.new("RGB", (max(row.width for row in made), sum(row.height for row in made)), "white")
    top = 0
    for row in made:
        whole.paste(row, (0, top))
        top += row.height
    whole.save(out)


async def _row(path: Path, camera: CameraMove) -> Image.Image | None:
    try:
        clip = await _clip(path, camera)
    except (MediaRefused, PhotoRefused) as error:
        print(error)
        return None
    cells = [cell for size in _SHEET_SHAPES for cell in await _frames(clip, size)]
    row = Image.new("RGB", (sum(cell.width + _GAP_PX for cell in cells), _ROW_PX + _TEXT_PX), "white")
    left = 0
    for cell in cells:
        row.paste(cell, (left, 0))
        left += cell.width + _GAP_PX
    ImageDraw.Draw(row).text((2, _ROW_PX + 1), path.name, fill="black")
    return row


async def _clip(path: Path, camera: CameraMove) -> Clip:
    if path.suffix.lower() in (".mp4", ".mov", ".mkv", ".webm", ".avi"):
        return await Clip.open(path)
    photos = await luxvid.load_photos([path])
    if not photos:
        raise PhotoRefused(path.name, "; ".join(refused.reason for refused in photos.refused))
    return await KenBurnsRenderer().render(Shot(first=photos[0], camera=camera, duration_s=_SECONDS))


async def _frames(clip: Clip, size: tuple[int, int]) -> list[Image.Image]:
    encoding = Encoding(width_px=size[0], height_px=size[1])
    last = encoding.frames(clip.duration_s) - 1
    shown: list[Image.Image] = []
    for number in (0, last // 2, last):
        (frame,) = await run_sync(list, await clip.frames(number, number + 1, encoding=encoding))
        shown.append(Image.fromarray(np.asarray(to_rgb(frame))))
    return shown


def main() -> None:
    """Measure, or write a sheet."""
    parser = argparse.ArgumentParser(prog="python -m bench.frames", description=__doc__)
    parser.add_argument("--sheet", type=Path, help="a PNG to write instead")
    parser.add_argument("--move", default="dolly_in", help="the camera's move over photos")
    parser.add_argument("files", nargs="*", type=Path, help="photos and clips for the sheet")
    args = parser.parse_args()
    if args.sheet:
        anyio.run(sheet, args.files, args.sheet, CameraMove(move=args.move, amount=0.12))
        return
    with tempfile.TemporaryDirectory(prefix="luxvid-bench-") as work:
        printed(rows(Bench(work=Path(work), photos=Path(), peers=None, rounds=1)))


if __name__ == "__main__":
    main()
