"""How a storyboard does: scenes that are filled, and rightly; rejects and copies that were chosen; pairs that belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from bench.selection.labels import NO, Known, known_of
from bench.selection.rules import Rules
from bench.selection.truth import NOTHING, Truth, light_of, shared
from luxvid.storyboard import Shot, Storyboard


@frozen(kw_only=True)
class SceneVerdict:
    """How one scene does.

    Attributes:
        key: The scene's key.
        files: The chosen files in order.
        labels: What they show, in the labels file's words; empty where it says nothing.
        origins: What they are, or were made of.
        right: Whether there are some, and all of them fit the scene.
        overlap: The lesser of the shares that its two photos show of each other; None without a pair or its truth.
        mixes_light: Whether the two photos were taken in different light, as far as the truth tells.
    """

    key: str
    files: tuple[str, ...]
    labels: tuple[str, ...]
    origins: tuple[str, ...]
    right: bool
    overlap: float | None
    mixes_light: bool


@frozen(kw_only=True)
class Verdict:
    """How a storyboard does.

    Attributes:
        asked: How many scenes were asked for.
        filled: How many of them have two photos.
        right: How many show the right rooms.
        scenes: Each scene that is there, in order.
        rejects: Chosen files that must not be.
        twice: Origins chosen more than once, under one name or several.
        unknown: Chosen files of which nothing is known.
        mean_overlap: The mean over the pairs that have one; None without the truth.
        mixed_light: How many pairs mix light; None without the truth.
    """

    asked: int
    filled: int
    right: int
    scenes: tuple[SceneVerdict, ...]
    rejects: tuple[str, ...]
    twice: tuple[str, ...]
    unknown: tuple[str, ...]
    mean_overlap: float | None
    mixed_light: int | None


def judge(
    board: Storyboard, known: Mapping[str, Known], *, rules: Rules, truth: Truth = NOTHING, asked: int | None = None
) -> Verdict:
    """Return how a storyboard does against what is known; `asked` scenes were asked for, the board's number by default."""
    files = [photo.file for photo in board.photos]
    told = {file: one for file in files if (one := known_of(known, file))}
    origins = Counter(told[file].origin for file in files if file in told)
    scenes = tuple(_judged(shot, known, rules, truth) for shot in board.shots)
    overlaps = [scene.overlap for scene in scenes if scene.overlap is not None]
    return Verdict(
        asked=len(board.shots) if asked is None else asked,
        filled=sum(len(scene.files) == 2 for scene in scenes),
        right=sum(scene.right for scene in scenes),
        scenes=scenes,
        rejects=tuple(file for file, one in told.items() if one.selectable == NO),
        twice=tuple(sorted(origin for origin, times in origins.items() if times > 1)),
        unknown=tuple(file for file in files if file not in told),
        mean_overlap=sum(overlaps) / len(overlaps) if overlaps else None,
        mixed_light=sum(scene.mixes_light for scene in scenes) if overlaps else None,
    )


def _judged(shot: Shot, known: Mapping[str, Known], rules: Rules, truth: Truth) -> SceneVerdict:
    files = tuple(photo.file for photo in shot.photos)
    told = [known_of(known, file) or Known(origin=file) for file in files]
    origins = [one.origin for one in told]
    lights = {light_of(truth, origin) for origin in origins} - {""}
    paired = len(origins) == 2 and all(origin in truth["photos"] for origin in origins)
    fitting = rules.right_for(shot.scene)
    return SceneVerdict(
        key=shot.key,
        files=files,
        labels=tuple(one.label for one in told),
        origins=tuple(origins),
        right=bool(files) and all(not fitting.isdisjoint(one.rooms) for one in told),
        overlap=shared(truth, *origins) if paired else None,
        mixes_light=len(lights) > 1,
    )
