"""Measure the choice on labelled photos: `python -m bench.selection FOLDER [--labels FILE] [--json OUT]`, or `--speed`."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import asdict

import luxvid
from bench.selection.examine import Result, examine, make_messy, make_unnamed
from bench.selection.labels import labels_beside, read_labels
from bench.selection.rules import read_rules
from bench.selection.speed import speed_rows
from bench.selection.telling import told
from bench.selection.truth import NOTHING, read_truth
from bench.table import printed
from luxvid.errors import InvalidInput


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what was asked for."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not asked.speed and asked.folder is None:
        parser.error("name a folder of photos, or --speed")
    found: dict[str, Any] = {}
    try:
        if asked.folder is not None:
            result = measured(asked)
            print(told(result))
            found |= asdict(result)
    except InvalidInput as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    if asked.speed:
        rows = list(speed_rows(asked.work))
        printed(rows)
        found["speed"] = [asdict(row) for row in rows]
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")


def measured(asked: argparse.Namespace) -> Result:
    """Return how the choice does on the folder that was asked for.

    Raises:
        InvalidInput: The folder, its labels, the rules, the truth or the storyboard cannot be used.
    """
    if not asked.folder.is_dir():
        raise InvalidInput(f"there is no folder {str(asked.folder)!r}: name one with photos")
    rules = read_rules(asked.rules)
    known = read_labels(asked.labels or labels_beside(asked.folder), folder=asked.folder, rules=rules)
    beside = asked.folder / "truth.json"
    truth = read_truth(asked.truth or beside) if asked.truth or beside.is_file() else NOTHING
    board = luxvid.Storyboard.from_json(_text(asked.board)) if asked.board else None
    with tempfile.TemporaryDirectory() as home:
        folder = asked.folder
        if asked.messy is not None:
            folder = Path(home) / "upload"
            known = make_messy(asked.folder, known, folder, seed=asked.messy, rules=rules)
        if asked.unnamed:
            known = make_unnamed(folder, known, Path(home) / "unnamed")
            folder = Path(home) / "unnamed"
        return luxvid.wait(examine(folder, known, rules=rules, truth=truth, board=board))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.selection", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of photos, with folders in it or without")
    parser.add_argument("--labels", type=Path, help="what is true of them (default: manifest.csv in the folder, or beside it)")
    parser.add_argument("--rules", type=Path, help="JSON: what labels mean, which rooms are right for which scene")
    parser.add_argument("--truth", type=Path, help="JSON: light and overlaps (default: truth.json in the folder, if there)")
    parser.add_argument("--messy", type=int, metavar="SEED", help="measure among some fifty spoilt, doubled and foreign files")
    parser.add_argument("--unnamed", action="store_true", help="measure with names that say nothing: IMG_1001.jpg ...")
    parser.add_argument("--board", type=Path, help="judge this storyboard (JSON) instead of choosing")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all numbers here")
    parser.add_argument("--speed", action="store_true", help="measure speed, over 80 drawn photos of 12 MP")
    work = Path(tempfile.gettempdir()) / "luxvid-bench-selection"
    parser.add_argument("--work", type=Path, default=work, help="where the drawn photos are kept (default: the system's place)")
    return parser


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"the storyboard {path.name!r} cannot be read ({error}): name another file") from error


if __name__ == "__main__":
    main()
