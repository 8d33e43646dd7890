"""Joining finished pieces against ffmpeg's stream copy of the same files."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
import imageio_ffmpeg

from bench.bench import Bench, child, ratio
from bench.table import Row
from luxvid import Encoding
from luxvid.media.join import write_film


def rows(bench: Bench) -> Iterator[Row]:
    """Ours is timed inside a process of its own, ffmpeg from outside: it starts in no time."""
    folder = bench.fresh("pieces")
    bench.timed("pieces", board=bench.board, photos=bench.chosen, folder=folder)
    paths = sorted(folder.glob("*.mp4"))
    listing = folder / "list.txt"
    listing.write_text("".join(f"file '{path}'\n" for path in paths), encoding="utf-8")
    seconds = bench.in_turns(
        {
            "ours": lambda: float(child("-m", "bench.joining", str(folder), str(bench.work / "ours.mp4"))),
            "ffmpeg": lambda: _ffmpeg(listing, bench.work / "ffmpeg.mp4"),
        }
    )
    yield Row(f"joining {len(paths)} pieces, of ffmpeg's stream copy", ratio(seconds["ours"], seconds["ffmpeg"]), "×", at_most=2)
    yield Row("joining", min(seconds["ours"]), "s")


def _ffmpeg(listing: Path, out: Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(listing)]
    subprocess.run([*command, "-c", "copy", "-movflags", "+faststart", str(out)], check=True)


async def _ours(folder: str, out: str) -> None:
    began = time.perf_counter()
    pieces = [path.read_bytes() for path in sorted(Path(folder).glob("*.mp4"))]
    await write_film(Path(out), pieces, encoding=Encoding())
    print(time.perf_counter() - began)


if __name__ == "__main__":
    anyio.run(_ours, sys.argv[1], sys.argv[2])
