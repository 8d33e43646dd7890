"""The emulator's music: whole pieces, and MusicGen's way of going on with what it heard."""

from __future__ import annotations

import io
import wave
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import MODELS, UNPRICED_USD
from luxvid.testing.replicate.making import Unusable, Wanted

MUSICGEN = MODELS["meta/musicgen"]


def played(name: str, files: dict[str, bytes] | None = None, **given: Any) -> bytes:
    model = MODELS[name]
    return model.make(Wanted(input=model.filled({"prompt": "calm piano", **given}), files=files or {})).content


def heard(sound: bytes) -> tuple[int, NDArray[np.float64]]:
    """Rate, and samples (n, 2)."""
    with wave.open(io.BytesIO(sound)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels())
        return file.getframerate(), samples / 32768


def level_db(samples: NDArray[np.float64]) -> float:
    return float(10 * np.log10(np.mean(samples**2)))


@pytest.mark.parametrize(
    ("name", "given", "rate_hz", "seconds"),
    [
        ("stability-ai/stable-audio-2.5", {"duration": 28}, 44_100, 28),
        ("google/lyria-2", {}, 48_000, 30),
        ("elevenlabs/music", {"music_length_ms": 2500}, 44_100, 2.5),
        ("meta/musicgen", {"duration": 3}, 32_000, 3),
    ],
)
def test_pieces_are_as_long_as_ordered(name: str, given: dict[str, Any], rate_hz: int, seconds: float) -> None:
    rate, samples = heard(played(name, **given))
    assert rate == rate_hz
    assert len(samples) == seconds * rate_hz
    assert -40 < level_db(samples) < -8
    assert np.abs(samples[:, 0] - samples[:, 1]).max() > 0.001


def test_the_prompt_and_the_seed_decide_the_piece() -> None:
    one, again, other, seeded = (
        played("elevenlabs/music", prompt="calm"),
        played("elevenlabs/music", prompt="calm"),
        played("elevenlabs/music", prompt="wild"),
        played("meta/musicgen", seed=3),
    )
    assert one == again != other
    assert seeded == played("meta/musicgen", seed=3) != played("meta/musicgen", seed=4)


def test_a_continuation_begins_with_what_it_heard_but_not_bit_by_bit() -> None:
    begun = played("meta/musicgen", duration=4, normalization_strategy="clip")
    _, first = heard(begun)
    rate, grown = heard(
        played("meta/musicgen", {"input_audio": begun}, duration=8, continuation=True, normalization_strategy="clip")
    )
    assert len(grown) == 8 * rate
    repeated = grown[: len(first)]
    assert np.corrcoef(first[:, 0], repeated[:, 0])[0, 1] > 0.98
    assert np.abs(first - repeated).max() > 0.003
    assert -1.2 < level_db(repeated) - level_db(first) < -0.3
    assert level_db(grown[len(first) :]) == pytest.approx(level_db(repeated), abs=3)


def test_a_continuation_may_take_a_stretch_of_it() -> None:
    begun = played("meta/musicgen", duration=6)
    rate, grown = heard(
        played("meta/musicgen", {"input_audio": begun}, duration=5, continuation=True, continuation_start=2, continuation_end=4)
    )
    _, first = heard(begun)
    assert np.corrcoef(first[2 * rate : 4 * rate, 0], grown[: 2 * rate, 0])[0, 1] > 0.98


def test_loudness_is_a_level_of_the_whole_piece() -> None:
    levels = [
        level_db(heard(played("meta/musicgen", normalization_strategy=way))[1]) for way in ("loudness", "rms", "peak", "clip")
    ]
    assert levels[0] == pytest.approx(-17, abs=0.5)
    assert levels[2] > levels[3]


def test_mp3_on_demand() -> None:
    assert played("meta/musicgen", output_format="mp3")[:3] in (b"ID3", b"\xff\xfb\x90")


def test_what_cannot_be_continued_fails() -> None:
    begun = played("meta/musicgen", duration=4)
    with pytest.raises(Unusable, match="Prompt is longer"):
        played("meta/musicgen", {"input_audio": begun}, duration=4, continuation=True)
    with pytest.raises(Unusable, match="E006"):
        played("meta/musicgen", {"input_audio": b"no sound"}, continuation=True)


def test_the_seed_that_was_used_is_printed(emulator: ReplicateEmulator, caller: Any) -> None:
    begun = caller.upload(played("meta/musicgen", duration=2), "audio/wav")
    order = {
        "version": MUSICGEN.version,
        "input": {"prompt": "x", "duration": 4, "continuation": True, "input_audio": begun, "seed": 7},
    }
    done = caller.waited(caller.http.post("/predictions", json=order).json())
    assert done["logs"] == "Using seed 7\n"
    assert len(heard(caller.http.get(done["output"]).content)[1]) == 4 * 32_000
    caller.waited(caller.ordered("google/lyria-2"))
    assert emulator.bill.lines[1].cost_usd == UNPRICED_USD
