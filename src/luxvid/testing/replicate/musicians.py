"""Music from a prompt: pieces that are played by code, and MusicGen's way of going on with one."""

from __future__ import annotations

import hashlib
import io
import wave
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from luxvid.testing.replicate.making import Maker, Result, Unusable, Wanted
from luxvid.testing.replicate.outcomes import ERRORS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MUSICGEN_HZ = 32_000
_CHORDS = ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14))
_CHORD_S = 2
_CEILING_HZ = 12_000  # EnCodec at 32 kHz keeps little above
_LEVEL_STEP_DB, _DRIFT_DB_PER_S = -0.6, -0.02
_TARGET_RMS = 10 ** (-17 / 20)


def compose_whole(*, rate_hz: int, length_s: Callable[[Mapping[str, Any]], float]) -> Maker:
    """Return a maker of whole pieces in stereo, as WAV."""

    def make(wanted: Wanted) -> Result:
        samples = round(length_s(wanted.input) * rate_hz)
        if samples < 1:
            raise Unusable(ERRORS["E006"])
        seed = wanted.input.get("seed")
        return Result(
            content=_wav(_played(wanted.input.get("prompt") or "", seed, 0, samples, rate_hz), rate_hz), file_name="output.wav"
        )

    return make


def continue_music(wanted: Wanted) -> Result:
    """Make music as MusicGen does: `duration` is the whole length; a continuation begins with what it heard, encoded anew."""
    given = wanted.input
    total = int(given["duration"]) * _MUSICGEN_HZ
    seed = given.get("seed")
    used = seed if seed and seed > 0 else int.from_bytes(hashlib.sha256(repr(sorted(given.items())).encode()).digest()[:4])
    heard = _heard(wanted) if given["continuation"] and "input_audio" in wanted.files else None
    begun = 0 if heard is None else heard.shape[1]
    if begun >= total:
        raise Unusable("Prompt is longer than audio to generate")
    piece = _played(given.get("prompt") or "", used, begun, total - begun, _MUSICGEN_HZ)
    if heard is not None:
        piece = _joined(heard, piece)
    piece = _normalised(piece, str(given["normalization_strategy"]))
    logs = f"Using seed {used}\n"
    if given["output_format"] == "mp3":
        return Result(content=_mp3(piece), file_name="out.mp3", logs=logs)
    return Result(content=_wav(piece, _MUSICGEN_HZ), file_name="out.wav", logs=logs)


def _heard(wanted: Wanted) -> NDArray[np.float32]:
    """Return the stretch to go on with, as a codec gives it back: less treble, a level of its own, and drifting."""
    import numpy as np

    sound = _decoded(wanted.files["input_audio"])
    begins, ends = wanted.input["continuation_start"], wanted.input.get("continuation_end")
    sound = sound[:, begins * _MUSICGEN_HZ : (ends or None) and ends * _MUSICGEN_HZ]
    if not sound.shape[1]:
        raise Unusable(ERRORS["E006"])
    spectrum = np.fft.rfft(sound, axis=1)
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / _MUSICGEN_HZ)
    dull = np.fft.irfft(spectrum / np.sqrt(1 + (hertz / _CEILING_HZ) ** 8), sound.shape[1], axis=1)
    noise = np.random.default_rng(0).standard_normal(sound.shape) * (0.002 + 0.01 * np.abs(dull))
    gain_db = _LEVEL_STEP_DB + _DRIFT_DB_PER_S * np.arange(sound.shape[1]) / _MUSICGEN_HZ
    return np.asarray((dull + noise) * 10 ** (gain_db / 20), np.float32)


def _decoded(file: bytes) -> NDArray[np.float32]:
    import av
    import numpy as np

    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_MUSICGEN_HZ)
    try:
        with av.open(io.BytesIO(file), "r") as container:
            frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        frames += resampler.resample(None)
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise Unusable(ERRORS["E006"]) from error
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)


def _joined(heard: NDArray[np.float32], tail: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return both, the tail at the level where the prompt had come to."""
    import numpy as np

    end = heard[:, -_MUSICGEN_HZ:]
    level = float(np.sqrt(np.mean(end**2))) or _TARGET_RMS
    own = float(np.sqrt(np.mean(tail[:, :_MUSICGEN_HZ] ** 2))) or 1.0
    return np.concatenate([heard, tail * np.float32(level / own)], axis=1)


def _normalised(piece: NDArray[np.float32], strategy: str) -> NDArray[np.float32]:
    import numpy as np

    peak, rms = float(np.abs(piece).max()), float(np.sqrt(np.mean(piece**2)))
    if strategy == "peak":
        piece = piece / np.float32(peak)
    elif strategy in ("loudness", "rms"):
        piece = piece * np.float32(_TARGET_RMS / rms)
    return np.clip(piece, -1, 1)


def _played(prompt: str, seed: int | None, begins: int, samples: int, rate_hz: int) -> NDArray[np.float32]:
    """Return (2, samples): chords that change every two seconds under a plucked line; the prompt decides key and pattern."""
    import numpy as np

    rng = np.random.default_rng(list(hashlib.sha256(f"{prompt}|{seed or 0}".encode()).digest()[:8]))
    root = 110 * 2 ** (int(rng.integers(12)) / 12)
    order = rng.permutation(len(_CHORDS))
    times = (begins + np.arange(samples, dtype=np.float64)) / rate_hz
    piece = np.zeros((2, samples), np.float32)
    for step in range(int(times[0] // _CHORD_S), int(times[-1] // _CHORD_S) + 1):
        here = slice(*np.searchsorted(times, [step * _CHORD_S, (step + 1) * _CHORD_S]))
        local = times[here] - step * _CHORD_S
        pad = np.minimum(1, np.minimum(local, _CHORD_S - local) * 20)
        for voice, half_tones in enumerate(_CHORDS[order[step % len(order)]]):
            tone = np.sin(2 * np.pi * root * 2 ** (half_tones / 12) * times[here])
            plucked = np.exp(-6 * ((local - voice * 0.5) % 1.5)) * np.sin(
                2 * np.pi * root * 2 ** (half_tones / 12 + 1) * times[here]
            )
            side = 0.5 + 0.2 * (voice - 1)
            sound = 0.08 * pad * tone + 0.06 * pad * plucked
            piece[0, here] += ((1 - side) * sound).astype(np.float32)
            piece[1, here] += (side * sound).astype(np.float32)
    return piece


def _wav(piece: NDArray[np.float32], rate_hz: int) -> bytes:
    import numpy as np

    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes((np.clip(piece, -1, 1).T * 32_767).round().astype("<i2").tobytes())
    return file.getvalue()


def _mp3(piece: NDArray[np.float32]) -> bytes:
    import av
    import numpy as np

    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=_MUSICGEN_HZ, options={"b": "128k"})
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), format="fltp", layout="stereo")
        frame.sample_rate = _MUSICGEN_HZ
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()
