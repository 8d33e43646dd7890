"""Print the table: `python -m bench [--photos FOLDER] [--peers PYTHON] [--rows film,joining] [--rounds N]`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import film, frames, intake, joining, memory, motion_rows, providers, start
from bench.bench import Bench
from bench.pictures import villa
from bench.table import Row, printed

ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start.rows,
    "motion": motion_rows.rows,
    "frames": frames.rows,
    "intake": intake.rows,
    "film": film.rendering_rows,
    "again": film.again_rows,
    "joining": joining.rows,
    "memory": memory.rows,
    "providers": providers.rows,
    "moviepy": film.moviepy_rows,
}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--photos", type=Path, help="a folder of photos (default: 94 of 12 megapixels, drawn)")
    parser.add_argument("--peers", help="a Python that has MoviePy; without it those rows are left out")
    parser.add_argument("--rows", default=",".join(ROWS), help=f"some of {','.join(ROWS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run, in turns (default: 3)")
    parser.add_argument("--work", type=Path, help="where drawn photos and films lie (default: a temporary folder)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luxvid-bench-") as fresh:
        work = (args.work or Path(fresh)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        photos = args.photos.absolute() if args.photos else villa(work / "photos", count=94)
        bench = Bench(work=work, photos=photos, peers=args.peers, rounds=args.rounds)
        printed(row for name in args.rows.split(",") for row in ROWS[name](bench))


if __name__ == "__main__":
    main()
