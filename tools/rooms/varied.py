"""Pictures as phones take them, made of others by code: upright or wide, nearer, crooked, dark, warm, blue, at night, soft."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

_SHAPES = (9 / 16, 3 / 4, 3 / 4, 1.0, 4 / 3, 3 / 2)  # width by height
_LEAST_SHOWN = 0.62  # of the side of the widest part of that shape
_MOST_TURNED = 5.0  # degrees
_SOFT_PX = (90, 220)  # width at which soft ones were taken


def varied(rng: np.random.Generator, image: Image.Image) -> Image.Image:
    """Return what another camera, hour or hand would have made of an RGB picture."""
    if rng.random() < 0.5:
        image = ImageOps.mirror(image)
    if rng.random() < 0.3:
        image = _turned(image, float(rng.uniform(-_MOST_TURNED, _MOST_TURNED)))
    image = _cropped(rng, image)
    if rng.random() < 0.25:
        image = _softened(image, float(rng.uniform(*_SOFT_PX)))
    return _lit(rng, image) if rng.random() < 0.7 else image


def _turned(image: Image.Image, degrees: float) -> Image.Image:
    """Turn a picture, and cut off the corners that this leaves empty."""
    lost = abs(np.sin(np.radians(degrees))) * max(image.size) / 2
    turned = image.rotate(degrees, Image.Resampling.BICUBIC)
    return turned.crop((int(lost), int(lost), image.width - int(lost), image.height - int(lost)))


def _cropped(rng: np.random.Generator, image: Image.Image) -> Image.Image:
    shape = _SHAPES[int(rng.integers(len(_SHAPES)))]
    share = float(rng.uniform(_LEAST_SHOWN, 1))
    width = share * min(image.width, image.height * shape)
    height = width / shape
    x, y = float(rng.uniform(0, image.width - width)), float(rng.uniform(0, image.height - height))
    return image.crop((round(x), round(y), round(x + width), round(y + height)))


def _softened(image: Image.Image, width: float) -> Image.Image:
    scale = min(1.0, width / image.width)
    small = image.resize((max(16, round(image.width * scale)), max(16, round(image.height * scale))), Image.Resampling.BOX)
    return small.resize(image.size, Image.Resampling.BICUBIC)


def _lit(rng: np.random.Generator, image: Image.Image) -> Image.Image:
    """Expose it otherwise, under light of another colour; one in four at night, lamps apart."""
    light = (np.asarray(image, np.float32) / 255) ** 2.2
    warmth = float(rng.normal(0, 0.25))
    light = light * np.exp(np.array([warmth, rng.normal(0, 0.05), -warmth], np.float32)) * 2 ** float(rng.normal(0, 0.7))
    if rng.random() < 0.25:
        light = _night(rng, light)
    grain = rng.normal(0, float(rng.uniform(0, 0.04)), light.shape).astype(np.float32)
    shown = np.clip(light, 0, 1) ** (1 / float(rng.uniform(1.8, 2.7))) + grain
    return Image.fromarray((np.clip(shown, 0, 1) * 255).astype(np.uint8))


def _night(rng: np.random.Generator, light: NDArray[np.float32]) -> NDArray[np.float32]:
    brightest = np.quantile(light.mean(-1), 0.97)
    lamps = np.clip(light.mean(-1, keepdims=True) / (brightest + 1e-3), 0, 1) ** 2  # what was bright stays so
    dark = light * np.array([0.5, 0.6, 0.9], np.float32) * float(rng.uniform(0.08, 0.3))
    lamplight: NDArray[np.float32] = dark + 0.6 * lamps * np.array([1.0, 0.75, 0.45], np.float32)
    return lamplight
