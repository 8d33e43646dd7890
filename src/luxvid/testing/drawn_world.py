"""A small camera for drawing by code: textured faces in space, painted from the far to the near, and a photo's finish."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Vector = Sequence[float]
Colour = tuple[int, int, int]

_NEAR = 0.15
_SUPER = 2
_COARSE = 0.64
"""Pictures are painted at this share of their size: a photo is not sharp to the pixel either, and it takes half the time."""

_CRISP = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 6, -1, 0, -1, 0))


class World:
    """A picture seen by a pinhole camera. Metres; x to the right, y up, z away from the viewer.

    Attributes:
        size: Width and height of the finished picture.
        picture: What is painted so far, RGB, smaller.
    """

    def __init__(self, size: tuple[int, int], *, eye: Vector, yaw_deg: float, pitch_deg: float, view_deg: float) -> None:
        """Set up the camera; `view_deg` is the angle that the longer side takes in."""
        self.size = size
        size = (round(size[0] * _COARSE), round(size[1] * _COARSE))
        self.picture = Image.new("RGB", size, (200, 205, 210))
        self._eye = np.asarray(eye, dtype=float)
        self._turn = _turned(math.radians(yaw_deg), math.radians(pitch_deg))
        focal_px = max(size) / 2 / math.tan(math.radians(view_deg) / 2)
        self._lens = np.array([[focal_px, 0, size[0] / 2], [0, -focal_px, size[1] / 2], [0, 0, 1.0]])

    def face(self, corner: Vector, along: Vector, down: Vector, texture: Image.Image, *, light: float = 1.0) -> None:
        """Paint a parallelogram: the texture's left upper corner, and the edges along its top and down its left side."""
        origin, u, v = (np.asarray(vector, dtype=float) for vector in (corner, along, down))
        outline = self._projected([origin, origin + u, origin + u + v, origin + v])
        box = _frame_of(outline, self.picture.size)
        if box is None:
            return
        edges = np.column_stack([u, v, origin - self._eye])
        back = np.linalg.inv(self._lens @ self._turn @ edges + np.eye(3) * 1e-12)
        shift = np.array([[1, 0, box[0]], [0, 1, box[1]], [0, 0, 1.0]])
        rows = np.diag([*texture.size, 1.0]) @ back @ shift
        size = (box[2] - box[0], box[3] - box[1])
        coefficients = tuple((rows / rows[2, 2]).ravel()[:8])
        margin = texture.getpixel((texture.width // 2, texture.height // 2)) if texture.mode == "RGB" else None
        seen = texture.transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR, fillcolor=margin)
        self._paste(seen, _mask(outline, box), box, light)

    def block(self, corner: Vector, size: Vector, texture: Image.Image, *, light: float = 1.0) -> None:
        """Paint a box by its left, lower, near corner and its width, height and depth: the sides that the camera sees."""
        (x, y, z), (w, h, d) = corner, size
        eye_x, eye_y, _ = self._eye
        if eye_y > y + h:
            self.face((x, y + h, z + d), (w, 0, 0), (0, 0, -d), texture, light=light * 1.12)
        elif eye_y < y:
            self.face((x, y, z), (w, 0, 0), (0, 0, d), texture, light=light * 0.55)
        if eye_x < x:
            self.face((x, y + h, z + d), (0, 0, -d), (0, -h, 0), texture, light=light * 0.72)
        elif eye_x > x + w:
            self.face((x + w, y + h, z), (0, 0, d), (0, -h, 0), texture, light=light * 0.8)
        self.face((x, y + h, z), (w, 0, 0), (0, -h, 0), texture, light=light * 0.94)

    def shadow(self, x: float, z: float, width: float, depth: float, *, y: float = 0.0, strength: float = 0.5) -> None:
        """Darken the ground softly under a thing."""
        margin = 0.12 * (width + depth) / 2 + 0.08
        corner = (x - margin, y, z + depth + margin)
        self.face(corner, (width + 2 * margin, 0, 0), (0, 0, -depth - 2 * margin), _soft_shadow(strength))

    def polygon(self, points: Iterable[Vector], colour: Colour, *, light: float = 1.0) -> None:
        """Paint a flat polygon in one colour."""
        outline = self._projected([np.asarray(point, dtype=float) for point in points])
        box = _frame_of(outline, self.picture.size)
        if box is not None:
            plain = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), colour)
            self._paste(plain, _mask(outline, box), box, light)

    def sprite(self, foot: Vector, height: float, picture: Image.Image) -> None:
        """Paint a flat RGBA picture that stands at `foot` and faces the camera: trees, plants, lamps."""
        x, y, z = foot
        width = height * picture.width / picture.height
        self.face((x - width / 2, y + height, z), (width, 0, 0), (0, -height, 0), picture)

    def horizon_px(self) -> float:
        """Return the row of the horizon."""
        ahead = self._lens @ self._turn @ np.array([0, 0, 1.0])
        return float(ahead[1] / ahead[2])

    def _projected(self, points: list[NDArray[np.float64]]) -> list[tuple[float, float]]:
        seen = _clipped([self._turn @ (point - self._eye) for point in points])
        flat = [self._lens @ point for point in seen]
        return [(float(x / z), float(y / z)) for x, y, z in flat]

    def _paste(self, seen: Image.Image, mask: Image.Image, box: tuple[int, int, int, int], light: float) -> None:
        if seen.mode == "RGBA":
            mask = ImageChops.multiply(mask, seen.getchannel("A"))
            seen = seen.convert("RGB")
        if light != 1.0:
            seen = Image.blend(Image.new("RGB", seen.size), seen, light)
        self.picture.paste(seen, box[:2], mask)


def finished(world: World, rng: np.random.Generator, *, glow: Image.Image | None = None) -> Image.Image:
    """Return a drawn picture as a camera would give it: uneven light, darker corners, contrast, crisp edges, a little noise."""
    light = _vignette() if glow is None else ImageChops.multiply(_vignette(), glow)
    picture = ImageChops.multiply(world.picture, light.resize(world.picture.size, Image.Resampling.BILINEAR))
    picture = picture.point(_contrast() * 3).filter(_CRISP)
    picture = picture.resize(world.size, Image.Resampling.BICUBIC)
    grain, noise = _grain(), Image.new("RGB", world.size)
    left, top = (int(offset) for offset in rng.integers(0, grain.width, 2))
    for x in range(-left, noise.width, grain.width):
        for y in range(-top, noise.height, grain.height):
            noise.paste(grain, (x, y))
    return ImageChops.add(picture, noise, offset=-128)


def glow_map(centre: tuple[float, float], *, dark: float = 0.6, tint: Vector = (1.0, 0.97, 0.9)) -> Image.Image:
    """Return a small map of light that falls off from `centre`, given as shares of width and height."""
    y, x = np.mgrid[0:48, 0:72]
    distance = np.hypot(x / 71 - centre[0], (y / 47 - centre[1]) * 0.8)
    light = dark + (1 - dark) * np.exp(-((distance / 0.75) ** 2))
    return Image.fromarray((np.clip(light[..., None] * np.asarray(tint), 0, 1) * 255).astype(np.uint8))


def _turned(yaw: float, pitch: float) -> NDArray[np.float64]:
    sideways = np.array([[math.cos(yaw), 0, -math.sin(yaw)], [0, 1, 0], [math.sin(yaw), 0, math.cos(yaw)]])
    upwards = np.array([[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    return np.asarray(upwards @ sideways)


def _clipped(points: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Cut a polygon where it comes closer to the lens than can be projected."""
    kept = []
    for point, following in zip(points, [*points[1:], points[0]], strict=True):
        if point[2] >= _NEAR:
            kept.append(point)
        if (point[2] >= _NEAR) != (following[2] >= _NEAR):
            share = (_NEAR - point[2]) / (following[2] - point[2])
            kept.append(point + share * (following - point))
    return kept


def _frame_of(outline: list[tuple[float, float]], size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    if len(outline) < 3:
        return None
    xs, ys = zip(*outline, strict=True)
    left, right = max(0, math.floor(min(xs))), min(size[0], math.ceil(max(xs)))
    top, bottom = max(0, math.floor(min(ys))), min(size[1], math.ceil(max(ys)))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _mask(outline: list[tuple[float, float]], box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", ((box[2] - box[0]) * _SUPER, (box[3] - box[1]) * _SUPER))
    points = [((x - box[0]) * _SUPER, (y - box[1]) * _SUPER) for x, y in outline]
    ImageDraw.Draw(mask).polygon(points, fill=255, outline=255, width=_SUPER)
    return mask.reduce(_SUPER)


@cache
def _soft_shadow(strength: float) -> Image.Image:
    shape = Image.new("L", (64, 64))
    ImageDraw.Draw(shape).rounded_rectangle((10, 10, 53, 53), radius=8, fill=round(255 * strength))
    shadow = Image.new("RGBA", (64, 64), (20, 16, 14, 0))
    shadow.putalpha(shape.filter(ImageFilter.GaussianBlur(5)))
    return shadow


@cache
def _vignette() -> Image.Image:
    y, x = np.mgrid[-1:1:48j, -1:1:72j]
    return Image.fromarray((255 * (1 - 0.13 * (x**2 + y**2))).astype(np.uint8)).convert("RGB")


@cache
def _contrast() -> list[int]:
    values = np.arange(256) / 255
    return [int(value) for value in np.rint(255 * (values + 0.09 * np.sin(2 * np.pi * (values - 0.5)) + 0.02))]


@cache
def _grain() -> Image.Image:
    noise = np.random.default_rng(7).normal(128, 1.6, (384, 384, 3))
    return Image.fromarray(np.clip(np.rint(noise), 0, 255).astype(np.uint8))
