"""Judge a storyboard over the villa's photos by what is true of them, and name the pairs that share most.

    python tools/villa/judge.py [--messy SEED] [STORYBOARD.json]

Runs where luxvid is installed, without Blender. Without a storyboard the photos are planned with luxvid's own choice;
with `--messy` among about fifty spoilt, doubled and foreign files, made of the photos by `luxvid.testing.messy_upload`.
What is measured, and how, stands in `bench/selection`, which does the same for any folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "villa"
_LABELS = ("living", "kitchen", "bedroom", "bathroom", "pool")


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge what the command line asks for."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))  # where `bench` lies
    from bench.selection.__main__ import main as measure
    from bench.selection.truth import best_pairs, read_truth

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("storyboard", nargs="?", type=Path, help="a storyboard as JSON")
    parser.add_argument("--messy", type=int, metavar="SEED", help="judge among the mess of clients, of this seed")
    parser.add_argument("--photos", type=Path, default=EXAMPLE, help="folder of the photos and their truth")
    asked = parser.parse_args(arguments)
    truth_path = asked.photos / "truth.json"
    messy = [] if asked.messy is None else ["--messy", str(asked.messy)]
    board = ["--board", str(asked.storyboard)] if asked.storyboard else []
    measure([str(asked.photos), "--truth", str(truth_path), *messy, *board])
    truth = read_truth(truth_path)
    for label in _LABELS:
        print(f"best pairs of {label}: " + ", ".join(f"{a} + {b} {share:.0%}" for share, a, b in best_pairs(truth, label)))


if __name__ == "__main__":
    main()
