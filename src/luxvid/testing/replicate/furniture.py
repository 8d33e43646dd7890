"""Things that models add to rooms: an armchair, a lamp, a plant, a picture on the wall."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Box = tuple[float, float, float]  # left, foot, height, px


def with_thing(shown: Image.Image, share: float, rng: np.random.Generator) -> Image.Image:
    """Return the picture with something in it that was not there; `share` is its height as a share of the picture's."""
    picture = shown.copy()
    draw, (width, height) = ImageDraw.Draw(picture), picture.size
    side = height * share
    left = float(rng.uniform(0.04, 0.9)) * max(1.0, width - side)
    colour = _COLOURS[int(rng.integers(len(_COLOURS)))]
    thing = _THINGS[int(rng.integers(len(_THINGS)))]
    foot = height * (float(rng.uniform(0.45, 0.6)) if thing is _picture else 0.93)
    thing(draw, (left, max(foot, side), side), colour)
    return picture


def _darker(colour: Colour, share: float = 0.6) -> Colour:
    return round(colour[0] * share), round(colour[1] * share), round(colour[2] * share)


def _armchair(draw: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    left, foot, side = box
    dark = _darker(colour)
    draw.rounded_rectangle(
        (left, foot - side, left + side * 0.9, foot - side * 0.2), side * 0.12, fill=colour, outline=dark, width=2
    )
    draw.rounded_rectangle((left - side * 0.1, foot - side * 0.5, left + side, foot - side * 0.12), side * 0.1, fill=dark)
    draw.rounded_rectangle(
        (left + side * 0.1, foot - side * 0.48, left + side * 0.8, foot - side * 0.25), side * 0.06, fill=colour
    )
    for leg in (0, 0.8):
        draw.rectangle((left + side * leg, foot - side * 0.14, left + side * (leg + 0.06), foot), fill=(40, 28, 20))


def _lamp(draw: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    left, foot, side = box
    middle = left + side * 0.25
    draw.rectangle((middle - side * 0.02, foot - side * 0.8, middle + side * 0.02, foot), fill=(60, 52, 44))
    draw.ellipse((middle - side * 0.16, foot - side * 0.05, middle + side * 0.16, foot), fill=(60, 52, 44))
    shade = [(middle - side * 0.12, foot - side), (middle + side * 0.12, foot - side), (middle + side * 0.24, foot - side * 0.7)]
    draw.polygon([*shade, (middle - side * 0.24, foot - side * 0.7)], fill=colour, outline=_darker(colour))


def _plant(draw: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    left, foot, side = box
    middle = left + side * 0.3
    for step in range(9):
        across, high = middle + side * 0.3 * np.sin(step * 2.4), foot - side * (0.35 + 0.065 * step)
        leaf = (across - side * 0.14, high - side * 0.07, across + side * 0.14, high + side * 0.07)
        draw.ellipse(leaf, fill=(36 + 6 * step, 84 + 8 * step, 40), outline=(24, 58, 30))
    draw.rectangle((middle - side * 0.16, foot - side * 0.3, middle + side * 0.16, foot), fill=colour, outline=_darker(colour))


def _picture(draw: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    left, foot, side = box
    draw.rectangle((left, foot - side, left + side * 1.3, foot), fill=(238, 234, 226), outline=(48, 36, 26), width=3)
    draw.rectangle((left + side * 0.15, foot - side * 0.85, left + side * 1.15, foot - side * 0.15), fill=colour)
    draw.ellipse((left + side * 0.4, foot - side * 0.7, left + side * 0.8, foot - side * 0.3), fill=_darker(colour))


_COLOURS: tuple[Colour, ...] = ((158, 44, 52), (52, 84, 128), (196, 168, 120), (84, 92, 84), (208, 140, 60))
_THINGS: tuple[Callable[[ImageDraw.ImageDraw, Box, Colour], None], ...] = (_armchair, _lamp, _plant, _picture)
