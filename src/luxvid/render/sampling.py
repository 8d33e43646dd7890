"""Sample a window of a picture at sub-pixel accuracy: two passes, one an axis, in whole numbers.

A move over a photo is separable: every film row is a weighted sum of a few of the photo's rows, and every film column of its
columns. So each pass is a handful of products and sums of whole rows, which numpy does with all the width of the processor's
vectors; the columns come first, from planes that lie columns first, so that they are rows too. Weights are 256ths that add up
to 256: sums fit 16 bits, brightness never breathes, and the same window gives the same bytes on every machine.

The kernel is Hamming's. It has no negative lobes, so that sums of 16 bits cannot run over, and over pictures that have 1.05
pixels or more for one of the film's it reads three and hides its phases (`docs/decisions/2026-11-24-sampler.md`).
"""

from __future__ import annotations

import math
from typing import Self

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in a picture's pixels; 0 is the left edge of the first."""

_ONE = 256  # the sum of a pixel's weights
_PHASES = 4096
_BLOCK = 128 * 1400  # sums under way at once: with their products they stay in the processor's second cache


@frozen
class Planes:
    """Pictures of one size that are sampled alike: (pictures, height, width) uint8, kept with the axes in the order of passes.

    Attributes:
        pixels: (width, pictures, height), or (pictures, height, width) where the columns are the film's already.
        along: The axes that are sampled: "xy", or the only one that moves.
    """

    pixels: NDArray[np.uint8]
    along: str

    @classmethod
    def of(cls, pictures: NDArray[np.uint8], along: str) -> Self:
        """Keep (pictures, height, width) uint8, to be sampled along "xy", "x" or "y"."""
        ordered = pictures if along == "y" else np.moveaxis(pictures, 2, 0)
        return cls(np.ascontiguousarray(ordered), along)

    def sample(self, box: Box, out: NDArray[np.uint8]) -> None:
        """Fill `out`, (pictures, height, width) uint8, with what lies in the box; beyond the edges they are repeated."""
        left, top, right, bottom = box
        pictures, height, width = out.shape
        if self.along == "y":
            self._sample_rows(self.pixels, taps(top, bottom - top, height), out)
            return
        columns = taps(left, right - left, width)
        if self.along == "x":
            resample(self.pixels, columns, np.moveaxis(out, 2, 0))
            return
        rows = taps(top, bottom - top, height)
        first, stop = rows.reach(self.pixels.shape[2])
        between = np.empty((pictures, stop - first, width), np.uint8)
        resample(self.pixels[:, :, first:stop], columns, np.moveaxis(between, 2, 0))
        self._sample_rows(between, rows.moved(-first), out)

    @staticmethod
    def _sample_rows(pictures: NDArray[np.uint8], rows: Taps, out: NDArray[np.uint8]) -> None:
        for picture, sampled in zip(pictures, out, strict=True):
            resample(picture, rows, sampled)


@frozen
class Taps:
    """Which pixels make up each sampled one: (taps, samples) of indices, which may lie beyond the edges, and of weights."""

    index: NDArray[np.intp]
    weight: NDArray[np.uint16]

    def reach(self, size: int) -> tuple[int, int]:
        """Return the first pixel that is read of a picture of this size, and the one after the last."""
        return max(0, min(int(self.index[0, 0]), size - 1)), min(size, max(1, int(self.index[-1, -1]) + 1))

    def moved(self, by: int) -> Taps:
        """Return the same taps for a picture that begins elsewhere."""
        return Taps(self.index + by, self.weight)


def taps(start: float, span: float, samples: int) -> Taps:
    """Return what makes up `samples` equal parts of [start, start + span): a Hamming-windowed sinc as wide as a part."""
    step = span / samples
    support = max(1.0, step)  # in pixels, to each side; narrower kernels would leave pixels out
    count = math.ceil(2 * support)
    centre = start - 0.5 + (np.arange(samples) + 0.5) * step
    first = np.ceil(centre - support)
    offset = (first - centre + np.arange(count)[:, None]) / support
    phase = np.minimum(np.abs(offset) * _PHASES, _PHASES).astype(np.intp)
    exact = _KERNEL[phase]
    weight = np.rint(exact * (_ONE / exact.sum(0)))
    nearest = np.argmax(weight, 0), np.arange(samples)
    weight[nearest[0], nearest[1]] += _ONE - weight.sum(0)
    return Taps(first.astype(np.intp) + np.arange(count)[:, None], weight.astype(np.uint16))


def resample(rows: NDArray[np.uint8], wanted: Taps, out: NDArray[np.uint8]) -> None:
    """Fill `out` with weighted sums of `rows` along the first axis, rounded; the other axes are equal."""
    index = np.clip(wanted.index, 0, len(rows) - 1)
    weight = wanted.weight.reshape(*index.shape, *(1 for _ in rows.shape[1:]))
    lines = min(len(out), max(1, _BLOCK // math.prod(rows.shape[1:])))
    sums, product = np.empty((2, lines, *rows.shape[1:]), np.uint16)
    for begin in range(0, len(out), lines):
        part = slice(begin, min(begin + lines, len(out)))
        total, one = (buffer[: part.stop - begin] for buffer in (sums, product))
        np.multiply(rows[index[0, part]], weight[0, part], out=total, dtype=np.uint16)
        for tap in range(1, len(index)):
            np.multiply(rows[index[tap, part]], weight[tap, part], out=one, dtype=np.uint16)
            np.add(total, one, out=total)
        np.add(total, _ONE // 2, out=total)
        np.right_shift(total, 8, out=total)
        out[part] = total.astype(np.uint8)  # by itself first: `out` may lie across


def _hamming(phases: int) -> NDArray[np.float64]:
    """Return the kernel from its middle to where it ends."""
    x = np.linspace(0, 1, phases + 1)
    return np.sinc(x) * (0.54 + 0.46 * np.cos(np.pi * x))


_KERNEL = _hamming(_PHASES)
