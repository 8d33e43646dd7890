"""A piece of music as a small picture for notebooks: its waveform, its scenes, its beats and how loud it is. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from attrs import field, frozen

from luxvid.convert import JsonValue

if TYPE_CHECKING:
    from luxvid.sound import Soundtrack

_WIDTH, _WAVE, _TOP, _FOOT = 720.0, 84.0, 18.0, 20.0
_LOUDEST_LUFS, _SOFTEST_LUFS = -6.0, -42.0
_MOST_BEATS = 400


@frozen(kw_only=True)
class Outline(JsonValue):
    """What a piece looks like, in columns of equal length from its beginning to its end.

    Attributes:
        peaks: The highest sample of each column, 0 to 1.
        loudness_lufs: How loud each column is, as EBU R 128 weighs 0.4 s round it; −70 is silence.
    """

    peaks: tuple[float, ...] = field(converter=tuple[float, ...])
    loudness_lufs: tuple[float, ...] = field(converter=tuple[float, ...])


def picture(music: Soundtrack) -> str:
    """Return the picture as SVG inside HTML; whatever reads aloud is told in words what it shows."""
    outline = music.outline or Outline(peaks=(), loudness_lufs=())
    words = _described(music)
    layers = (_wave(outline), *_beats(music), *_scenes(music), _loudness(outline))
    height = _TOP + _WAVE + _FOOT
    return (
        f'<figure style="margin:4px;max-width:{_WIDTH:g}px">'
        f'<svg role="img" viewBox="0 0 {_WIDTH:g} {height:g}" style="width:100%" xmlns="http://www.w3.org/2000/svg">'
        f"<title>Music, {float(music.duration_s):.1f} s</title><desc>{escape(words)}</desc>{''.join(layers)}</svg>"
        f'<figcaption style="font-size:80%">{escape(words)}</figcaption></figure>'
    )


def _described(music: Soundtrack) -> str:
    parts = [f"{float(music.duration_s):.3f} s", f"{music.loudness_lufs:.1f} LUFS", f"peak {music.true_peak_dbtp:.1f} dBTP"]
    if music.beats:
        parts.append(f"{float(music.beats.tempo_bpm):.4g} beats a minute, {music.beats.per_bar} to the bar")
    scenes = ", ".join(f"{name} from {float(begins):.4g} s" for name, begins in music.scenes if name)
    return "; ".join(filter(None, (", ".join(parts), scenes, *music.notes)))


def _wave(outline: Outline) -> str:
    middle, step = _TOP + _WAVE / 2, _WIDTH / max(1, len(outline.peaks))
    upper = [(number * step, middle - peak * _WAVE / 2) for number, peak in enumerate(outline.peaks)]
    lower = [(x, 2 * middle - y) for x, y in reversed(upper)]
    return f'<polygon points="{_points([*upper, *lower])}" fill="#4c78a8" fill-opacity="0.55"/>'


def _loudness(outline: Outline) -> str:
    step = _WIDTH / max(1, len(outline.loudness_lufs))
    span = _LOUDEST_LUFS - _SOFTEST_LUFS
    line = []
    for number, lufs in enumerate(outline.loudness_lufs):
        share = (min(max(lufs, _SOFTEST_LUFS), _LOUDEST_LUFS) - _SOFTEST_LUFS) / span
        line.append(((number + 0.5) * step, _TOP + (1 - share) * _WAVE))
    return f'<polyline points="{_points(line)}" fill="none" stroke="#d1495b" stroke-width="1.5"/>'


def _beats(music: Soundtrack) -> Iterator[str]:
    """Yield a tick below the wave for each beat, longer where a bar begins; none where they would run together."""
    if music.beats is None or music.duration_s / music.beats.beat_s > _MOST_BEATS:
        return
    for beat, time_s in music.beats.until(music.duration_s):
        x, long = _WIDTH * float(time_s / music.duration_s), 9 if music.beats.begins_bar(beat) else 4
        top = _TOP + _WAVE + 2
        yield f'<path d="M{x:.1f} {top:g}v{long}" stroke="currentColor" stroke-opacity="0.7"/>'


def _scenes(music: Soundtrack) -> Iterator[str]:
    for name, begins in music.scenes:
        x = _WIDTH * float(begins / music.duration_s)
        yield f'<path d="M{x:.1f} 0v{_TOP + _WAVE:g}" stroke="currentColor" stroke-opacity="0.5" stroke-dasharray="3 3"/>'
        yield f'<text x="{x + 4:.1f}" y="12" font-size="11" fill="currentColor">{escape(name)}</text>'


def _points(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
