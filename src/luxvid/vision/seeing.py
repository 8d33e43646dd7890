"""Which room a photo shows, as seen: a small head of ours over EfficientNet-Lite0's features (extra `vision`).

The head was learnt from labelled pictures of seven rooms, and from drawn plans, pages and collages (`tools/rooms`,
`docs/seeing.md`). For pools, terraces, gardens and views no labelled pictures were at hand: what is in the open air is told apart
by ImageNet's own classes (patio, lakeside, fence ...), with weights set by hand; so are rooms of other kinds (a washer, a desk,
dumbbells) and things seen close. The answer is a chance for each label, all labels being equally likely beforehand, so that it
can be multiplied with what words say; equal chances say "I don't know". Of an open plan more than one label is true: `beside`
tells which.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.looks import Look
from luxvid.vision.backbone import SIDE_PX, is_installed, load_backbone

_log = logging.getLogger("luxvid.vision")

__all__ = ["LABELS", "NONE", "OPEN_PLAN", "SEEING", "Sight", "beside", "can_see", "labels_seen", "see", "sight_of", "told"]

LEARNT = ("exterior", "entrance", "living", "dining", "kitchen", "bedroom", "bathroom", "none")
"""What the head tells apart, in its order."""

NONE = "none"
"""The label of what is no photo of a place: floor plan, map, flyer, collage, screenshot, logo."""

LABELS = (*LEARNT[:-1], "pool", "outdoor", "garden", "view", "other", "detail", NONE)
"""What `see` gives a chance for; `other` is a room of another kind, `detail` a thing seen close."""

OPEN_PLAN = ("living", "dining", "kitchen")
"""Labels that one photo may show side by side."""

SEEING = 5
"""Counts up when the same picture would be seen otherwise."""

HEAD = "room_head.npz"
_PLAIN = 0.45  # evidence of a terrace or a view from which on it speaks against every room
_PARTS = 4  # of the evidence
_FINER = 1.4  # times as many pixels as the network takes are left when a picture is first made smaller
_NEARER = 0.72  # of the side: the second look at nearly square pictures
_LONGER = 1.15  # one side than the other: such pictures are seen in parts, since the network takes squares
_OPEN: dict[str, tuple[float, float, tuple[int, ...]]] = {
    # label: chance where nothing speaks for it, weight of its ImageNet classes, the classes
    "exterior": (0.20, 1.0, (424, 425, 449, 483, 489, 497, 660, 663, 668, 698, 716, 743, 825, 832, 853, 858, 884, 900, 912)),
    "pool": (0.05, 2.5, (562, 876, 842, 445)),  # fountain, tub, swimming trunks, bikini: no class is a pool
    "outdoor": (0.10, 1.0, (532, 559, 703, 706, 765, 879)),  # dining table, chairs, park bench, patio, umbrella
    "garden": (0.05, 1.0, (580, 646, 738, 883, 984, 985)),  # greenhouse, maze, pot
    "view": (0.05, 1.5, (460, 536, 718, 970, 972, 975, 976, 977, 978, 979, 980)),  # lakeside, promontory, seashore, valley
}
_PATIO = 706  # alone tells a terrace from a room: tables and chairs stand in both
_ASIDE: dict[str, tuple[tuple[float, float, tuple[int, ...]], ...]] = {
    # label: for each kind the chance of its classes that any room may have, what counts beyond it, and how much; the classes
    "other": (
        (0.03, 4.0, (897,)),  # washer
        (0.03, 4.0, (422, 543, 602, 702, 747)),  # barbell, dumbbell, horizontal and parallel bars, punching bag
        (0.15, 1.5, (508, 526, 527, 620, 664, 673, 681, 713, 742, 782)),  # desk, computers, screens, printer
        (0.10, 1.0, (624, 736)),  # library, pool table
        (0.10, 1.0, (421,)),  # banister: half of the stairs stand in halls
    ),
    "detail": (
        (0.15, 1.0, (470, 504, 505, 550, 572, 738, 849, 883, 907, 923, 967, 968, 985)),  # candle, cups, pots, vase, wine, daisy
        (0.15, 1.0, (567, 618, 659, 809, 813, 909, 910, *range(924, 936), *range(948, 967))),  # pans, bowls, spoons, food, fruit
    ),
}


@frozen(eq=False)
class Sight:
    """What the network makes of a picture, which it sees in overlapping square parts, from left to right or from the top down.

    Attributes:
        parts: (parts, 1280) features of each part.
        each: (parts, 2944) what tells the room, of each part.
        classes: (1000,) chances of ImageNet's classes, the means over the parts.
        placed: (parts, 7, 7, 192) what stands in each place of each part.
        evidence: (2944,) what tells the room: the features, what stands in the places, on average and at its most, and the
            features at their most, the means over the parts; a picture that is nearly square counts mirrored and from nearer.
    """

    parts: NDArray[np.float32]
    each: NDArray[np.float32]
    classes: NDArray[np.float64]
    placed: NDArray[np.float32]
    evidence: NDArray[np.float32]

    @property
    def features(self) -> NDArray[np.float32]:
        """(1280,): the means over the parts."""
        mean: NDArray[np.float32] = self.parts.mean(0)
        return mean

    @cached_property
    def learnt(self) -> NDArray[np.float64]:
        """(parts + 1, 8): the chances of what was learnt, in each part by itself and, last, in the whole."""
        return learnt_head().chances(np.concatenate([self.each, self.evidence[None]]))


@frozen(eq=False)
class Head:
    """What is made of standardised evidence: the scores of a linear layer and of one with a hidden layer, added up.

    Attributes:
        mean: (2944,) of the evidence learnt from.
        spread: (2944,) likewise.
        weight: (2944, 8) the linear layer.
        bias: (8,) likewise.
        within: (2945, hidden) the hidden layer, biases in its last row.
        out: (hidden + 1, 8) likewise.
        temperature: What scores are divided by, so that chances are borne out.
    """

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    weight: NDArray[np.float32]
    bias: NDArray[np.float32]
    within: NDArray[np.float32]
    out: NDArray[np.float32]
    temperature: float

    def scores(self, evidence: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (n, 8) scores of what was learnt for evidence (n, 2944)."""
        x = (evidence - self.mean) / self.spread
        # In parts: products that small stay in this thread, where a larger one waits for others that are looking at photos too.
        parts = zip(np.split(x, _PARTS, axis=1), np.split(self.within[:-1], _PARTS), strict=True)
        hidden = np.maximum(sum(some @ within for some, within in parts) + self.within[-1], 0)
        scores: NDArray[np.float32] = x @ self.weight + self.bias + hidden @ self.out[:-1] + self.out[-1]
        return scores

    def chances(self, evidence: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return (n, 8) chances of what was learnt for evidence (n, 2944)."""
        return _softmax(self.scores(evidence).astype(np.float64) / self.temperature)


def can_see() -> bool:
    """Tell whether photos can be seen here: the extra `vision` is installed, and starts; why it does not is logged once."""
    return is_installed() and starts_here()


@cache
def starts_here() -> bool:
    """Tell whether what is installed starts on this machine; asked once in a process."""
    try:
        load_backbone()
    except Exception:  # noqa: BLE001  whatever keeps it from starting: photos are loaded all the same
        _log.exception("seeing_does_not_start")
        return False
    return True


def see(image: Image.Image) -> dict[str, float]:
    """Return the chance of each label for an upright RGB picture of any size; they add up to 1. About 20 ms, blocking.

    Raises:
        MissingExtra: The extra `vision` is not installed.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.seeing import can_see, see
        >>> seen = see(Image.new("RGB", (300, 200), "white")) if can_see() else {"none": 1.0}
        >>> max(seen, key=seen.get)
        'none'
    """
    return told(sight_of(image))


def told(sight: Sight) -> dict[str, float]:
    """Return the chance of each label in what was seen."""
    return told_apart(sight.learnt[-1], sight.classes)


def beside(sight: Sight) -> tuple[float, ...]:
    """Return how likely each of `OPEN_PLAN` stands in the picture, whatever else does; they may add up to more than 1.

    A wide photo is seen in parts, and each part told by itself: a kitchen on the left and a sofa on the right are both there. A
    nearly square one is seen as a whole only, where one room takes away from another.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.seeing import beside, can_see, sight_of
        >>> there = beside(sight_of(Image.new("RGB", (300, 200), "white"))) if can_see() else (0.0, 0.0, 0.0)
        >>> len(there), max(there) < 0.5
        (3, True)
    """
    chances = sight.learnt.max(0)
    return tuple(round(float(chances[LEARNT.index(label)]), 4) for label in OPEN_PLAN)


def labels_seen(look: Look) -> dict[str, float]:
    """Return the chance of each label seen in a photo, or nothing where the extra `vision` was not there to see."""
    return dict(zip(LABELS, look.seen, strict=True)) if len(look.seen) == len(LABELS) else {}


def sight_of(image: Image.Image, coarse: Image.Image | None = None) -> Sight:
    """Look at an upright RGB picture of any size with the network; about 20 ms, blocking.

    `coarse` is the same picture made smaller, where that is at hand: it is taken where it is as fine as is needed.

    Raises:
        MissingExtra: The extra `vision` is not installed.
    """
    times = max(1, int(min(image.size) / (_FINER * SIDE_PX)))
    small = coarse if coarse and coarse.width == -(-image.width // times) else image.reduce(times)  # once for all parts
    parts = _squares(small)
    shown = parts if len(parts) > 1 else [*parts, *_again(small, parts[0])]
    features, logits, placed, most = load_backbone().run(np.stack([np.asarray(part) for part in shown]))
    rows = np.concatenate([features, placed.mean((1, 2)), placed.max((1, 2)), most], axis=1)
    return Sight(
        parts=features[: len(parts)],
        classes=_softmax(logits.mean(0).astype(np.float64)),
        placed=placed[: len(parts)],
        each=rows[: len(parts)],
        evidence=rows.mean(0),
    )


@cache
def learnt_head() -> Head:
    """Return the head that comes with luxvid."""
    with files("luxvid.vision").joinpath(HEAD).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        parts = {name: stored[name].astype(np.float32) for name in stored.files if name != "temperature"}
        return Head(**parts, temperature=float(stored["temperature"]))


def _squares(image: Image.Image) -> Sequence[Image.Image]:
    """Return the square parts of a picture as the network takes them, which overlap: so the whole is resampled once."""
    width, height = image.size
    side, longer = min(width, height), max(width, height) / min(width, height)
    ends = np.linspace(0, 1, 1 + math.ceil(longer)).tolist() if longer > _LONGER else [0.5]
    along = max(width, height) * SIDE_PX // side
    size = (along, SIDE_PX) if width >= height else (SIDE_PX, along)
    taken = (0, 0, size[0] * side / SIDE_PX, size[1] * side / SIDE_PX)
    whole = image.resize(size, Image.Resampling.BICUBIC, box=taken, reducing_gap=2.0)
    corners = [(round((size[0] - SIDE_PX) * at), round((size[1] - SIDE_PX) * at)) for at in ends]
    return [whole.crop((x, y, x + SIDE_PX, y + SIDE_PX)) for x, y in corners]


def _again(image: Image.Image, whole: Image.Image) -> list[Image.Image]:
    """Return a second and a third look at a nearly square picture: mirrored, and from nearer."""
    width, height = image.size
    side = _NEARER * min(width, height)
    x, y = (width - side) / 2, (height - side) / 2
    nearer = image.resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC, box=(x, y, x + side, y + side))
    return [whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT), nearer]


def told_apart(learnt: NDArray[np.float64], classes: NDArray[np.float64]) -> dict[str, float]:
    """Return the chance of every label, none being likelier beforehand.

    What is in the open air is divided among its labels by ImageNet's classes; where these are plain, they overrule the rooms. So
    do those of other rooms and of things seen close; where none speaks for them, they are as likely as the rooms are unsure.
    """
    weighed = _weighed(learnt, classes)
    equal = _of_nothing(len(classes))
    chance = {label: weighed[label] / equal[label] for label in LABELS}
    total = sum(chance.values())
    return {label: round(value / total, 4) for label, value in chance.items()}


@cache
def _of_nothing(classes: int) -> dict[str, float]:
    """Return what is said of a picture that says nothing."""
    return _weighed(np.full(len(LEARNT), 1 / len(LEARNT)), np.zeros(classes))


def _weighed(learnt: NDArray[np.float64], classes: NDArray[np.float64]) -> dict[str, float]:
    chance = dict(zip(LEARNT, learnt.tolist(), strict=True))
    outside, none = chance.pop("exterior"), chance.pop(NONE)
    evidence = {label: least + weight * float(classes[list(group)].sum()) for label, (least, weight, group) in _OPEN.items()}
    whole = sum(evidence.values())
    # A terrace that looks like a dining room is a terrace.
    beyond = min(1.0, max(0.0, float(classes[_PATIO]) + evidence["view"] - _PLAIN))
    aside = _aside(classes)
    unsure = (1 - float(learnt.max())) ** 2 / len(LEARNT)
    inside = (1 - outside - none) * (1 - beyond)
    rooms = {label: value * (1 - beyond) * (1 - sum(aside.values())) for label, value in chance.items()}
    others = {label: inside * (unsure + value) for label, value in aside.items()}
    outside += beyond * (1 - outside - none)
    return rooms | others | {label: outside * share / whole for label, share in evidence.items()} | {NONE: none}


def _aside(classes: NDArray[np.float64]) -> dict[str, float]:
    """Return how plainly ImageNet's classes speak for rooms of other kinds, and for things seen close; 1 at most in all."""
    told = {
        label: sum(weight * max(0.0, float(classes[list(group)].sum()) - usual) for usual, weight, group in kinds)
        for label, kinds in _ASIDE.items()
    }
    most = max(1.0, sum(told.values()))
    return {label: value / most for label, value in told.items()}


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    chances: NDArray[np.float64] = raised / raised.sum(-1, keepdims=True)
    return chances
