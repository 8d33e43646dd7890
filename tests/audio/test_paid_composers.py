"""Music from the emulator: what is asked, paid and made, and what is joined. Nothing here speaks to the live service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luxvid.audio import MusicGenComposer, ProgressiveScorer, ReplicateComposer
from luxvid.audio.gate import clicks_in, faults_of, level_step_db, usual_step_db
from luxvid.audio.growing import composed, ends_of
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.errors import BudgetExceeded, InvalidInput
from luxvid.media.sound import read_sound
from luxvid.protocols import Run
from luxvid.providers import ReplicateProvider
from luxvid.providers.models import MusicModel, known_music_models, music_model
from luxvid.sound import RATE_HZ, Audio, Cue
from luxvid.storage import Storage
from luxvid.testing.replicate import MODELS as EMULATED
from luxvid.testing.replicate import ReplicateEmulator
from luxvid.testing.replicate.outcomes import fails

pytest.importorskip("aiohttp", reason="needs luxvid[testing]")
pytestmark = pytest.mark.anyio

QUICK = Waiting(poll_s=0.02, poll_most_s=0.1, answer_s=5, visible_s=0.1, pause_s=0.02, look_again_s=0.1)
FOUR = [Cue("wide strings", mood="majestic", duration_s=2, key="front"), Cue("piano", duration_s="1.5", key="hall")]


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(processing_s=0.02) as running:
        yield running


@pytest.fixture
def provider(emulator: ReplicateEmulator) -> ReplicateProvider:
    return ReplicateProvider(token=emulator.token, base_url=emulator.base_url, waiting=QUICK)


def paying(max_usd: float = 5, storage: Storage | None = None) -> Run:
    return Run(storage=storage or Storage.memory(), budget=Budget(max_usd=max_usd))


def priced(name: str) -> MusicModel:
    return music_model(name).priced("1")  # what the emulator bills where no price is published


async def sent(run: Run) -> list[dict[str, Any]]:
    return [call.input async for call in run.storage.ledger.every()]


async def grown(composer: MusicGenComposer, cues: Sequence[Cue], run: Run) -> Any:
    return await composed(composer, cues, ends_of(cues), run=run, on_step=lambda number, *, reused: None)  # noqa: ARG005


@pytest.mark.parametrize("name", known_music_models())
def test_the_emulator_takes_every_input_that_is_known(name: str) -> None:
    assert set(music_model(name).input) == set(EMULATED[name].properties)
    assert music_model(name).version == EMULATED[name].version


@pytest.mark.parametrize("name", ["stability-ai/stable-audio-2.5", "google/lyria-2", "elevenlabs/music"])
async def test_a_whole_take_is_exactly_as_long_as_the_film_and_paid_once(
    name: str, emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run, composer = paying(), ReplicateComposer(priced(name), provider=provider)
    cues = [Cue("strings", mood="majestic", duration_s=4), Cue("bells", mood="finale", duration_s="3.7")]
    scorer = ProgressiveScorer(composer=composer)
    music = await scorer.score(cues, run=run)
    assert music.samples == 369_600
    assert (music.composer, music.licence, music.cost_usd, music.spent_usd) == (name, composer.licence, Decimal(1), Decimal(1))
    again = await scorer.score(cues, run=run)
    assert again == music
    assert again.spent_usd == 0
    assert len(emulator.bill) == 1
    estimate = await scorer.estimate(cues)
    assert (estimate.likely_usd, estimate.worst_usd) == (Decimal(1), Decimal(2))
    (asked,) = await sent(run)
    assert set(asked) <= set(EMULATED[name].properties)
    assert "begins majestic, strings; ends finale, bells" in asked["prompt"]


async def test_a_film_longer_than_the_model_plays_repeats_bars(provider: ReplicateProvider) -> None:
    composer = ReplicateComposer(priced("google/lyria-2"), provider=provider)
    made = await composer.compose([Cue("strings", duration_s=Fraction(935, 10))], run=paying())
    assert made.samples.shape == (2, 4_488_000)
    assert not any(
        fault.kind in ("silence", "early end", "click", "length") for fault in faults_of(made.samples, length=4_488_000)
    )


async def test_without_a_price_or_a_budget_nothing_is_sent(emulator: ReplicateEmulator, provider: ReplicateProvider) -> None:
    unpriced = ProgressiveScorer(composer=ReplicateComposer("google/lyria-2", provider=provider))
    for asking in (unpriced.score(FOUR, run=paying()), unpriced.estimate(FOUR)):
        with pytest.raises(InvalidInput, match=r"the price of google/lyria-2 is not known.*priced\("):
            await asking
    with pytest.raises(BudgetExceeded, match="no budget"):
        await ProgressiveScorer(composer=ReplicateComposer(priced("google/lyria-2"), provider=provider)).score(FOUR)
    assert len(emulator.bill) == 0


def test_what_may_not_be_used_commercially_is_refused_unless_the_film_sells_nothing() -> None:
    with pytest.raises(InvalidInput, match=r"meta/musicgen may not be used commercially.*CC-BY-NC.*commercial=False"):
        ProgressiveScorer(composer=MusicGenComposer())
    assert ProgressiveScorer(composer=MusicGenComposer(), commercial=False).composer.commercial_use is False  # type: ignore[union-attr]


async def test_musicgen_goes_on_from_whole_seconds_with_a_seed_of_its_own(
    emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run, composer = paying(), MusicGenComposer(provider=provider)
    cues = [Cue("strings", duration_s=length) for length in ("4", "2.5", "4", "0.75")]
    piece = await grown(composer, cues, run)
    assert piece.samples.shape[1] == 540_000
    asked = [
        (call["duration"], call.get("continuation_end"), call.get("continuation_start"), call["normalization_strategy"])
        for call in await sent(run)
    ]
    assert asked == [(4, None, None, "clip"), (7, 4, 0, "clip"), (10, 6, 0, "clip"), (11, 10, 0, "clip")]
    assert all(1 <= call["seed"] < 1 << 31 and call["output_format"] == "wav" for call in await sent(run))
    assert len({call["seed"] for call in await sent(run)}) == 4
    likely = (await composer.estimate(cues)).likely_usd
    assert abs(emulator.bill.total_usd - likely) < Decimal("0.001")


async def test_a_scene_beyond_the_window_takes_several_calls(provider: ReplicateProvider) -> None:
    run = paying()
    made = await MusicGenComposer(provider=provider).extend(None, Cue("strings", duration_s=45), run=run)
    assert made.overlap_s == 0
    assert made.audio.duration_s >= 45
    assert [call["duration"] for call in await sent(run)] == [30, 30]
    assert faults_of(made.audio.samples, length=made.audio.samples.shape[1]) == ()


async def test_what_musicgen_encodes_anew_leaves_neither_click_nor_level_step(provider: ReplicateProvider) -> None:
    cues = [Cue("strings", mood="majestic", duration_s=4)] * 7
    piece = await grown(MusicGenComposer(provider=provider), cues, paying())
    assert piece.samples.shape[1] == 1_344_000
    assert piece.seams == tuple(192_000 * n for n in range(1, 7))
    struck = 24_000  # the emulator plucks every half second, and abruptly
    assert np.abs((clicks_in(piece.samples) + struck // 2) % struck - struck // 2).max(initial=0) <= 4
    usual = usual_step_db(piece.samples, piece.seams)
    for seam in piece.seams:
        assert abs(level_step_db(piece.samples, seam)) <= usual, f"at {seam / RATE_HZ} s, and the piece's own are {usual:.1f} dB"
    assert faults_of(piece.samples, length=1_344_000, seams=piece.seams) == ()


async def test_what_was_there_before_the_overlap_is_untouched(provider: ReplicateProvider) -> None:
    run, composer = paying(), MusicGenComposer(provider=provider)
    cues = [Cue("strings", duration_s=4), Cue("piano", duration_s=4), Cue("bells", duration_s=4)]
    shorter, longer = await grown(composer, cues[:2], run), await grown(composer, cues, run)
    settled = 8 * RATE_HZ - 2 * RATE_HZ
    np.testing.assert_array_equal(longer.samples[:, :settled], shorter.samples[:, :settled])


async def test_a_newer_joining_pays_nothing_again(
    emulator: ReplicateEmulator, provider: ReplicateProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, composer = paying(), MusicGenComposer(provider=provider)
    await grown(composer, FOUR, run)
    monkeypatch.setattr("luxvid.audio.growing.VERSION", 99)
    monkeypatch.setattr("luxvid.audio.joining.LONGEST_FADE", RATE_HZ)
    await grown(composer, FOUR, run)
    assert len(emulator.bill) == 2


async def test_a_call_that_fails_lets_the_offline_composer_play(emulator: ReplicateEmulator, provider: ReplicateProvider) -> None:
    emulator.faults.add(fails("E006"), count=None)
    run, composer = paying(), ReplicateComposer(priced("stability-ai/stable-audio-2.5"), provider=provider)
    music = await ProgressiveScorer(composer=composer).score(FOUR, run=run)
    assert music.composer == "SynthComposer"
    assert any("stable-audio-2.5 could not" in note for note in music.notes)
    assert music.notes[1] == "SynthComposer plays instead"
    with pytest.raises(Exception, match=r"E006|invalid"):
        await ProgressiveScorer(composer=composer, offline=None).score(FOUR, run=run)


async def test_every_take_counts_as_another_piece(emulator: ReplicateEmulator, provider: ReplicateProvider) -> None:
    run, composer = paying(), ReplicateComposer(priced("stability-ai/stable-audio-2.5"), provider=provider)
    first, second = [await each.compose(FOUR, run=run) for each in (composer, composer.retaken())]
    assert not np.array_equal(first.samples, second.samples)
    assert len(emulator.bill) == 2


_KILLED = """
import os, signal, sys, asyncio
import luxvid
from luxvid.audio import MusicGenComposer, ProgressiveScorer
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.events import Advanced
from luxvid.providers import ReplicateProvider
folder, url, token, steps = sys.argv[1:]
waiting = Waiting(poll_s=0.02, poll_most_s=0.1, answer_s=0.3, visible_s=0.1, pause_s=0.02, look_again_s=0.05)
composer = MusicGenComposer(provider=ReplicateProvider(token=token, base_url=url, waiting=waiting))
def die(event):
    if isinstance(event, Advanced) and event.stage == "music" and event.done == int(steps):
        os.kill(os.getpid(), signal.SIGKILL)
run = luxvid.Run(storage=luxvid.Storage.at(folder), budget=Budget(max_usd=5, name="villa"), on_event=die)
cues = [luxvid.Cue("strings", duration_s=2, key=str(n)) for n in range(3)]
music = asyncio.run(ProgressiveScorer(composer=composer, commercial=False, checked=False).score(cues, run=run))
print(music.samples, music.cost_usd)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_killed_between_steps_no_step_is_paid_twice(emulator: ReplicateEmulator, tmp_path: Path) -> None:
    def score(steps: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _KILLED, str(tmp_path), emulator.base_url, emulator.token, str(steps)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    for steps in (1, 2, 0):
        done = score(steps)
        assert done.returncode == (-signal.SIGKILL if steps else 0), done.stderr
        assert len(emulator.bill) == (steps or 3)
    assert emulator.bill.duplicates() == ()
    assert done.stdout.split() == ["288000", str(emulator.bill.total_usd)]


async def test_input_that_a_model_does_not_have_is_named() -> None:
    with pytest.raises(InvalidInput, match="'bpm'"):
        ReplicateComposer("google/lyria-2", input={"bpm": 90})
    with pytest.raises(InvalidInput, match="decided by the cues"):
        ReplicateComposer("stability-ai/stable-audio-2.5", input={"duration": 30})
    with pytest.raises(InvalidInput, match="cannot go on"):
        MusicGenComposer(model="google/lyria-2")
    with pytest.raises(InvalidInput, match="no music model 'suno/v9'"):
        ReplicateComposer("suno/v9")


async def test_what_was_bought_is_read_at_48_khz(provider: ReplicateProvider) -> None:
    run = paying()
    await MusicGenComposer(provider=provider).extend(None, Cue("strings", duration_s=1), run=run)
    (call,) = [call async for call in run.storage.ledger.every()]
    assert read_sound(await run.storage.blobs.get(call.digest)).samples.shape == (2, RATE_HZ)
    assert isinstance(Audio(samples=np.zeros((2, 1), np.float32)).origin, str)
