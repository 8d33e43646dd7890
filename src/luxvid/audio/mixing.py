"""Mixing: the music under a voice, with the clips' own sound where that is asked for, louder and softer scene by scene."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from attrs import field, frozen

from luxvid.audio.mastering import Goal, faded_at_ends
from luxvid.audio.stems import stacked, unstacked
from luxvid.blobs import Blob, sha256_of
from luxvid.convert import exact_seconds
from luxvid.errors import InvalidInput
from luxvid.media.loudness import SILENCE_LUFS, measure
from luxvid.media.sound import read_sound
from luxvid.sound import RATE_HZ, Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 2
"""Counts up when the same parts would be mixed otherwise."""

_RAMP = RATE_HZ // 2
_BLOCK = RATE_HZ // 100
_SPEECH_BELOW_DB = 22.0
_EARLY, _LATE = 20, 45
"""The music makes way 0.2 s before a word, and comes back 0.45 s after it, in blocks of 10 ms."""
_EDGE = RATE_HZ // 50
_MOST_RAISED_DB = 18.0
"""Clips are raised by at most so much: of a quiet room only the microphone's noise would come."""


def _scenes(value: str | Iterable[str]) -> tuple[str, ...] | Literal["all"]:
    if isinstance(value, str) and value != "all":
        raise InvalidInput(f"original must be 'all' or the keys of scenes, as in original=['pool'], not {value!r}")
    return "all" if isinstance(value, str) else tuple(value)


def _gains(value: Mapping[str, float]) -> dict[str, float]:
    return dict(value)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise InvalidInput(f"{name} must be from {low:g} to {high:g}, not {value!r}")


@frozen(kw_only=True)
class Mix:
    """How the music is laid under the film.

    Attributes:
        volume_db: So much louder or softer than the loudness that is asked for, −40 to 6: −6 for music in the background.
        offset_s: The music begins so late; it is that much shorter, and ends with the film.
        scene_gains_db: Louder or softer in single scenes, by the cue's key, −60 to 12; it changes over half a second at the cuts.
        voice: A spoken track: a path, a `Blob`, bytes or `Audio`. What is longer than the film is cut.
        voice_at_s: When it begins.
        voice_over_db: How much louder the voice is than the music where nobody speaks, −40 to 40.
        duck_db: How much the music makes way for words, 0 to 40.
        original: The scenes whose clips' own sound is heard, by key, or `all`; none by default.
        original_db: That sound against the music, −60 to 40; all of it together is brought there, and raised by 18 dB
            at most.

    Example:
        >>> from luxvid.audio import Mix
        >>> Mix(volume_db=-6, scene_gains_db={"pool": -3}).volume_db
        -6
    """

    volume_db: float = 0.0
    offset_s: Fraction = field(default=Fraction(0), converter=exact_seconds)
    scene_gains_db: dict[str, float] = field(factory=dict, converter=_gains)
    voice: str | Path | Blob | bytes | Audio | None = field(default=None, repr=False)
    voice_at_s: Fraction = field(default=Fraction(0), converter=exact_seconds)
    voice_over_db: float = 4.0
    duck_db: float = 12.0
    original: tuple[str, ...] | Literal["all"] = field(default=(), converter=_scenes)
    original_db: float = -6.0

    def __attrs_post_init__(self) -> None:
        _within("volume_db", self.volume_db, -40, 6)
        _within("duck_db", self.duck_db, 0, 40)
        _within("voice_over_db", self.voice_over_db, -40, 40)
        _within("original_db", self.original_db, -60, 40)
        for key, gain_db in self.scene_gains_db.items():
            _within(f"scene_gains_db[{key!r}]", gain_db, -60, 12)
        for name, seconds in (("offset_s", self.offset_s), ("voice_at_s", self.voice_at_s)):
            if seconds < 0:
                raise InvalidInput(f"{name} must be 0 or more, not {seconds}")

    @property
    def offset(self) -> int:
        """Samples before the music begins."""
        return round(self.offset_s * RATE_HZ)

    def hears(self, key: str) -> bool:
        """Return whether a scene's clip is heard."""
        return self.original == "all" or key in self.original

    async def spoken(self) -> Audio | None:
        """Return the voice as sound. Raises `MediaRefused`, `MissingBlob`."""
        from anyio import to_thread

        if self.voice is None or isinstance(self.voice, Audio):
            return self.voice
        data = await self.voice.read() if isinstance(self.voice, Blob) else self.voice
        return await to_thread.run_sync(read_sound, data)

    def described(self, voice: Audio | None, originals: Mapping[str, Audio]) -> dict[str, Any]:
        """Return all that decides the mix, as JSON types."""
        return {
            "version": VERSION,
            "offset": self.offset,
            "gains_db": self.scene_gains_db,
            "voice": _named(voice),
            "voice_at": round(self.voice_at_s * RATE_HZ),
            "voice_over_db": self.voice_over_db,
            "duck_db": self.duck_db,
            "original_db": self.original_db,
            "originals": {key: _named(audio) for key, audio in originals.items()},
        }


@frozen(kw_only=True)
class Scenes:
    """Where the film's scenes are: their keys, and the sample at which each ends."""

    keys: tuple[str, ...]
    ends: tuple[int, ...]

    @property
    def spans(self) -> list[tuple[str, int, int]]:
        """Key, first sample and the one after the last."""
        return [(key, start, end) for key, start, end in zip(self.keys, (0, *self.ends), self.ends, strict=False)]


def mixed(
    music: Audio, mix: Mix, goal: Goal, *, scenes: Scenes, voice: Audio | None, originals: Mapping[str, Audio]
) -> dict[str, NDArray[np.float32]]:
    """Return what is heard, part by part, each as long as the film: `music`, and `voice` and `original` where there are any.

    Music that comes in stems is those instead.
    Music and clips fade at the film's ends; a voice does not. Blocks.
    """
    length = scenes.ends[-1]
    rows = stacked(music)
    out = np.zeros((rows.shape[0], length), np.float32)
    out[:, mix.offset :] = faded_at_ends(rows[:, : length - mix.offset], goal)
    loudness_lufs = measure(out[:2]).loudness_lufs if voice is not None or originals else 0.0
    out *= _scene_gains(mix.scene_gains_db, scenes)
    parts = dict(unstacked(out, tuple(music.stems)).stems) if music.stems else {"music": out}
    if originals:
        clips = faded_at_ends(_clips(originals, scenes), goal)
        parts["original"] = _at_loudness(clips, loudness_lufs + mix.original_db, most_db=_MOST_RAISED_DB)
    if voice is not None:
        spoken = np.zeros((2, length), np.float32)
        begins = min(length, round(mix.voice_at_s * RATE_HZ))
        said = voice.samples[:, : length - begins]
        spoken[:, begins : begins + said.shape[1]] = said
        parts = {name: part * ducking(spoken, mix.duck_db) for name, part in parts.items()}
        parts["voice"] = _at_loudness(spoken, loudness_lufs + mix.voice_over_db)
    return parts


def ducking(voice: NDArray[np.float32], duck_db: float) -> NDArray[np.float32]:
    """Return the gain under a voice, (n,) float32: 1 where nobody speaks, down by `duck_db` from just before a word on.

    Example:
        >>> import numpy as np
        >>> ducking(np.zeros((2, 48_000), np.float32), 12.0).min()
        np.float32(1.0)
    """
    length = voice.shape[1]
    count = -(-length // _BLOCK)
    padded = np.pad(np.square(voice).mean(axis=0), (0, count * _BLOCK - length))
    level_db = 10 * np.log10(padded.reshape(count, _BLOCK).mean(axis=1) + 1e-12)
    speaks = level_db > max(-60.0, float(level_db.max()) - _SPEECH_BELOW_DB)
    widened = np.convolve(np.pad(speaks.astype(float), (_LATE, _EARLY)), np.ones(_EARLY + _LATE + 1), "valid") > 0
    kernel = np.hanning(2 * _EARLY + 1)
    eased = np.convolve(np.pad(widened.astype(float), _EARLY, mode="edge"), kernel / kernel.sum(), "valid")
    gain_db = -duck_db * np.interp(np.arange(length), (np.arange(count) + 0.5) * _BLOCK, eased)
    return (10 ** (gain_db / 20)).astype(np.float32)


def _scene_gains(gains_db: Mapping[str, float], scenes: Scenes) -> NDArray[np.float32]:
    """Return a gain for every sample, which changes over half a second about the cuts."""
    if not gains_db:
        return np.ones(scenes.ends[-1], np.float32)
    at, to_db = [0.0], [gains_db.get(scenes.keys[0], 0.0)]
    for key, start, end in scenes.spans[1:]:
        ramp = min(_RAMP, end - start) / 2
        at += [start - ramp, start + ramp]
        to_db += [to_db[-1], gains_db.get(key, 0.0)]
    return (10 ** (np.interp(np.arange(scenes.ends[-1]), at, to_db) / 20)).astype(np.float32)


def _clips(originals: Mapping[str, Audio], scenes: Scenes) -> NDArray[np.float32]:
    """Return the clips' own sound, each in its scene, its edges rounded off."""
    out = np.zeros((2, scenes.ends[-1]), np.float32)
    for key, start, end in scenes.spans:
        if key in originals:
            sound = originals[key].samples[:, : end - start]
            edge = min(_EDGE, sound.shape[1] // 2)
            shape = np.ones(sound.shape[1], np.float32)
            shape[:edge] = np.arange(edge, dtype=np.float32) / max(1, edge)
            shape[shape.size - edge :] = shape[:edge][::-1]
            out[:, start : start + sound.shape[1]] = sound * shape
    return out


def _at_loudness(samples: NDArray[np.float32], loudness_lufs: float, *, most_db: float = math.inf) -> NDArray[np.float32]:
    is_lufs = measure(samples).loudness_lufs
    if is_lufs <= SILENCE_LUFS or loudness_lufs <= SILENCE_LUFS:
        return samples
    return samples * np.float32(10 ** (min(loudness_lufs - is_lufs, most_db) / 20))


def _named(audio: Audio | None) -> str:
    return sha256_of(np.ascontiguousarray(audio.samples).tobytes()) if audio is not None else ""


def sum_of(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return parts heard together."""
    return np.asarray(np.sum(np.stack(parts), axis=0, dtype=np.float32)) if len(parts) > 1 else parts[0]
