"""Tiny clips made by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray


BITS = 8


@frozen
class ClipMaker:
    """Writes clips into a folder."""

    folder: Path

    def write(
        self,
        name: str,
        frames: Iterable[av.VideoFrame],
        *,
        codec: str = "libx264",
        rate: Fraction | int = 30,
        options: dict[str, str] | None = None,
        container_options: dict[str, str] | None = None,
        pts: Sequence[int] | None = None,
        time_base: Fraction | None = None,
        prepare: Callable[[av.VideoStream], None] = lambda _stream: None,
    ) -> Path:
        """Encode frames of one size and format; `prepare` may set what else the stream has."""
        path = self.folder / name
        frames = list(frames)
        time_base = time_base or 1 / Fraction(rate)
        with av.open(str(path), "w", options=container_options or {}) as container:
            stream = container.add_stream(codec, rate=Fraction(rate), options=options or {})
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, frames[0].format.name
            stream.codec_context.time_base = time_base
            prepare(stream)
            for number, frame in enumerate(frames):
                frame.pts = pts[number] if pts else number
                frame.time_base = time_base
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        return path

    def numbered(self, count: int, *, width_px: int = 128, height_px: int = 72) -> list[av.VideoFrame]:
        """Return pictures that carry their number: eight bars, white where the bit is set."""
        return [av.VideoFrame.from_ndarray(_bars(n, width_px, height_px), format="yuv420p") for n in range(count)]

    def flat(self, name: str, *values: int, width_px: int = 128, height_px: int = 72) -> av.VideoFrame:
        """Return a picture of one colour in a pixel format, one value a plane."""
        frame = av.VideoFrame(width_px, height_px, name)
        deep = frame.format.components[0].bits > BITS
        for plane, value in zip(frame.planes, values, strict=True):
            size = plane.buffer_size // (2 if deep else 1)
            plane.update(np.full(size, value, np.uint16 if deep else np.uint8).tobytes())
        return frame

    def coloured(self, *colours: tuple[int, int, int], width_px: int = 128, height_px: int = 72) -> NDArray[np.uint8]:
        """Return RGB with the colours side by side."""
        picture = np.zeros((height_px, width_px, 3), np.uint8)
        for part, colour in zip(np.array_split(np.arange(width_px), len(colours)), colours, strict=True):
            picture[:, part] = colour
        return picture


def _bars(number: int, width_px: int, height_px: int) -> NDArray[np.uint8]:
    picture = np.full((height_px * 3 // 2, width_px), 128, np.uint8)
    picture[:height_px] = 40
    for bit in range(BITS):
        if number >> bit & 1:
            picture[:height_px, bit * width_px // BITS : (bit + 1) * width_px // BITS] = 210
    return picture


@pytest.fixture
def clips(tmp_path: Path) -> ClipMaker:
    return ClipMaker(tmp_path)


@pytest.fixture
def seen() -> Callable[[Iterable[NDArray[np.uint8]]], list[int]]:
    """Return what reads the numbers off film frames of numbered pictures."""

    def read(frames: Iterable[NDArray[np.uint8]]) -> list[int]:
        return [_number(frame) for frame in frames]

    return read


def _number(frame: NDArray[np.uint8]) -> int:
    height_px, width_px = frame.shape[0] * 2 // 3, frame.shape[1]
    middles = ((np.arange(BITS) + 0.5) * width_px / BITS).astype(int)
    return sum(1 << bit for bit, x in enumerate(middles) if frame[height_px // 2, x] > 125)
