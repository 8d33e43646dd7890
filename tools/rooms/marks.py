"""Learn the heads for marks: `python -m rooms.marks PICTURES --fonts FOLDER`, from `tools`, with luxvid[vision] and scipy.

PICTURES is laid out as for `rooms.train`. Watermarks, fingers and collages are drawn over its pictures by code. Where pictures
come from agencies, their own marks stand along the upper and lower edge: these strips are cut off before anything is learnt.
Prints how well what is held out is known (the last of five folds; no house is in two), and writes the heads beside the code
that uses them. Seeded: the same pictures and fonts give the same heads.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.vision import marks, seeing
from luxvid.vision.backbone import SIDE_PX
from rooms.fitting import Layer, fitted, fitted_within, line
from rooms.overlaid import Fonts, collaged, fingered, plain, watermarked
from rooms.train import fold_of

_FOLDS = 5
_USUAL = 0.05  # share of ordinary uploads that has a mark: what the chances are calibrated for
_CUT_ABOVE, _CUT_BELOW = 0.08, 0.14  # shares of a house's picture
_COVERED = (0.12, 0.5)  # share of a place from which on a watermark, a finger stands in it
_MOST_CLEAR, _MOST_COVERED = 60_000, 25_000  # places to learn from
_OUT = Path(marks.__file__).with_name(marks.HEAD)


@frozen(eq=False)
class Examples:
    """Pictures, and what was drawn over them.

    Attributes:
        features: (n, 1280).
        truth: (n, 3) marks as 1, 0, or -1 for what is not to be learnt from.
        folds: (n,).
        places: For all pictures together (m, 192) what stands in each place.
        covered: (m,) share of the place that the drawn mark covers.
        owner: (m,) the picture, ascending.
    """

    features: NDArray[np.float32]
    truth: NDArray[np.int8]
    folds: NDArray[np.intp]
    places: NDArray[np.float32]
    covered: NDArray[np.float32]
    owner: NDArray[np.intp]


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(prog="python -m rooms.marks", description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--fonts", type=Path, help="a folder with TrueType fonts; without, Pillow's own writes everything")
    asked = parser.parse_args()
    write(gathered(asked.pictures, Fonts.found_in(asked.fonts)))


def write(examples: Examples) -> None:
    """Learn from four folds and judge by the fifth, then learn from all and write the heads."""
    scales = [_judged(examples, mark) for mark in range(len(marks.MARKS))]
    watermark, finger, collage = (_learnt(examples, mark, range(_FOLDS)) for mark in range(len(marks.MARKS)))
    stored = {
        "watermark": watermark.out * scales[0][0],
        "finger_within": finger.within,
        "finger": finger.out * scales[1][0],
        "collage": collage.out * scales[2][0],
        "bias": [
            layer.bias * slope + offset for layer, (slope, offset) in zip((watermark, finger, collage), scales, strict=True)
        ],
    }
    np.savez_compressed(_OUT, **{name: np.asarray(part, np.float32) for name, part in stored.items()})
    print(f"{_OUT.name}: {_OUT.stat().st_size} bytes")


def gathered(pictures: Path, fonts: Fonts) -> Examples:
    """Return all houses' pictures and half of the others, as they are and with something over them; takes a few minutes."""
    features, places, covered = [], [], []
    truth: list[tuple[int, int, int]] = []
    folds: list[int] = []
    owner: list[int] = []
    for fold in range(_FOLDS):
        for before, picture, marked in _examples(np.random.default_rng(fold), _photos(pictures, fold), fonts):
            sight = seeing.sight_of(picture)
            owner += [len(truth)] * (sight.placed.size // sight.placed.shape[-1])
            covered.append(_covered(before, picture, sight))
            features.append(sight.features.astype(np.float16))
            places.append(sight.placed.reshape(-1, sight.placed.shape[-1]).astype(np.float16))
            truth.append(marked)
            folds.append(fold)
    return Examples(
        features=np.stack(features).astype(np.float32),
        truth=np.array(truth, np.int8),
        folds=np.array(folds),
        places=np.concatenate(places).astype(np.float32),
        covered=np.concatenate(covered),
        owner=np.array(owner),
    )


def _photos(pictures: Path, fold: int) -> list[Image.Image]:
    photos = []
    for number, path in enumerate(sorted(pictures.glob("*/*/*.jpg"))):
        is_house = path.parent.parent.name == "houses"
        if fold_of(path) == fold and (is_house or number % 2):
            with Image.open(path) as image:
                photos.append(_cut(image.convert("RGB"), is_house=is_house))
    return photos


def _cut(photo: Image.Image, *, is_house: bool) -> Image.Image:
    if is_house:
        return photo.crop((0, round(photo.height * _CUT_ABOVE), photo.width, round(photo.height * (1 - _CUT_BELOW))))
    return photo


def _examples(
    rng: np.random.Generator, photos: list[Image.Image], fonts: Fonts
) -> Iterator[tuple[Image.Image, Image.Image, tuple[int, int, int]]]:
    """Yield pictures before and after, and what lies over them; of flyers nobody says whether their words are a watermark."""
    for photo in photos:
        yield photo, photo, (0, 0, 0)
        before = plain(rng, photo)
        yield before, before, (0, 0, 0)
        before = plain(rng, photo)
        yield before, watermarked(rng, before, fonts), (1, 0, 0)
        before = plain(rng, photo)
        yield before, fingered(rng, before), (0, 1, 0)
        sheet = collaged(rng, photos, fonts)
        yield sheet, sheet, (-1, 0, 1)


def _covered(before: Image.Image, after: Image.Image, sight: seeing.Sight) -> NDArray[np.float32]:
    """Return the share of each place that is not as it was."""
    parts, rows, columns, _ = sight.placed.shape
    change = np.abs(np.asarray(after, np.int16) - np.asarray(before, np.int16)).max(2) * 4
    changed = Image.fromarray(np.clip(change, 0, 255).astype(np.uint8)).convert("RGB")
    squares = [np.asarray(square.convert("L"), np.float32) for square in seeing._squares(changed)]  # noqa: SLF001  as it looks
    seen = np.stack(squares).reshape(parts, rows, SIDE_PX // rows, columns, SIDE_PX // columns)
    return (seen.mean((2, 4)) / 255).astype(np.float32).ravel()


def _judged(examples: Examples, mark: int) -> tuple[float, float]:
    """Return slope and offset that make a head's scores chances, and print how well the last fold is known."""
    head = _learnt(examples, mark, range(_FOLDS - 1))
    judged = (examples.folds == _FOLDS - 1) & (examples.truth[:, mark] >= 0)
    truth = examples.truth[judged, mark].astype(np.float32)
    scores = _scored(examples, mark)(head)[judged]
    slope, offset = line(scores, truth, usual=_USUAL)
    _print(marks.MARKS[mark], scores * slope + offset, truth)
    return slope, offset


def _scored(examples: Examples, mark: int) -> Callable[[Layer], NDArray[np.float64]]:
    """Return what gives each picture's score by a head."""
    if mark == marks.MARKS.index("collage"):
        return lambda head: head.scores(examples.features).astype(np.float64)
    ends = np.flatnonzero(np.diff(examples.owner)) + 1
    return lambda head: np.array([marks.best(part) for part in np.split(head.scores(examples.places), ends)])


def _learnt(examples: Examples, mark: int, folds: range) -> Layer:
    used = np.isin(examples.folds, folds) & (examples.truth[:, mark] >= 0)
    if mark == marks.MARKS.index("collage"):
        return fitted(examples.features[used], examples.truth[used, mark].astype(np.float32), ridge=0.1)
    shows = examples.truth[examples.owner, mark]
    is_used = used[examples.owner] & (examples.truth[examples.owner, marks.MARKS.index("collage")] == 0)
    rng = np.random.default_rng(mark)
    clear = rng.permutation(np.flatnonzero(is_used & (shows == 0)))[:_MOST_CLEAR]
    covered = rng.permutation(np.flatnonzero(is_used & (shows == 1) & (examples.covered > _COVERED[mark])))[:_MOST_COVERED]
    places = examples.places[np.concatenate([clear, covered])]
    truth = np.repeat(np.array([0, 1], np.float32), [len(clear), len(covered)])
    return fitted_within(places, truth) if marks.MARKS[mark] == "finger" else fitted(places, truth, ridge=0.003)


def _print(name: str, scores: NDArray[np.float64], truth: NDArray[np.float32]) -> None:
    marked, clean = scores[truth > 0], scores[truth == 0]
    print(f"{name}: {len(marked)} marked, {len(clean)} not, held out")
    for chance in (0.2, 0.35, 0.5, 0.65, 0.8, 0.9):
        least = np.log(chance / (1 - chance))
        print(
            f"  said from {chance:.0%}: {(marked >= least).mean():.1%} of the marked, {(clean >= least).mean():.2%} of the others"
        )


if __name__ == "__main__":
    main()
