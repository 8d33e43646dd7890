"""Clouds as a panorama: thin high cirrus, combed by the wind, on a plane overhead; as on a fine day, mostly none."""

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


def _cirrus(rng: np.random.Generator, x: Array, y: Array, amount: float) -> Array:
    """How thick cirrus is at points of its plane, 0 to 1: broad veils, and in them streaks with fine fibres."""
    broad, veils = (_field(rng, falloff, 2, high).astype(np.float32) for falloff, high in ((2.2, 24), (1.75, 300)))
    fibres = _field(rng, 1.25, 6, 400).astype(np.float32)
    bend = _look(broad, x * 0.03, y * 0.03) * 0.03
    here = np.clip((_look(broad, x * 0.016 + 0.3, y * 0.016) - 0.9 + 2.2 * amount) / 1.6, 0, 1)
    veil = np.clip((_look(veils, x * 0.022 + bend, y * 0.008 - bend) - 0.1) / 2.6, 0, 1) ** 1.2
    comb = np.clip(0.55 + 0.35 * _look(fibres, x * 0.055 + 2.5 * bend, y * 0.007 + bend), 0.1, 1.3)
    return np.clip(here * veil * comb * 1.15, 0, 1)


def panorama(light: Light) -> bpy.types.Image:
    """The clouds over the whole horizon: their colour, and how much they cover as alpha."""
    azimuth = (np.arange(WIDTH) + 0.5) / WIDTH * 2 * np.pi
    rise = (np.arange(HEIGHT) + 0.5) / HEIGHT * np.pi / 2
    azimuth, rise = np.meshgrid(azimuth.astype(np.float32), rise.astype(np.float32))
    x, y, z = -np.cos(azimuth) * np.cos(rise), -np.sin(azimuth) * np.cos(rise), np.sin(rise)
    reach = 1.0 / (z + 0.055)
    thick = _cirrus(np.random.default_rng(19), x * reach, y * reach, light.clouds)
    e, a = math.radians(max(light.elevation, 4)), math.radians(light.azimuth)
    toward = np.clip(x * math.cos(e) * math.sin(a) + y * math.cos(e) * math.cos(a) + z * math.sin(e), 0, 1)
    lit = 0.82 + 0.35 * toward**12
    alpha = 0.62 * thick * np.clip((rise - 0.02) / 0.16, 0, 1)
    color = np.array(light.shade) + (np.array(light.bright) - np.array(light.shade)) * lit[..., None]
    if light.elevation < 0:
        glow = toward[..., None] ** 1.5 * np.exp(-rise * 2.2)[..., None]
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
