"""Pictures that are no photos of a room: flyers, plans, screenshots, collages, logos."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_INK = (24, 28, 36)


def watermarked(picture: Image.Image, _rng: np.random.Generator) -> Image.Image:
    """Return the picture with an agency's name across it."""
    marked = picture.copy()
    draw, font = ImageDraw.Draw(marked), ImageFont.load_default(max(12, picture.width // 18))
    for row in range(5):
        place = (picture.width * (0.08 + 0.11 * (row % 3)), picture.height * (0.06 + 0.19 * row))
        draw.text(place, "© SAMPLE AGENCY", fill=(255, 255, 255), font=font)
    return marked


def flyer(picture: Image.Image, _rng: np.random.Generator) -> Image.Image:
    """Return the picture under a banner with text."""
    printed = picture.copy()
    draw, (width, height) = ImageDraw.Draw(printed), picture.size
    draw.rectangle((0, height * 0.82, width, height), fill=(168, 16, 20))
    font = ImageFont.load_default(max(12, round(height * 0.08)))
    draw.text((width * 0.04, height * 0.86), "FOR SALE  +00 000 000", fill=(255, 255, 255), font=font)
    return printed


def screenshot(picture: Image.Image) -> bytes:
    """Return a phone's picture of a page that shows the photo; PNG."""
    screen = Image.new("RGB", (720, 1280), "white")
    draw = ImageDraw.Draw(screen)
    draw.text((28, 20), "9:41", fill=_INK, font=ImageFont.load_default(26))
    draw.rectangle((640, 24, 690, 44), outline=_INK, width=3)
    draw.text((40, 120), "Listing 4 of 46", fill=_INK, font=ImageFont.load_default(48))
    shown = picture.resize((720, round(720 * picture.height / picture.width)), Image.Resampling.LANCZOS)
    shown = shown.crop((0, 0, 720, min(shown.height, 720)))
    screen.paste(shown, (0, 240))
    for line, text in enumerate(("A room with light from two sides", "Call now", "Similar listings")):
        draw.text((40, 1000 + line * 70), text, fill=_INK, font=ImageFont.load_default(32))
    return _png(screen)


def collage(pictures: list[Image.Image]) -> bytes:
    """Return four pictures in one; JPEG."""
    sheet = Image.new("RGB", (1600, 1068), "white")
    for index, picture in enumerate(pictures):
        part = picture.resize((796, 530), Image.Resampling.LANCZOS)
        sheet.paste(part, (index % 2 * 804, index // 2 * 538))
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=88)
    return file.getvalue()


def floor_plan() -> bytes:
    """Return a plan of five rooms; PNG."""
    plan = Image.new("RGB", (1600, 1150), "white")
    draw, font = ImageDraw.Draw(plan), ImageFont.load_default(34)
    for name, box in (
        ("LIVING 32 m²", (120, 120, 800, 560)),
        ("KITCHEN 14 m²", (800, 120, 1420, 450)),
        ("BEDROOM 1", (120, 560, 570, 1010)),
        ("BEDROOM 2", (570, 560, 1020, 1010)),
        ("BATH / WC", (1020, 450, 1420, 1010)),
    ):
        draw.rectangle(box, outline="black", width=12)
        draw.text((box[0] + 40, box[1] + 60), name, fill="black", font=font)
        draw.rectangle((box[0] + 160, box[1] - 6, box[0] + 260, box[1] + 18), fill="white")
    return _png(plan)


def logo() -> bytes:
    """Return a logo on nothing; PNG with transparency."""
    sign = Image.new("RGBA", (1200, 600), (0, 0, 0, 0))
    draw = ImageDraw.Draw(sign)
    draw.ellipse((40, 40, 560, 560), fill=(20, 60, 120, 255))
    draw.text((600, 220), "LOGO", fill=(20, 60, 120, 255), font=ImageFont.load_default(150))
    return _png(sign)


def black_frame() -> bytes:
    """Return what a camera sees with the cap on; JPEG."""
    dark = np.random.default_rng(3).integers(0, 4, (1067, 1600, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(dark).save(file, "JPEG", quality=85)
    return file.getvalue()


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()
