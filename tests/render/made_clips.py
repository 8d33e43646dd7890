"""Clips as models make them: from photo to photo, with their rates, sizes, lengths and sound."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Rgb = NDArray[np.uint8]


def write_clip(path: Path, pictures: Sequence[Rgb], *, rate: Fraction | int, sound: bool = True, rotated: int = 0) -> Path:
    """Write pictures, (H, W, 3) uint8 sRGB, as H.264 in BT.709, with a tone that nobody asked for."""
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(rate), options={"preset": "ultrafast", "crf": "12", "bf": "2"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.colorspace = stream.codec_context.color_primaries = stream.codec_context.color_trc = 1
        if rotated:
            stream.set_display_rotation(rotated)
        tone = container.add_stream("aac", rate=48000) if sound else None
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            container.mux(stream.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709")))
        container.mux(stream.encode())
        if tone is not None:
            wave = np.sin(np.arange(round(48000 * len(pictures) / rate)) / 20).astype(np.float32)
            for start in range(0, len(wave), 1024):
                block = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
                block.rate, block.pts = 48000, start
                container.mux(tone.encode(block))
            container.mux(tone.encode())
    return path


def panned(path: Path, size: tuple[int, int], count: int) -> list[Rgb]:
    """Return `count` pictures of a window that wanders over a photo by 2 px from one to the next: views, not copies."""
    width, height = size
    wide = width + 2 * (count - 1)
    with Image.open(path) as image:
        scale = max(wide / image.width, height / image.height)
        whole = image.convert("RGB").resize((round(image.width * scale) + 1, round(image.height * scale) + 1))
    pixels = np.asarray(whole)
    top = (pixels.shape[0] - height) // 2
    return [pixels[top : top + height, 2 * n : 2 * n + width] for n in range(count)]


def numbered(count: int, *, width: int = 128, height: int = 72) -> list[Rgb]:
    """Return pictures that carry their number in eight bars."""
    pictures = []
    for number in range(count):
        picture = np.full((height, width, 3), 40, np.uint8)
        for bit in range(8):
            if number >> bit & 1:
                picture[:, bit * width // 8 : (bit + 1) * width // 8] = 210
        pictures.append(picture)
    return pictures


def number_on(frame: Rgb) -> int:
    """Read the number off a film frame (planar)."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    middles = ((np.arange(8) + 0.5) * width / 8).astype(int)
    return sum(1 << bit for bit, x in enumerate(middles) if frame[height // 2, x] > 125)


def small(picture: Rgb, size: tuple[int, int]) -> Rgb:
    """Return a picture in a smaller size."""
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
