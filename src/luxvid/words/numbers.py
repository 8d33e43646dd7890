"""Numbers and amounts of money as places write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from luxvid.words.locales import Locale, known_locales, locale

NO_BREAK, NARROW = "\u00a0", "\u202f"
APOSTROPHE = "\u2019"
SPACES = f"{NO_BREAK}{NARROW}\u2009\u2007 "
NUMBER = rf"(?<![\w.,'{APOSTROPHE}])(?:\d{{1,3}}(?:[.,'{APOSTROPHE}{SPACES}]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?)(?!\d)"

_SIGN = r"US\$|A\$|C\$|€|£|\$|¥"
_CODE = r"EUR|USD|GBP|CHF|CAD|AUD"


def number_in(place: Locale, written: str) -> str:
    """Return a number as a place writes it. Four digits may stand together or be grouped, as they were."""
    whole, decimals = _parted(written, place.decimal)
    grouped = len(whole) > 4 or (len(whole) == 4 and not re.match(r"\d{4}", written))
    digits = f"{int(whole):,}".replace(",", place.group) if grouped else whole
    return f"{digits}{place.decimal}{decimals}" if decimals else digits


def _parted(written: str, decimal: str) -> tuple[str, str]:
    """Return a number's whole digits and its decimals. Three digits after a lone mark are a group: prices have no thousandths."""
    head, last, tail = written.rpartition(max(re.findall(r"\D", written), key=written.rfind, default="\0"))
    is_point = last in (".", ",") and written.count(last) == 1
    other_marks = bool(re.search(r"\D", head))
    if is_point and (len(tail) != 3 or other_marks or (head == "0" and last == decimal)):
        return re.sub(r"\D", "", head), tail
    return re.sub(r"\D", "", written), ""


def amounts_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the amounts of money in a text: `number`, `scale`, and `sign` or `code`, before or `_after`. Ranges are left out."""
    for match in _amount_pattern().finditer(text):
        is_range = re.match(r"\s?[-–—]\s?[€$£]?\d", text[match.end() :]) or re.search(r"\d\s?[-–—]\s?$", text[: match.start()])
        if not is_range:
            yield match


def ways_to_write(place: Locale, amount: re.Match[str]) -> list[str]:
    """Return an amount as a place writes it, the usual way first."""
    number, (gap, scale) = number_in(place, amount["number"]), _scale_in(place, amount["scale"])
    sized = f"{number}{gap}{scale}"
    if code := amount["code"]:
        return [f"{code}{NO_BREAK}{sized}"]
    if code := amount["code_after"]:
        return [f"{sized}{NO_BREAK}{code}"]
    sign = amount["sign"] or amount["sign_after"]
    before, after = f"{sign}{place.gap}{sized}", [f"{sized}{place.gap}{sign}"]
    if scale and len(scale) <= 2:
        after.append(f"{sized}{sign}")  # 1,2 M€
    if not place.before:
        return after
    return [before, *after] if place.after_too else [before]


def _scale_in(place: Locale, written: str | None) -> tuple[str, str]:
    """Return `million` and the like as a place writes it, and what stands before it."""
    word = (written or "").strip(SPACES)
    if not word:
        return "", ""
    forms: tuple[str, ...] = getattr(place, _scales()[word])
    usual = word if word in forms else forms[0]
    return ("" if len(usual) <= 2 and not place.gap else NO_BREAK), usual


@cache
def _scales() -> dict[str, str]:
    """Return which of `thousand`, `million` and `billion` a word or short form means, anywhere."""
    places = [locale(name) for name in known_locales()]
    sizes = ("billion", "million", "thousand")
    return {form: size for size in sizes for place in places for form in getattr(place, size)}


@cache
def _amount_pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_scales(), key=len, reverse=True))
    number = rf"(?P<number>{NUMBER})(?P<scale>[{SPACES}]?(?:{forms})(?![^\W_]))?"
    before = rf"(?<![\w€$£¥])(?:(?P<sign>{_SIGN})|(?P<code>{_CODE}))[{SPACES}]?"
    after = rf"[{SPACES}]?(?:(?P<sign_after>{_SIGN})|(?P<code_after>{_CODE}))(?![\w€$£¥])"
    return re.compile(rf"(?:{before})?{number}(?(sign)|(?(code)|{after}))")
