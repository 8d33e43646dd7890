"""Pieces of work to be timed, each in a process of its own: `python -m bench.tasks NAME ARGUMENTS` prints the seconds."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import anyio
import numpy as np
from numpy.typing import NDArray
from PIL import Image

import luxvid
from luxvid import Clip, Encoding, KenBurnsRenderer, Run, Storage, Storyboard, Studio
from luxvid.media.blend import dissolve, fade
from luxvid.media.encode import encode_piece
from luxvid.timeline import Passage, Piece, Timeline

Frames = list[NDArray[np.uint8]]


async def render_and_join(board: str, photos: str, out: str) -> float:
    """Chosen photos to a film without music; loading and choosing are not timed."""
    plan = await _board(board, photos)
    began = time.perf_counter()
    film = await Studio(scorer=None).produce(plan, run=Run(storage=Storage.memory()))
    await film.save(out)
    return time.perf_counter() - began


async def encode_only(board: str, photos: str) -> float:
    """Encode the same pieces side by side from frames in memory: about 2.6 GB for 840 frames."""
    plan, encoding = await _board(board, photos), Encoding()
    clips = [await KenBurnsRenderer().render(shot) for shot in plan.shots]
    lengths, between = [shot.duration_s for shot in plan.shots], [shot.transition for shot in plan.shots[:-1]]
    pieces = list(Timeline.of(lengths, between, fps=encoding.fps).pieces())
    pieces.sort(key=lambda piece: isinstance(piece, Passage))
    in_memory = [await _frames_of(piece, clips, encoding) for piece in pieces]
    limiter = anyio.CapacityLimiter(os.cpu_count() or 1)
    began = time.perf_counter()
    async with anyio.create_task_group() as group:
        for frames in in_memory:
            group.start_soon(partial(encode_piece, iter(frames), encoding=encoding, limiter=limiter))
    return time.perf_counter() - began


async def preview(board: str, photos: str, out: str) -> float:
    """The whole film at 480 lines."""
    plan = await _board(board, photos)
    began = time.perf_counter()
    film = await Studio().preview(plan, run=Run(storage=Storage.memory()))
    await film.save(out)
    return time.perf_counter() - began


async def produce(board: str, photos: str, out: str, storage: str, change: str = "") -> float:
    """Chosen photos to a film with music, over a storage; `change` names a shot that gets another camera move."""
    plan = await _board(board, photos)
    if change:
        plan = plan.change(change, camera=luxvid.PARALLAX if plan[change].camera == luxvid.HOLD else luxvid.HOLD)
    began = time.perf_counter()
    film = await Studio().produce(plan, run=Run(storage=Storage.at(storage)))
    await film.save(out)
    return time.perf_counter() - began


async def pieces(board: str, photos: str, folder: str) -> float:
    """Write the film's pieces as files into `folder`, the music beside them."""
    film = await Studio().produce(await _board(board, photos), run=Run(storage=Storage.memory()))
    for number, piece in enumerate(film.picture.pieces):
        await piece.save(Path(folder) / f"{number:03}.mp4")
    if film.soundtrack is not None:
        await film.soundtrack.save(Path(folder) / "music.wav")
    return 0.0


async def load(photos: list[str]) -> float:
    """Our intake."""
    began = time.perf_counter()
    await luxvid.load_photos(photos)
    return time.perf_counter() - began


async def decode_small(photos: list[str]) -> float:
    """Reduced-size JPEG decode at the smallest scale that leaves 1,000 px, on all cores."""
    began = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(decoded_small, photos))
    return time.perf_counter() - began


def decoded_small(path: str) -> None:
    """Decode one JPEG at the smallest scale that leaves 1,000 px."""
    with Image.open(path) as image:
        image.draft("RGB", (1000, 1000))
        image.load()


async def _board(board: str, photos: str) -> Storyboard:
    plan = Storyboard.from_json(Path(board).read_text(encoding="utf-8"))
    return plan.attach(await luxvid.load_photos(photos))


async def _frames_of(piece: Piece, clips: list[Clip], encoding: Encoding) -> Frames:
    if not isinstance(piece, Passage):
        return await _copied(await clips[piece.clip].frames(piece.start, piece.stop, encoding=encoding))
    out = await clips[piece.clip].frames(piece.out_start, piece.out_start + piece.frames, encoding=encoding)
    into = await clips[piece.clip + 1].frames(piece.in_start, piece.in_start + piece.frames, encoding=encoding)
    mix = fade if piece.transition.kind == "fade" else dissolve
    mixed = (mix(a, b, piece.level(k)) for k, (a, b) in enumerate(zip(out, into, strict=True)))
    return await _copied(mixed)


async def _copied(frames: Iterator[NDArray[np.uint8]]) -> Frames:
    return await anyio.to_thread.run_sync(lambda: [frame.copy() for frame in frames])


TASKS = {task.__name__: task for task in (render_and_join, encode_only, preview, produce, pieces, load, decode_small)}


async def _main(name: str, arguments: str) -> None:
    print(await TASKS[name](**json.loads(arguments)))


if __name__ == "__main__":
    anyio.run(_main, sys.argv[1], sys.argv[2])
