"""Print how the gate does: `python -m bench.truth [FOLDER] [--every N]`."""

from __future__ import annotations

import argparse
import json
from itertools import combinations
from pathlib import Path

import numpy as np

import luxvid
from bench.truth.lies import ADDED, LIES, TRUE, Judged, judged
from bench.truth.pairs import OVERLAPPING, Pairs
from luxvid.render.judging import GateLimits


def main() -> None:
    """Judge the folder's pairs, and drawn clips over those that overlap."""
    parser = argparse.ArgumentParser(prog="python -m bench.truth", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("examples/villa"), help="photos with a truth.json")
    parser.add_argument("--every", type=int, default=1, help="draw clips for every Nth overlapping pair only")
    args = parser.parse_args()
    limits = GateLimits()
    photos = luxvid.wait(luxvid.load_photos(args.folder))
    print(luxvid.wait(Pairs.of(photos, args.folder / "truth.json")).told(limits.one_place))
    pairs, others = _overlapping(args.folder)
    found = list(judged(pairs[:: args.every], others[:: args.every]))
    for fault in (*TRUE, *LIES, *ADDED):
        print(_line(fault, [one for one in found if one.fault == fault], limits))
    lies = [one.is_held_back(limits) for one in found if one.fault in LIES]
    true = [one.is_held_back(limits) for one in found if one.fault in TRUE]
    print(f"lies held back: {sum(lies)} of {len(lies)} ({np.mean(lies):.1%}); true clips held back: {sum(true)} of {len(true)}")
    for added in ADDED:
        print(f"{added}: area under the curve of the structure score {_area(found, added):.3f}")


def _overlapping(folder: Path) -> tuple[list[tuple[Path, Path]], list[Path]]:
    """Return the pairs that overlap, and for each a photo that shows nothing of either."""
    shares = json.loads((folder / "truth.json").read_text())["overlaps"]
    files = sorted(path.name for path in folder.glob("*.jpg"))

    def least(a: str, b: str) -> float:
        return float(min(shares.get(a, {}).get(b, 0.0), shares.get(b, {}).get(a, 0.0)))

    pairs, others = [], []
    for number, (a, b) in enumerate(combinations(files, 2)):
        if least(a, b) < OVERLAPPING:
            continue
        strangers = [c for c in files if c not in (a, b) and not any(shares.get(c, {}).get(p) for p in (a, b))]
        pairs.append((folder / a, folder / b))
        others.append(folder / strangers[number % len(strangers)])
    return pairs, others


def _line(fault: str, clips: list[Judged], limits: GateLimits) -> str:
    held = sum(clip.is_held_back(limits) for clip in clips)
    middle = {
        name: np.median([getattr(clip.signs, name) or 0.0 for clip in clips])
        for name in ("first", "last", "cut", "frozen_s", "strange")
    }
    return f"{fault:20} {held:3} of {len(clips):3} held back   " + "  ".join(f"{k} {v:.2f}" for k, v in middle.items())


def _area(found: list[Judged], added: str) -> float:
    with_it = np.array([one.signs.strange for one in found if one.fault == added])
    without = np.array([one.signs.strange for one in found if one.fault == "true"])
    return float((with_it[:, None] > without).mean() + (with_it[:, None] == without).mean() / 2)


if __name__ == "__main__":
    main()
