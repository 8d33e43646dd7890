"""Text set in lines: as large as it fits, broken where its language breaks, the lines of like length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve, frozen
from PIL import Image, ImageDraw, ImageFont

from luxvid.errors import InvalidInput
from luxvid.titles.fonts import Face, is_from_right, needs_shaping

_LEAST = 22  # of 1,080: smaller text is not read on a phone
_SMALLER = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)
_MORE_LINES = 2  # that a text may take which would not fit otherwise
_ONE_LINE = -99
_WAYS = (
    *((smaller, _ONE_LINE, False) for smaller in _SMALLER[:4]),
    *((smaller, 0, False) for smaller in _SMALLER[:5]),
    *((smaller, _MORE_LINES, False) for smaller in _SMALLER[1:]),
    *((smaller, _MORE_LINES, True) for smaller in _SMALLER[3:]),
)
"""How a text is made to fit, the nicest way first: how large, lines beyond those of its style, whether words are broken."""
_NO_BREAK = "\u00a0"
_WIDE = frozenset("WF")  # east Asian characters: a line may break between any two of them ...
_NOT_FIRST = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")  # ... but not before these, or before what closes


@frozen(kw_only=True)
class Style:
    """How a text is set.

    Attributes:
        face: Its font.
        size: Its size for a frame whose shorter side has 1,080 pixels; it may shrink to half of that, but not below 22.
        lines: How many lines it should take; two more where it would not fit otherwise.
        leading: From one line to the next, in sizes.
        tracking: Space between letters, in sizes; scripts whose signs join have none.
    """

    face: Face
    size: float
    lines: int = 2
    leading: float = 1.18
    tracking: float = 0.0


@frozen(kw_only=True)
class SetText:
    """A text in lines, at a size in pixels.

    Attributes:
        lines: The lines.
        face: Their font.
        size_px: Its size in pixels.
        leading_px: From one line to the next.
        tracking_px: Space between letters.
        width_px: Of the widest line.
        ascent_px: From the block's top, where capitals end or what is higher, to the first line's base.
        descent_px: From the last line's base to below its deepest letter.
    """

    lines: tuple[str, ...]
    face: Face
    size_px: float
    leading_px: float
    tracking_px: float
    width_px: float
    ascent_px: float
    descent_px: float

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font at its size."""
        return self.face.at(self.size_px)

    @property
    def height_px(self) -> float:
        """From its top to its bottom."""
        return self.ascent_px + (len(self.lines) - 1) * self.leading_px + self.descent_px

    @property
    def is_from_right(self) -> bool:
        """Whether it is read from the right."""
        return is_from_right(self.lines[0])


def set_text(text: str, style: Style, *, width_px: float, scale: float) -> SetText:
    """Return a text in as few lines and as large as it fits into a width; `scale` is film pixels for one of 1,080.

    It shrinks a little, then takes its lines, then more of them, then has its words broken. Costs about a millisecond.

    Raises:
        InvalidInput: The font lacks characters, or the text is too long at its smallest.
    """
    given, text = text, clean(text)
    style.face.check(text)
    tracking = 0.0 if needs_shaping(text) or any(map(_is_wide, text)) else style.tracking
    for smaller, more, is_broken in _WAYS:
        if style.size * smaller < _LEAST:
            continue
        size_px = style.size * scale * smaller
        measure = _measure_of(style.face, size_px, tracking * size_px)
        parts = _broken(_parts(text), measure, width_px) if is_broken else _parts(text)
        lines = _balanced(parts, measure, width_px)
        if lines and len(lines) <= max(1, style.lines + more):
            return _set(lines, style, size_px, tracking * size_px, max(map(measure, lines)))
    raise InvalidInput(f"{given!r} is too long for the {style.lines + _MORE_LINES} lines of a title in this frame: shorten it")


def _set(lines: tuple[str, ...], style: Style, size_px: float, tracking_px: float, width_px: float) -> SetText:
    """Return lines as set; scripts with deep or high signs get the room that these take."""
    font = style.face.at(size_px)
    boxes = [font.getbbox(line, anchor="ls") for line in lines]
    ascents, descents = [max(0.72 * size_px, -box[1]) for box in boxes], [max(0.24 * size_px, box[3]) for box in boxes]
    leading = style.leading * size_px
    if any(map(needs_shaping, lines)):
        leading = max(leading, max(ascents) + max(descents))
    return SetText(
        lines=lines, face=style.face, size_px=size_px, leading_px=leading, tracking_px=tracking_px, width_px=width_px,
        ascent_px=ascents[0], descent_px=descents[-1],
    )  # fmt: skip


def set_alike(texts: Sequence[str], style: Style, *, width_px: float, scale: float) -> list[SetText]:
    """Return texts set in one size: the largest that all of them fit in. Raises as `set_text` does."""
    each = [set_text(text, style, width_px=width_px, scale=scale) for text in texts]
    smallest = min((text.size_px for text in each), default=0.0) / scale
    alike = evolve(style, size=smallest)
    return [
        set_text(text, alike, width_px=width_px, scale=scale) if found.size_px > smallest * scale else found
        for text, found in zip(texts, each, strict=True)
    ]


def clean(text: str) -> str:
    """Return a text composed (NFC) and on one line, without control characters; a number and its unit stay together."""
    one_line = re.sub(r"[ \x00-\x1f\x7f-\x9f]+", " ", unicodedata.normalize("NFC", text)).strip()
    one_line = re.sub(r"(?<=\d) (?=[%€$£¥]|[^\W\d]{1,2}[²³]?(?!\w))|(?<=[€$£¥]) (?=\d)", _NO_BREAK, one_line)
    return one_line.replace("\u202f", _NO_BREAK)  # the narrow one is in few fonts


def draw_line(draw: ImageDraw.ImageDraw, line: str, x: float, base: float, *, text: SetText) -> None:
    """Draw one line into an "L" mask, its left end at `x`, its base at `base`, in pixels."""
    font = text.font
    if not text.tracking_px:
        draw.text((x, base), line, fill=255, font=font, anchor="ls")
        return
    for place, character in zip(_places(line, font, text.tracking_px), line, strict=False):
        draw.text((x + place, base), character, fill=255, font=font, anchor="ls")


def length(line: str, text: SetText) -> float:
    """Return how long a line is in pixels."""
    return _measure_of(text.face, text.size_px, text.tracking_px)(line)


def _places(line: str, font: ImageFont.FreeTypeFont, tracking_px: float) -> list[float]:
    """Return where each letter of a tracked line stands, kerned, and last where the line ends."""
    places = [0.0]
    for here, following in zip(line, [*line[1:], ""], strict=True):
        pair = font.getlength(here + following) - (font.getlength(following) if following else 0.0)
        places.append(places[-1] + pair + (tracking_px if following else 0.0))
    return places


def _measure_of(face: Face, size_px: float, tracking_px: float) -> Callable[[str], float]:
    font = face.at(size_px)

    @cache
    def measure(line: str) -> float:
        return font.getlength(line) + tracking_px * max(0, len(line) - 1)

    return measure


@frozen
class _Part:
    """What is not broken: `text`, then `glue` before the next part, or `hyphen` where the line breaks here."""

    text: str
    glue: str = ""
    hyphen: str = ""


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE


def _parts(text: str) -> list[_Part]:
    """Split a text where its lines may break: at spaces and soft hyphens, after dashes and slashes, between wide characters."""
    parts: list[_Part] = []
    for word in text.split(" "):
        pieces = re.findall(r"[^\u00ad/–-]*(?:\u00ad|[/–-]+(?=[^\d\s])|$)|.", word)
        word_parts = [_Part(p.rstrip("\u00ad"), "", "-" if p.endswith("\u00ad") else "") for p in pieces if p]
        wide = [narrow for part in word_parts for narrow in _between_wide(part)]
        parts += [*wide[:-1], _Part(wide[-1].text, " ", "")] if wide else []
    return parts


def _between_wide(part: _Part) -> list[_Part]:
    texts = [""]
    for character in part.text:
        last = texts[-1][-1:]
        if last and (_is_wide(last) or _is_wide(character)) and not _hangs_on(character, last):
            texts.append("")
        texts[-1] += character
    return [*map(_Part, texts[:-1]), _Part(texts[-1], part.glue, part.hyphen)]


def _hangs_on(character: str, before: str) -> bool:
    """Tell whether a character must not begin a line after another: it closes something, or that opens it."""
    closes = unicodedata.category(character) in ("Pe", "Pf", "Po") or character in _NOT_FIRST
    return closes or unicodedata.category(before) in ("Ps", "Pi")


def _broken(parts: list[_Part], measure: Callable[[str], float], width_px: float) -> list[_Part]:
    """Break parts that are wider than a line, with a hyphen where that is how the script is broken."""
    fitting: list[_Part] = []
    for part in parts:
        rest, hyphen = part.text, "" if needs_shaping(part.text) or any(map(_is_wide, part.text)) else "-"
        while measure(rest) > width_px and len(rest) > 1:
            much = next((k for k in range(len(rest) - 1, 1, -1) if measure(rest[:k] + hyphen) <= width_px), 1)
            fitting.append(_Part(rest[:much], "", hyphen))
            rest = rest[much:]
        fitting.append(_Part(rest, part.glue, part.hyphen))
    return fitting


def _balanced(parts: list[_Part], measure: Callable[[str], float], width_px: float) -> tuple[str, ...]:
    """Return the fewest lines, and of these the most even, rather broken after a comma; nothing where a part is too wide."""
    best: list[tuple[int, float, tuple[str, ...]] | None] = [(0, 0.0, ())]
    for end in range(1, len(parts) + 1):
        ways = []
        for start in reversed(range(end)):
            line, before = _line(parts[start:end], is_last=end == len(parts)), best[start]
            if measure(line) > width_px:
                break  # and so are all that begin before
            if before is None:
                continue
            uneven = (1 - measure(line) / width_px) ** 2 - (0.15 if line.endswith(",") else 0.0)
            ways.append((before[0] + 1, before[1] + uneven, (*before[2], line)))
        best.append(min(ways, default=None, key=lambda way: way[:2]))
    found = best[-1]
    return found[2] if found else ()


def _line(parts: list[_Part], *, is_last: bool) -> str:
    joined = "".join(part.text + part.glue for part in parts[:-1]) + parts[-1].text
    return (joined if is_last else joined + parts[-1].hyphen).replace(_NO_BREAK, " ")


def blank(width_px: int, height_px: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty "L" mask and what draws on it."""
    mask = Image.new("L", (width_px, height_px))
    return mask, ImageDraw.Draw(mask)
