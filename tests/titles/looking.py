"""Titles over pictures of every kind, and what can be seen of them: where the strokes are, and how well they stand out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image, ImageFilter

import luxvid
from luxvid.encoding import Encoding
from luxvid.protocols import Layer, Overlay
from luxvid.titles import Titles

Frame = NDArray[np.uint8]

SHAPES = {
    "16:9": Encoding(width_px=640, height_px=360),
    "9:16": Encoding(width_px=360, height_px=640),
    "1:1": Encoding(width_px=360, height_px=360),
    "4:5": Encoding(width_px=360, height_px=450),
}
SAFE = {
    "16:9": (0.05, 0.05, 0.95, 0.95),
    "9:16": (0.06, 0.14, 0.83, 0.65),
    "1:1": (0.06, 0.06, 0.94, 0.94),
    "4:5": (0.06, 0.048, 0.94, 0.952),
}


def plain(encoding: Encoding, y: int, cb: int = 128, cr: int = 128) -> Frame:
    """Return a frame of one colour."""
    frame = np.full((encoding.height_px * 3 // 2, encoding.width_px), y, np.uint8)
    chroma = frame[encoding.height_px :].reshape(2, -1)
    chroma[0], chroma[1] = cb, cr
    return frame


def blocks(encoding: Encoding, seed: int = 0) -> Frame:
    """Return a frame of blocks of strong colours, light and dark, as small as details are."""
    rng = np.random.default_rng(seed)
    frame = np.empty((encoding.height_px * 3 // 2, encoding.width_px), np.uint8)
    height, width = encoding.height_px, encoding.width_px
    parts = [
        (frame[:height], (16, 236), 4),
        *((half, (40, 216), 2) for half in frame[height:].reshape(2, height // 2, width // 2)),
    ]
    for plane, (low, high), size in parts:
        coarse = rng.integers(low, high, (-(-plane.shape[0] // size), -(-plane.shape[1] // size)), np.uint8)
        plane[:] = np.kron(coarse, np.ones((size, size), np.uint8))[: plane.shape[0], : plane.shape[1]]
    return frame


@frozen
class Same:
    """A film that shows one frame all the time."""

    frame: Frame

    async def frames(self, numbers: Sequence[int], /, *, encoding: Encoding) -> list[Frame]:
        assert self.frame.shape == (encoding.height_px * 3 // 2, encoding.width_px)
        return [self.frame for _ in numbers]


async def titles_of(board: luxvid.Storyboard, encoding: Encoding) -> Sequence[Overlay]:
    return await Titles().overlays(board, timeline=board.timeline(encoding.fps), encoding=encoding)


async def laid(overlay: Overlay, frame: Frame, encoding: Encoding) -> Frame:
    """Return a frame with an overlay on it, when it has come."""
    layer = await overlay.layer(Same(frame), encoding=encoding)
    return layer.lay(frame, (overlay.end - overlay.begin) // 2)


def opacity(layer: Layer, overlay: Overlay, encoding: Encoding, *, text_y: int = 235) -> NDArray[np.float64]:
    """Return how opaque strokes are: over a frame of the scrim's own colour nothing else is to be seen."""
    ground = 16 if text_y > 126 else 235
    shown = layer.lay(plain(encoding, ground), (overlay.end - overlay.begin) // 2)[: encoding.height_px]
    return (shown.astype(float) - ground) / (text_y - ground)


def worst_contrast(shown: Frame, strokes: NDArray[np.float64]) -> float:
    """Return the least contrast, by WCAG, between a text's colour and any pixel close to its strokes."""
    height = len(strokes)
    inner = Image.fromarray((strokes > 0.5).astype(np.uint8) * 255)
    close = np.asarray(inner.filter(ImageFilter.MaxFilter(3))) > 0
    behind = close & (np.abs(strokes) < 0.01)
    solid = strokes > 0.9 * strokes.max()  # small letters are nowhere whole
    assert behind.any()
    assert solid.any()
    chroma = shown[height:].reshape(2, height // 2, -1).repeat(2, axis=1).repeat(2, axis=2)
    light = _luminance(shown[:height].astype(float), chroma[0].astype(float), chroma[1].astype(float))
    text = float(np.median(light[solid]))
    lighter, darker = np.maximum(light[behind], text), np.minimum(light[behind], text)
    return float(((lighter + 0.05) / (darker + 0.05)).min())


def _luminance(y: NDArray[np.float64], cb: NDArray[np.float64], cr: NDArray[np.float64]) -> NDArray[np.float64]:
    luma, blue, red = (y - 16) / 219, (cb - 128) / 224, (cr - 128) / 224
    rgb = luma + 1.5748 * red, luma - 0.1873 * blue - 0.4681 * red, luma + 1.8556 * blue
    linear = [np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4) for v in (np.clip(c, 0, 1) for c in rgb)]
    return np.asarray(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], np.float64)
