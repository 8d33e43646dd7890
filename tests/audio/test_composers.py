"""What every continuing composer must do, and what the one of ours does besides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import anyio
import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio import SynthComposer
from luxvid.audio.harmony import TONICS
from luxvid.audio.joining import joined
from luxvid.audio.moods import mood_of
from luxvid.errors import InvalidInput
from luxvid.media.sound import measure
from luxvid.protocols import ContinuingComposer
from luxvid.scenes import LUXURY_SCENES
from luxvid.sound import RATE_HZ, Audio, Cue

pytestmark = pytest.mark.anyio

Samples = NDArray[np.float32]
LUXURY_CUES = tuple(Cue(scene.music, mood=scene.mood, duration_s=scene.duration_s) for scene in LUXURY_SCENES)


async def grown(composer: ContinuingComposer, cues: Sequence[Cue]) -> list[Samples]:
    """The piece after each cue."""
    pieces: list[Samples] = [np.zeros((2, 0), np.float32)]
    for cue in cues:
        piece = pieces[-1]
        made = await composer.extend(Audio(samples=piece) if piece.shape[1] else None, cue)
        overlap = round(made.overlap_s * RATE_HZ)
        length = piece.shape[1] + round(cue.duration_s * RATE_HZ)
        pieces.append(joined(piece, made.audio.samples, overlap=overlap, length=length))
    return pieces[1:]


class ContinuingComposerContract:
    """Inherit and give a `composer`: what a scorer relies on."""

    @pytest.fixture
    def composer(self) -> ContinuingComposer:
        raise NotImplementedError

    @pytest.mark.parametrize("duration_s", ["4", "2.5", "1001/7500", "0.05"])
    async def test_a_beginning_is_at_least_as_long_as_its_cue(self, composer: ContinuingComposer, duration_s: str) -> None:
        cue = Cue("strings", duration_s=Fraction(duration_s))
        made = await composer.extend(None, cue)
        assert made.overlap_s == 0
        assert made.audio.duration_s >= cue.duration_s
        assert made.audio.samples.shape[0] == 2
        assert made.audio.samples.dtype == np.float32
        assert np.isfinite(made.audio.samples).all()

    @pytest.mark.parametrize("before_s", [0.1, 1.3, 3])
    async def test_a_continuation_replays_no_more_than_there_is(self, composer: ContinuingComposer, before_s: float) -> None:
        so_far = (await composer.extend(None, Cue("piano", duration_s=before_s))).audio
        kept = so_far.samples.copy()
        made = await composer.extend(so_far, Cue("bells", mood="serene", duration_s=2))
        assert 0 <= made.overlap_s <= so_far.duration_s
        assert made.audio.duration_s - made.overlap_s >= 2
        np.testing.assert_array_equal(so_far.samples, kept)

    async def test_it_is_the_same_each_time(self, composer: ContinuingComposer) -> None:
        first, second = await grown(composer, LUXURY_CUES[:2]), await grown(composer, LUXURY_CUES[:2])
        np.testing.assert_array_equal(first[-1], second[-1])


class TestSynthComposer(ContinuingComposerContract):
    @pytest.fixture
    def composer(self) -> ContinuingComposer:
        return SynthComposer(seed=3)


@pytest.fixture(scope="module")
async def pieces() -> list[Samples]:
    """A whole score, 4, 8 … 28 s long."""
    return await grown(SynthComposer(seed=1), LUXURY_CUES)


def level_db(samples: Samples) -> float:
    return float(10 * np.log10(np.square(samples).mean() + 1e-12))


def around(piece: Samples, second: float, *, width_s: float) -> Samples:
    return piece[:, round((second - width_s / 2) * RATE_HZ) : round((second + width_s / 2) * RATE_HZ)]


def centroid_hz(samples: Samples) -> float:
    power = np.square(np.abs(np.fft.rfft(samples.mean(axis=0))))
    return float((power * np.fft.rfftfreq(samples.shape[1], 1 / RATE_HZ)).sum() / power.sum())


async def test_the_piece_grows_and_what_was_there_stays(pieces: list[Samples]) -> None:
    assert [piece.shape[1] // RATE_HZ for piece in pieces] == [4, 8, 12, 16, 20, 24, 28]
    for shorter, longer in pairwise(pieces):
        settled = shorter.shape[1] - 2 * RATE_HZ
        np.testing.assert_array_equal(longer[:, :settled], shorter[:, :settled])


async def test_no_seam_is_heard(pieces: list[Samples]) -> None:
    piece = pieces[-1]
    seconds = np.arange(1, 27, 0.5)
    usual = np.std([level_db(around(piece, t, width_s=1)) for t in seconds])
    for cut in range(4, 28, 4):
        step = level_db(around(piece, cut + 0.5, width_s=1)) - level_db(around(piece, cut - 0.5, width_s=1))
        assert abs(step) < 6, f"a step of {step:.1f} dB at {cut} s"
    assert usual < 3
    curvature = np.abs(np.diff(piece, 2)).max(axis=0)
    for cut in range(4, 28, 4):
        for joint, after in (((cut - 2) * RATE_HZ, 96), (cut * RATE_HZ, 0)):  # a tone may begin right at the cut
            assert curvature[joint - 96 : joint + after].max() < 10 * np.median(curvature)


async def test_nothing_clicks_and_nothing_is_too_loud(pieces: list[Samples]) -> None:
    assert np.abs(np.diff(pieces[-1])).max() < 0.15
    assert 0.1 < np.abs(pieces[-1]).max() < 0.95


async def test_it_has_width_and_no_offset(pieces: list[Samples]) -> None:
    assert 0.2 <= float(np.corrcoef(pieces[-1][0], pieces[-1][1])[0, 1]) <= 0.95
    assert np.abs(np.mean(pieces[-1], axis=1)).max() < 1e-3


async def test_its_spectrum_is_warm_with_little_above_8_khz(pieces: list[Samples]) -> None:
    power = np.square(np.abs(np.fft.rfft(pieces[-1]))).sum(axis=0)
    frequencies = np.fft.rfftfreq(pieces[-1].shape[1], 1 / RATE_HZ)
    share = {edge: power[frequencies < edge].sum() / power.sum() for edge in (40, 200, 2_000, 8_000)}
    assert share[40] < 0.02
    assert 0.1 < share[200] < 0.6
    assert share[2_000] > 0.9
    assert 0.9990 < share[8_000] < 1


async def test_it_builds_to_the_finale_and_comes_to_rest(pieces: list[Samples]) -> None:
    loudness = [measure(pieces[-1][:, k * 4 * RATE_HZ : (k + 1) * 4 * RATE_HZ]).loudness_lufs for k in range(7)]
    assert loudness[6] > max(loudness[1:6])
    assert level_db(around(pieces[-1], 27.8, width_s=0.4)) < level_db(around(pieces[-1], 26.3, width_s=0.4)) - 2


@pytest.mark.parametrize("tonic", ["C", "Eb", "A"])
async def test_the_finale_ends_on_the_tonic(tonic: str) -> None:
    made = await SynthComposer(seed=2, tonic=tonic).extend(None, Cue("full strings", mood="finale", duration_s=4))
    last = made.audio.samples[:, -RATE_HZ:].mean(axis=0)
    power = np.square(np.abs(np.fft.rfft(last * np.hanning(last.size), 1 << 18)))
    frequencies = np.fft.rfftfreq(1 << 18, 1 / RATE_HZ)
    low = (frequencies > 50) & (frequencies < 130)
    lowest_hz = frequencies[low][power[low].argmax()]
    assert round(69 + 12 * np.log2(lowest_hz / 440)) % 12 == TONICS.index(tonic)


async def test_moods_are_heard() -> None:
    made = {
        mood: (await SynthComposer(tonic="D").extend(None, Cue("", mood=mood, duration_s=4))).audio.samples
        for mood in ("majestic", "bright", "calm")
    }
    assert centroid_hz(made["bright"]) > 1.15 * centroid_hz(made["calm"])
    assert measure(made["majestic"]).loudness_lufs > measure(made["calm"]).loudness_lufs + 1


async def test_another_seed_is_another_piece_and_the_same_one_the_same() -> None:
    first, same, other = [(await SynthComposer(seed=seed).extend(None, LUXURY_CUES[0])).audio.samples for seed in (1, 1, -2)]
    np.testing.assert_array_equal(first, same)
    assert abs(np.corrcoef(first[0], other[0])[0, 1]) < 0.5


async def test_a_long_cue_goes_on_evenly() -> None:
    made = await SynthComposer().extend(None, Cue("calm", mood="calm", duration_s=50))
    assert made.audio.samples.shape[1] == 50 * RATE_HZ
    levels = [level_db(around(made.audio.samples, t, width_s=4)) for t in range(4, 47, 2)]
    assert max(levels) - min(levels) < 6


async def test_it_can_go_on_from_any_sound() -> None:
    odd = np.random.default_rng(0).standard_normal((2, 33_333)).astype(np.float32) * np.float32(0.05)
    for so_far in (odd, np.zeros_like(odd), odd[:, :7]):
        made = await SynthComposer().extend(Audio(samples=so_far), Cue("strings", duration_s=1.01))
        assert np.isfinite(made.audio.samples).all()
        assert made.overlap_s == Fraction(so_far.shape[1], RATE_HZ)


async def test_cancelling_stops_it() -> None:
    with anyio.move_on_after(0.2) as scope:
        await SynthComposer().extend(None, Cue("strings", duration_s=600))
    assert scope.cancelled_caught


@pytest.mark.parametrize(
    ("cue", "lead"),
    [
        (Cue("airy bells"), "bells"),
        (Cue("plucked strings", mood="bright"), "harp"),
        (Cue("anything", mood="bright"), "harp"),
        (Cue("piano and bells", mood="serene"), "piano"),
    ],
)
def test_the_prompt_chooses_the_lead(cue: Cue, lead: str) -> None:
    assert mood_of(cue).lead == lead


def test_unknown_moods_are_warm_and_likenesses_are_known() -> None:
    assert mood_of(Cue("", mood="zorbling")) == mood_of(Cue("", mood="warm"))
    assert mood_of(Cue("", mood=" Peaceful ")) == mood_of(Cue("", mood="calm"))


@pytest.mark.parametrize("settings", [{"seed": 1.5}, {"tonic": "H"}, {"tonic": "d"}])
def test_settings_that_cannot_be_used_are_named(settings: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        SynthComposer(**settings)  # type: ignore[arg-type]
