"""Patterns as arrays of display colours, shape (rows, columns, 3): kilims, new and aged."""

from __future__ import annotations

import numpy as np

Array = np.ndarray
MADDER, INDIGO, CREAM, OCHRE, MOSS, BROWN = "#7f4d3e", "#4a4a4c", "#c4b596", "#9c7f55", "#6f6b52", "#574639"


def colour(code: str) -> Array:
    """Give a hexadecimal colour as three numbers."""
    return np.array([int(code.lstrip("#")[k : k + 2], 16) / 255 for k in (0, 2, 4)])


def _smooth(rng: np.random.Generator, shape: tuple[int, int], step: int) -> Array:
    """Give noise of -1 to 1 that changes over about so many pixels."""
    coarse = rng.uniform(-1, 1, (shape[0] // step + 2, shape[1] // step + 2))
    y, x = np.arange(shape[0]) / step, np.arange(shape[1]) / step
    i, j = y.astype(int), x.astype(int)
    a, b = (3 * (y - i) ** 2 - 2 * (y - i) ** 3)[:, None], (3 * (x - j) ** 2 - 2 * (x - j) ** 3)[None]
    top = coarse[i][:, j] * (1 - b) + coarse[i][:, j + 1] * b
    low = coarse[i + 1][:, j] * (1 - b) + coarse[i + 1][:, j + 1] * b
    return np.asarray(top * (1 - a) + low * a)


def kilim(rows: int, columns: int, seed: int, ground: str = MADDER) -> Array:
    """Weave a kilim: bands of stepped lozenges and teeth between stripes, wool dyed in batches that never quite match."""
    rng = np.random.default_rng(seed)
    out = np.tile(colour(ground), (rows, columns, 1))
    dyes = [colour(c) for c in (MADDER, INDIGO, CREAM, OCHRE, MOSS, BROWN)]
    at = 14
    while at < rows - 10:
        high = int(rng.choice([6, 10, 14])) if rng.random() < 0.45 else int(rng.integers(44, 84))
        high = min(high, rows - 10 - at)
        chosen = rng.permutation(len(dyes))
        out[at : at + high] = _band(high, columns, [dyes[k] for k in chosen], int(rng.integers(3)) if high > 30 else 3, rng)
        at += high + int(rng.choice([0, 3, 5]))
    edge = int(columns * 0.07)
    teeth = (np.arange(rows) // 12 % 2)[:, None]
    for side in (slice(0, edge), slice(columns - edge, columns)):
        out[:, side] = np.where(teeth[..., None] > 0, colour(INDIGO), colour(BROWN))
    yarn = 1 + 0.07 * rng.normal(size=(rows, 1, 1)) + 0.10 * _smooth(rng, (rows, 1), 26)[..., None]
    return np.asarray(out * yarn * (1 + 0.04 * rng.normal(size=(rows, columns, 1))))


def aged(pixels: Array, seed: int, faded: float = 0.35, finer: int = 3) -> Array:
    """Give a rug after decades: its steps softened by felted wool, rows pulled aside, colours taken by sun and feet."""
    from PIL import Image, ImageFilter

    rng = np.random.default_rng(seed)
    rows, columns = pixels.shape[0] * finer, pixels.shape[1] * finer
    image = Image.fromarray((np.clip(pixels, 0, 1) * 255).astype(np.uint8)).resize((columns, rows), Image.Resampling.BICUBIC)
    fine = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8 * finer)), float) / 255
    pulled = (2.2 * finer * _smooth(rng, (rows, columns), 60 * finer) + rng.normal(0, 0.5 * finer, (rows, 1))).round().astype(int)
    across = np.clip(np.arange(columns)[None] + pulled, 0, columns - 1)
    fine = fine[np.arange(rows)[:, None], across]
    worn = np.clip(0.5 + 0.8 * _smooth(rng, (rows, columns), 90 * finer), 0, 1)[..., None]
    grey = 0.5 * fine.mean(-1, keepdims=True) + 0.5 * colour("#a8957a")
    fine = fine + (grey - fine) * faded * (0.5 + worn)
    return np.asarray(fine * (1 + 0.05 * rng.normal(size=(rows, columns, 1))) * (1 + 0.04 * rng.normal(size=(rows, 1, 1))))


def _band(high: int, columns: int, dyes: list[Array], kind: int, rng: np.random.Generator) -> Array:
    """Weave one band of a kilim: nested lozenges, hooked teeth, crosses, or plain."""
    step = 4
    y = ((np.arange(high) // step + 0.5) * step / high * 2 - 1)[:, None]
    period = int(high * rng.uniform(0.8, 1.25)) // step * step + step
    x = ((np.arange(columns) // step + 0.5) * step % period / period * 2 - 1)[None]
    if kind == 0:
        level = np.abs(x) + np.abs(y)
    elif kind == 1:
        level = np.abs(np.abs(x) - (y + 1) / 2) * 2.2 + 0.05
    elif kind == 2:
        level = np.minimum(np.maximum(np.abs(x), np.abs(y)), 0.25 + np.abs(np.abs(x) - np.abs(y)) * 1.3)
    else:
        level = np.zeros((high, columns))
    level = np.broadcast_to(level, (high, columns))
    index = np.digitize(level, (0.22, 0.45, 0.62, 0.9))
    return np.asarray(np.array(dyes)[index])
