"""What lies about where people live: wires, a power strip, a remote control, a tea towel, a dish brush, a newspaper."""

from __future__ import annotations

import bpy
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from villa.furniture.drape import flat, lumps, quads, refined
from villa.furniture.solids import Piece, Point, rounded
from villa.materials import ceramic, country, fabric, figured, leather


def wire(piece: Piece, path: list[Point], thick: float, skin: bpy.types.Material) -> None:
    """Add a flexible wire along a path, smoothed."""
    way = np.array(path, float)
    piece.tube(refined(refined(np.stack([way, way])))[0], thick, skin, 8)


def power_strip(count: int = 4) -> Piece:
    """Build a strip of sockets along x, lying on its back, two of them in use."""
    piece, white = Piece("power strip", 611), leather.plain("strip", "#d5d0c3", 0.45)
    wide = 0.05 * count + 0.05
    piece.box((0, 0, 0.02), (wide, 0.052, 0.04), white, 0.007)
    for k in range(count):
        x = (k + 0.5) * 0.05 - wide / 2
        piece.lathe(
            [(0.0205, 0.0404), (0.019, 0.0402), (0.018, 0.036), (0.001, 0.035)],
            leather.plain("well", "#8f8b82", 0.6),
            (x, 0, 0),
            28,
        )
        if k in {1, 2}:
            plug = rounded([(0.001, 0.03), (0.0175, 0.03), (0.0175, 0.05), (0.012, 0.068), (0.001, 0.069)], 0.004)
            piece.lathe(plug, leather.plain("plug", "#1c1c1c", 0.5), (x, 0, 0), 24)
    piece.box((wide / 2 - 0.022, 0, 0.0405), (0.016, 0.024, 0.006), leather.plain("rocker", "#8f2f22", 0.35), 0.002)
    return piece


def remote_control() -> Piece:
    """Build a remote control along y, face up: a ring, rows of keys, the paint worn off its edges."""
    piece, case = Piece("remote", 612), leather.plain("remote", "#26262a", 0.5)
    piece.box((0, 0, 0.0085), (0.043, 0.168, 0.016), case, 0.006)
    key, grey = leather.plain("key", "#55555a", 0.6), leather.plain("remote ring", "#3b3b40", 0.4)
    piece.lathe(rounded([(0.0145, 0.016), (0.0145, 0.0178), (0.008, 0.0172), (0.001, 0.0166)], 0.0006), grey, (0, 0.022, 0), 32)
    for row in range(7):
        for k in (-1, 0, 1):
            y = 0.068 - 0.0125 * row
            y -= 0.042 if y < 0.042 else 0.0
            code = leather.plain("standby", "#8e3a2c", 0.5) if row == 0 and k < 0 else key
            piece.box((0.0125 * k, y, 0.0166), (0.0075, 0.006, 0.0018), code, 0.0008)
    return piece


def tea_towel(fall: float = 0.3, wide: float = 0.27, seed: int = 613) -> Piece:
    """Hang a linen towel, folded lengthwise, over a bar along x through 0: it hangs longer in front (-y), one corner lower."""
    piece, cloth, band = Piece("tea towel", seed), fabric.linen("#a69d8a"), fabric.linen("#6f4a3f")
    for layer, (grow, short) in enumerate(((0.0, 0.0), (0.0028, 0.012))):
        s = np.concatenate(
            [np.linspace(-0.8 * fall, -0.02, 16), np.linspace(-0.016, 0.016, 9), np.linspace(0.02, fall - short, 34)]
        )
        u, v = np.meshgrid(np.linspace(-0.5, 0.5, 40), s, indexing="ij")
        radius = 0.0105 + 0.003 - grow
        turn = np.clip(v / radius, -np.pi / 2, np.pi / 2)
        drop = np.maximum(np.abs(v) - radius * np.pi / 2, 0)
        away = drop / fall
        fold = (
            0.006 * np.sin(9.2 * u + 0.8)
            + 0.004 * np.sin(21 * u + 2.1)
            + 0.0025 * lumps(np.stack([u, v, 0 * u], -1).reshape(-1, 3), 9, seed).reshape(u.shape)
        )
        x = u * (wide - 0.016 * layer) * (0.93 + 0.07 * away) + 0.012 * away * np.sign(v)
        y = -radius * np.sin(turn) - np.sign(v) * fold * away**0.7
        z = radius * np.cos(turn) - drop + 0.018 * u * away * (v > 0)
        grid = np.stack([x, y, z], -1)
        ends = np.searchsorted(s, [fall - short - 0.062, fall - short - 0.03])
        for a, b, skin in ((0, ends[0], cloth), (ends[0], ends[1], band), (ends[1], len(s) - 1, cloth)):
            part = grid[:, a : b + 1]
            weave = np.stack([u * wide, v, 0 * u], -1)[:, a : b + 1]
            piece.raw(part.reshape(-1, 3), [quads(flat(*part.shape[:2]))], skin, weave.reshape(-1, 3))
        for edge in (grid[:, -1], grid[0], grid[-1]):
            piece.tube(edge, 0.0016, cloth, 6)
    return piece


def dish_brush() -> Piece:
    """Build a beech dish brush that leans in a glazed tumbler, bristles up."""
    piece = Piece("dish brush", 614)
    cup = [(0.001, 0), (0.034, 0), (0.038, 0.01), (0.041, 0.1), (0.0425, 0.103), (0.0385, 0.1), (0.035, 0.012), (0.001, 0.008)]
    piece.lathe(rounded(cup, 0.002), ceramic.glazed("#a98f6c", 0.3), sides=36)
    foot, tip = np.array([-0.02, 0.0, 0.012]), np.array([0.058, 0.006, 0.225])
    t = np.linspace(0, 1, 12)[:, None]
    piece.tube(foot + (tip - foot) * t, 0.0062 + 0.0016 * np.sin(5 * t[:, 0]), country.honey(), 10)
    head = rounded([(0.001, 0), (0.024, 0), (0.026, 0.008), (0.022, 0.018), (0.001, 0.02)], 0.004)
    piece.lathe(head, country.honey(), tip - [0, 0, 0.002], 24, (0, 70, 0))
    tuft = [(0.021, 0), (0.029, -0.022), (0.024, -0.025), (0.001, -0.024)]
    piece.lathe(tuft, leather.plain("bristles", "#cdbf9f", 0.9), tip - [0, 0, 0.002], 24, (0, 70, 0))
    return piece


def newspaper() -> Piece:
    """Build a newspaper folded in four as it was put down, its fold to -y, its leaves not quite over each other."""
    piece, wide, deep = Piece("newspaper", 615), 0.29, 0.21
    newsprint = leather.plain("newsprint", "#b9b2a2", 0.95)
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, 22), np.linspace(-0.5, 0.5, 16), indexing="ij")
    wave = lumps(np.stack([u, v, 0 * u], -1).reshape(-1, 3), 5, 617).reshape(u.shape)
    for k in range(7):
        off = piece.rng.normal(0, 0.0016, 2) if k < 6 else np.zeros(2)
        z = (
            0.0014 * (k + 1)
            + 0.0008 * (1 + 0.2 * k) * wave * np.clip(v + 0.5, 0, 1)
            + 0.006 * k * np.clip(u + v - 0.55, 0, 1) ** 2
        )
        grid = np.stack([u * wide + off[0], v * deep + off[1] * (v > 0), z], -1)
        skin = newsprint if k < 6 else figured.sheet("newspaper", front_page, (wide, deep), 0.0, (0, 1))
        piece.raw(grid.reshape(-1, 3), [quads(flat(22, 16))], skin)
    spine = np.array([(x, -deep / 2 + 0.0005, 0.005) for x in np.linspace(-wide / 2, wide / 2, 12)])
    piece.tube(spine, 0.0046, newsprint, 10)
    return piece


def front_page(shape: tuple[int, int] = (420, 580), seed: int = 616) -> figured.Pixels:
    """Draw half a front page: a title, a headline, five columns of grey lines of uneven length, a photograph."""
    rng, (high, wide) = np.random.default_rng(seed), shape
    image = Image.new("RGB", (wide, high), "#c2bbaa")
    draw = ImageDraw.Draw(image)
    draw.text((112, 10), "THE COAST DAILY", fill="#33312d", font=ImageFont.load_default(42))
    draw.line((20, 64, wide - 20, 64), fill="#6d685e", width=2)
    for k, text in enumerate(("Rain at last, and the", "reservoirs fill again")):
        draw.text((20, 72 + 29 * k), text, fill="#403d38", font=ImageFont.load_default(29))
    for column in range(5):
        x = 20 + 110 * column
        for y in np.arange(144 if column < 3 else (80 if column == 3 else 250), high - 14, 6.5):
            long = 98 if rng.random() < 0.86 else int(rng.integers(30, 90))
            draw.rectangle((x, int(y), x + long, int(y) + 2), fill="#8a8478")
    page = np.asarray(image) / 255
    grey = 0.42 + 0.16 * figured.clouds((150, 98), (60, 50), seed, 4) - np.linspace(0.0, 0.2, 150)[:, None]
    page[80:230, 460:558] = np.clip(grey, 0.1, 0.7)[..., None]
    return page
