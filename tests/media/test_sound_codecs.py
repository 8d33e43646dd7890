"""AAC, FLAC and WAV: exact lengths, exact places, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.errors import RenderFailed
from luxvid.media.sound import decode_aac, encode_aac, encode_flac, encode_wav, read_sound
from luxvid.sound import RATE_HZ

Encode = Callable[[NDArray[np.float32]], bytes]

LENGTHS = [1, 1_000, 1_024, 1_025, 5_000, 48_048, 120_000, 192_192]


def noise(length: int, *, level: float = 0.05, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((2, length)).astype(np.float32) * np.float32(level)


@pytest.mark.parametrize("length", LENGTHS)
def test_aac_track_is_as_long_as_its_samples(length: int) -> None:
    data = encode_aac(noise(length))
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        assert Fraction(stream.duration) * Fraction(stream.time_base) == Fraction(length, RATE_HZ)
        decoded = sum(frame.samples for frame in container.decode(stream))
        assert 0 <= decoded - length < 1_024
    assert decode_aac(data).shape == (2, length)


def test_aac_is_what_films_carry() -> None:
    with av.open(io.BytesIO(encode_aac(noise(2 * RATE_HZ, level=0.2))), "r") as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.codec_context.profile) == ("aac", "LC")
        assert (stream.rate, stream.channels) == (48_000, 2)
        assert stream.bit_rate == pytest.approx(192_000, rel=0.1)
        packets = [packet for packet in container.demux(stream) if packet.size]
    assert packets[0].pts == -1_024  # the encoder's priming, hidden by the edit list
    assert [p.pts for p in packets] == list(range(-1_024, 2 * RATE_HZ, 1_024))
    assert sum(int(p.duration or 0) for p in packets[1:]) == 2 * RATE_HZ


@pytest.mark.parametrize("place", [2_000, 23_999, 60_001])
def test_a_click_decodes_at_its_sample(place: int) -> None:
    samples = np.zeros((2, 72_000), np.float32)
    samples[:, place] = 0.8
    heard = decode_aac(encode_aac(samples))
    assert abs(int(np.abs(heard[0]).argmax()) - place) <= 1


def test_what_decoders_add_after_a_faded_end_is_silence() -> None:
    samples = np.tile(np.sin(np.arange(50_000) / 23) / 4, (2, 1)).astype(np.float32)
    samples[:, -2_400:] *= np.linspace(1, 0, 2_400)
    with av.open(io.BytesIO(encode_aac(samples)), "r") as container:
        decoded = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert decoded.shape[1] >= 50_000  # FFmpeg 9 cuts the last frame itself
    assert (np.abs(decoded[:, 50_000:]) < 0.001).all()


@pytest.mark.parametrize("encode", [encode_aac, encode_flac, encode_wav])
def test_equal_samples_give_equal_bytes(encode: Encode) -> None:
    assert encode(noise(30_000)) == encode(noise(30_000))


@pytest.mark.parametrize("encode", [encode_flac, encode_wav])
def test_24_bit_keeps_24_bit(encode: Encode) -> None:
    samples = noise(30_000)
    exact = np.rint(samples.astype(np.float64) * 2**23) / 2**23
    np.testing.assert_array_equal(read_sound(encode(samples)).samples, exact)


def test_24_bit_clips_what_is_beyond_full_scale() -> None:
    samples = np.array([[1.5, -1.5, 1.0, -1.0]] * 2, np.float32)
    heard = read_sound(encode_wav(samples)).samples
    np.testing.assert_allclose(heard[0], [1, -1, 1, -1], atol=2**-22)


def test_floating_wav_loses_nothing() -> None:
    samples = noise(30_000, level=4.0)
    np.testing.assert_array_equal(read_sound(encode_wav(samples, floating=True)).samples, samples)


@pytest.mark.parametrize("encode", [encode_aac, encode_flac, encode_wav])
@pytest.mark.parametrize("shape", [(2, 0), (1, 100), (100, 2)])
def test_what_is_no_stereo_is_not_encoded(encode: Encode, shape: tuple[int, int]) -> None:
    with pytest.raises(RenderFailed, match="n above 0"):
        encode(np.zeros(shape, np.float32))


def test_what_is_no_number_is_not_encoded() -> None:
    with pytest.raises(RenderFailed, match="aac"):
        encode_aac(np.full((2, 4_096), np.nan, np.float32))
