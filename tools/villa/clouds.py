"""Clouds as a panorama: broken cumulus and high wisps on planes overhead, shaded towards the sun."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import bpy
import numpy as np

from villa.geometry import Array

if TYPE_CHECKING:
    from villa.light import Light

WIDTH, HEIGHT = 4096, 1024
_TILE = 1024


def _field(rng: np.random.Generator, falloff: float, low: int, high: int) -> Array:
    """A tile of noise with wave numbers between low and high whose power falls off, of mean 0 and spread 1."""
    k = np.hypot(np.fft.fftfreq(_TILE)[:, None], np.fft.rfftfreq(_TILE)[None, :]) * _TILE
    weight = np.where((k >= low) & (k <= high), np.maximum(k, 1) ** -falloff, 0)
    spectrum = weight * np.exp(2j * np.pi * rng.random(k.shape))
    field = np.fft.irfft2(spectrum, s=(_TILE, _TILE))
    return (field - field.mean()) / field.std()


def _look(tile: Array, x: Array, y: Array) -> Array:
    """The tile at points given in tiles, repeated without end, between its pixels straight."""
    u, v = (x % 1.0) * _TILE, (y % 1.0) * _TILE
    i, j = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
    fu, fv = (u - i).astype(np.float32), (v - j).astype(np.float32)
    i, j, i1, j1 = i % _TILE, j % _TILE, (i + 1) % _TILE, (j + 1) % _TILE
    top = tile[j, i] * (1 - fu) + tile[j, i1] * fu
    return top * (1 - fv) + (tile[j1, i] * (1 - fu) + tile[j1, i1] * fu) * fv


def _puffs(rng: np.random.Generator) -> Array:
    """Heaps: broad fields of cloud, billowing at their edges."""
    broad = _field(rng, 1.9, 2, 40)
    total = np.zeros_like(broad)
    for octave, share in ((8, 0.9), (18, 0.55), (40, 0.34), (90, 0.2), (200, 0.11)):
        total += share * (np.abs(_field(rng, 1.2, octave // 2, octave)) - 0.8)
    return (broad * 0.75 + total).astype(np.float32)


def panorama(light: Light) -> bpy.types.Image:
    """The clouds over the whole horizon: their colour, and how much they cover as alpha."""
    rng = np.random.default_rng(19)
    puffs = _puffs(rng)
    wisps = _field(rng, 1.75, 2, 300).astype(np.float32)
    warp = _field(rng, 2.2, 2, 30).astype(np.float32)
    azimuth = (np.arange(WIDTH) + 0.5) / WIDTH * 2 * np.pi
    rise = (np.arange(HEIGHT) + 0.5) / HEIGHT * np.pi / 2
    azimuth, rise = np.meshgrid(azimuth.astype(np.float32), rise.astype(np.float32))
    x, y, z = -np.cos(azimuth) * np.cos(rise), -np.sin(azimuth) * np.cos(rise), np.sin(rise)
    reach = 1.0 / (z + 0.055)
    px, py = x * reach, y * reach
    e, a = math.radians(max(light.elevation, 4)), math.radians(light.azimuth)
    sx, sy, sz = math.cos(e) * math.sin(a), math.cos(e) * math.cos(a), math.sin(e)
    scale, edge = 0.038, 1.75 - light.clouds
    density = np.clip((_look(puffs, px * scale, py * scale) - edge) / 1.5, 0, 1)
    behind = np.zeros_like(density)
    for step in (0.12, 0.28, 0.5):
        behind += np.clip((_look(puffs, (px + sx * step) * scale, (py + sy * step) * scale) - edge) / 1.5, 0, 1)
    bend = _look(warp, px * 0.03, py * 0.03) * 0.02
    thin = _look(wisps, px * 0.022 + bend, py * 0.008 - bend)
    veil = np.clip((thin - 0.1) / 2.6, 0, 1) ** 1.2 * 0.6
    cover = 1 - np.exp(-((density * 3.4) ** 1.5))
    lit = np.exp(-behind * 1.6) * (1 - 0.45 * density)
    toward = np.clip(x * sx + y * sy + z * sz, 0, 1)
    lit = np.clip(lit + 0.5 * toward**12 * (1 - density), 0, 1.4)
    lit = (lit * cover + 0.85 * veil * (1 - cover)) / np.maximum(cover + veil * (1 - cover), 1e-4)
    alpha = (cover + veil * (1 - cover)) * np.clip((rise - 0.012) / 0.12, 0, 1) ** 0.8 * 0.94
    color = np.array(light.shade) + (np.array(light.bright) - np.array(light.shade)) * lit[..., None]
    if light.elevation < 0:
        glow = np.clip(x * sx + y * sy, 0, 1)[..., None] ** 1.5 * np.exp(-rise * 2.2)[..., None]
        color = np.array(light.shade) + (color - np.array(light.shade)) * (0.25 + 2.2 * glow)
    return _image(color, alpha)


def _image(color: Array, alpha: Array) -> bpy.types.Image:
    pixels = np.zeros((2 * HEIGHT, WIDTH, 4), np.float32)
    pixels[HEIGHT:, :, :3], pixels[HEIGHT:, :, 3] = color, alpha
    image = bpy.data.images.new("clouds", WIDTH, 2 * HEIGHT, alpha=True, float_buffer=True)
    image.alpha_mode = "CHANNEL_PACKED"
    image.colorspace_settings.name = "Linear Rec.709"
    image.pixels.foreach_set(pixels.ravel())
    image.pack()
    return image
