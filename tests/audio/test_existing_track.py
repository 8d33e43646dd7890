"""A track of one's own: any file or a clear word, brought to the film's length from bar to bar."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio import ExistingTrack, FallbackComposer, ProgressiveScorer, SynthComposer
from luxvid.audio.fitting import cuts_of, fitted, sounding
from luxvid.audio.gate import clicks_in
from luxvid.errors import InvalidInput, MediaRefused
from luxvid.media.sound import encode_wav, read_sound
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Cue
from luxvid.storage import MemoryBlobs, Storage

pytestmark = pytest.mark.anyio
Samples = NDArray[np.float32]


def song(bars: int, *, bar: int = 2 * RATE_HZ) -> Samples:
    """A beat with a chord a bar, each bar at a pitch of its own in turn of four, with an ending that is like nothing else."""
    time = np.arange(bar) / RATE_HZ
    beats = np.minimum(1, (time % 0.5) * 400) * np.exp(-12 * (time % 0.5))
    kick = np.sin(2 * np.pi * 70 * time) * np.where(time < 0.5, 1.0, 0.4) * beats * 0.4
    out = []
    for number in range(bars):
        hertz = (220, 261.6, 196, 246.9)[number % 4] if number < bars - 1 else 523.2
        out.append(kick + np.sin(2 * np.pi * hertz * time) * beats * 0.3)
    wave = np.concatenate(out).astype(np.float32)
    return np.stack([wave, 0.9 * np.roll(wave, 20)])


def pitch_hz(samples: Samples) -> float:
    power = np.abs(np.fft.rfft(samples[0] * np.hanning(samples.shape[1]))) ** 2
    hertz = np.fft.rfftfreq(samples.shape[1], 1 / RATE_HZ)
    power[hertz < 150] = 0
    return float(hertz[power.argmax()])


def test_a_song_is_cut_where_its_bars_begin() -> None:
    places = cuts_of(song(12))
    assert np.abs((places + RATE_HZ) % (2 * RATE_HZ) - RATE_HZ).max() < RATE_HZ // 50
    assert 11 <= places.size <= 13


@pytest.mark.parametrize("bars", [8, 12])  # the song repeats itself every four
def test_a_longer_song_loses_bars_and_keeps_beginning_and_ending(bars: int) -> None:
    piece = song(20)
    made = fitted(piece, bars * 2 * RATE_HZ)
    assert made.shape == (2, bars * 2 * RATE_HZ)
    np.testing.assert_array_equal(made[:, :RATE_HZ], piece[:, :RATE_HZ])
    assert pitch_hz(made[:, -2 * RATE_HZ :]) == pytest.approx(523.2, abs=2)
    assert clicks_in(made).size == 0


@pytest.mark.parametrize("bars", [19, 30])
def test_a_shorter_song_repeats_bars_before_its_ending(bars: int) -> None:
    made = fitted(song(10), bars * 2 * RATE_HZ)
    assert made.shape == (2, bars * 2 * RATE_HZ)
    assert pitch_hz(made[:, -2 * RATE_HZ :]) == pytest.approx(523.2, abs=2)
    assert clicks_in(made).size == 0
    order = [pitch_hz(made[:, at : at + RATE_HZ]) for at in range(0, (bars - 1) * 2 * RATE_HZ, 2 * RATE_HZ)]
    turns = [round(order[n + 1] - order[n]) for n in range(len(order) - 1)]
    assert len(set(turns)) <= 5  # the bars follow each other as they did, also where they are repeated


@pytest.mark.parametrize("length", [1, 700, 48_000, 95_999, 96_000, 96_001, 130_000, 1_000_003])
def test_any_length_is_met_to_the_sample(length: int) -> None:
    for piece in (song(1), song(1)[:, :2_000], song(2)):
        made = fitted(piece, length)
        assert made.shape == (2, length)
        assert np.isfinite(made).all()


def test_the_silence_at_its_ends_is_left_out() -> None:
    piece = np.pad(song(3), ((0, 0), (40_000, 60_000)))
    assert abs(sounding(piece).shape[1] - 6 * RATE_HZ) < RATE_HZ // 10


async def test_a_track_begins_where_it_shall(tmp_path: Path) -> None:
    (tmp_path / "song.wav").write_bytes(encode_wav(song(8)))
    made = await ExistingTrack(tmp_path / "song.wav", starts_s=2).compose([Cue("", duration_s=8)])
    np.testing.assert_allclose(made.samples[:, : RATE_HZ // 2], song(8)[:, 2 * RATE_HZ : 5 * RATE_HZ // 2], atol=1e-4)
    with pytest.raises(MediaRefused, match="over before 60 s"):
        await ExistingTrack(tmp_path / "song.wav", starts_s=60).compose([Cue("", duration_s=8)])


async def test_bytes_and_blobs_are_tracks_too() -> None:
    data = encode_wav(song(4))
    blob = await MemoryBlobs().put(data, media_type="audio/wav")
    for track in (ExistingTrack(data), ExistingTrack(blob)):
        assert (await track.compose([Cue("", duration_s=Fraction(9))])).samples.shape == (2, 432_000)
        assert track.name == "a track of your own"
    assert "RIFF" not in repr(ExistingTrack(data))


async def test_a_few_milliseconds_are_a_track_too() -> None:
    made = await ExistingTrack(encode_wav(song(1)[:, :480])).compose([Cue("", duration_s=1)])
    assert made.samples.shape == (2, 48_000)
    assert np.abs(made.samples[:, -4_800:]).max() > 0


async def test_the_credit_is_of_the_composer_that_came_to_play(tmp_path: Path) -> None:
    scorer = ProgressiveScorer(composer=FallbackComposer(ExistingTrack(tmp_path / "gone.wav", licence="mine"), SynthComposer()))
    music = await scorer.score([Cue("", duration_s=2)])
    assert (music.composer, music.licence) == ("SynthComposer", SynthComposer().licence)


async def test_what_cannot_be_a_track_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "silent.wav").write_bytes(encode_wav(np.zeros((2, 9_000), np.float32)))
    for name, reason in (("none.wav", "cannot be opened"), ("empty.wav", "empty"), ("silent.wav", "silent")):
        with pytest.raises(MediaRefused, match=f"{name}.*{reason}"):
            await ExistingTrack(tmp_path / name).compose([Cue("")])
    with pytest.raises(InvalidInput, match="starts_s"):
        ExistingTrack("x.wav", starts_s=-1)


async def test_every_odd_file_becomes_a_track_or_is_refused_with_a_reason(shared: Path) -> None:
    refused = {}
    for path in sorted((shared / "odd-media" / "audio").iterdir()):
        try:
            made = await ExistingTrack(path).compose([Cue("", duration_s=3)])
        except MediaRefused as error:
            refused[path.name] = error.reason
        else:
            assert made.samples.shape == (2, 144_000), path.name
            assert np.abs(made.samples).max() > 0, path.name
    assert set(refused) == {"broken_header_hr-savino-ocean.ogg", "reproduce_seek_bug.wav"}
    assert refused["reproduce_seek_bug.wav"] == "it is silent"
    assert refused["broken_header_hr-savino-ocean.ogg"]


async def test_a_real_song_fits_28_s(shared: Path) -> None:
    path = shared / "odd-media" / "music" / "Chimes They Fade.ogg"
    made = await ExistingTrack(path).compose([Cue("", duration_s=28)])
    assert made.samples.shape == (2, 1_344_000)
    assert clicks_in(made.samples).size <= clicks_in(read_sound(path).samples).size


async def test_its_terms_are_those_that_are_stated_now() -> None:
    run, data = Run(storage=Storage.memory()), encode_wav(song(2))
    for licence, commercial in (("for one film", False), ("bought from the band", True)):
        track = ExistingTrack(data, licence=licence, commercial_use=commercial)
        music = await ProgressiveScorer(composer=track, commercial=commercial).score([Cue("", duration_s=3)], run=run)
        assert (music.composer, music.licence, music.commercial_use) == ("a track of your own", licence, commercial)
