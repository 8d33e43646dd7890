"""Where in a photo the thing stands that it is of: a bed or a sofa, a tub or a basin, a house (extra `vision`).

EfficientNet-Lite0 is run over the whole picture and asked for ImageNet's classes in each place by itself, instead of once for
all places. ImageNet knows beds by their posts, quilts and pillows, sofas, bathtubs and basins, and it finds them as well from
twice as near as it was taught. Of a house among trees it finds the corners. A roof from below it does not know, but it tells that
a picture is taken outdoors, where a long straight edge above is a roof's (`luxvid.vision.eaves`). Kitchens, tables and doors it
does not find well enough: what their photos are of is told by structure (`luxvid.vision.saliency`), and so is everything without
the extra.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import evolve
from numpy.typing import NDArray
from PIL import Image

from luxvid.vision.backbone import STEP_PX, is_installed, load_places
from luxvid.vision.eaves import eaves_in
from luxvid.vision.saliency import Focus, find_focus
from luxvid.vision.seeing import can_see, see

__all__ = ["FURNITURE", "LOOKED_AT_PX", "can_find", "focus_in", "thing_in"]

FURNITURE = 4
"""Counts up when the same picture would be seen otherwise."""

LOOKED_AT_PX = 448
"""The short side of what the network looks at: 14 places; pictures should not be smaller."""

_THINGS = (
    (564, 721, 750, 831),  # four-poster, pillow, quilt, studio couch: beds, and sofas
    (435, 861, 876, 896),  # bathtub, toilet seat, tub, washbasin
)
_BEDS = (564, 721, 750)  # of these, what no sofa is
_HOUSES = (497, 660, 663)  # church, mobile home, monastery: white walls and eaves; others, as barns and thatch, are seen in trees
_SURE = 0.3  # a place's chance of a thing from which on it counts
_ENOUGH, _HOUSE = 0.03, 0.01  # of the picture, for a thing, or a house's corners, to be what it is of
_STRAY = 0.05  # of what is known as a house, at each side, trees may be
_OUTDOORS = "exterior", "outdoor", "garden", "pool", "view"
_OUT = 0.75  # the chance of these together from which on no room is taken for a terrace
_HOUSE_LEAST = 0.3  # of the width, for its ends to be known
_THIN = 0.25  # of the highest part of it: what is lower, a corner of a cloth, is not what must be whole
_GAP, _MOST = 2, 0.5  # places from one part of a thing to its next, as over a dark blanket; of all that is seen, the largest is
_FAINT, _MOSTLY = 0.03, 0.5  # a bed's chance all along a longer gap, as over white sheets, that joins parts that are mostly beds
_LONGEST = 2.5  # of a picture's sides, that is looked at: of longer ones less fine


def can_find() -> bool:
    """Tell whether things are told apart here: the extra `vision` is installed. Loads nothing."""
    return is_installed()


def focus_in(image: Image.Image) -> Focus:
    """Return the focus of an upright RGB photo of any size; its `whole` is the thing or the house seen in it.

    A roof line against the sky is told by that, and more exactly.

    Some 0.1 s with the extra `vision`, twice that where it may be a roof from below, half a second more for the first; 4 ms
    without; blocks.

    Example:
        >>> from PIL import Image
        >>> focus_in(Image.new("RGB", (300, 200), "white")).whole
        ()
    """
    focus = find_focus(image)
    if not (can_find() and can_see()):
        return focus
    chances = _chances(image)
    if thing := _furniture(chances):
        return evolve(focus, whole=thing, is_open=False)
    if focus.has_roof:
        return focus
    if house := _house(chances) if focus.is_open else ():
        return evolve(focus, whole=house)
    roof = _overhead(image)
    return evolve(focus, whole=roof, is_overhead=True) if roof else evolve(focus, guessed=True)


def thing_in(image: Image.Image) -> tuple[float, ...]:
    """Return from where to where across an upright RGB picture its bed, sofa, tub or basin stands, or its house; else nothing.

    The one that takes the most of the picture is taken. Nothing, too, without the extra `vision`. Blocks as `focus_in` does.

    Example:
        >>> from PIL import Image
        >>> thing_in(Image.new("RGB", (300, 200), "white"))
        ()
    """
    if not (can_find() and can_see()):
        return ()
    focus = focus_in(image)
    return () if focus.guessed else focus.whole


def _furniture(chances: NDArray[np.float32]) -> tuple[float, ...]:
    taken, where = max(_largest_part(_taken(chances, classes), chances) for classes in _THINGS)
    return where if taken >= _ENOUGH * chances.shape[0] else ()


def _house(chances: NDArray[np.float32]) -> tuple[float, ...]:
    """Return from where to where across a picture a house stands; nothing where only a few parts of it are known."""
    taken = _taken(chances, _HOUSES).astype(np.float64)
    if taken.sum() < _HOUSE * chances.shape[0] * len(taken):
        return ()
    known = np.cumsum(taken) / taken.sum()
    begin = int(np.searchsorted(known, _STRAY)) / len(taken)
    end = int(np.searchsorted(known, 1 - _STRAY) + 1) / len(taken)
    return (begin, end) if end - begin >= _HOUSE_LEAST else ()


def _overhead(image: Image.Image) -> tuple[float, ...]:
    """Return from where to where across a picture a roof is seen from below; nothing in a room."""
    if not (eaves := eaves_in(image)):
        return ()
    seen = see(image)
    return eaves if sum(seen[label] for label in _OUTDOORS) >= _OUT else ()


def _chances(image: Image.Image) -> NDArray[np.float32]:
    """Return (places down, places across, 1000): what stands in each place of a picture."""
    scale = min(LOOKED_AT_PX / min(image.size), _LONGEST * LOOKED_AT_PX / max(image.size))
    width, height = (max(STEP_PX, STEP_PX * round(side * scale / STEP_PX)) for side in image.size)
    return load_places().run(np.asarray(image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)))


def _taken(chances: NDArray[np.float32], classes: Sequence[int]) -> NDArray[np.float32]:
    """Return how many places of each column some classes take."""
    chance = chances[..., list(classes)].sum(-1)
    return np.asarray(np.where(chance >= _SURE, chance, 0).sum(0), np.float32)


def _largest_part(taken: NDArray[np.float32], chances: NDArray[np.float32]) -> tuple[float, tuple[float, ...]]:
    """Return how much of the picture the largest thing takes, and from where to where across it stands.

    Nothing where it is no more than the others together: two basins, or the posts of a bed that fills the picture.
    """
    if not taken.any():
        return 0.0, ()
    columns = np.flatnonzero(taken >= _THIN * taken.max())
    parts = _joined(np.split(columns, np.flatnonzero(np.diff(columns) > _GAP) + 1), taken, chances)
    largest = max(parts, key=lambda part: float(taken[part].sum()))
    if taken[largest].sum() < _MOST * taken.sum():
        return 0.0, ()
    return float(taken[largest].sum() / len(taken)), (float(largest[0] / len(taken)), float((largest[-1] + 1) / len(taken)))


def _joined(parts: list[NDArray[np.intp]], taken: NDArray[np.float32], chances: NDArray[np.float32]) -> list[NDArray[np.intp]]:
    """Return a thing's parts, from left to right, as one where both are beds and a bed is faintly seen all along between them."""
    beds = _taken(chances, _BEDS)
    faint = chances[..., list(_BEDS)].sum(-1).max(0) >= _FAINT
    joined = [parts[0]]
    for part in parts[1:]:
        before = joined[-1]
        are_beds = all(beds[one].sum() >= _MOSTLY * taken[one].sum() for one in (before, part))
        if are_beds and faint[before[-1] : part[0]].all():
            joined[-1] = np.arange(before[0], part[-1] + 1)
        else:
            joined.append(part)
    return joined
