"""Photos spoilt: exposure, blur, tilt, noise, casts, fingers; and near copies."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Rng = np.random.Generator


def shifted(picture: Image.Image, rng: Rng) -> Image.Image:
    """Return the next picture of a burst: moved by up to 3 %, a little brighter or darker."""
    left, top, right, bottom = (float(share) for share in rng.uniform(0.002, 0.03, 4))
    width, height = picture.size
    moved = picture.crop((round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom))))
    return _scaled(moved, float(rng.choice((0.9, 0.94, 1.06, 1.1))))


def cropped(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the middle of the picture, 80 % of its sides."""
    width, height = picture.size
    return picture.crop((width // 10, height // 10, width - width // 10, height - height // 10))


def sent(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture as messengers pass it on: at most 1,280 px."""
    return _at_most(picture, 1280)


def thumbnail(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture at 320 px."""
    return _at_most(picture, 320)


def underexposed(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture far too dark."""
    return _scaled(picture, 0.2)


def overexposed(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture far too bright, its lights lost."""
    return _scaled(picture, 2.6, lift=45)


def shaken(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture blurred sideways, as by a moved camera."""
    reach = max(picture.size) / 70
    return picture.filter(ImageFilter.BoxBlur((reach, reach / 12)))


def defocused(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 180))


def noisy(picture: Image.Image, rng: Rng) -> Image.Image:
    """Return the picture with strong noise and a red cast."""
    pixels = np.asarray(picture, dtype=np.float32) * np.array([1.05, 0.6, 0.65], dtype=np.float32)
    pixels += rng.normal(0, 34, pixels.shape).astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def tilted(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture with its horizon 7 degrees off, cut so that no corner shows."""
    width, height = picture.size
    turned = picture.rotate(7, Image.Resampling.BICUBIC)
    margin_x, margin_y = round(height * 0.068 + width * 0.006), round(width * 0.065 + height * 0.006)
    return turned.crop((margin_x, margin_y, width - margin_x, height - margin_y))


def blue(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture with a strong blue cast."""
    red, green, bright = picture.split()
    return Image.merge("RGB", (_scaled(red, 0.68), _scaled(green, 0.82), _scaled(bright, 1.15, lift=25)))


def grey(picture: Image.Image, _rng: Rng) -> Image.Image:
    """Return the picture without colour, mode L."""
    return picture.convert("L")


def fingered(picture: Image.Image, rng: Rng) -> Image.Image:
    """Return the picture with a finger over a corner."""
    width, height = picture.size
    side, reach = int(rng.integers(2)), 0.42 * max(width, height)
    shape = Image.new("L", picture.size)
    ImageDraw.Draw(shape).ellipse((side * width - reach, -reach * 0.7, side * width + reach, reach * 1.1), fill=255)
    covered = picture.copy()
    covered.paste((122, 74, 60), (0, 0), shape.filter(ImageFilter.GaussianBlur(reach / 25)))
    return covered


def _at_most(picture: Image.Image, side_px: int) -> Image.Image:
    small = picture.copy()
    small.thumbnail((side_px, side_px))
    return small


def _scaled(picture: Image.Image, factor: float, *, lift: int = 0) -> Image.Image:
    curve = [min(255, round(value * factor) + lift) for value in range(256)]
    return picture.point(curve * len(picture.getbands()))
