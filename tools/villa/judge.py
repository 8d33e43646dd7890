"""Judge a storyboard over the villa's photos by what is true of them.

    python tools/villa/judge.py [--messy SEED] [STORYBOARD.json]

Runs where luxvid is installed, without Blender. Without a storyboard the photos are planned with luxvid's own choice;
with `--messy` among about fifty spoilt, doubled and foreign files, made of the photos by `luxvid.testing.messy_upload`.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from attrs import frozen

import luxvid
from luxvid.testing import messy_upload

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "villa"

_OPEN = frozenset({"exterior", "outdoor", "pool", "view"})
FITTING: dict[str, frozenset[str]] = {
    "exterior": _OPEN,
    "entrance": frozenset({"entrance", "exterior", "outdoor"}),
    "living": frozenset({"living", "dining"}),
    "kitchen": frozenset({"kitchen", "dining"}),
    "bedroom": frozenset({"bedroom"}),
    "bathroom": frozenset({"bathroom"}),
    "outdoor": _OPEN,
}
"""Labels that are right for the luxury scenes, by the scene's key."""


@frozen(kw_only=True)
class Known:
    """What a manifest says of a file.

    Attributes:
        origin: The original that it is or was made of.
        label: The room it shows, or empty.
        selectable: `yes`, `duplicate` or `no`.
    """

    origin: str
    label: str
    selectable: str


@frozen(kw_only=True)
class SceneVerdict:
    """How one scene does.

    Attributes:
        key: The scene's key.
        files: The chosen files in order.
        labels: What they show.
        right: Whether all of them fit the scene.
        overlap: The lesser of the shares that its two photos show of each other; None without a pair or its truth.
        light_changes: Whether the two photos were taken in different light.
    """

    key: str
    files: tuple[str, ...]
    labels: tuple[str, ...]
    right: bool
    overlap: float | None
    light_changes: bool


@frozen(kw_only=True)
class Verdict:
    """How a storyboard does.

    Attributes:
        scenes: Each scene in order.
        rejects: Chosen files that must not be.
        twice: Originals chosen more than once, under one name or several.
        unknown: Chosen files that the manifest does not know.
    """

    scenes: tuple[SceneVerdict, ...]
    rejects: tuple[str, ...]
    twice: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many scenes show the right rooms."""
        return sum(scene.right for scene in self.scenes)

    @property
    def mean_overlap(self) -> float | None:
        """The mean over the pairs that have one."""
        overlaps = [scene.overlap for scene in self.scenes if scene.overlap is not None]
        return sum(overlaps) / len(overlaps) if overlaps else None


def read_manifest(path: Path) -> dict[str, Known]:
    """Return what a manifest says, by file name."""
    with path.open(encoding="utf-8", newline="") as table:
        return {
            row["file"]: Known(origin=row["derived_from"], label=row["room_label"], selectable=row["selectable"])
            for row in csv.DictReader(table)
        }


def read_truth(path: Path = EXAMPLE / "truth.json") -> dict[str, Any]:
    """Return the truth of the photos."""
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def shared(truth: Mapping[str, Any], first: str, last: str) -> float:
    """Return the lesser of the shares that two photos show of each other."""
    overlaps = truth["overlaps"]
    return float(min(overlaps.get(first, {}).get(last, 0.0), overlaps.get(last, {}).get(first, 0.0)))


def best_pairs(truth: Mapping[str, Any], label: str, count: int = 3) -> list[tuple[float, str, str]]:
    """Return the pairs with a label that share most: overlap, first and last."""
    files = sorted(file for file, told in truth["photos"].items() if told["label"] == label)
    pairs = [(shared(truth, a, b), a, b) for index, a in enumerate(files) for b in files[index + 1 :]]
    return sorted(pairs, reverse=True)[:count]


def judge(board: luxvid.Storyboard, known: Mapping[str, Known], truth: Mapping[str, Any]) -> Verdict:
    """Return how a storyboard does against a manifest and the truth."""
    files = [PurePath(photo.file).name for photo in board.photos]
    origins = Counter(known[file].origin or file for file in files if file in known)
    return Verdict(
        scenes=tuple(_judged(shot, known, truth) for shot in board.shots),
        rejects=tuple(file for file in files if file in known and known[file].selectable == "no"),
        twice=tuple(sorted(origin for origin, times in origins.items() if times > 1)),
        unknown=tuple(file for file in files if file not in known),
    )


def _judged(shot: luxvid.Shot, known: Mapping[str, Known], truth: Mapping[str, Any]) -> SceneVerdict:
    files = tuple(PurePath(photo.file).name for photo in shot.photos)
    labels = tuple(known[file].label if file in known else "" for file in files)
    origins = [known[file].origin if file in known else "" for file in files]
    lights = {truth["photos"][origin]["light"] for origin in origins if origin in truth["photos"]}
    paired = len(origins) == 2 and all(origin in truth["photos"] for origin in origins)
    return SceneVerdict(
        key=shot.key,
        files=files,
        labels=labels,
        right=bool(files) and all(label in FITTING.get(shot.key, ()) for label in labels),
        overlap=shared(truth, *origins) if paired else None,
        light_changes=len(lights) > 1,
    )


def plan(folder: Path) -> luxvid.Storyboard:
    """Return the storyboard that luxvid plans over a folder's photos today."""

    async def planned() -> luxvid.Storyboard:
        return await luxvid.Studio().plan(await luxvid.load_photos(folder))

    return luxvid.wait(planned())


def clean_upload(folder: Path) -> dict[str, Known]:
    """Return what the manifest says of the photos that are there."""
    return {file: told for file, told in read_manifest(folder / "manifest.csv").items() if (folder / file).exists()}


def messy(folder: Path, into: Path, seed: int) -> dict[str, Known]:
    """Make a messy upload of the photos and return what is what in it."""
    known = clean_upload(folder)
    files = messy_upload(
        [folder / file for file in known], into, rooms={file: told.label for file, told in known.items()}, seed=seed
    )
    return {file.file: Known(origin=file.derived_from, label=file.room_label, selectable=file.selectable) for file in files}


def told(verdict: Verdict) -> str:
    """Return a verdict in words, a line a scene."""
    lines = []
    for scene in verdict.scenes:
        overlap = "     -" if scene.overlap is None else f"{scene.overlap:6.0%}"
        files = ", ".join(f"{file} ({label or '?'})" for file, label in zip(scene.files, scene.labels, strict=True))
        light = ", light changes" if scene.light_changes else ""
        lines.append(f"{'ok   ' if scene.right else 'WRONG'} {scene.key:10} overlap {overlap}  {files or 'no photo'}{light}")
    mean = "-" if verdict.mean_overlap is None else f"{verdict.mean_overlap:.0%}"
    lines.append(
        f"scenes right {verdict.right}/{len(verdict.scenes)}; rejects {list(verdict.rejects)}; "
        f"same origin twice {list(verdict.twice)}; unknown {list(verdict.unknown)}; mean overlap {mean}"
    )
    return "\n".join(lines)


def main() -> None:
    """Judge what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("storyboard", nargs="?", type=Path, help="a storyboard as JSON")
    parser.add_argument("--messy", type=int, metavar="SEED", help="judge among the mess of clients, of this seed")
    parser.add_argument("--photos", type=Path, default=EXAMPLE, help="folder of the photos and their truth")
    asked = parser.parse_args()
    truth = read_truth(asked.photos / "truth.json")
    with tempfile.TemporaryDirectory() as home:
        folder, known = asked.photos, clean_upload(asked.photos)
        if asked.messy is not None:
            folder = Path(home) / "upload"
            known = messy(asked.photos, folder, asked.messy)
        began = time.monotonic()
        if asked.storyboard:
            board = luxvid.Storyboard.from_json(asked.storyboard.read_text(encoding="utf-8"))
        else:
            board = plan(folder)
            print(f"planned {len(known)} files in {time.monotonic() - began:.1f} s")
        print(told(judge(board, known, truth)))
    for label in ("living", "kitchen", "bedroom", "bathroom", "pool"):
        print(f"best pairs of {label}: " + ", ".join(f"{a} + {b} {share:.0%}" for share, a, b in best_pairs(truth, label)))


if __name__ == "__main__":
    main()
