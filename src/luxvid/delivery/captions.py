"""What a film's titles say, as captions beside it: WebVTT for the web, SubRip for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from html import escape

from luxvid.said import Said

_ARROW = "-->"  # ends a line of times in both forms: text must not have it


def webvtt(said: Sequence[Said]) -> str:
    r"""Return captions as WebVTT.

    Example:
        >>> from luxvid.said import Said
        >>> print(webvtt([Said(kind="lower_third", shot="pool", lines=["Pool & bar"], begins_s="4.5", ends_s=7)]))
        WEBVTT
        <BLANKLINE>
        00:00:04.500 --> 00:00:07.000
        Pool &amp; bar
        <BLANKLINE>
    """
    cues = (f"{_times(each, '.')}\n{escape(_text(each.lines), quote=False)}" for each in _in_order(said))
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def subrip(said: Sequence[Said]) -> str:
    """Return captions as SubRip (`.srt`), UTF-8.

    Example:
        >>> from luxvid.said import Said
        >>> print(subrip([Said(kind="lower_third", shot="pool", lines=["Pool & bar"], begins_s="4.5", ends_s=7)]))
        1
        00:00:04,500 --> 00:00:07,000
        Pool & bar
        <BLANKLINE>
    """
    cues = (f"{number}\n{_times(each, ',')}\n{_text(each.lines)}" for number, each in enumerate(_in_order(said), 1))
    return "\n\n".join(cues) + "\n"


def _in_order(said: Sequence[Said]) -> list[Said]:
    return sorted((each for each in said if _text(each.lines)), key=lambda each: (each.begins_s, each.ends_s))


def _text(lines: Iterable[str]) -> str:
    """Return the lines without empty ones, which would end the caption."""
    return "\n".join(line.strip().replace(_ARROW, "→") for text in lines for line in text.splitlines() if line.strip())


def _times(said: Said, point: str) -> str:
    return f"{_clock(said.begins_s, point)} {_ARROW} {_clock(said.ends_s, point)}"


def _clock(seconds: Fraction, point: str) -> str:
    ms = int(seconds * 1000 + Fraction(1, 2))
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{point}{ms % 1000:03d}"
