"""How titles are laid out: a lower third, an opening title, an end card, a watermark, a label.

Sizes are for a frame whose shorter side has 1,080 pixels.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from attrs import frozen
from PIL import Image, ImageStat

from luxvid.brand import Brand
from luxvid.errors import InvalidInput
from luxvid.titles.canvas import Anchor, Backing, Composition, Mark, Words
from luxvid.titles.contrast import BLACK, Colour, ratio, readable, scrim_under
from luxvid.titles.dress import Dress
from luxvid.titles.logos import qr_code, qr_modules
from luxvid.titles.safe import Area, safe_area
from luxvid.titles.setting import SetText, Style, set_alike, set_text

_BLACK, _WHITE = "#000000", "#ffffff"
_CORNER = 0.48  # of the safe area's width, for what stands in an upper corner: a label has the other one
_LOGO_SEEN = 1.8  # contrast with the card below which a logo gets a light plate


@frozen
class Sheet:
    """An empty frame to lay out on: its size, its unit (film pixels for one of 1,080), and where text may stand."""

    width_px: int
    height_px: int

    @property
    def unit(self) -> float:
        """Film pixels for one of a frame whose shorter side has 1,080."""
        return min(self.width_px, self.height_px) / 1080

    @property
    def safe(self) -> Area:
        """Where text may stand."""
        return safe_area(self.width_px, self.height_px)

    @property
    def is_wide(self) -> bool:
        """Whether lines as long as the frame is wide would be too long to read."""
        return self.width_px > 1.2 * self.height_px

    @property
    def frame_px(self) -> tuple[int, int]:
        """Width and height."""
        return self.width_px, self.height_px


def lower_third(dress: Dress, lines: tuple[str, ...], sheet: Sheet) -> Composition:
    """Lay out a title and its detail over a short rule, at the lower left; on the right where they are read from there."""
    unit, safe = sheet.unit, sheet.safe
    width = safe.width * (0.62 if sheet.is_wide else 1.0)
    styles = Style(face=dress.heading, size=54), Style(face=dress.text, size=32, tracking=0.02, leading=1.3)
    texts = [set_text(line, style, width_px=width, scale=unit) for line, style in zip(lines, styles, strict=True) if line]
    anchor: Anchor = "right" if texts[0].is_from_right else "left"
    x = safe.right if anchor == "right" else safe.left
    gaps = [0.0, 14 * unit][: len(texts)]
    rule, below_rule = max(2.0, 2.4 * unit), 20 * unit
    top = safe.bottom - sum(text.height_px for text in texts) - sum(gaps) - rule - below_rule
    left = x - 56 * unit if anchor == "right" else x
    marks = [Mark(picture=_flat(dress.brand.accent_colour), box=Area(left, top, left + 56 * unit, top + rule))]
    words, at = [], top + rule + below_rule
    for text, gap in zip(texts, gaps, strict=True):
        words.append(Words(text=text, x=x, top=at + gap, anchor=anchor, colour=dress.brand.text_colour))
        at += gap + text.height_px
    return Composition(frame_px=sheet.frame_px, words=words, marks=marks, backing=_backing(dress, "band"), unit=unit, rises=True)


def opening(dress: Dress, lines: tuple[str, ...], sheet: Sheet) -> Composition:
    """Lay out headline, address and price in the middle of the frame, a short rule under the headline."""
    headline, *facts = lines
    width = sheet.safe.centred(sheet.width_px).width * (0.82 if sheet.is_wide else 1.0)
    stack = _Stack(dress, sheet, dress.brand.text_colour)
    if headline:
        style = Style(face=dress.heading, size=104, lines=2, leading=1.1)
        stack.words(set_text(headline, style, width_px=width, scale=sheet.unit), 0)
    style = Style(face=dress.text, size=34, tracking=0.05, leading=1.35)
    texts = set_alike([fact for fact in facts if fact], style, width_px=width, scale=sheet.unit)
    if headline and texts:
        stack.rule(30 * sheet.unit)
    for number, text in enumerate(texts):
        stack.words(text, (18 if number else 30) * sheet.unit)
    return stack.composition(_backing(dress, "whole"), rises=True)


def end_card(dress: Dress, sheet: Sheet) -> Composition:
    """Lay out logo, name, contact and QR code in the middle of a card that fills the frame."""
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6):
        stack = _signed(dress, sheet, scale)
        if stack.height <= sheet.safe.height:
            backing = Backing(kind="card", colour=dress.brand.card_colour, text_colour=stack.colour, least=0.92)
            return stack.composition(backing)
    raise InvalidInput("the end card holds more than its frame: leave out lines of the brand's contact")


def watermark(dress: Dress, sheet: Sheet) -> Composition:
    """Lay out the logo, or else the name on a plate, small in the upper corner."""
    unit, safe = sheet.unit, sheet.safe
    if dress.logo is not None:
        box = _fitted(dress.logo, 150 * unit, 56 * unit)
        mark = Mark(picture=_shade(dress.logo), box=Area(safe.right - box[0], safe.top, safe.right, safe.top + box[1]))
        backing = Backing(kind="glow", colour=_BLACK, text_colour=_WHITE, least=0.4)
        return Composition(frame_px=sheet.frame_px, words=(), marks=[mark], backing=backing, opacity=0.8, unit=unit)
    margin = 14 * unit
    style = Style(face=dress.text, size=26, lines=1, tracking=0.05)
    text = set_text(dress.brand.name, style, width_px=_CORNER * safe.width - 2 * margin, scale=unit)
    colour = dress.brand.text_colour
    words = Words(text=text, x=safe.right - margin, top=safe.top + margin, anchor="right", colour=colour)
    return Composition(frame_px=sheet.frame_px, words=[words], backing=_backing(dress, "plate"), unit=unit)


def label(dress: Dress, text: str, sheet: Sheet) -> Composition:
    """Lay out a small text on a plate in the upper left corner: what has to be said of the picture."""
    unit, safe = sheet.unit, sheet.safe
    margin = 14 * unit
    width = _CORNER * safe.width - 2 * margin
    style = Style(face=dress.text, size=26, lines=2, tracking=0.02, leading=1.3)
    set_ = set_text(text, style, width_px=width, scale=unit)
    anchor: Anchor = "right" if set_.is_from_right else "left"
    x = safe.left + margin + (set_.width_px if anchor == "right" else 0)
    words = Words(text=set_, x=x, top=safe.top + margin, anchor=anchor, colour=_WHITE)
    backing = Backing(kind="plate", colour=_BLACK, text_colour=_WHITE, least=0.55)
    return Composition(frame_px=sheet.frame_px, words=[words], backing=backing, unit=unit)


class _Stack:
    """Texts and marks one below the other, in the middle of the safe area; filled from the top."""

    def __init__(self, dress: Dress, sheet: Sheet, colour: str) -> None:
        self.dress, self.sheet, self.colour = dress, sheet, colour
        self.height = 0.0
        self.x = sheet.width_px / 2
        self._placed: list[tuple[float, Callable[[float], Words | Mark]]] = []

    def words(self, text: SetText, gap: float) -> None:
        """Add a text `gap` pixels below what is there."""
        self._add(gap, text.height_px, lambda top: Words(text=text, x=self.x, top=top, anchor="centre", colour=self.colour))

    def rule(self, gap: float) -> None:
        """Add a short rule."""
        height = max(2.0, 2.4 * self.sheet.unit)
        self.picture(_flat(self.dress.brand.accent_colour), (72 * self.sheet.unit, height), gap)

    def picture(self, picture: Image.Image, size: tuple[float, float], gap: float, *, is_sharp: bool = False) -> None:
        """Add a picture of a size in pixels."""
        width, height = size

        def mark(top: float) -> Mark:
            left = self.x - width / 2
            if is_sharp:
                left, top = round(left), round(top)
            return Mark(picture=picture, box=Area(left, top, left + width, top + height), is_sharp=is_sharp)

        self._add(gap, height, mark)

    def composition(self, backing: Backing, *, rises: bool = False) -> Composition:
        """Return what was added, in the middle of the safe area."""
        top = self.sheet.safe.middle[1] - self.height / 2
        placed = [made(top + at) for at, made in self._placed]
        return Composition(
            frame_px=self.sheet.frame_px,
            words=[each for each in placed if isinstance(each, Words)],
            marks=[each for each in placed if isinstance(each, Mark)],
            backing=backing, unit=self.sheet.unit, rises=rises,
        )  # fmt: skip

    def _add(self, gap: float, height: float, made: Callable[[float], Words | Mark]) -> None:
        at = self.height + (gap if self._placed else 0)
        self._placed.append((at, made))
        self.height = at + height


def _signed(dress: Dress, sheet: Sheet, scale: float) -> _Stack:
    """Return the end card's contents at a scale."""
    brand, unit = dress.brand, sheet.unit * scale
    colour = _on(brand.card_colour, brand.text_colour)
    stack, width = _Stack(dress, sheet, colour), sheet.safe.centred(sheet.width_px).width
    if dress.logo is not None:
        logo = _seen_on(dress.logo, brand.card_colour)
        stack.picture(logo, _fitted(logo, min(width, 460 * unit), 170 * unit), 0)
    if brand.name:
        style = Style(face=dress.heading, size=44 if dress.logo is not None else 68, tracking=0.03)
        stack.words(set_text(brand.name, style, width_px=width, scale=unit), 34 * unit)
    lines = card_lines(brand)
    if lines and stack.height:
        stack.rule(34 * unit)
    style = Style(face=dress.text, size=32, tracking=0.02, leading=1.3)
    for number, text in enumerate(set_alike(lines, style, width_px=width, scale=unit)):
        stack.words(text, (18 if number else 32) * unit)
    if brand.url:
        module_px = max(1, round(220 * unit / qr_modules(brand.url)))
        code = qr_code(brand.url, module_px)
        stack.picture(code, (code.width, code.height), 44 * unit, is_sharp=True)
    return stack


def card_lines(brand: Brand) -> list[str]:
    """Return what an end card says under its name, line by line."""
    site = re.sub(r"^https?://(www\.)?|/+$", "", brand.url)
    return [line for line in (*brand.contact, brand.phone, brand.email, site) if line]


def _backing(dress: Dress, kind: Literal["band", "whole", "plate"]) -> Backing:
    scrim = _BLACK if scrim_under(Colour.of(dress.brand.text_colour)) == BLACK else _WHITE
    return Backing(kind=kind, colour=scrim, text_colour=dress.brand.text_colour)


def _flat(colour: str) -> Image.Image:
    return Image.new("RGBA", (1, 1), colour)


def _fitted(picture: Image.Image, width: float, height: float) -> tuple[float, float]:
    scale = min(width / picture.width, height / picture.height)
    return max(1.0, picture.width * scale), max(1.0, picture.height * scale)


def _on(card: str, text: str) -> str:
    """Return the text's colour where it can be read on a card, else black or white."""
    given = Colour.of(text)
    chosen = readable(given, Colour.of(card))
    return text if chosen == given else (_BLACK if chosen.luminance < 0.5 else _WHITE)


def _seen_on(logo: Image.Image, card: str) -> Image.Image:
    """Return a logo as it is where it can be seen on a card, else on a light or dark plate of its own."""
    alpha = logo.getchannel("A")
    means = ImageStat.Stat(logo.convert("RGB"), alpha).mean
    mean = Colour.of("#" + "".join(f"{round(value):02x}" for value in means))
    if ratio(mean.luminance, Colour.of(card).luminance) >= _LOGO_SEEN:
        return logo
    margin = round(0.12 * max(logo.size))
    plate = Image.new("RGBA", (logo.width + 2 * margin, logo.height + 2 * margin), _WHITE if mean.luminance < 0.3 else _BLACK)
    plate.alpha_composite(logo, (margin, margin))
    return plate


def _shade(logo: Image.Image) -> Image.Image:
    """Return a logo in white; one without any transparency stays as it is."""
    alpha = logo.getchannel("A")
    if alpha.getextrema()[0] == 255:
        return logo
    white = Image.new("RGBA", logo.size, _WHITE)
    white.putalpha(alpha)
    return white
