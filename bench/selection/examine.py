"""All measures of one folder."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from attrs import frozen

import luxvid
from bench.selection.copies import Copies, copies
from bench.selection.labels import YES, Known, known_of, read_labels
from bench.selection.rooms import RoomScore, Said, score
from bench.selection.rules import Rules
from bench.selection.scenes import Verdict, judge
from bench.selection.truth import NOTHING, Truth
from luxvid.photos import Photo
from luxvid.testing import messy_upload
from luxvid.vision.looks import seen_with
from luxvid.vision.rooms import room_chances, spoken_in, texts_of
from luxvid.vision.seeing import labels_seen


@frozen(kw_only=True)
class Result:
    """How the choice does on a folder.

    Attributes:
        luxvid: The version that chose.
        seeing: The version of its eyes; 0 where it has none.
        photos: How many photos were loaded.
        refused: How many files were refused.
        labelled: Of how many photos the room is known.
        seen: By what was seen alone, how well rooms are known: of `originals` (selectable) and of `all` photos with a label.
        together: The same by words and eyes together.
        copies: How copies do.
        verdict: How the storyboard does.
        load_s: Seconds for loading all photos, which measures and sees them.
        choose_s: Seconds for the choice; None where a storyboard was given.
    """

    luxvid: str
    seeing: int
    photos: int
    refused: int
    labelled: int
    seen: dict[str, RoomScore | None]
    together: dict[str, RoomScore | None]
    copies: Copies
    verdict: Verdict
    load_s: float
    choose_s: float | None


async def examine(
    folder: Path,
    known: Mapping[str, Known],
    *,
    rules: Rules,
    truth: Truth = NOTHING,
    board: luxvid.Storyboard | None = None,
) -> Result:
    """Load a folder, choose with `LocalSelector`, and hold it against what is known; a `board` is judged instead of a choice.

    Raises:
        InvalidInput: No photo of the folder can be used.
    """
    began = time.perf_counter()
    photos = await luxvid.load_photos(folder)
    loaded = time.perf_counter()
    brief = luxvid.Brief()
    chosen = board or await luxvid.LocalSelector().select(photos.photos, brief=brief)
    done = time.perf_counter()
    told = [(photo, one) for photo in photos if (one := known_of(known, photo.file))]
    return Result(
        luxvid=luxvid.__version__,
        seeing=seen_with(),
        photos=len(photos),
        refused=len(photos.refused),
        labelled=sum(bool(one.label) for _, one in told),
        seen=_scores((photo, one, labels_seen(photo.look)) for photo, one in told if photo.look),
        together=_scores((photo, one, room_chances(spoken_in(texts_of(photo)), photo.look)) for photo, one in told if photo.look),
        copies=copies(photos.photos, known, brief=brief),
        verdict=judge(chosen, known, rules=rules, truth=truth, asked=None if board else len(brief.scenes)),
        load_s=loaded - began,
        choose_s=None if board else done - loaded,
    )


def make_messy(folder: Path, known: Mapping[str, Known], into: Path, *, seed: int, rules: Rules) -> dict[str, Known]:
    """Put a folder's originals into an empty folder among about fifty spoilt, doubled and foreign files; return what is what."""
    originals = {file: one for file, one in known.items() if one.selectable == YES}
    labels = {file.rpartition("/")[2]: one.label for file, one in originals.items()}
    messy_upload([folder / file for file in originals], into, rooms=labels, seed=seed)
    return read_labels(into.with_name(f"{into.name}.manifest.csv"), folder=into, rules=rules)


def make_unnamed(folder: Path, known: Mapping[str, Known], into: Path) -> dict[str, Known]:
    """Put a folder's labelled files into a new folder as `IMG_1001.jpg` and so on, in random order; return what is what."""
    into.mkdir()
    files = list(known)
    order = np.random.default_rng(0).permutation(len(files)).tolist()
    named = {file: f"IMG_{1001 + place}{Path(file).suffix}" for file, place in zip(files, order, strict=True)}
    for file, name in named.items():
        shutil.copyfile(folder / file, into / name)
    return {named[file]: one for file, one in known.items()}


def _scores(said: Iterable[tuple[Photo, Known, dict[str, float]]]) -> dict[str, RoomScore | None]:
    every: list[Said] = [(known, chance) for _, known, chance in said]
    return {"originals": score([one for one in every if one[0].selectable == YES]), "all": score(every)}
