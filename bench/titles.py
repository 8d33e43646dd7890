"""Titles over real photos: `python -m bench.titles PHOTOS [--every 12]`.

For every frame shape, and for short words, long German ones and dark text, every title of a film is drawn, laid over the frames
of its shot, encoded and decoded again. Printed: the least contrast beside strokes, how many strokes leave the safe area, what
drawing and laying cost of the processor; and which share of the film another price makes anew.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import anyio
import av
import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray
from PIL import Image, ImageFilter

import luxvid
from luxvid import Combiner, Encoding, Studio
from luxvid.media.encode import encode_frames
from luxvid.render.overlaid import Overlaid
from luxvid.timeline import Timeline
from luxvid.titles import Title, Titles
from luxvid.titles.contrast import Colour, luminance, ratio, scrim_under
from luxvid.titles.safe import safe_area

Frame = NDArray[np.uint8]

_SHAPES = {"16:9": Encoding(), "9:16": Encoding.vertical(), "1:1": Encoding.square(), "4:5": Encoding.portrait()}
_GERMAN = "Fußbodenheizung, Dreifachverglasung, Photovoltaikanlage mit Batteriespeicher, KNX-Gebäudesystemtechnik"
_SIGNED = luxvid.Brand(name="Sol & Mar Estates", url="https://solandmar.example/casa-sol", watermark=True)
_ADDRESS = "Ludwig-Thoma-Straße 123a, Ortsteil Niederpöcking, 82343 Pöcking am Starnberger See, Oberbayern"
_CASES: Mapping[str, tuple[str, dict[str, str], str]] = {
    "short": (
        "#ffffff",
        {"headline": "Casa Sol", "address": "Cala Llombards", "price": "€ 2,450,000"},
        "62 m², open to the terrace",
    ),
    "long": ("#ffffff", {"headline": "Denkmalgeschütztes Mehrgenerationenanwesen am See", "address": _ADDRESS}, _GERMAN),
    "dark": ("#1c1c1c", {"headline": "Hôtel particulier", "price": "9 850 000 €"}, "120 m², parquet, moulures"),
}


_TEXT = 0.75  # of a stroke's opacity: rules are of another colour, and not to be read


@frozen
class Clip:
    """The picture beneath one title."""

    clip: luxvid.Clip
    begin: int

    async def frames(self, numbers: Sequence[int], /, *, encoding: Encoding) -> list[Frame]:
        """Return frames counted from the title's beginning."""
        found = []
        for number in numbers:
            at = self.begin + number
            found.append(await anyio.to_thread.run_sync(next, await self.clip.frames(at, at + 1, encoding=encoding)))
        return found


@frozen
class Tally:
    """What was measured of one kind of title."""

    contrasts: list[float] = field(factory=list)
    coded: list[float] = field(factory=list)
    outside: list[int] = field(factory=list)
    drawn_ms: list[float] = field(factory=list)
    laid_ms: list[float] = field(factory=list)

    def __str__(self) -> str:
        return (
            f"contrast {min(self.contrasts):5.2f}:1 at least, {min(self.coded):5.2f}:1 when coded, "
            f"{sum(self.outside)} strokes outside, "
            f"drawn in {np.median(self.drawn_ms):4.0f} ms, laid in {np.median(self.laid_ms):5.2f} ms a frame (CPU)"
        )


def strokes_of(layer: Any, title: Title, encoding: Encoding, text: Colour) -> NDArray[np.float64]:
    """Return how opaque strokes are: what is to be seen over a frame of the scrim's own colour."""
    ground = round(scrim_under(text).y)
    frame = np.full((encoding.height_px * 3 // 2, encoding.width_px), 128, np.uint8)
    frame[: encoding.height_px] = ground
    shown = layer.lay(frame, (title.end - title.begin) // 2)[: encoding.height_px]
    return np.asarray((shown.astype(float) - ground) / (text.y - ground), np.float64)


def contrast(shown: Frame, strokes: NDArray[np.float64], text: Colour, *, apart: int) -> float:
    """Return the least contrast of a text with the pixels that lie `apart` to 3 pixels from its strokes."""
    height = len(strokes)
    near, edge = (_around(strokes, *wanted) for wanted in ((_TEXT, 3), (0.02, apart - 1)))
    y, x = np.nonzero(near & ~edge)
    chroma = shown[height:].reshape(2, height // 2, -1)
    seen = [shown[:height][y, x], chroma[0][y // 2, x // 2], chroma[1][y // 2, x // 2]]
    return float(ratio(luminance(*(plane.astype(float) for plane in seen)), text.luminance).min())


def _around(strokes: NDArray[np.float64], least: float, reach: int) -> NDArray[np.bool_]:
    mask = Image.fromarray((np.abs(strokes) > least).astype(np.uint8) * 255)
    return np.asarray(mask.filter(ImageFilter.MaxFilter(2 * reach + 1)) if reach else mask) > 0


def outside(strokes: NDArray[np.float64], encoding: Encoding) -> int:
    """Return how many pixels of strokes leave the safe area by more than a pixel."""
    area = safe_area(encoding.width_px, encoding.height_px)
    y, x = np.nonzero(np.abs(strokes) > 0.25)
    return int(((x < area.left - 1) | (x > area.right + 1) | (y < area.top - 1) | (y > area.bottom + 1)).sum())


def coded(frames: Iterable[Frame], encoding: Encoding) -> Iterator[Frame]:
    """Encode frames as the film does, and decode them again."""
    with av.open(io.BytesIO(encode_frames(iter(frames), encoding)), "r") as container:
        for frame in container.decode(video=0):
            yield np.asarray(frame.to_ndarray(), np.uint8)


async def measured(title: Title, picture: Clip, encoding: Encoding, every: int, tally: Tally) -> None:
    """Measure one title."""
    text = Colour.of(title.dress.brand.text_colour)
    numbers = range(round(0.6 * encoding.fps), max(title.end - title.begin - round(0.4 * encoding.fps), 1), every)
    bases = await picture.frames(list(numbers), encoding=encoding)  # and the photo is ready before the clock runs
    began = time.process_time()
    layer = await title.layer(picture, encoding=encoding)
    tally.drawn_ms.append(1000 * (time.process_time() - began))
    strokes, shown = strokes_of(layer, title, encoding, text), []
    for number, base in zip(numbers, bases, strict=True):
        began = time.process_time()
        shown.append(layer.lay(base, number))
        tally.laid_ms.append(1000 * (time.process_time() - began))
    tally.outside.append(outside(strokes, encoding))
    tally.contrasts.extend(contrast(frame, strokes, text, apart=1) for frame in shown)
    tally.coded.extend(contrast(frame, strokes, text, apart=2) for frame in coded(shown, encoding))  # coding blurs the next pixel


async def shape(board: luxvid.Storyboard, encoding: Encoding, every: int) -> dict[str, Tally]:
    """Measure every title of a board in one frame shape."""
    timeline = board.timeline(encoding.fps)
    tallies: dict[str, Tally] = {}
    for title in await Titles().overlays(board, timeline=timeline, encoding=encoding):
        if title.kind == "end_card":
            continue  # a ground of one colour; the tests hold it to its contrast
        number = max(n for n in range(len(board.shots)) if timeline.cuts[n] <= title.begin)
        clip = await luxvid.KenBurnsRenderer().render(board.shots[number])
        shown = evolve(title, end=min(title.end, title.begin + 90))  # a watermark runs through the film: one shot of it
        picture = Clip(clip, title.begin - timeline.cuts[number])
        await measured(shown, picture, encoding, every, tallies.setdefault(title.kind, Tally()))
    return tallies


async def anew(board: luxvid.Storyboard) -> float:
    """Return which share of the film another price in a lower third makes anew."""
    encoding = Encoding(width_px=320, height_px=180, preset="ultrafast")
    studio, run = Studio(combiner=Combiner(encoding=encoding), scorer=None), luxvid.Run(storage=luxvid.Storage.memory())
    key = board.shots[len(board.shots) // 2].key
    films = [await studio.produce(board.change(key, detail=price), run=run) for price in ("€ 2,450,000", "€ 2,300,000")]
    timeline: Timeline = board.timeline(encoding.fps)
    overlays = await Titles().overlays(board.change(key, detail="€ 1"), timeline=timeline, encoding=encoding)
    pieces = Overlaid(overlays, timeline, studio.combiner.combine).pieces  # type: ignore[arg-type]  # no frame is asked for
    pairs = zip(pieces, films[0].picture.pieces, films[1].picture.pieces, strict=True)
    return sum(piece.frames for piece, old, new in pairs if old.digest != new.digest) / timeline.frames


async def _main(args: argparse.Namespace) -> None:
    photos = await luxvid.load_photos(args.photos)
    plain = await Studio().plan(photos)
    for name, (colour, listing, detail) in _CASES.items():
        board = evolve(plain, brand=evolve(_SIGNED, text_colour=colour)).titled(**listing)
        for shot in board.shots:
            board = board.change(shot.key, title=shot.scene.title, detail=detail)
        for called, encoding in _SHAPES.items():
            for kind, tally in (await shape(board, encoding, args.every)).items():
                print(f"{name:6} {called:5} {kind:12} {tally}", flush=True)
    print(f"another price makes {await anew(board):.1%} of the film anew")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.titles")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--every", type=int, default=12, metavar="FRAMES", help="measure every so many frames")
    asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    main()
