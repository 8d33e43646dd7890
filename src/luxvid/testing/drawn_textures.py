"""Surfaces drawn by code: wood, tiles, plaster, cloth, stone, grass, water, sky, leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, update_wrapper
from typing import Any, Concatenate, ParamSpec

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from luxvid.testing.drawn_world import Colour

Rng = np.random.Generator
_Settings = ParamSpec("_Settings")
_VARIANTS = 3


def _in_variants(draw: Callable[Concatenate[Rng, _Settings], Image.Image]) -> Callable[Concatenate[Rng, _Settings], Image.Image]:
    """Draw a surface in a few variants only, so that photos share them: drawing surfaces takes most of the time."""

    @lru_cache(maxsize=40)
    def drawn(variant: int, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> Image.Image:
        return draw(np.random.default_rng(variant), *args, **dict(kwargs))

    def chosen(rng: Rng, /, *args: _Settings.args, **kwargs: _Settings.kwargs) -> Image.Image:
        return drawn(int(rng.integers(_VARIANTS)), args, tuple(kwargs.items()))

    update_wrapper(chosen, draw)
    return chosen


def clouded(rng: Rng, size: tuple[int, int], cells: Sequence[int]) -> NDArray[np.float32]:
    """Return smooth noise, (height, width) float32 about −1 to 1: random grids of `cells` cells across, each half as strong."""
    width, height = size
    total = np.zeros((height, width), dtype=np.float32)
    for octave, across in enumerate(cells):
        grid = rng.random((max(2, across * height // width), across), dtype=np.float32) * 2 - 1
        total += np.asarray(Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC)) * 0.6**octave
    return total


def coloured(values: NDArray[np.float32], colour: Colour, *, depth: float = 14.0) -> Image.Image:
    """Return a surface of one colour whose brightness follows `values` by `depth` code values."""
    shades = np.asarray(colour, dtype=np.float32) + values[..., None] * depth
    return Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))


@_in_variants
def plaster(rng: Rng, colour: Colour) -> Image.Image:
    """Return a painted wall."""
    return coloured(clouded(rng, (256, 192), (4, 64, 190)), colour, depth=3.5)


@_in_variants
def cloth(rng: Rng, colour: Colour) -> Image.Image:
    """Return woven cloth with folds."""
    weave = np.indices((192, 192)).sum(axis=0) % 2 * 0.5
    return coloured(clouded(rng, (192, 192), (3, 9, 96)) + weave.astype(np.float32), colour, depth=9)


@_in_variants
def stone(rng: Rng, colour: Colour) -> Image.Image:
    """Return stone with veins."""
    field = clouded(rng, (256, 256), (4, 12, 40, 160))
    veins = np.exp(-((clouded(rng, (256, 256), (3, 8)) * 14) ** 2))
    return coloured(field - veins, colour, depth=13)


@_in_variants
def wood(rng: Rng, colour: Colour, *, planks: int = 9) -> Image.Image:
    """Return planks that run down the surface."""
    size = 448
    grain = np.asarray(
        coloured(clouded(rng, (size, 20), (size // 3, size // 12)), (128, 128, 128), depth=40).resize((size, size))
    )
    tone = np.repeat(rng.normal(0, 13, planks), -(-size // planks))[:size]
    ends = rng.integers(0, size, planks)
    surface = np.asarray(colour, dtype=np.float32) + (grain.astype(np.float32) - 128) * 0.45 + tone[None, :, None]
    width = size / planks
    for plank in range(planks):
        surface[:, int(plank * width) : int(plank * width) + 2] *= 0.62
        surface[ends[plank] : ends[plank] + 2, int(plank * width) : int((plank + 1) * width)] *= 0.66
    return Image.fromarray(np.clip(surface, 0, 255).astype(np.uint8))


@_in_variants
def tiles(rng: Rng, colour: Colour, *, across: int = 8, down: int = 8) -> Image.Image:
    """Return a grid of tiles with joints."""
    size = 384
    tone = rng.normal(0, 5, (down, across)).astype(np.float32)
    rows, columns = np.arange(size) * down // size, np.arange(size) * across // size
    surface = tone[rows][:, columns] + clouded(rng, (size, size), (24, 128)) * 3
    joints_x, joints_y = np.arange(size) * across % size < across * 3, np.arange(size) * down % size < down * 3
    surface -= 34 * (joints_y[:, None] | joints_x[None, :])
    return coloured(surface, colour, depth=1)


@_in_variants
def grass(rng: Rng, colour: Colour = (96, 128, 56)) -> Image.Image:
    """Return a lawn."""
    values = clouded(rng, (600, 600), (5, 30, 200, 300)) + rng.normal(0, 0.35, (600, 600)).astype(np.float32)
    return coloured(values, colour, depth=22)


@_in_variants
def gravel(rng: Rng, colour: Colour) -> Image.Image:
    """Return gravel or rough paving."""
    values = clouded(rng, (400, 400), (6, 100, 200)) + rng.normal(0, 0.5, (400, 400)).astype(np.float32)
    return coloured(values, colour, depth=18)


@_in_variants
def water(rng: Rng, colour: Colour, *, cells: int = 14) -> Image.Image:
    """Return moving water: bright lines where waves focus the light."""
    lines = np.exp(-((clouded(rng, (448, 448), (cells, cells * 3)) * 6) ** 2))
    return coloured(lines + clouded(rng, (448, 448), (5, 60)) * 0.4, colour, depth=38)


def sky(rng: Rng, size: tuple[int, int], *, top: Colour, low: Colour, cover: float = 0.0) -> Image.Image:
    """Return a sky whose clouds grow with `cover`, −1 to 1."""
    share = np.linspace(0, 1, size[1], dtype=np.float32)[:, None, None]
    blue = np.asarray(top, dtype=np.float32) * (1 - share) + np.asarray(low, dtype=np.float32) * share
    field = clouded(rng, (size[0] // 2, size[1] // 2), (4, 9, 22, 60, 150))
    cloud = Image.fromarray(np.clip((field + cover) * 210, 0, 235).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
    picture = Image.fromarray(np.broadcast_to(blue, (size[1], size[0], 3)).astype(np.uint8))
    picture.paste((250, 250, 250), (0, 0), cloud)
    return picture


@_in_variants
def leaves(
    rng: Rng, colour: Colour, *, size: tuple[int, int] = (300, 380), trunk: bool = True, round_: bool = True
) -> Image.Image:
    """Return a tree or a plant, RGBA: leaves in clusters, lit from above."""
    width, height = size
    plant = Image.new("RGBA", size, (*(round(part * 0.6) for part in colour), 0))
    draw = ImageDraw.Draw(plant)
    if trunk:
        draw.line((width / 2, height, width * 0.52, height * 0.45), fill=(92, 74, 56, 255), width=max(3, width // 16))
    count, crown = 260, 0.72 if trunk else 1.0
    y = np.sort(rng.random(count))
    reach = np.sin(np.pi * np.minimum(0.97, 0.12 + y * 0.85)) if round_ else 0.15 + y * 0.85
    x = width / 2 + rng.normal(0, 0.19, count) * width * reach
    radius = width * rng.uniform(0.018, 0.058, count)
    light = np.outer(1.35 - 0.75 * y + rng.normal(0, 0.16, count), colour)
    boxes = np.column_stack([x - radius, y * height * crown, x + radius, y * height * crown + radius * 1.7])
    for box, fill in zip(boxes.tolist(), np.clip(light, 0, 255).astype(int).tolist(), strict=True):
        draw.ellipse(box, fill=(*fill, 255))
    return plant


def picture_of_nothing(rng: Rng, size: tuple[int, int] = (120, 90)) -> Image.Image:
    """Return a painting to hang on a wall: blurred shapes in a frame."""
    art = Image.new("RGB", size, tuple(int(part) for part in rng.integers(150, 235, 3)))
    draw = ImageDraw.Draw(art)
    for _ in range(9):
        x, y, r = rng.random() * size[0], rng.random() * size[1], rng.uniform(8, 36)
        draw.ellipse((x - r, y - r, x + r, y + r * 0.7), fill=tuple(int(part) for part in rng.integers(30, 240, 3)))
    art = art.filter(ImageFilter.GaussianBlur(1.5))
    ImageDraw.Draw(art).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=(40, 34, 30), width=5)
    return art


@_in_variants
def window(rng: Rng, *, panes: int = 2, size: tuple[int, int] = (420, 300)) -> Image.Image:
    """Return a window: sky, hills and a garden behind its frame."""
    width, height = size
    view = sky(rng, size, top=(120, 170, 225), low=(225, 236, 244), cover=-0.1)
    for level, colour in ((0.55, (126, 150, 158)), (0.66, (96, 126, 92)), (0.8, (112, 146, 72))):
        ridge = clouded(rng, (width, 2), (6, 20))[0] * height * 0.05 + height * level
        points = [(0.0, float(height)), *((float(x), float(ridge[x])) for x in range(0, width, 4)), (float(width), float(height))]
        ImageDraw.Draw(view).polygon(points, fill=colour)
    view = view.filter(ImageFilter.GaussianBlur(1.2))
    frame = ImageDraw.Draw(view)
    for pane in range(panes + 1):
        x = pane * (width - 8) / panes
        frame.rectangle((x, 0, x + 8, height), fill=(236, 234, 228))
    for y in (0, height - 8):
        frame.rectangle((0, y, width, y + 8), fill=(236, 234, 228))
    return view
