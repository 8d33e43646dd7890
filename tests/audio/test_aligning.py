"""Cuts on beats: fixed in the plan, the film's length untouched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from attrs import define, evolve, field

from luxvid import Brand, ProgressiveScorer, Run, Scene, Shot, Storage, Storyboard, Studio, SynthComposer
from luxvid.audio import ExistingTrack
from luxvid.audio.aligning import aligned, cues_of
from luxvid.audio.beats import tracked
from luxvid.errors import InvalidInput, RenderFailed
from luxvid.media.sound import encode_wav, read_sound
from luxvid.photos import Photo
from luxvid.rhythm import Beats
from luxvid.sound import RATE_HZ, Audio, Cue
from luxvid.storyboard import Brief

pytestmark = pytest.mark.anyio

FPS = Fraction(30)
ODD = ("4", "3.4", "5.2", "2.7", "4.45")


def board_of(*lengths: str, tone: str = "") -> Storyboard:
    shots = [Shot(scene=Scene(key=f"scene {n}", mood="bright", duration_s=length)) for n, length in enumerate(lengths)]
    return Storyboard(shots=shots, brand=Brand(tone=tone))


def off_frames(board: Storyboard, fps: Fraction = FPS) -> list[Fraction]:
    """How far each inner cut is from its beat, in frames."""
    assert board.beats
    return [abs(board.beats.off_s(cut / fps)) * fps for cut in board.timeline(fps).cuts[1:-1]]


@define
class Drummer:
    """A composer of whole takes that says nothing of its tempo: a drum at 100 beats a minute."""

    asked: list[list[Fraction]] = field(factory=list)
    fails: bool = False

    @property
    def identity(self) -> dict[str, str]:
        return {"composer": "drummer"}

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
        self.asked.append([cue.duration_s for cue in cues])
        if self.fails:
            raise RenderFailed("no sticks")
        random = np.random.default_rng(0)
        length = math.ceil(sum(cue.duration_s for cue in cues) * RATE_HZ)
        out = 0.003 * random.standard_normal((2, length + RATE_HZ))
        stroke = random.standard_normal(RATE_HZ // 5) * np.exp(-np.arange(RATE_HZ // 5) / 1500) * 0.3
        for at in range(RATE_HZ // 4, length, RATE_HZ * 60 // 100):
            out[:, at : at + stroke.size] += stroke
        return Audio(samples=out[:, :length].astype(np.float32))


@pytest.mark.parametrize("tone", ["", "Mediterranean", "modern", "cinematic", "heritage"])
@pytest.mark.parametrize("fps", [Fraction(30), Fraction(30_000, 1001)], ids=["30", "29.97"])
async def test_cuts_fall_on_beats_and_the_film_keeps_its_length(tone: str, fps: Fraction) -> None:
    board = board_of(*ODD, tone=tone)
    new = await aligned(board, scorer=ProgressiveScorer(), fps=fps, run=None)
    before, after = board.timeline(fps), new.timeline(fps)
    assert after.frames == before.frames
    assert max(off_frames(new, fps)) <= 1
    for shot, other in zip(board.shots, new.shots, strict=True):
        assert abs(other.duration_s - shot.duration_s) <= Fraction(2, 5) * shot.duration_s
    assert "4 of 4 cuts are on beats" in new.notes[-1]
    assert Storyboard.from_json(new.to_json()) == new


async def test_where_a_tempo_fits_no_cut_is_moved() -> None:
    new = await aligned(board_of(*["4"] * 4), scorer=ProgressiveScorer(), fps=FPS, run=None)
    assert new.timeline(FPS).cuts == (0, 120, 240, 360, 480)
    assert new.beats == Beats(tempo_bpm=60)
    assert new.notes == ("3 of 3 cuts are on beats, 3 where bars begin, at 60 beats a minute; none moved",)


async def test_the_music_keeps_the_board_s_grid_and_is_heard_on_it() -> None:
    scorer = ProgressiveScorer(composer=SynthComposer(style="minimal electronic"))
    new = await aligned(board_of("4", "3.4", "5.2", tone=""), scorer=scorer, fps=FPS, run=None)
    music = await scorer.score(cues_of(new, FPS))
    assert music.beats == new.beats
    assert music.duration_s == new.timeline(FPS).duration_s
    found = tracked(read_sound(await music.master.read()))
    assert found
    for cut in new.timeline(FPS).cuts[1:-1]:
        assert abs(found.beats.off_s(cut / FPS)) * FPS <= 1


async def test_music_that_begins_later_has_its_beats_in_the_film_s_time() -> None:
    scorer = ProgressiveScorer()
    scorer = evolve(scorer, mix=evolve(scorer.mix, offset_s="0.7"))
    new = await aligned(board_of(*ODD[:3]), scorer=scorer, fps=FPS, run=None)
    assert max(off_frames(new)) <= 1
    assert (await scorer.score(cues_of(new, FPS))).beats == new.beats


async def test_locked_shots_keep_their_cuts() -> None:
    board = board_of(*ODD).lock("scene 1")
    new = await aligned(board, scorer=ProgressiveScorer(), fps=FPS, run=None)
    assert new.timeline(FPS).cuts[1:3] == board.timeline(FPS).cuts[1:3]
    assert new["scene 1"].duration_s == board["scene 1"].duration_s


async def test_a_composer_that_states_no_tempo_is_scored_first_and_once() -> None:
    drummer, run = Drummer(), Run(storage=Storage.memory())
    scorer = ProgressiveScorer(composer=drummer)
    board = board_of(*ODD)
    new = await aligned(board, scorer=scorer, fps=FPS, run=run)
    assert new.beats
    assert float(new.beats.tempo_bpm) == pytest.approx(100, abs=0.1)
    assert max(off_frames(new)) <= 1
    assert new.timeline(FPS).frames == board.timeline(FPS).frames
    assert new != board
    music = await scorer.score(cues_of(new, FPS), run=run)
    assert len(drummer.asked) == 1
    assert music.duration_s == new.timeline(FPS).duration_s
    longer = new.change("scene 0", duration_s=6)
    assert [cue.duration_s for cue in cues_of(longer, FPS)] == [shot.duration_s for shot in longer.shots]


async def test_cuts_fall_on_the_beats_of_a_track_of_one_s_own() -> None:
    drums = (await Drummer().compose([Cue("", duration_s=30)])).samples
    scorer, run = ProgressiveScorer(composer=ExistingTrack(encode_wav(drums))), Run(storage=Storage.memory())
    new = await aligned(board_of(*ODD), scorer=scorer, fps=FPS, run=run)
    assert max(off_frames(new)) <= 1
    music = await scorer.score(cues_of(new, FPS), run=run)
    found = tracked(read_sound(await music.master.read()))
    assert found
    for cut in new.timeline(FPS).cuts[1:-1]:
        assert abs(found.beats.off_s(cut / FPS)) <= 1.5 / FPS  # heard again in the mastered file
    assert new.timeline(FPS).frames == board_of(*ODD).timeline(FPS).frames


@pytest.mark.parametrize(
    ("composer", "words"),
    [(Drummer(fails=True), "could not be made first"), (SynthComposer(), "on beats")],
)
async def test_the_notes_say_what_was_done(composer: Drummer | SynthComposer, words: str) -> None:
    scorer = ProgressiveScorer(composer=composer, offline=None)
    new = await aligned(board_of(*ODD), scorer=scorer, fps=FPS, run=Run(storage=Storage.memory()))
    assert words in new.notes[-1]
    if isinstance(composer, Drummer):
        assert new.beats is None
        assert [shot.duration_s for shot in new.shots] == [Fraction(length) for length in ODD]


class Planned:
    """A selector that has made up its mind."""

    async def select(self, photos: Sequence[Photo], /, *, brief: Brief, run: Run | None = None) -> Storyboard:  # noqa: ARG002
        return evolve(board_of(*ODD), brand=brief.brand)


async def test_the_studio_aligns_where_it_is_told_to() -> None:
    plain = await Studio(selector=Planned()).plan([])
    assert plain == board_of(*ODD)
    board = await Studio(selector=Planned(), align="beats").plan([], brand=Brand(tone="modern"))
    assert board.beats
    assert board.beats.tempo_bpm > 100
    assert max(off_frames(board)) <= 1
    assert await Studio(selector=Planned(), align="beats", scorer=None).plan([]) == plain
    assert (await Studio(selector=Planned(), align="beats").plan([])).shots != plain.shots
    with pytest.raises(InvalidInput, match="bars"):
        Studio(align="bars")  # type: ignore[arg-type]


async def test_a_single_shot_has_no_cut_to_move() -> None:
    board = board_of("4")
    assert await aligned(board, scorer=ProgressiveScorer(), fps=FPS, run=None) == board
