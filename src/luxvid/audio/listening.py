"""Listening: which chord of a key a piece ends on, so that a continuation needs no memory but the sound itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luxvid.audio.harmony import DEGREES, Degree, Key
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEARD_S = 0.8
_BASS_HZ = (35.0, 130.0)
_CHORD_HZ = (130.0, 1100.0)


def last_degree(samples: NDArray[np.float32], key: Key) -> Degree:
    """Return the degree of the chord that (2, n) samples end on: its bass and its tones in the spectrum."""
    heard = samples[:, -round(_HEARD_S * RATE_HZ) :].mean(axis=0)
    power = np.abs(np.fft.rfft(heard * np.hanning(heard.size), 1 << 17)) ** 2
    frequencies = np.fft.rfftfreq(1 << 17, 1 / RATE_HZ)
    bass, chord = (_pitch_classes(power, frequencies, band) for band in (_BASS_HZ, _CHORD_HZ))

    def likeness(degree: Degree) -> float:
        tones = key.chord(degree).tones
        return float(1.2 * bass[tones[0]] + sum(chord[tone] for tone in tones))

    return max(DEGREES, key=likeness)


def _pitch_classes(
    power: NDArray[np.floating], frequencies: NDArray[np.floating], band: tuple[float, float]
) -> NDArray[np.float64]:
    """Return the strength of the twelve pitch classes, C first, the strongest as 1."""
    inside = (frequencies >= band[0]) & (frequencies < band[1])
    classes = np.rint(69 + 12 * np.log2(frequencies[inside] / 440)).astype(int) % 12
    strength = np.sqrt(np.bincount(classes, power[inside], minlength=12))
    return strength / max(float(strength.max()), 1e-12)
