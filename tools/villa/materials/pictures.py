"""What hangs in frames: a sea chart, a photograph of a coast, a print of an olive twig, holiday snapshots."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from villa.materials.figured import Pixels, clouds, tone

_LAND, _SHOAL, _SHELF, _DEEP, _INK = "#d9c48c", "#9cc0cf", "#c6dadd", "#ece7d8", "#4c4a52"


def chart(shape: tuple[int, int] = (760, 1080), seed: int = 12) -> Pixels:
    """Draw an old sea chart: buff land, blue shoals, depth lines, soundings, a rose, a ruled frame, the creases of folds."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    depth = 0.62 * clouds(shape, (300, 330), seed, 6) + 2.2 * (0.42 - y + 0.25 * (x - 0.5)) - 0.28
    ground = np.empty((*shape, 3))
    for limit, code in ((9.0, _LAND), (0.0, _SHOAL), (-0.16, _SHELF), (-0.42, _DEEP)):
        ground[depth < limit] = tone(code)
    for level in (0.0, 0.12, 0.26, 0.42, 0.6, -0.16, -0.42, -0.8, -1.2):
        slope = np.hypot(*np.gradient(depth)) + 1e-4
        near = np.abs(depth - level) < (1.1 if level == 0 else 0.55) * slope
        ground[near] += (tone(_INK) - ground[near]) * (0.9 if level == 0 else 0.4)
    image = Image.fromarray((np.clip(ground, 0, 1) * 255).astype(np.uint8))
    _charted(ImageDraw.Draw(image), shape, depth, rng)
    return _yellowed(np.asarray(image) / 255, seed)


def _charted(draw: ImageDraw.ImageDraw, shape: tuple[int, int], depth: np.ndarray, rng: np.random.Generator) -> None:
    """Add soundings, a compass rose, a title and the frame to a chart."""
    high, wide = shape
    figures = ImageFont.load_default(11)
    for row, column in zip(rng.integers(40, high - 40, 420), rng.integers(40, wide - 40, 420), strict=True):
        if depth[row, column] < -0.08:
            draw.text((int(column), int(row)), str(int(4 - 60 * depth[row, column])), fill=_INK, font=figures)
    rose = (wide * 0.74, high * 0.66)
    for radius in (88, 84, 62, 60):
        draw.ellipse([rose[0] - radius, rose[1] - radius, rose[0] + radius, rose[1] + radius], outline="#a64c7c", width=1)
    for k in range(72):
        way = np.array([np.cos(k * np.pi / 36), np.sin(k * np.pi / 36)])
        near = 20 if k % 18 == 0 else (72 if k % 6 else 62)
        draw.line([*(rose + near * way), *(rose + 86 * way)], fill="#a64c7c", width=2 if k % 18 == 0 else 1)
    for text, size, y in (
        ("GOLFO DE LAS PALOMAS", 30, 0.73),
        ("from surveys made 1931 to 1938", 15, 0.785),
        ("SOUNDINGS IN METRES", 13, 0.82),
    ):
        draw.text((wide * 0.24, high * y), text, fill=_INK, font=ImageFont.load_default(size), anchor="mm")
    for k in range(1, 5):
        draw.line([k * wide / 5, 30, k * wide / 5, high - 30], fill="#8d897f", width=1)
        draw.line([30, k * high / 5, wide - 30, k * high / 5], fill="#8d897f", width=1)
    draw.rectangle([14, 14, wide - 15, high - 15], outline=_INK, width=1)
    for k in range(0, wide - 60, 44):
        for y in (22, high - 30):
            draw.rectangle([30 + k, y, 30 + k + 22, y + 7], fill=_INK)
    draw.rectangle([29, 21, wide - 30, high - 22], outline=_INK, width=2)


def _yellowed(pixels: Pixels, seed: int) -> Pixels:
    """Give paper that has hung for years: yellower towards its rim, a fold across its middle, spots."""
    shape = pixels.shape[:2]
    y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j]
    rim = np.clip(np.maximum(np.abs(x), np.abs(y)), 0, 1)[..., None] ** 8
    fold = np.exp(-((x / 0.004) ** 2)) + np.exp(-((y / 0.005) ** 2)) + np.exp(-(((np.abs(x) - 0.5) / 0.004) ** 2))
    stain = np.clip(0.9 * clouds(shape, (140, 140), seed + 3, 5) - 0.4, 0, 1)[..., None]
    yellow = pixels * (0.93 - 0.10 * rim - 0.10 * stain) * np.array([1.0, 0.965, 0.87])
    return np.asarray(yellow - 0.10 * fold[..., None] + 0.02 * clouds(shape, (5, 5), seed + 4)[..., None])


def coast(shape: tuple[int, int] = (620, 900), seed: int = 31) -> Pixels:
    """Draw a black-and-white photograph: headlands behind one another in haze, a low sun on the sea, rocks in front."""
    high, wide = shape
    y, x = np.mgrid[0 : 1 : high * 1j, 0 : 1 : wide * 1j]
    rng, level = np.random.default_rng(seed), 0.47
    sky = (
        0.62
        + 0.26 * np.exp(-(((x - 0.63) / 0.35) ** 2) - ((y - 0.34) / 0.22) ** 2)
        + 0.09 * clouds(shape, (60, 330), seed, 5) * (1 - y)
    )
    light = sky
    for k, (grey, top, cell) in enumerate(((0.60, 0.15, 300), (0.44, 0.12, 220), (0.24, 0.10, 150))):
        ridge = clouds((2, wide), (2, cell), seed + 5 + k, 6)[:1]
        slope = np.clip(1.25 - (x + 0.25 * k) * (1.1 + 0.45 * k), 0, 1) if k % 2 == 0 else np.clip(x * 2.1 - 1.15, 0, 1)
        hill = level + 0.004 - np.clip(top * slope * (0.9 + 0.5 * ridge), 0, 1)
        light = np.where((y > hill) & (y < level), grey + 0.05 * clouds(shape, (9, 14), seed + 9 + k, 3) * (0.3 + k / 3), light)
    depth = np.clip((y - level) / (1 - level), 1e-3, 1)
    waves = np.zeros(shape)
    for k in range(6):
        phase = (12 + 11 * k) / (depth + 0.06) + 9 * clouds(shape, (50, 140), seed + 20 + k, 3)
        waves += np.sin(phase) / 6
    glitter = np.exp(-(((x - 0.63) / (0.05 + 0.16 * depth)) ** 2))
    sea = 0.34 + 0.10 * (1 - depth) + 0.15 * waves + 0.50 * glitter * np.clip(0.45 + 1.1 * waves, 0, 1)
    light = np.where(y >= level, sea, light)
    rock = 0.80 + 0.22 * (x - 0.55) - 0.16 * clouds(shape, (200, 260), seed + 40, 6) - 0.10 * np.exp(-(((x - 0.16) / 0.12) ** 2))
    faces = clouds(shape, (26, 40), seed + 41, 5)
    light = np.where(y > rock, 0.13 + 0.13 * np.clip(faces, -0.7, 1.2) + 0.3 * np.clip(rock + 0.03 - y, 0, 0.03), light)
    surf = np.clip(clouds(shape, (16, 46), seed + 42, 4) - 0.25, 0, 1) * (y < rock)
    light += 0.55 * surf * np.exp(-(((y - rock + 0.012) / 0.016) ** 2))  # here and there
    light += rng.normal(0, 0.022, shape)
    return np.repeat(np.clip(0.03 + 0.94 * (light - 0.06), 0.04, 0.95)[..., None], 3, -1) * np.array([1.0, 0.985, 0.955])


def twig(shape: tuple[int, int] = (860, 600), seed: int = 9, name: str = "Olea europaea") -> Pixels:
    """Draw a twig with long leaves in ink on laid paper, as from a plate: outlines, ribs, hatched shade, a line of script."""
    rng, (high, wide) = np.random.default_rng(seed), shape
    image = Image.new("RGB", (wide, high), "#e2dac6")
    draw = ImageDraw.Draw(image)
    t = np.linspace(0, 1, 60)
    stem = np.stack([wide * (0.36 + 0.22 * t + 0.09 * np.sin(3.4 * t)), high * (0.86 - 0.72 * t)], -1)
    draw.line([tuple(p) for p in stem], fill="#4b473e", width=4)
    for k in range(15):
        for side in (-1, 1):
            heading = np.array([side * (0.95 - 0.03 * k), -0.55 - 0.03 * k + rng.normal(0, 0.1)])
            _inked(draw, stem[4 + round(3.6 * k)], heading * wide * rng.uniform(0.16, 0.22) * (1 - 0.028 * k), rng)
    draw.text((wide / 2, high * 0.93), name, fill="#5a5548", font=ImageFont.load_default(26), anchor="mm")
    return np.asarray(image) / 255


def _inked(draw: ImageDraw.ImageDraw, foot: np.ndarray, way: np.ndarray, rng: np.random.Generator) -> None:
    """Draw one leaf from its foot along a way: washed grey-green, outlined, one half hatched."""
    u, aside = np.linspace(0, 1, 22)[:, None], np.array([-way[1], way[0]]) * 0.16
    bend = aside * rng.normal(0, 0.7) * u**2
    rib, half = foot + way * (0.12 + 0.88 * u) + bend, aside * np.sin(np.pi * u) ** 0.8
    outline = [tuple(p) for p in np.concatenate([rib + half, (rib - half)[::-1]])]
    draw.polygon(outline, fill=("#a9ab90", "#989c80", "#b3b298")[int(rng.integers(3))], outline="#4b473e")
    draw.line([tuple(foot), *(tuple(p) for p in rib)], fill="#4b473e", width=2)
    for k in range(2, 20):
        draw.line([tuple(rib[k]), tuple(rib[k] + 0.85 * half[k])], fill="#7d7b66", width=1)


def snapshot(seed: int, shape: tuple[int, int] = (200, 290)) -> Pixels:
    """Draw a holiday snapshot, as one makes it out across a room: a beach, a terrace at evening, a lane, a face of rock."""
    skies = ("#8fb4d6", "#e0b184", "#b9cbd6", "#6f9cc8")
    middles = ("#2f7f9a", "#39455f", "#8a7a5c", "#4c6a3a")
    fores = ("#d8c199", "#5a3b2c", "#b59a74", "#c9a27c")
    y, x = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    k, rng = seed % 4, np.random.default_rng(seed)
    one, two = (
        0.36 + 0.06 * clouds(shape, (99, 90), seed, 4),
        0.62 + 0.10 * (x - 0.5) + 0.05 * clouds(shape, (99, 70), seed + 1, 4),
    )
    picture = np.where((y < one)[..., None], tone(skies[k]), np.where((y < two)[..., None], tone(middles[k]), tone(fores[k])))
    picture = picture * (1 + 0.25 * clouds(shape, (26, 40), seed + 2, 4)[..., None])
    for _ in range(3):
        at, tall = rng.uniform(0.25, 0.75), rng.uniform(0.30, 0.46)
        body = ((x - at) / 0.045) ** 2 + ((y - 0.80) / (0.5 * tall)) ** 2 < 1
        head = ((x - at) * 1.45 / 0.042) ** 2 + ((y - 0.80 + 0.56 * tall) / 0.05) ** 2 < 1
        picture[body], picture[head] = tone(("#b5402f", "#e6e0d2", "#2f4f6f", "#d8a63f")[int(rng.integers(4))]), tone("#b98562")
    image = Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.4))
    return np.asarray(image) / 255
