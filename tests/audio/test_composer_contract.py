"""What a scorer relies on, whoever composes: the whole piece at once, scene by scene, or a file that is there already."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from luxvid.audio import ExistingTrack, FallbackComposer, MusicGenComposer, ProgressiveScorer, ReplicateComposer, SynthComposer
from luxvid.audio.gate import faults_of
from luxvid.audio.growing import composed, ends_of
from luxvid.audio.performing import AnyComposer, arranged_by
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.media.sound import decode_aac, encode_flac, measure
from luxvid.protocols import Estimating, Run
from luxvid.providers import ReplicateProvider
from luxvid.providers.models import music_model
from luxvid.sound import RATE_HZ, Cue
from luxvid.storage import Storage
from luxvid.testing.replicate import ReplicateEmulator

pytest.importorskip("aiohttp", reason="needs luxvid[testing]")
pytestmark = pytest.mark.anyio

CUES = [
    Cue("wide strings", mood="majestic", style="warm strings", duration_s=3, key="front"),
    Cue("bells", mood="finale", style="warm strings", duration_s=Fraction(1001, 400), key="pool"),
]
LENGTH = 264_120
QUICK = Waiting(poll_s=0.02, poll_most_s=0.1, answer_s=5, visible_s=0.1, pause_s=0.02, look_again_s=0.1)


@pytest.fixture(scope="module")
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(processing_s=0.02) as running:
        yield running


@pytest.fixture
def provider(emulator: ReplicateEmulator) -> ReplicateProvider:
    return ReplicateProvider(token=emulator.token, base_url=emulator.base_url, waiting=QUICK)


@pytest.fixture
def run() -> Run:
    return Run(storage=Storage.memory(), budget=Budget(max_usd=9))


class ComposerContract:
    """Inherit and give a `composer`."""

    @pytest.fixture
    def composer(self, provider: ReplicateProvider) -> AnyComposer:
        raise NotImplementedError

    async def test_the_piece_is_exactly_as_long_as_the_cues_and_sound(self, composer: AnyComposer, run: Run) -> None:
        cues = await arranged_by(composer, CUES, run=run)
        piece = await composed(composer, cues, ends_of(cues), run=run, on_step=lambda number, *, reused: None)  # noqa: ARG005
        assert piece.samples.shape == (2, LENGTH)
        assert piece.samples.dtype == np.float32
        assert np.isfinite(piece.samples).all()
        assert faults_of(piece.samples, length=LENGTH, seams=piece.seams) == ()

    async def test_what_is_heard_has_the_length_and_the_loudness_that_were_asked_for(
        self, composer: AnyComposer, run: Run
    ) -> None:
        music = await ProgressiveScorer(composer=composer, offline=None, commercial=False).score(CUES, run=run)
        heard = decode_aac(await music.aac.read())
        level = measure(heard)
        assert heard.shape == (2, LENGTH)
        assert level.loudness_lufs == pytest.approx(-14, abs=0.3)
        assert level.true_peak_dbtp <= -1.0
        assert music.composer

    async def test_the_same_again_is_the_same_and_costs_nothing(self, composer: AnyComposer, run: Run) -> None:
        scorer = ProgressiveScorer(composer=composer, commercial=False)
        first = await scorer.score(CUES, run=run)
        again = await scorer.score(CUES, run=run)
        assert again == first
        assert again.spent_usd == 0

    async def test_the_estimate_is_never_less_than_the_bill(self, composer: AnyComposer, run: Run) -> None:
        scorer = ProgressiveScorer(composer=composer, commercial=False)
        estimate = await scorer.estimate(CUES)
        music = await scorer.score(CUES, run=run)
        assert music.cost_usd <= estimate.worst_usd
        assert estimate.likely_usd <= estimate.worst_usd
        assert bool(estimate.worst_usd) == isinstance(composer, Estimating)


class TestSynthComposer(ComposerContract):
    @pytest.fixture
    def composer(self, provider: ReplicateProvider) -> AnyComposer:  # noqa: ARG002
        return SynthComposer(seed=2)


class TestAWholeTake(ComposerContract):
    @pytest.fixture
    def composer(self, provider: ReplicateProvider) -> AnyComposer:
        return ReplicateComposer(music_model("stability-ai/stable-audio-2.5").priced("0.50"), provider=provider)


class TestMusicGen(ComposerContract):
    @pytest.fixture
    def composer(self, provider: ReplicateProvider) -> AnyComposer:
        return MusicGenComposer(provider=provider)


class TestAFile(ComposerContract):
    @pytest.fixture
    def composer(self, provider: ReplicateProvider, tmp_path: Path) -> AnyComposer:  # noqa: ARG002
        seconds = np.arange(9 * RATE_HZ) / RATE_HZ
        wave = sum(np.sin(2 * np.pi * hertz * seconds) for hertz in (220, 277.2, 329.6)) * np.exp(-2 * (seconds % 0.5)) * 0.1
        (tmp_path / "song.flac").write_bytes(encode_flac(np.stack([wave, np.roll(wave, 10)]).astype(np.float32)))
        return ExistingTrack(tmp_path / "song.flac")


class TestAFallback(ComposerContract):
    @pytest.fixture
    def composer(self, provider: ReplicateProvider, tmp_path: Path) -> AnyComposer:
        paid = ReplicateComposer(music_model("elevenlabs/music").priced("0.30"), provider=provider)
        return FallbackComposer(ExistingTrack(tmp_path / "missing.wav"), paid, SynthComposer())

    async def test_who_could_not_is_told(self, composer: FallbackComposer, run: Run) -> None:
        assert "missing.wav, else elevenlabs/music, else SynthComposer" in composer.name
        assert composer.commercial_use
        assert (await composer.estimate(CUES)).worst_usd == Decimal("0.30")
        await composer.compose(CUES, run=Run(storage=run.storage))  # no budget: the offline one plays
