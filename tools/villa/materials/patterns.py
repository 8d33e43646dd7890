"""Patterns as arrays of display colours, shape (rows, columns, 3): kilims, tiles, stripes, a child's drawing, newsprint."""

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


def majolica(seed: int, side: int = 96, across: int = 5) -> Array:
    """Paint a field of tiles, one motif, each a little different: star and corner arcs in cobalt and ochre on cream."""
    rng = np.random.default_rng(seed)
    rows = [np.concatenate([_tile(rng, side) for _ in range(across)], axis=1) for _ in range(across)]
    return np.concatenate(rows, axis=0)


def _tile(rng: np.random.Generator, side: int) -> Array:
    """Paint one tile by a hand that is never quite sure."""
    u = (np.arange(side) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(u, u)
    x = x + 0.03 * _smooth(rng, (side, side), 16)
    y = y + 0.03 * _smooth(rng, (side, side), 16)
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    corner = np.hypot(1 - np.abs(x), 1 - np.abs(y))
    petals = 0.28 + 0.2 * np.abs(np.cos(4 * angle / 2 + 0 * r)) ** 0.7
    blue = (r < petals) & (r > 0.16)
    blue |= (np.abs(corner - 0.62) < 0.05) | (np.abs(corner - 0.2) < 0.13)
    leaf = (np.abs(np.abs(x) - np.abs(y)) < 0.07) & (r > 0.5) & (r < 0.78)
    ochre = (r < 0.12) | (np.abs(corner - 0.42) < 0.045)
    pool = (0.5 + 0.5 * _smooth(rng, (side, side), 20))[..., None]
    ground = colour("#e2dac6") * (1 + 0.03 * _smooth(rng, (side, side), 30)[..., None])
    cobalt = colour("#414d63") * pool + colour("#747f90") * (1 - pool)
    yellow = colour("#9a7f50") * pool + colour("#b39c70") * (1 - pool)
    out = np.where(blue[..., None], cobalt, ground)
    out = np.where(leaf[..., None], colour("#6f775f"), out)
    return np.asarray(np.where(ochre[..., None], yellow, out))


def stripes(codes: tuple[tuple[str, int], ...], columns: int, *, lengthwise: bool = False) -> Array:
    """Repeat stripes of (colour, pixels) over so many pixels; lengthwise they run along the columns."""
    rows = np.concatenate([np.tile(colour(code), (count, 1)) for code, count in codes])
    out = np.repeat(rows[:, None], columns, 1)
    return np.asarray(out.transpose(1, 0, 2) if lengthwise else out)


def childs_drawing(seed: int) -> Array:
    """Draw a house, a sun, the sea and two people as a child does with felt pens."""
    from PIL import Image, ImageDraw

    rng = np.random.default_rng(seed)
    page = Image.new("RGB", (420, 594), "#f1eee6")
    pen = ImageDraw.Draw(page)

    def stroke(points: list[tuple[float, float]], code: str, wide: int = 7) -> None:
        shaky = [(x + rng.normal(0, 3), y + rng.normal(0, 3)) for x, y in points]
        pen.line(shaky, fill=code, width=wide, joint="curve")

    for k in range(16):
        stroke([(10, 470 + 7 * k), (140, 462 + 7 * k), (280, 476 + 7 * k), (410, 466 + 7 * k)], "#2f6fb5", 6)
    for k in range(14):
        a = k / 14 * 2 * np.pi
        stroke([(330 + 38 * np.cos(a), 90 + 38 * np.sin(a)), (330 + 78 * np.cos(a), 90 + 78 * np.sin(a))], "#e2a512")
        stroke([(330, 90), (330 + 34 * np.cos(a), 90 + 34 * np.sin(a))], "#e2a512", 10)
    stroke([(60, 450), (60, 270), (230, 270), (230, 450), (60, 450)], "#b8322a")
    stroke([(40, 275), (145, 160), (250, 275)], "#b8322a", 10)
    stroke([(120, 450), (120, 370), (165, 370), (165, 450)], "#6b4023")
    for x, code in ((290, "#7a3f8f"), (350, "#2e7d4f")):
        stroke([(x, 340), (x, 410), (x - 16, 455)], code)
        stroke([(x, 410), (x + 16, 455)], code)
        stroke([(x - 24, 375), (x, 356), (x + 24, 375)], code)
        stroke([(x + 16 * np.cos(a), 322 + 16 * np.sin(a)) for a in np.linspace(0, 6.3, 12)], code, 5)
    return np.asarray(page, float) / 255


def newsprint(seed: int) -> Array:
    """Print a newspaper's page: its head, a picture, columns of small grey lines."""
    from PIL import Image, ImageDraw, ImageFont

    rng = np.random.default_rng(seed)
    page = Image.new("RGB", (480, 680), "#d9d4c6")
    pen = ImageDraw.Draw(page)
    pen.text((240, 44), "THE ISLAND POST", fill="#23211f", font=ImageFont.load_default(46), anchor="mm")
    pen.line((20, 78, 460, 78), fill="#23211f", width=2)
    pen.text((20, 88), "Ferry to sail again from Monday", fill="#23211f", font=ImageFont.load_default(26))
    pen.rectangle((20, 126, 300, 310), fill="#6f6c66")
    pen.polygon((20, 310, 20, 240, 110, 190, 180, 236, 250, 180, 300, 220, 300, 310), fill="#3d3b38")
    for k in range(4):
        for y in range(126 if k == 3 else 322, 666, 7):
            end = 20 + 112 * k + (102 if rng.random() > 0.12 else rng.uniform(30, 90))
            pen.line((20 + 112 * k, y, end, y), fill="#7b7770", width=3)
    return np.asarray(page, float) / 255
