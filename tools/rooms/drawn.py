"""Pictures that are no photos of a room, drawn by code: what the room head learns as `none`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_WORDS = (
    "LIVING",
    "KITCHEN",
    "BEDROOM 1",
    "BATH",
    "WC",
    "HALL",
    "For sale",
    "Open house",
    "12 m²",
    "3,40 m",
    "Call now",
    "+00 000 000",
)


def drawn(rng: np.random.Generator, photos: Sequence[Image.Image]) -> Image.Image:
    """Return one picture: a plan, a map, a page, a logo, a collage, a flyer or a screenshot; `photos` appear in some."""
    kinds = (_plan, _map, _page, _logo, _collage, _flyer, _screenshot)
    kind = kinds[int(rng.integers(len(kinds)))]
    return kind(rng, photos)


def _plan(rng: np.random.Generator, _photos: Sequence[Image.Image]) -> Image.Image:
    width, height = int(rng.integers(500, 900)), int(rng.integers(400, 800))
    sheet = Image.new("RGB", (width, height), _pale(rng))
    draw, wall = ImageDraw.Draw(sheet), _dark(rng)
    xs = np.sort(rng.integers(20, width - 20, int(rng.integers(3, 6))))
    ys = np.sort(rng.integers(20, height - 20, int(rng.integers(3, 5))))
    thick = int(rng.integers(2, 12))
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            if rng.random() < 0.8:
                fill = _pale(rng) if rng.random() < 0.5 else None
                draw.rectangle((left, top, right, bottom), outline=wall, width=thick, fill=fill)
                _write(draw, rng, (left + 8, top + 8), wall)
                if rng.random() < 0.6:  # a door's swing
                    draw.pieslice((left - 20, bottom - 40, left + 40, bottom + 20), 270, 360, outline=wall)
    return sheet


def _map(rng: np.random.Generator, _photos: Sequence[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (800, 600), (236, 232, 222))
    draw = ImageDraw.Draw(sheet)
    for _ in range(int(rng.integers(2, 6))):
        corners = [tuple(map(int, rng.integers(0, 800, 2))) for _ in range(5)]
        draw.polygon(corners, fill=((196, 224, 180), (170, 205, 235), (222, 216, 205))[int(rng.integers(3))])
    for _ in range(int(rng.integers(8, 24))):
        points = [tuple(map(int, rng.integers(-50, 850, 2))) for _ in range(3)]
        draw.line(
            points, fill=((255, 255, 255), (250, 220, 120), (200, 200, 200))[int(rng.integers(3))], width=int(rng.integers(3, 14))
        )
    for _ in range(6):
        _write(draw, rng, tuple(map(int, rng.integers(0, 560, 2))), (80, 80, 80))
    return sheet


def _page(rng: np.random.Generator, photos: Sequence[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (620, 860), _pale(rng))
    draw, ink = ImageDraw.Draw(sheet), _dark(rng)
    top = 40
    while top < 820:
        draw.line((50, top, int(rng.integers(300, 570)), top), fill=ink, width=int(rng.integers(1, 5)))
        top += int(rng.integers(10, 30))
    if rng.random() < 0.5:
        _paste(sheet, photos, rng, (60, 80, 560, 400))
    return sheet


def _logo(rng: np.random.Generator, _photos: Sequence[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (700, 450), _pale(rng) if rng.random() < 0.7 else _dark(rng))
    draw = ImageDraw.Draw(sheet)
    for _ in range(int(rng.integers(1, 4))):
        x, y, size = (int(rng.integers(40, 300)) for _ in range(3))
        shape = (draw.ellipse, draw.rectangle)[int(rng.integers(2))]
        shape((x, y, x + size, y + size), fill=_bright(rng))
    _write(draw, rng, (int(rng.integers(20, 300)), int(rng.integers(100, 300))), _bright(rng), size=int(rng.integers(40, 110)))
    return sheet


def _collage(rng: np.random.Generator, photos: Sequence[Image.Image]) -> Image.Image:
    across, down, gap = int(rng.integers(2, 4)), int(rng.integers(2, 4)), int(rng.integers(4, 16))
    width, height = 300 * across + gap, 200 * down + gap
    sheet = Image.new("RGB", (width, height), "white" if rng.random() < 0.7 else _dark(rng))
    for column in range(across):
        for row in range(down):
            box = (column * 300 + gap, row * 200 + gap, (column + 1) * 300, (row + 1) * 200)
            _paste(sheet, photos, rng, box)
    return sheet


def _flyer(rng: np.random.Generator, photos: Sequence[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (800, 560), _bright(rng))
    draw = ImageDraw.Draw(sheet)
    split = float(rng.uniform(0.35, 0.7))
    if rng.random() < 0.5:
        _paste(sheet, photos, rng, (0, 0, 800, int(560 * split)))
        corner = (40, int(560 * split) + 20)
    else:
        _paste(sheet, photos, rng, (int(800 * (1 - split)), 0, 800, 560))
        corner = (20, 40)
    for line in range(int(rng.integers(2, 5))):
        _write(draw, rng, (corner[0], corner[1] + 46 * line), (255, 255, 255), size=int(rng.integers(22, 60)))
    return sheet


def _screenshot(rng: np.random.Generator, photos: Sequence[Image.Image]) -> Image.Image:
    is_upright = rng.random() < 0.6
    width, height = (540, 960) if is_upright else (960, 600)
    sheet = Image.new("RGB", (width, height), _pale(rng) if rng.random() < 0.7 else _dark(rng))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, width, 50), fill=_bright(rng))
    _write(draw, rng, (20, 12), (255, 255, 255))
    top = int(rng.integers(80, 200))
    _paste(sheet, photos, rng, (0, top, width, top + height // 3))
    for line in range(5):
        _write(draw, rng, (24, top + height // 3 + 30 + 44 * line), (60, 60, 60), size=24)
    return sheet


def _paste(sheet: Image.Image, photos: Sequence[Image.Image], rng: np.random.Generator, box: tuple[int, int, int, int]) -> None:
    photo = photos[int(rng.integers(len(photos)))]
    sheet.paste(photo.resize((box[2] - box[0], box[3] - box[1])), box[:2])


def _write(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, at: tuple[int, ...], ink: tuple[int, ...], *, size: int = 22
) -> None:
    draw.text(at[:2], _WORDS[int(rng.integers(len(_WORDS)))], fill=ink, font=ImageFont.load_default(size))


def _pale(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(map(int, rng.integers(225, 256, 3)))


def _dark(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(map(int, rng.integers(0, 70, 3)))


def _bright(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(map(int, rng.integers(20, 230, 3)))
