"""What the choice costs: analysis against reduced-size decode, a second run, and choosing among many."""

from __future__ import annotations

import shutil
import statistics
import time
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray
from PIL import Image

import luxvid
from bench.bench import ratio
from bench.table import Row
from bench.tasks import decoded_small
from luxvid.events import Advanced, Event
from luxvid.looks import Look
from luxvid.media.stills import open_still
from luxvid.photos import Photo
from luxvid.selection.choosing import choose
from luxvid.selection.sieve import sieve
from luxvid.testing import draw_photos
from luxvid.vision.backbone import Backbone
from luxvid.vision.looks import PRINT_PX, look_at
from luxvid.vision.rooms import ROOMS
from luxvid.vision.seeing import LABELS, can_see

_PHOTOS = 80
_MEGAPIXELS_12 = (4243, 2828)
_GRAIN = 2.0  # standard deviation in code values: what a camera's sensor adds, and what makes its files as large as they are
_LEAST_PX = 1000
_PLACES = 10
_LIKE_ITS_PLACE = 0.5  # correlation with it; of two pictures of a place, the square of that
_TRACE_NOISE = 20.0  # of 127: two pictures that are perturbed from one are half alike
_MOST_MS = {80: 50.0, 1000: 5000.0}
_ROUNDS = 3


def speed_rows(work: Path) -> Iterator[Row]:
    """Yield all rows of speed; photos are drawn into `work` where they do not lie there already."""
    paths = large_photos(work / "photos-12mp", count=_PHOTOS)
    yield from analysis_rows(paths)
    yield from again_rows(paths, work / "storage")
    looks = [photo.look for photo in luxvid.wait(luxvid.load_photos(paths[:36])) if photo.look]
    for count, most_ms in _MOST_MS.items():
        yield from choice_rows(many_photos(looks, count=count), most_ms=most_ms)


def large_photos(folder: Path, *, count: int, size: tuple[int, int] = _MEGAPIXELS_12) -> list[Path]:
    """Draw photos, enlarge them, lay grain over them and keep them in `folder`; those that lie there are taken as they are."""
    there = sorted(folder.glob("*.jpg"))
    if len(there) == count:
        return there
    shutil.rmtree(folder, ignore_errors=True)
    rng = np.random.default_rng(0)
    for path in draw_photos(folder, count=count):
        with Image.open(path) as drawn:
            large = drawn.resize(size if drawn.width > drawn.height else size[::-1], Image.Resampling.BICUBIC)
        grain = rng.standard_normal((large.height, large.width, 1), np.float32) * _GRAIN
        Image.fromarray((np.asarray(large) + grain).clip(0, 255).astype(np.uint8)).save(path, quality=90)
    return sorted(folder.glob("*.jpg"))


@frozen
class _Spent:
    """Seconds of one thread's processor time over one photo: what else the machine does counts little."""

    decoding: float
    analysis: float
    network: float


def analysis_rows(paths: Sequence[Path]) -> Iterator[Row]:
    """Yield what looking at a photo costs beside the network's own time, photo by photo against decoding it small."""
    spent = [_spent(path) for path in (paths[0], *paths)][1:]  # the first one loads the network
    decoding, network = [one.decoding for one in spent], [one.network for one in spent]
    ours = [one.analysis - one.network for one in spent]
    megabytes = statistics.mean(path.stat().st_size for path in paths) / 1e6
    note = f"{len(paths)} photos of {megabytes:.1f} MB, one thread"
    yield Row("analysis less the network, of reduced-size decode", ratio(ours, decoding), "×", at_most=1.3, note=note)
    yield Row("reduced-size decode of a photo", 1000 * min(decoding), "ms")
    yield Row("analysis of a photo, network included", 1000 * min(one.analysis for one in spent), "ms")
    yield Row("the network's own time", 1000 * min(network), "ms", note="" if can_see() else "not installed")


def _spent(path: Path) -> _Spent:
    network: list[float] = []
    began = time.thread_time()
    decoded_small(str(path))
    decoded = time.thread_time()
    with patch.object(Backbone, "run", _timed(Backbone.run, network)):
        _analyse(path)
    return _Spent(decoded - began, time.thread_time() - decoded, sum(network))


def _timed(run: Callable[..., object], seconds: list[float]) -> Callable[..., object]:
    """Return a function that does the same and adds what it took to `seconds`."""

    def watched(*arguments: object) -> object:
        began = time.thread_time()
        try:
            return run(*arguments)
        finally:
            seconds.append(time.thread_time() - began)

    return watched


def _analyse(path: Path) -> None:
    with path.open("rb") as file:
        look_at(open_still(file, least_px=_LEAST_PX))


def again_rows(paths: Sequence[Path], storage: Path) -> Iterator[Row]:
    """Yield what loading costs at first, and once more over the same storage."""
    shutil.rmtree(storage, ignore_errors=True)
    first, again = (_load(paths, storage) for _ in range(2))
    shutil.rmtree(storage)
    yield Row("loading, a photo", 1000 * first[0] / len(paths), "ms", note="all cores; with preview and digest")
    yield Row("loading once more, a photo", 1000 * again[0] / len(paths), "ms", note="reads and identifies the bytes")
    yield Row("photos analysed once more", len(paths) - again[1], "", at_most=0)


def _load(paths: Sequence[Path], storage: Path) -> tuple[float, int]:
    """Return the seconds, and how many photos were not analysed because they had been."""
    events: list[Event] = []
    run = luxvid.Run(storage=luxvid.Storage.at(storage), on_event=events.append)
    began = time.perf_counter()
    luxvid.wait(luxvid.load_photos(paths, run=run))
    seconds = time.perf_counter() - began
    return seconds, sum(event.reused for event in events if isinstance(event, Advanced))


def many_photos(looks: Sequence[Look], *, count: int, seed: int = 0) -> list[Photo]:
    """Return photos that need no pixels: `looks` perturbed, each a picture of its own, half of them with a name that tells.

    They take after one of ten places, so that as many are nearly copies, and have to be looked at twice, as of real villas.
    """
    rng = np.random.default_rng(seed)
    places = [_structure(rng) for _ in range(_PLACES)]
    photos: list[Photo] = []
    for number in range(count):
        picture = _LIKE_ITS_PLACE * places[int(rng.integers(_PLACES))] + (1 - _LIKE_ITS_PLACE**2) ** 0.5 * _structure(rng)
        room = ROOMS[int(rng.integers(len(ROOMS)))]
        photos.append(
            Photo(
                file=f"{room}-{number}.jpg" if number % 2 else f"IMG_{number:04}.jpg",
                digest=f"{number:064x}",
                size=1,
                width_px=_MEGAPIXELS_12[0],
                height_px=_MEGAPIXELS_12[1],
                look=_perturbed(looks[number % len(looks)], picture, room, rng),
            )
        )
    return photos


def _perturbed(look: Look, picture: NDArray[np.float64], room: str, rng: np.random.Generator) -> Look:
    codes = (picture * 50 + 118).clip(0, 255).astype(np.uint8)
    weights = np.array([8.0 if label == room else 0.4 for label in LABELS])
    palette = np.asarray(look.palette).reshape(-1, 3) + rng.normal(0, (8, 3, 4))
    return evolve(
        look,
        sharpness=float(rng.uniform(0.2, 0.9)),
        noise=float(rng.uniform(0.3, 3)),
        colourfulness=float(rng.uniform(8, 60)),
        fingerprint=b64encode(codes.tobytes()).decode(),
        palette=palette.ravel().tolist(),
        seen=rng.dirichlet(weights) if look.seen else (),
        traces=_blurred(look.traces, rng) if look.traces else "",
    )


def _blurred(traces: str, rng: np.random.Generator) -> str:
    """Return traces with noise of nearly their own length over all numbers but the first two bytes, which tell the shape."""
    raw = b64decode(traces)
    numbers = np.frombuffer(raw, np.int8, offset=2) + rng.normal(0, _TRACE_NOISE, len(raw) - 2)
    return b64encode(raw[:2] + numbers.clip(-127, 127).astype(np.int8).tobytes()).decode()


def _structure(rng: np.random.Generator) -> NDArray[np.float64]:
    """Return (32, 32) with detail that falls with frequency, as in photographs; standard deviation 1."""
    whole = np.zeros((PRINT_PX, PRINT_PX))
    for cells in (2, 4, 8, 16, 32):
        small = Image.fromarray(rng.standard_normal((cells, cells)).astype(np.float32))
        whole += np.asarray(small.resize((PRINT_PX, PRINT_PX), Image.Resampling.BICUBIC)) / cells**0.5
    standard: NDArray[np.float64] = (whole - whole.mean()) / whole.std()
    return standard


def choice_rows(photos: Sequence[Photo], *, most_ms: float) -> Iterator[Row]:
    """Yield what choosing among photos costs that have been looked at, and whether the choice is proven to be the best."""
    selector, brief = luxvid.LocalSelector(), luxvid.Brief()
    seconds, busy = luxvid.wait(_rounds(lambda: selector.select(photos, brief=brief)))
    looks = {photo.digest: photo.look for photo in photos if photo.look}
    shots = [luxvid.Shot(scene=scene) for scene in brief.scenes]
    began = time.perf_counter()
    sieved = sieve(photos, looks, brief=brief, shots=shots, encoding=selector.encoding)
    sifted = time.perf_counter()
    choice = choose(sieved, shots, weights=selector.weights, encoding=selector.encoding, most_nodes=selector.most_nodes)
    chosen = time.perf_counter()
    among = f"among {len(photos)} photos"
    note = f"{len(sieved.candidates)} candidates; {1000 * min(busy):.0f} ms of all cores' time"
    yield Row(f"the choice {among}", 1000 * min(seconds), "ms", at_most=most_ms, note=note)
    yield Row(f"of that finding copies {among}", 1000 * (sifted - began), "ms")
    yield Row(f"of that choosing {among}", 1000 * (chosen - sifted), "ms")
    yield Row(f"a better choice {among} could gain", choice.gap, "", note="0: proven to be the best")


async def _rounds(work: Callable[[], Awaitable[object]]) -> tuple[list[float], list[float]]:
    """Return what a piece of work takes, again and again: seconds that pass, and seconds of processor time."""
    seconds, busy = [], []
    for _ in range(_ROUNDS):
        began, began_busy = time.perf_counter(), time.process_time()
        await work()
        seconds.append(time.perf_counter() - began)
        busy.append(time.process_time() - began_busy)
    return seconds, busy
