"""Instruments: held tones (pads, strings, horns, bass) and struck tones (piano, guitar, bells), played onto a `Stage`.

Held tones take their phase from absolute time and their own pitch, so that a tone that is played again later, over the
same stretch of the piece, is the same wave: two arrangements of one chord can be crossfaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from attrs import frozen

from luxvid.audio.percussion import Drum, sound_of
from luxvid.audio.stage import STAGE_HZ, Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TABLE_BITS = 15
_TABLE_SHIFT = np.uint32(32 - _TABLE_BITS)
_HIGHEST_OVERTONE_HZ = 10_000.0
_ATTACK_S = 0.005
_VIBRATO_HZ = 5.1
_WANDER_HZ = 0.11


@frozen(kw_only=True)
class Held:
    """A sustained timbre.

    Attributes:
        slope: Overtone n has the strength n^-slope.
        cutoff_hz: (dark, bright): overtones above fade; the tone wanders between the two.
        voices: (detuning in cents, panorama −1 to 1) of the oscillators that make up one tone.
        glide_s: Time in which a tone comes and goes, half of it before its beginning.
        vibrato_cents: Depth of the vibrato.
    """

    slope: float
    cutoff_hz: tuple[float, float]
    voices: tuple[tuple[float, float], ...]
    glide_s: float
    vibrato_cents: float = 0.0


@frozen(kw_only=True)
class Struck:
    """A timbre that is struck and dies away.

    Attributes:
        partials: (frequency ratio, strength, decay in s at middle C).
        width: Detuning between left and right in cents.
        knock: How strong the noise of hammer, finger or bow is as the tone begins.
    """

    partials: tuple[tuple[float, float, float], ...]
    width: float = 0.2
    knock: float = 0.0


def _overtones(count: int, slope: float, decay_s: float, damping: float, pluck: float) -> tuple[tuple[float, float, float], ...]:
    """Return a string's partials: strength n^-slope, plucked at a share of its length, the higher ones dying sooner."""
    return tuple((float(n), abs(float(np.sin(np.pi * n * pluck))) * n**-slope, decay_s / n**damping) for n in range(1, count + 1))


PIANO = Struck(
    partials=tuple((n * (1 + 0.0004 * n * n) ** 0.5, 0.9 * n**-1.75, 1.5 / (1 + 0.45 * (n - 1))) for n in range(1, 10)),
    knock=0.05,
)
FELT = Struck(
    partials=tuple((n * (1 + 0.0004 * n * n) ** 0.5, 0.95 * n**-2.2, 1.35 / (1 + 0.6 * (n - 1))) for n in range(1, 8)),
    knock=0.10,
)
BELLS = Struck(partials=((1.0, 1.0, 1.7), (2.0, 0.22, 1.1), (3.01, 0.10, 0.7), (4.1, 0.22, 0.45), (6.3, 0.05, 0.2)), width=0.35)
HARP = Struck(partials=_overtones(10, 1.2, 0.95, 0.85, 0.29), width=0.3)
GUITAR = Struck(partials=_overtones(14, 0.95, 1.3, 0.75, 0.19), width=0.5, knock=0.12)
PIZZICATO = Struck(partials=_overtones(9, 1.25, 0.34, 0.5, 0.27), width=0.8, knock=0.10)
SPICCATO = Struck(partials=_overtones(14, 0.9, 0.26, 0.25, 0.41), width=2.5, knock=0.08)
UPRIGHT = Struck(partials=_overtones(8, 1.2, 0.9, 0.7, 0.3), knock=0.10)
SYNTH_PLUCK = Struck(partials=_overtones(14, 0.8, 0.42, 0.85, 0.37), width=4.0)
SYNTH_BASS = Struck(partials=_overtones(7, 1.0, 0.42, 0.6, 0.43), width=0.0)
SHIMMER = Held(slope=3.0, cutoff_hz=(3000.0, 6000.0), voices=((-4.0, -0.9), (5.0, 0.9)), glide_s=0.8)
BASS = Held(slope=1.9, cutoff_hz=(160.0, 320.0), voices=((0.0, 0.0),), glide_s=0.14)
CELLOS = Held(slope=1.15, cutoff_hz=(320.0, 560.0), voices=((-3.0, -0.2), (3.0, 0.2)), glide_s=0.3, vibrato_cents=3.0)
HORNS = Held(slope=1.2, cutoff_hz=(480.0, 900.0), voices=((-3.5, -0.45), (3.0, 0.35)), glide_s=0.4)
VIOLIN = Held(slope=0.95, cutoff_hz=(1500.0, 2600.0), voices=((-3.0, -0.3), (2.5, 0.05)), glide_s=0.2, vibrato_cents=10.0)


def pad(brightness: float) -> Held:
    """Return a warm pad; `brightness` from 0 to 1."""
    voices = ((-6.5, -0.6), (0.4, 0.0), (6.0, 0.6))
    dark = 300 * 2 ** (2 * brightness)
    return Held(slope=1.25, cutoff_hz=(dark, 2.2 * dark), voices=voices, glide_s=0.5)


def strings(brightness: float) -> Held:
    """Return an ensemble of strings; `brightness` from 0 to 1."""
    voices = ((-9.0, -0.8), (-3.0, -0.25), (4.0, 0.25), (8.0, 0.8))
    dark = 700 * 2 ** (2 * brightness)
    return Held(slope=1.0, cutoff_hz=(dark, 1.6 * dark), voices=voices, glide_s=0.6, vibrato_cents=5.0)


def hold(stage: Stage, timbre: Held, levels: Mapping[int, float], *, start: int, stop: int, send: float, seed: int) -> None:
    """Play sustained tones, `levels` by MIDI note, over positions `start` to `stop`; one that goes on joins without a seam."""
    half = round(timbre.glide_s * STAGE_HZ / 2)
    first, last = max(start // 2 - half, stage.first), min(stop // 2 + half, stage.last)
    if first >= last:
        return
    time = np.arange(first, last, dtype=np.uint32)
    out = np.zeros((2, last - first), np.float32)
    for pitch, level in levels.items():
        _add_held(out, timbre, time, pitch, level / len(timbre.voices) ** 0.5, seed)
    stage.add(first, out, level=_envelope(time, start // 2, stop // 2, half), send=send)


class Hammers:
    """Plays struck tones on a stage; a tone that is struck again is computed once."""

    def __init__(self, stage: Stage) -> None:
        """Begin with nothing computed."""
        self._stage = stage
        self._tones: dict[tuple[Struck, int], NDArray[np.float32]] = {}

    def strike(self, timbre: Struck, *, pitch: int, at: int, level: float, panorama: float, send: float) -> None:
        """Strike a tone at a position; it rings as long as it takes to die away, or to the end of the stage."""
        if not self._stage.begin <= at < self._stage.end:
            return
        if (timbre, pitch) not in self._tones:
            self._tones[timbre, pitch] = _struck(timbre, pitch)
        self._place(self._tones[timbre, pitch], at=at, level=level, panorama=panorama, send=send)

    def hit(self, drum: Drum, *, at: int, level: float, panorama: float, send: float) -> None:
        """Beat a drum at a position."""
        if self._stage.begin <= at < self._stage.end:
            self._place(sound_of(drum), at=at, level=level, panorama=panorama, send=send)

    def _place(self, sound: NDArray[np.float32], *, at: int, level: float, panorama: float, send: float) -> None:
        gains = np.array(_gains(panorama), np.float32)[:, None] * np.float32(level)
        self._stage.add(at // 2, sound, level=gains, send=send)


def _add_held(out: NDArray[np.float32], timbre: Held, time: NDArray[np.uint32], pitch: int, level: float, seed: int) -> None:
    frequency = _frequency_hz(pitch)
    dark, bright = (level * _table(frequency, timbre.slope, cutoff) for cutoff in timbre.cutoff_hz)
    brighter = bright - dark
    wander = 0.5 + 0.5 * _wave(_sine(), _phase(time, _WANDER_HZ, f"{seed}/{pitch}/wander"))
    for number, (cents, panorama) in enumerate(timbre.voices):
        name = f"{seed}/{pitch}/{number}"
        phase = _phase(time, frequency * 2 ** (cents / 1200), name)
        if timbre.vibrato_cents:
            phase += _vibrato(time, frequency, timbre.vibrato_cents, name)
        at = _places(phase)
        wave = brighter.take(at, mode="wrap")
        wave *= wander
        wave += dark.take(at, mode="wrap")
        for side, gain in enumerate(_gains(panorama)):
            out[side] += wave * np.float32(gain)


def _struck(timbre: Struck, pitch: int) -> NDArray[np.float32]:
    """Return a whole tone, (2, n) at the stage's rate."""
    frequency = _frequency_hz(pitch)
    keep = 2 ** ((60 - pitch) / 30)  # high strings are short
    partials = [p for p in timbre.partials if frequency * p[0] < _HIGHEST_OVERTONE_HZ]
    out = np.zeros((2, round(5 * keep * max(decay_s for _, _, decay_s in partials) * STAGE_HZ)), np.float32)
    for ratio, strength, decay_s in partials:
        _add_partial(out, frequency * ratio, strength, decay_s * keep, timbre.width)
    if timbre.knock:
        _add_knock(out, timbre.knock, pitch)
    ramp = round(_ATTACK_S * STAGE_HZ)
    out[:, :ramp] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(ramp) / ramp)).astype(np.float32)
    return out


def _add_partial(out: NDArray[np.float32], frequency: float, strength: float, decay_s: float, width: float) -> None:
    """Add one partial that decays quickly at first and slowly then, a little out of tune between left and right."""
    length = min(out.shape[1], round(5 * decay_s * STAGE_HZ))
    time = np.arange(length, dtype=np.uint32)
    falling = np.exp(np.arange(length, dtype=np.float32) * np.float32(-1 / (decay_s * STAGE_HZ)))
    envelope = np.float32(strength) * (np.float32(0.55) * falling**3 + np.float32(0.45) * falling)
    envelope[-200:] *= np.linspace(1, 0, envelope[-200:].size, dtype=np.float32)
    for side, cents in enumerate((-width, width)):
        out[side, :length] += _wave(_sine(), time * np.uint32(_step(frequency * 2 ** (cents / 1200)))) * envelope


def _add_knock(out: NDArray[np.float32], level: float, pitch: int) -> None:
    """Add the short dull noise with which a tone begins."""
    length = min(out.shape[1], STAGE_HZ // 12)
    random = np.random.Generator(np.random.PCG64(pitch))
    noise = np.convolve(random.standard_normal(length), np.hanning(24) / 12, "same")
    out[:, :length] += (level * noise * np.exp(-np.arange(length) / (0.012 * STAGE_HZ))).astype(np.float32)


def _phase(time: NDArray[np.uint32], frequency: float, name: str) -> NDArray[np.uint32]:
    """Return the phase in 2^-32 of a turn, as it runs on from the beginning of the piece."""
    return time * np.uint32(_step(frequency)) + np.uint32(crc32(name.encode()))


def _vibrato(time: NDArray[np.uint32], frequency: float, depth_cents: float, name: str) -> NDArray[np.uint32]:
    turns = frequency * (2 ** (depth_cents / 1200) - 1) / (2 * np.pi * _VIBRATO_HZ)
    swing = _wave(_sine(), _phase(time, _VIBRATO_HZ, f"{name}/vibrato"))
    return (swing * np.float32(turns * 2**32)).astype(np.int32).view(np.uint32)


def _wave(table: NDArray[np.float32], phase: NDArray[np.uint32]) -> NDArray[np.float32]:
    return table.take(_places(phase), mode="wrap")


def _places(phase: NDArray[np.uint32]) -> NDArray[np.intp]:
    return (phase >> _TABLE_SHIFT).astype(np.intp)


def _envelope(time: NDArray[np.uint32], start: int, stop: int, half: int) -> NDArray[np.float32]:
    """Return 0 to 1 by half a cosine round the start and back round the stop: what follows at the stop adds up to 1."""
    out = np.ones(time.size, np.float32)
    rising, falling = slice(0, max(0, start + half - int(time[0]))), slice(max(0, stop - half - int(time[0])), None)
    out[rising] *= 0.5 - 0.5 * np.cos(np.pi * ((time[rising] - np.float64(start - half)) / (2 * half)))
    out[falling] *= 0.5 + 0.5 * np.cos(np.pi * ((time[falling] - np.float64(stop - half)) / (2 * half)))
    return out


def _gains(panorama: float) -> tuple[float, float]:
    angle = (panorama + 1) * np.pi / 4
    return float(np.cos(angle)), float(np.sin(angle))


def _frequency_hz(pitch: int) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


def _step(frequency_hz: float) -> int:
    return round(frequency_hz / STAGE_HZ * 2**32)


@cache
def _sine() -> NDArray[np.float32]:
    return np.sin(2 * np.pi * np.arange(1 << _TABLE_BITS) / (1 << _TABLE_BITS)).astype(np.float32)


@lru_cache(maxsize=32)
def _table(frequency: float, slope: float, cutoff_hz: float) -> NDArray[np.float32]:
    """Return one period with overtones up to the limit, at an RMS of 1, with the phases of Schroeder (1970): no peaks."""
    count = max(1, int(_HIGHEST_OVERTONE_HZ / frequency))
    numbers = np.arange(1, count + 1)
    strength = numbers**-slope / np.sqrt(1 + (numbers * frequency / cutoff_hz) ** 4)
    spectrum = np.zeros((1 << _TABLE_BITS) // 2 + 1, np.complex64)
    spectrum[1 : count + 1] = strength * np.exp(1j * np.pi * numbers**2 / count)
    wave = np.fft.irfft(spectrum)
    wave /= np.sqrt(np.mean(np.square(wave)))
    return wave.astype(np.float32)
