"""Clouds as a panorama: thin high cirrus, combed and curled by the wind, on a plane overhead."""

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
    """How thick cirrus is at points of its plane, 0 to 1: fields, veils in them, and fibres that wind bends and curls."""
    broad, veils = (_field(rng, falloff, 2, high).astype(np.float32) for falloff, high in ((2.0, 24), (1.45, 480)))
    fibres = _field(rng, 1.25, 3, 400).astype(np.float32)
    along, across = 0.8 * x + 0.6 * y, 0.8 * y - 0.6 * x  # the wind's way
    bend = _look(broad, along * 0.035, across * 0.035) * 0.05
    curl = _look(broad, along * 0.09 + 0.5, across * 0.09) * 0.02
    here = np.clip((_look(broad, along * 0.02 + 0.3, across * 0.028 + 0.2) - 1.1 + 2.4 * amount) / 2.2, 0, 1)
    veil = np.clip((_look(veils, along * 0.016 + curl, across * 0.05 + bend) + 0.2) / 2.4, 0, 1)
    comb = np.clip(0.5 + 0.34 * _look(fibres, along * 0.02 + curl, across * 0.17 + 2.4 * bend), 0.0, 1.3)
    return np.clip(here * veil * (0.25 + 1.6 * comb), 0, 1)


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
