"""Loudness and true peak: measured by FFmpeg's ebur128, peaks held by its limiter at four times the rate."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import av
import numpy as np
from av.error import BlockingIOError as NotYet
from av.error import EOFError as Ended

from luxvid.errors import RenderFailed
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE_LUFS = -70.0
"""What silence measures: the absolute gate of EBU R 128."""

SILENCE_DBTP = -144.0
"""What silence measures as a true peak: below the last of 24 bits."""

_METER_STEP = RATE_HZ // 10
_METER_WINDOW = 4 * _METER_STEP
_FINE_FILTER = "cutoff=0.98"
_RELEASE_MS = 150
_TAIL = RATE_HZ // 100


class Level(NamedTuple):
    """Integrated loudness in LUFS and true peak in dBTP."""

    loudness_lufs: float
    true_peak_dbtp: float


def measure(samples: NDArray[np.float32]) -> Level:
    """Return loudness and true peak as EBU R 128 defines them.

    Sound shorter than the meter's window of 0.4 s is measured as if it went on repeating.

    Args:
        samples: (2, n) float32, full scale ±1, 48 kHz.

    Raises:
        RenderFailed: There are no samples, or some are no numbers.

    Example:
        >>> import numpy as np
        >>> tone = np.sin(2 * np.pi * 1000 * np.arange(96_000) / 48_000).astype(np.float32) * 10 ** (-23 / 20)
        >>> level = measure(np.stack([tone, tone]))
        >>> round(level.loudness_lufs, 1), round(level.true_peak_dbtp, 1)
        (-23.0, -23.0)
    """
    peak = _sample_peak(samples)
    last: dict[str, str] = {}
    for frame in _filtered(_for_the_meter(samples), [("ebur128", "metadata=1:peak=true")]):
        last.update(frame.metadata)
    true_peak = max(peak, float(last["lavfi.r128.true_peak"]))
    loudness_lufs = max(float(last["lavfi.r128.I"]), SILENCE_LUFS)
    return Level(loudness_lufs, max(_decibels(true_peak), SILENCE_DBTP))


def limit(samples: NDArray[np.float32], *, ceiling_dbtp: float) -> NDArray[np.float32]:
    """Return the samples with their true peaks held below a ceiling; what stays below it passes as it was.

    The limiter looks ahead at 192 kHz, adds neither gain nor delay, and returns as many samples as it got.

    Args:
        samples: (2, n) float32, 48 kHz.
        ceiling_dbtp: Highest true peak, −20 to 0 dB.
    """
    ceiling = 10 ** (ceiling_dbtp / 20)
    chain = [
        ("aresample", f"{4 * RATE_HZ}:{_FINE_FILTER}"),
        ("alimiter", f"limit={ceiling:.6f}:level=0:latency=1:attack=5:release={_RELEASE_MS}"),
        ("aresample", f"{RATE_HZ}:{_FINE_FILTER}"),
        ("aformat", "sample_fmts=fltp"),
    ]
    followed = np.pad(samples, ((0, 0), (0, _TAIL)))  # the resampler gives nothing for a handful of samples alone
    limited = np.concatenate([frame.to_ndarray() for frame in _filtered(followed, chain)], axis=1)
    return limited[:, : samples.shape[1]]


def _sample_peak(samples: NDArray[np.float32]) -> float:
    if samples.ndim != 2 or samples.shape[0] != 2 or samples.shape[1] == 0:
        raise RenderFailed(f"sound must be (2, n) samples with n above 0, not {samples.shape}")
    peak = float(np.abs(samples).max())
    if not math.isfinite(peak):
        raise RenderFailed("the sound has samples that are no numbers")
    return peak


def _for_the_meter(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The meter reports whole steps of 0.1 s only: fill the last one; repeat what is shorter than its window."""
    length = samples.shape[1]
    if length < _METER_WINDOW:
        return np.tile(samples, -(-_METER_WINDOW * 2 // length))[:, : 2 * _METER_WINDOW]
    return np.pad(samples, ((0, 0), (0, -length % _METER_STEP)))


def _filtered(samples: NDArray[np.float32], chain: list[tuple[str, str]]) -> Iterator[av.AudioFrame]:
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_abuffer(sample_rate=RATE_HZ, format="fltp", layout="stereo", time_base=Fraction(1, RATE_HZ))
    steps = [source, *(graph.add(name, options) for name, options in chain), graph.add("abuffersink")]
    for step, following in pairwise(steps):
        step.link_to(following)
    graph.configure()
    for at in range(0, samples.shape[1], RATE_HZ):
        stop_if_cancelled()
        block = np.ascontiguousarray(samples[:, at : at + RATE_HZ], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, at, Fraction(1, RATE_HZ)
        source.push(frame)
        yield from _ready(steps[-1])
    source.push(None)
    yield from _ready(steps[-1])


def _ready(sink: av.filter.context.FilterContext) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = sink.pull()
        except (NotYet, Ended):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame


def _decibels(value: float) -> float:
    return 20 * math.log10(value) if value > 0 else -math.inf
