"""Reading sound from anything, and saving a finished piece."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.errors import InvalidInput, MediaRefused, MissingBlob
from luxvid.media.sound import encode_aac, encode_flac, encode_wav, read_sound, save_soundtrack
from luxvid.sound import RATE_HZ, Soundtrack
from luxvid.storage import Storage

pytestmark = pytest.mark.anyio

Samples = NDArray[np.float32]


def tone(frequency_hz: float, *, duration_s: float, level: float = 0.25) -> Samples:
    """A tone on both sides."""
    time = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    return np.tile(np.sin(2 * np.pi * frequency_hz * time).astype(np.float32) * np.float32(level), (2, 1))


def pcm_wav(samples: NDArray[np.int16], *, rate_hz: int) -> bytes:
    """A WAV file of (n, channels) 16 bit samples, written by the standard library."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()


def test_every_odd_file_is_read_or_refused(shared: Path) -> None:
    files = [p for kind in ("audio", "video") for p in sorted((shared / "odd-media" / kind).iterdir())]
    outcomes = {}
    for path in files:
        try:
            samples = read_sound(path).samples
        except MediaRefused as refused:
            outcomes[path.name] = refused.reason
        else:
            assert samples.dtype == np.float32
            assert samples.shape[0] == 2
            assert np.isfinite(samples).all()
            outcomes[path.name] = "read"
    refused_audio = [p.name for p in files if p.parent.name == "audio" and outcomes[p.name] != "read"]
    assert refused_audio == ["broken_header_hr-savino-ocean.ogg"]
    assert outcomes["zero.mp4"] == "it is empty"
    assert outcomes["no_audio.mp4"] == "it holds no sound"
    assert outcomes["surround51.mp4"] == "read"


def test_music_is_read_whole(shared: Path) -> None:
    folder = shared / "odd-media" / "music"
    assert float(read_sound(folder / "Chimes They Fade.ogg").duration_s) == pytest.approx(42.667, abs=0.01)
    with pytest.raises(MediaRefused, match="longer than 60 s"):
        read_sound(folder / "Awakening.ogg", max_duration_s=60)


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 96_000])
def test_any_rate_comes_in_at_48_khz(rate_hz: int) -> None:
    time = np.arange(rate_hz) / rate_hz
    left = np.sin(2 * np.pi * 440 * time) * 8000
    audio = read_sound(pcm_wav(np.stack([left, 0 * left], axis=1).astype(np.int16), rate_hz=rate_hz))
    assert audio.samples.shape[1] == pytest.approx(RATE_HZ, abs=2)
    spectrum = np.abs(np.fft.rfft(audio.samples[0, :RATE_HZ], RATE_HZ))
    assert int(spectrum.argmax()) == 440
    assert np.abs(audio.samples[1]).max() < 0.001


def test_mono_is_heard_on_both_sides() -> None:
    audio = read_sound(pcm_wav((tone(440, duration_s=0.5)[:1].T * 32_767).astype(np.int16), rate_hz=RATE_HZ))
    np.testing.assert_array_equal(audio.samples[0], audio.samples[1])
    assert np.abs(audio.samples).max() > 0.15


def test_16_channels_are_mixed_down() -> None:
    audio = read_sound(pcm_wav(np.full((4_800, 16), 1_000, np.int16), rate_hz=RATE_HZ))
    assert audio.samples.shape == (2, 4_800)
    assert np.abs(audio.samples).max() > 0.03


def test_what_is_no_number_is_silence() -> None:
    samples = tone(440, duration_s=0.1)
    samples[0, 100], samples[1, 200] = np.nan, np.inf
    audio = read_sound(encode_wav(samples, floating=True))
    assert (audio.samples[0, 100], audio.samples[1, 200]) == (0, 0)
    assert audio.samples[0, 101] == samples[0, 101]


def test_damage_costs_only_what_is_damaged() -> None:
    data = bytearray(encode_aac(tone(440, duration_s=4)))
    middle = len(data) // 2
    data[middle : middle + 600] = b"\xff" * 600
    audio = read_sound(bytes(data))
    assert 3.5 < audio.duration_s <= 4.1
    assert np.abs(audio.samples[:, -RATE_HZ : -RATE_HZ // 4]).max() > 0.2


def test_a_file_that_was_passed_open_stays_open() -> None:
    file = io.BytesIO(encode_flac(tone(440, duration_s=0.25)))
    assert float(read_sound(file).duration_s) == 0.25
    assert not file.closed


def test_a_playlist_opens_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(encode_wav(tone(440, duration_s=1)))
    for name, text in [
        ("a.m3u8", f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n"),
        ("a.ffconcat", f"ffconcat version 1.0\nfile {secret}\n"),
    ]:
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(MediaRefused):
            read_sound(path)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "empty"),
        (b"this is a text and no music at all " * 40, "no sound file"),
        ("nowhere.wav", "No such file"),
        ("odd\0name.wav", "null"),
        ("https://example.com/music.mp3", "No such file"),
        (encode_wav(np.zeros((2, 960), np.float32))[:60], "."),
    ],
)
def test_what_cannot_be_read_is_refused(file: str | bytes, reason: str) -> None:
    with pytest.raises(MediaRefused, match=reason) as refused:
        read_sound(file)
    assert "Traceback" not in str(refused.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match="cannot be opened"):
        read_sound(tmp_path)


async def kept_soundtrack(samples: Samples) -> Soundtrack:
    blobs = Storage.memory().blobs
    return Soundtrack(
        master=await blobs.put(encode_flac(samples), media_type="audio/flac"),
        aac=await blobs.put(encode_aac(samples), media_type="audio/mp4"),
        samples=samples.shape[1],
        loudness_lufs=-14,
        true_peak_dbtp=-1,
    )


async def test_m4a_and_flac_are_copies_and_wav_has_the_same_samples(tmp_path: Path) -> None:
    music = await kept_soundtrack(tone(440, duration_s=0.5))
    for ending, blob in [(".m4a", music.aac), (".FLAC", music.master)]:
        path = await music.save(tmp_path / f"ünï code{ending}")
        assert path.read_bytes() == await blob.read()
    wav = await music.save(str(tmp_path / "m.wav"))
    with av.open(str(wav)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.channels) == ("pcm_s24le", 48_000, 2)
    np.testing.assert_array_equal(read_sound(wav).samples, read_sound(await music.master.read()).samples)


@pytest.mark.parametrize("name", ["m.ogg", "m", "m.wave"])
async def test_another_ending_is_named_with_the_four(tmp_path: Path, name: str) -> None:
    music = await kept_soundtrack(tone(440, duration_s=0.1))
    with pytest.raises(InvalidInput, match=r"\.m4a, \.flac, \.wav or \.mp3"):
        await save_soundtrack(music, tmp_path / name)
    assert not list(tmp_path.iterdir())


async def test_a_master_that_is_gone_is_missing(tmp_path: Path) -> None:
    music = await kept_soundtrack(tone(440, duration_s=0.1))
    place = music.master.place
    assert place is not None
    assert not isinstance(place, Path)
    await place.delete(music.master.digest)
    with pytest.raises(MissingBlob):
        await music.save(tmp_path / "m.wav")
