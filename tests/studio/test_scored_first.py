"""Music that comes before the film: bought once and billed once, and a track of one's own known by its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve

import luxvid
from luxvid import Storyboard
from luxvid.audio import ExistingTrack, FallbackComposer, ProgressiveScorer, ReplicateComposer, SynthComposer
from luxvid.media.sound import encode_wav, read_sound
from luxvid.providers import ReplicateProvider
from luxvid.providers.models import music_model
from luxvid.sound import RATE_HZ
from luxvid.studio import planned
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate.outcomes import fails
from tests.studio.conftest import SMALL, studio_of

pytestmark = pytest.mark.anyio
Money = Callable[..., luxvid.Run]
LENGTHS = ("1", "1.2", "1.3")
SCENES = tuple(evolve(scene, duration_s=length) for scene, length in zip(luxvid.LUXURY_SCENES, LENGTHS, strict=False))
PRICE = Decimal(1)


@pytest.fixture(scope="module")
def upload(drawn: list[Path]) -> luxvid.PhotoSet:
    return luxvid.wait(luxvid.load_photos(drawn[:5]))


def scored_by(composer: ReplicateComposer | ExistingTrack | FallbackComposer) -> luxvid.Studio:
    plain = studio_of(luxvid.KenBurnsRenderer())
    local = luxvid.LocalSelector(encoding=SMALL)
    return evolve(plain, selector=local, scorer=ProgressiveScorer(composer=composer, checked=False), align="beats")


@pytest.fixture
def studio(paid: ReplicateProvider) -> luxvid.Studio:
    """A studio whose music is bought while it plans: its composer states no tempo."""
    return scored_by(ReplicateComposer(music_model("stability-ai/stable-audio-2.5").priced(PRICE), provider=paid))


async def test_cuts_that_are_not_on_beats_for_want_of_money_are_aligned_once_there_is_some(
    studio: luxvid.Studio, shop: ReplicateEmulator, upload: luxvid.PhotoSet, money: Money
) -> None:
    poor = await planned(studio, upload, scenes=SCENES, run=evolve(money(), budget=None))
    assert "no budget" in poor.notes[-1]
    rich = await planned(studio, upload, scenes=SCENES, run=money())
    assert rich.scored_s
    assert len(shop.bill) == len(rich.bought) == 1


async def test_music_without_a_known_price_is_never_bought_and_says_so_wherever_it_is_asked_for(
    paid: ReplicateProvider, shop: ReplicateEmulator, upload: luxvid.PhotoSet, money: Money
) -> None:
    told = r"the price of elevenlabs/music is not known, so nothing is bought: state what you pay"
    studio = scored_by(ReplicateComposer("elevenlabs/music", provider=paid))
    board = await planned(studio, upload, scenes=SCENES, run=money())
    assert re.search(told, board.notes[-1])
    with pytest.raises(luxvid.errors.InvalidInput, match=told):
        await studio.estimate(board)
    film = await studio.produce(board, run=money("1000"))
    assert film.soundtrack is None
    assert re.search(told, str(film.report))
    assert film.report.cost_usd == film.report.spent_usd == 0
    assert len(shop.bill) == 0


def drums(path: Path, *, beat_s: float) -> Path:
    """Write a steady beat of eight seconds, each stroke at a pitch of its own."""
    time = np.arange(8 * RATE_HZ) / RATE_HZ
    into, number = time % beat_s, time // beat_s
    wave = np.exp(-8 * into) * np.sin(2 * np.pi * (220 + 40 * (number % 4)) * into) * np.minimum(1, into * 800) * 0.4
    path.write_bytes(encode_wav(np.stack([wave, wave]).astype(np.float32)))
    return path


async def test_music_bought_while_planning_is_in_the_report_of_the_film_that_uses_it_and_nowhere_else(
    studio: luxvid.Studio, shop: ReplicateEmulator, upload: luxvid.PhotoSet, money: Money
) -> None:
    board = await planned(studio, upload, scenes=SCENES, run=money())
    assert len(shop.bill) == 1
    preview = (await studio.preview(board, run=money())).report
    film = await studio.produce(board, run=money())
    again = (await studio.produce(board, run=money())).report
    later = (await studio.produce(await planned(studio, upload, scenes=SCENES, run=money()), run=money())).report
    assert len(shop.bill) == 1
    assert preview.cost_usd == preview.spent_usd == 0  # it has no music
    assert [(each.cost_usd, each.spent_usd) for each in (film.report, again, later)] == [(PRICE, PRICE), (PRICE, 0), (PRICE, 0)]
    assert film.soundtrack is not None
    assert film.soundtrack.spent_usd == 0
    assert film.soundtrack.calls == tuple(board.bought)
    assert Storyboard.from_json(board.to_json()) == board


async def test_planning_and_producing_in_one_run_tell_it_once(
    studio: luxvid.Studio, upload: luxvid.PhotoSet, money: Money
) -> None:
    run = money()
    report = (await studio.produce(await studio.plan(upload, scenes=SCENES, run=run), run=run)).report
    assert (report.cost_usd, report.spent_usd) == (PRICE, PRICE)
    assert report.score is not None
    assert report.score.cost_usd == PRICE


async def test_calls_that_failed_while_planning_and_were_made_again_for_the_film_are_told_once(
    studio: luxvid.Studio, shop: ReplicateEmulator, upload: luxvid.PhotoSet, money: Money
) -> None:
    shop.faults.add(fails("PA"), count=None)
    board = await planned(studio, upload, scenes=SCENES, run=money())
    shop.faults.clear()
    report = (await studio.produce(board, run=money())).report
    assert report.score is not None
    assert report.score.composer == "stability-ai/stable-audio-2.5"
    assert report.spent_usd == report.cost_usd == shop.bill.total_usd


async def test_music_that_no_longer_fits_was_bought_for_the_film_all_the_same(
    studio: luxvid.Studio, shop: ReplicateEmulator, upload: luxvid.PhotoSet, money: Money
) -> None:
    board = await planned(studio, upload, scenes=SCENES, run=money())
    longer = board.change(board.shots[0].key, duration_s=2)
    report = (await studio.produce(longer, run=money())).report
    assert len(shop.bill) == 2
    assert (report.cost_usd, report.spent_usd) == (2 * PRICE, 2 * PRICE)


async def test_a_changed_song_under_the_same_name_is_listened_to_anew(
    upload: luxvid.PhotoSet, money: Money, tmp_path: Path
) -> None:
    studio = scored_by(ExistingTrack(drums(tmp_path / "song.wav", beat_s=0.5)))
    first = await planned(studio, upload, scenes=SCENES, run=money())
    assert await planned(studio, upload, scenes=SCENES, run=money()) == first
    drums(tmp_path / "song.wav", beat_s=0.4)
    second = await planned(studio, upload, scenes=SCENES, run=money())
    assert first.beats
    assert second.beats
    assert float(second.beats.tempo_bpm / first.beats.tempo_bpm) != pytest.approx(1, abs=0.1)
    drums(tmp_path / "song.wav", beat_s=0.5)
    assert await planned(studio, upload, scenes=SCENES, run=money()) == first


async def test_a_fallback_is_known_by_what_all_its_tracks_contain(tmp_path: Path) -> None:
    track = ExistingTrack(drums(tmp_path / "song.wav", beat_s=0.5))
    scorer = ProgressiveScorer(composer=FallbackComposer(track, SynthComposer()))
    first = await scorer.told_apart()
    assert await scorer.told_apart() == first
    drums(tmp_path / "song.wav", beat_s=0.4)
    assert await scorer.told_apart() != first


async def test_a_song_that_moved_is_the_same_song(upload: luxvid.PhotoSet, money: Money, tmp_path: Path) -> None:
    studio = scored_by(ExistingTrack(drums(tmp_path / "song.wav", beat_s=0.5)))
    first = await studio.produce(await planned(studio, upload, scenes=SCENES, run=money()), run=money())
    moved = scored_by(ExistingTrack((tmp_path / "song.wav").rename(tmp_path / "our song.wav")))
    again = await moved.produce(await planned(moved, upload, scenes=SCENES, run=money()), run=money())
    assert again.storyboard == first.storyboard
    assert again.soundtrack is not None
    assert first.soundtrack is not None
    assert again.soundtrack.master.digest == first.soundtrack.master.digest
    assert again.soundtrack.composer == "our song.wav"


async def test_a_song_that_is_missing_does_not_stop_the_plan_and_is_heard_once_it_is_there(
    upload: luxvid.PhotoSet, money: Money, tmp_path: Path
) -> None:
    studio = scored_by(ExistingTrack(tmp_path / "song.wav"))
    without = await planned(studio, upload, scenes=SCENES, run=money())
    assert "could not be made first" in without.notes[-1]
    drums(tmp_path / "song.wav", beat_s=0.5)
    assert (await planned(studio, upload, scenes=SCENES, run=money())).beats


async def test_what_is_known_of_a_track_is_its_content(tmp_path: Path) -> None:
    path = drums(tmp_path / "song.wav", beat_s=0.5)
    by_path, by_bytes = ExistingTrack(path), ExistingTrack(path.read_bytes())
    assert by_path.identity == by_bytes.identity
    assert by_path.identity != ExistingTrack(path, starts_s=1).identity
    assert read_sound(path).duration_s == 8
    with pytest.raises(luxvid.errors.MediaRefused, match=r"gone\.wav"):
        _ = ExistingTrack(tmp_path / "gone.wav").identity
