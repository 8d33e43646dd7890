"""Every frame shape, to be looked at, and how smoothly crops over clips move.

python -m bench.frames                               the table: jitter of reframed clips at CRF 1
python -m bench.frames --sheet out.png FILE ...      photos and clips as films of each shape show them: begin, middle, end
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

import anyio
import numpy as np
from anyio.to_thread import run_sync
from PIL import Image, ImageDraw

import luxvid
from bench.bench import Bench
from bench.motion import motion_of
from bench.pictures import detailed
from bench.table import Row, printed
from luxvid import CameraMove, Clip, Encoding, KenBurnsRenderer, Shot
from luxvid.errors import MediaRefused, PhotoRefused
from luxvid.media.colour import to_rgb

SHAPES = {"9:16": Encoding.vertical, "1:1": Encoding.square, "4:5": Encoding.portrait}
_STILL = CameraMove(move="hold", amount=0.0)
_ROW_PX, _GAP_PX, _TEXT_PX = 180, 4, 14
_SHEET_SHAPES = [(320, 180), (102, 180), (180, 180), (144, 180)]
_SECONDS = Fraction(9, 2)


def rows(bench: Bench) -> Iterator[Row]:
    """A clip of 4 s that stands still, of a picture with detail at all scales, so that all that moves is the crop."""
    photo, clip = bench.work / "detailed.png", bench.work / "still.mp4"
    detailed().save(photo)
    anyio.run(_film, photo, clip)
    for shape, encoding in SHAPES.items():
        cut = bench.work / "reframed.mp4"
        anyio.run(partial(_reframed, clip, cut, Encoding(width_px=encoding().width_px, height_px=encoding().height_px, crf=1)))
        motion = motion_of(cut)
        note = f"{motion.speed_px:.2f} px/frame"
        yield Row(f"jitter, clip of 16:9 in {shape}, CRF 1", motion.jitter_px, "px/frame²", at_most=0.03, note=note)
        yield Row(f"backward jumps, clip of 16:9 in {shape}", motion.backward_jumps, at_most=0)


async def _film(photo: Path, out: Path) -> None:
    (loaded,) = await luxvid.load_photos([photo])
    clip = await KenBurnsRenderer().render(Shot(first=loaded, camera=_STILL, duration_s=Fraction(4)))
    await clip.save(out)


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
