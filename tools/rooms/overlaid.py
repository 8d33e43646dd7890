"""Photos with something over them, drawn by code: what the heads for marks learn (a watermark, a finger, several photos in one).

Everything is drawn at the photo's own size, so that what lies over it is as crisp as the photo, or less.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

Rng = np.random.Generator
T = TypeVar("T")

_SAYINGS = (
    "Sunset Villas",
    "© 2024 Hartmann Estates",
    "www.casa-azul.example",
    "SAMPLE",
    "PREVIEW ONLY",
    "Foto: M. Keller",
    "Luxury Living",
    "DO NOT COPY",
    "REAL ESTATE",
    "+00 123 456 789",
    "Oliva & Sons",
    "Ακίνητα Αιγαίου",
    "Недвижимость",
    "Агентство «Юг»",
    "נדל״ן הכרמל",  # noqa: RUF001  Hebrew
    "عقارات الخليج",
    "უძრავი ქონება",
    "HK-4471",
    "For sale",
    "Maison Dupré",
)
_LEAST_COVERED, _MOST_COVERED = 0.025, 0.4  # share of the picture that a finger hides
_LATIN = tuple(said for said in _SAYINGS if said.isascii() or said[0] in "©M")


@frozen
class Fonts:
    """Fonts to write with: Pillow's own, those found in a folder, and among these the ones that know more than Latin."""

    paths: tuple[str, ...] = ()

    @classmethod
    def found_in(cls, folder: Path | None) -> Fonts:
        """Return the fonts of a folder and all below it; none without a folder."""
        return cls(tuple(sorted(str(path) for path in folder.rglob("*.[to]tf") if "Math" not in path.name)) if folder else ())

    def written(self, rng: Rng, height_px: int) -> tuple[str, ImageFont.ImageFont | ImageFont.FreeTypeFont]:
        """Return words, and a font of that height that has their letters."""
        broad = [path for path in self.paths if "DejaVuSans" in path and "Mono" not in path]
        if broad and rng.random() < 0.35:
            return _pick(rng, _SAYINGS), ImageFont.truetype(_pick(rng, broad), height_px)
        if self.paths and rng.random() < 0.8:
            return _pick(rng, _LATIN), ImageFont.truetype(_pick(rng, self.paths), height_px)
        return _pick(rng, _LATIN), ImageFont.load_default(height_px)


def watermarked(rng: Rng, photo: Image.Image, fonts: Fonts) -> Image.Image:
    """Return the photo with text or a logo laid over it: in the middle, tiled, in a corner, or on a strip."""
    kind = _pick(rng, (_centred, _centred, _tiled, _cornered, _cornered, _banner))
    return kind(rng, photo.copy(), fonts)


def fingered(rng: Rng, photo: Image.Image) -> Image.Image:
    """Return the photo with a finger or two before the lens: blurred, skin-toned, from an edge or a corner."""
    shape = _finger(rng, photo.size)
    while not _LEAST_COVERED < np.asarray(shape).mean() / 255 < _MOST_COVERED:
        shape = _finger(rng, photo.size)
    soft = shape.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.012, 0.05)) * max(photo.size)))
    photo = photo.copy()
    photo.paste(_skin(rng, photo.size), (0, 0), soft)
    return photo


def collaged(rng: Rng, photos: Sequence[Image.Image], fonts: Fonts) -> Image.Image:
    """Return several photos in one: a grid, a strip, halves, a picture in a picture; or a flyer with a photo in it."""
    kind = _pick(rng, (_grid, _grid, _strip, _halves, _inset, _flyer, _flyer))
    return kind(rng, photos, fonts)


def plain(rng: Rng, photo: Image.Image) -> Image.Image:
    """Return the photo with nothing over it, but perhaps mirrored, cut, sharpened, darker to its edges or with a glare."""
    if rng.random() < 0.5:
        photo = ImageOps.mirror(photo)
    if rng.random() < 0.4:
        left, top, right, bottom = (float(share) for share in rng.uniform(0, 0.12, 4))
        width, height = photo.size
        photo = photo.crop((round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom))))
    if rng.random() < 0.4:
        photo = photo.filter(ImageFilter.UnsharpMask(1, int(rng.integers(60, 220)), 0))
    if rng.random() < 0.2:
        photo = _shaded(rng, photo)
    return photo


def _centred(rng: Rng, photo: Image.Image, fonts: Fonts) -> Image.Image:
    mark = _mark(rng, photo, fonts, float(rng.uniform(0.07, 0.2)))
    mark = mark.rotate(float(_pick(rng, (0, 0, 0, 20, 30, 45, -30))), Image.Resampling.BICUBIC, expand=True)
    x, y = (int((side - own) / 2 + rng.normal(0, 0.06) * side) for side, own in zip(photo.size, mark.size, strict=True))
    return _laid(rng, photo, mark, [(x, y)])


def _tiled(rng: Rng, photo: Image.Image, fonts: Fonts) -> Image.Image:
    mark = _mark(rng, photo, fonts, float(rng.uniform(0.045, 0.08)))
    mark = mark.rotate(float(_pick(rng, (0, 30, 45, -30))), Image.Resampling.BICUBIC, expand=True)
    step_x, step_y = (round(side * float(rng.uniform(1.1, 1.8))) for side in mark.size)
    places = [
        (x + row % 2 * step_x // 2, y)
        for row, y in enumerate(range(-step_y // 2, photo.height, step_y))
        for x in range(-step_x, photo.width, step_x)
    ]
    return _laid(rng, photo, mark, places)


def _cornered(rng: Rng, photo: Image.Image, fonts: Fonts) -> Image.Image:
    mark = _mark(rng, photo, fonts, float(rng.uniform(0.045, 0.1)))
    margin = round(float(rng.uniform(0.01, 0.05)) * photo.width)
    x = _pick(rng, (margin, photo.width - mark.width - margin, (photo.width - mark.width) // 2))
    y = _pick(rng, (margin, photo.height - mark.height - margin, photo.height - mark.height - margin))
    return _laid(rng, photo, mark, [(x, y)], least=0.5)


def _banner(rng: Rng, photo: Image.Image, fonts: Fonts) -> Image.Image:
    tall = round(float(rng.uniform(0.08, 0.22)) * photo.height)
    top = int(_pick(rng, (0, photo.height - tall, photo.height - tall, int(rng.uniform(0.3, 0.7) * photo.height))))
    strip = Image.new("RGB", (photo.width, tall), _any_colour(rng))
    opacity = float(rng.uniform(0.4, 1))
    photo.paste(strip, (0, top), Image.new("L", strip.size, round(255 * opacity)))
    mark = _mark(rng, photo, fonts, float(rng.uniform(0.45, 0.7)) * tall / photo.height, is_plain=True)
    x = int(_pick(rng, (8, (photo.width - mark.width) // 2, photo.width - mark.width - 8)))
    light = sum(strip.resize((1, 1)).getpixel((0, 0))) > 380  # type: ignore[arg-type]  # an RGB picture's is a tuple
    photo.paste((10, 10, 10) if light else (250, 250, 250), (x, top + (tall - mark.height) // 2), mark)
    return photo


def _mark(rng: Rng, photo: Image.Image, fonts: Fonts, share: float, *, is_plain: bool = False) -> Image.Image:
    """Return a mask of words, a sign or both, at most as wide as the photo."""
    height = max(8, round(share * photo.height))
    words, font = fonts.written(rng, height)
    left, top, right, bottom = font.getbbox(words)
    sign = height * 3 // 2 if not is_plain and rng.random() < 0.35 else 0
    mask = Image.new("L", (round(right - left) + sign + 4, max(round(bottom - top), sign) + 4))
    draw = ImageDraw.Draw(mask)
    if sign:
        _draw_sign(rng, draw, sign)
    if not sign or rng.random() < 0.8:
        draw.text((sign + 2 - left, (mask.height - (bottom - top)) / 2 - top), words, fill=255, font=font)
    return ImageOps.contain(mask, (round(photo.width * 0.95), photo.height)) if mask.width > photo.width else mask


def _draw_sign(rng: Rng, draw: ImageDraw.ImageDraw, side: int) -> None:
    line, box = max(1, side // 10), (1, 1, side - 2, side - 2)
    kind = int(rng.integers(4))
    if kind == 0:
        draw.ellipse(box, outline=255, width=line)
    elif kind == 1:  # a house
        draw.polygon([(1, side // 2), (side // 2, 1), (side - 2, side // 2)], fill=255)
        draw.rectangle((side // 5, side // 2, side * 4 // 5, side - 2), outline=255, width=line)
    elif kind == 2:
        draw.polygon([(side // 2, 1), (side - 2, side // 2), (side // 2, side - 2), (1, side // 2)], outline=255, width=line)
    else:
        draw.rectangle(box, fill=255)
        draw.ellipse((side // 4, side // 4, side * 3 // 4, side * 3 // 4), fill=0)


def _laid(
    rng: Rng, photo: Image.Image, mark: Image.Image, places: Sequence[tuple[int, int]], *, least: float = 0.3
) -> Image.Image:
    opacity = float(rng.uniform(least, 1))
    ink = _pick(rng, ((255, 255, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128), _any_colour(rng)))
    faint = mark.point([round(value * opacity) for value in range(256)])
    has_shadow = rng.random() < 0.3
    for x, y in places:
        if has_shadow:
            photo.paste(tuple(255 - part for part in ink), (x + 1, y + 1), faint.point([value // 2 for value in range(256)]))
        photo.paste(ink, (x, y), faint)
    return photo


def _finger(rng: Rng, size: tuple[int, int]) -> Image.Image:
    shape = Image.new("L", size)
    draw = ImageDraw.Draw(shape)
    thick = float(rng.uniform(0.14, 0.5)) * max(size)
    tip, root = _reach(rng, size, thick)
    for shift in (0.0, 1.1)[: 1 + (rng.random() < 0.2)]:
        ends = [(x + shift * thick, y + shift * thick * float(rng.uniform(-0.3, 0.3))) for x, y in (root, tip)]
        draw.line(ends, fill=255, width=max(1, round(thick)))
        for x, y in ends:
            draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
    return shape


def _reach(rng: Rng, size: tuple[int, int], thick: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where a finger's tip lies in the picture, and where it comes from, beyond an edge or a corner."""
    width, height = size
    side = int(rng.integers(4))
    along = float(_pick(rng, (0.0, 1.0, float(rng.random()))))
    edge = ((0, along * height), (width, along * height), (along * width, 0), (along * width, height))[side]
    inward = np.array(((1, 0), (-1, 0), (0, 1), (0, -1))[side], float) + rng.normal(0, 0.45, 2)
    inward /= np.linalg.norm(inward)
    depth = float(rng.uniform(-0.15, 0.45)) * thick
    tip, root = np.array(edge) + inward * depth, np.array(edge) - inward * 2 * thick
    return (float(tip[0]), float(tip[1])), (float(root[0]), float(root[1]))


def _skin(rng: Rng, size: tuple[int, int]) -> Image.Image:
    """Return a plane of one skin's colour, from fair to dark and lit from fully to hardly, uneven as flesh is."""
    fair, dark = np.array((236, 178, 150.0)), np.array((88, 52, 38.0))
    mix = float(rng.random())
    colour = (fair * mix + dark * (1 - mix)) * float(rng.uniform(0.45, 1.1)) + rng.normal(0, 8, 3)
    uneven = rng.normal(0, 1, (4, 4)) * float(rng.uniform(4, 22))
    shade = Image.fromarray(uneven.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
    return _image(np.asarray(shade)[..., None] * np.array((1, 0.8, 0.7)) + colour)


def _grid(rng: Rng, photos: Sequence[Image.Image], _fonts: Fonts) -> Image.Image:
    across, down = (int(side) for side in _pick(rng, ((2, 2), (2, 2), (3, 2), (2, 3), (3, 3), (2, 1), (3, 1), (1, 2))))
    gap = int(_pick(rng, (0, 0, 2, 4, 8, 14)))
    width, height = _sheet_size(rng)
    sheet = Image.new("RGB", (width, height), _ground(rng))
    for column in range(across):
        for row in range(down):
            box = _cell(width, column, across, gap), _cell(height, row, down, gap)
            _paste(rng, sheet, photos, (box[0][0], box[1][0], box[0][1], box[1][1]))
    return sheet


def _strip(rng: Rng, photos: Sequence[Image.Image], _fonts: Fonts) -> Image.Image:
    width, height = _sheet_size(rng)
    gap, count = int(_pick(rng, (0, 3, 8))), int(rng.integers(2, 5))
    sheet = Image.new("RGB", (width, height), _ground(rng))
    split = round(height * float(rng.uniform(0.55, 0.75)))
    _paste(rng, sheet, photos, (gap, gap, width - gap, split))
    for number in range(count):
        left, right = _cell(width, number, count, gap)
        _paste(rng, sheet, photos, (left, split + gap, right, height - gap))
    return ImageOps.flip(sheet).transpose(Image.Transpose.ROTATE_180) if rng.random() < 0.2 else sheet


def _halves(rng: Rng, photos: Sequence[Image.Image], _fonts: Fonts) -> Image.Image:
    width, height = _sheet_size(rng)
    sheet = Image.new("RGB", (width, height), _ground(rng))
    gap, split = int(_pick(rng, (0, 0, 2, 6))), round(width * float(rng.uniform(0.35, 0.65)))
    _paste(rng, sheet, photos, (0, 0, split - gap, height))
    _paste(rng, sheet, photos, (split + gap, 0, width, height))
    return sheet


def _inset(rng: Rng, photos: Sequence[Image.Image], _fonts: Fonts) -> Image.Image:
    width, height = _sheet_size(rng)
    sheet = Image.new("RGB", (width, height))
    _paste(rng, sheet, photos, (0, 0, width, height))
    for _ in range(int(rng.integers(1, 4))):
        wide, tall = (round(side * float(rng.uniform(0.22, 0.4))) for side in (width, height))
        x, y = int(rng.uniform(0, width - wide)), int(rng.uniform(0, height - tall))
        edge = int(rng.integers(0, 6))
        sheet.paste(_ground(rng), (x - edge, y - edge, x + wide + edge, y + tall + edge))
        _paste(rng, sheet, photos, (x, y, x + wide, y + tall))
    return sheet


def _flyer(rng: Rng, photos: Sequence[Image.Image], fonts: Fonts) -> Image.Image:
    """Return a sheet with a photo on a part of it and words on the rest, as agencies print them."""
    width, height = _sheet_size(rng)
    sheet = Image.new("RGB", (width, height), _any_colour(rng))
    share, is_beside = float(rng.uniform(0.3, 0.75)), rng.random() < 0.4
    box = (0, 0, round(width * share), height) if is_beside else (0, 0, width, round(height * share))
    _paste(rng, sheet, photos, box)
    left, top = (box[2] + 8, 12) if is_beside else (12, box[3] + 6)
    ink = (255, 255, 255) if sum(sheet.getpixel((width - 1, height - 1))) < 380 else (20, 20, 20)  # type: ignore[arg-type]
    while top < height - 10:
        mark = _mark(rng, sheet, fonts, float(rng.uniform(0.04, 0.12)), is_plain=True)
        if rng.random() < 0.8:
            sheet.paste(ink, (left, top), mark)
        top += round(mark.height * 1.5) + 2
    return ImageOps.mirror(sheet) if is_beside and rng.random() < 0.3 else sheet


def _shaded(rng: Rng, photo: Image.Image) -> Image.Image:
    """Return the photo darker to its edges, or with light from one side: soft shapes that are no finger."""
    height, width = photo.height, photo.width
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width]).reshape(2, 1, 1) - rng.uniform(0, 1, (2, 1, 1))
    far = np.hypot(x, y)[..., None]
    pixels = np.asarray(photo, np.float64)
    if rng.random() < 0.5:
        return _image(pixels * (1 - float(rng.uniform(0.3, 0.8)) * far**2))
    return _image(pixels + float(rng.uniform(40, 150)) * np.exp(-((far / float(rng.uniform(0.15, 0.4))) ** 2)))


def _sheet_size(rng: Rng) -> tuple[int, int]:
    return _pick(rng, ((360, 240), (360, 240), (360, 270), (320, 240), (240, 240), (260, 340)))


def _cell(side: int, number: int, count: int, gap: int) -> tuple[int, int]:
    step = (side - gap) / count
    return round(number * step) + gap, round((number + 1) * step)


def _paste(rng: Rng, sheet: Image.Image, photos: Sequence[Image.Image], box: tuple[int, int, int, int]) -> None:
    size = max(1, box[2] - box[0]), max(1, box[3] - box[1])
    sheet.paste(ImageOps.fit(_pick(rng, photos), size), box[:2])


def _ground(rng: Rng) -> tuple[int, int, int]:
    return _pick(rng, ((255, 255, 255), (255, 255, 255), (0, 0, 0), _any_colour(rng)))


def _any_colour(rng: Rng) -> tuple[int, int, int]:
    red, green, blue = (int(part) for part in rng.integers(0, 256, 3))
    return red, green, blue


def _image(pixels: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _pick(rng: Rng, things: Sequence[T]) -> T:
    return things[int(rng.integers(len(things)))]
