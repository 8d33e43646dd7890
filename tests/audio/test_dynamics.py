"""How loud the offline composer's scenes are against each other, and that cuts stand out no more than bars do."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio import SynthComposer
from luxvid.audio.dynamics import accent_db, eased, loudness_lufs
from luxvid.audio.gate import clicks_in, faults_of, level_step_db, usual_step_db
from luxvid.audio.growing import Piece, composed, ends_of
from luxvid.audio.styles import STYLES
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Cue
from luxvid.storage import Storage

pytestmark = pytest.mark.anyio

MOODS = ("serene", "majestic", "calm", "bright", "finale")


@pytest.fixture(scope="module", params=[style.name for style in STYLES])
async def score(request: pytest.FixtureRequest) -> tuple[Piece, list[int]]:
    """A piece of five scenes whose moods are as unlike as can be, and where each ends."""
    composer = SynthComposer(seed=5, style=request.param)
    cues = await composer.arranged([Cue("", mood=mood, duration_s="3.2") for mood in MOODS])
    ends = ends_of(cues)
    run = Run(storage=Storage.memory())
    return await composed(composer, cues, ends, run=run, on_step=lambda number, *, reused: None), ends  # noqa: ARG005


async def test_no_cut_steps_in_level_beyond_the_piece_s_own_habit(score: tuple[Piece, list[int]]) -> None:
    piece, ends = score
    assert piece.seams == tuple(ends[:-1])
    usual_db = usual_step_db(piece.samples, piece.seams)
    for seam in piece.seams:
        assert abs(level_step_db(piece.samples, seam)) <= usual_db, f"at {seam / RATE_HZ} s"
    assert clicks_in(piece.samples).size == 0


async def test_scenes_differ_by_at_most_two_decibels_and_the_finale_is_the_fullest(score: tuple[Piece, list[int]]) -> None:
    piece, ends = score
    loud = [loudness_lufs(piece.samples[:, start:end]) for start, end in pairwise([0, *ends])]
    for before, after in pairwise(loud):
        assert abs(after - before) <= 2.5, loud  # what leads over belongs to the scene before
    assert 0 <= loud[-1] - loud[-2] <= 2, loud
    assert max(loud) == loud[-1]


def steady(*levels_db: float) -> NDArray[np.float32]:
    """Three seconds of noise at each of the levels."""
    noise = np.random.default_rng(1).standard_normal((2, 3 * RATE_HZ * len(levels_db)), dtype=np.float32)
    return noise * (0.1 * 10 ** (np.repeat(levels_db, 3 * RATE_HZ) / 20)).astype(np.float32)


@pytest.mark.parametrize("step_db", [-7.0, 3.0, 7.0])
def test_a_step_becomes_a_swell_and_what_is_far_stays(step_db: float) -> None:
    piece, cut = steady(0, step_db), 3 * RATE_HZ
    kept = piece.copy()
    eased(piece, cut, free=RATE_HZ)
    assert abs(level_step_db(piece, cut)) <= accent_db(kept, cut) + 0.1
    np.testing.assert_array_equal(piece[:, : cut - RATE_HZ], kept[:, : cut - RATE_HZ])
    np.testing.assert_array_equal(piece[:, cut + 3 * RATE_HZ // 2 :], kept[:, cut + 3 * RATE_HZ // 2 :])
    assert clicks_in(piece).size == 0


def test_an_even_cut_stays_as_it_is() -> None:
    piece = steady(0, 0)
    kept = piece.copy()
    eased(piece, 3 * RATE_HZ, free=RATE_HZ)
    np.testing.assert_array_equal(piece, kept)


@pytest.mark.parametrize("style", ["warm strings", "cinematic finale"])
@pytest.mark.parametrize("lengths_s", [("0.001",), ("0.1", "0.001"), ("0.7",), ("2", "0.02", "2")])
async def test_scenes_of_any_length_are_played(style: str, lengths_s: tuple[str, ...]) -> None:
    cues = [Cue("", mood="calm", style=style, duration_s=length) for length in lengths_s]
    ends = ends_of(cues)
    run = Run(storage=Storage.memory())
    for composer in (SynthComposer(), SynthComposer(stems=True)):
        piece = await composed(composer, cues, ends, run=run, on_step=lambda number, *, reused: None)  # noqa: ARG005
        assert piece.samples.shape == (2, ends[-1])
        assert faults_of(piece.samples, length=ends[-1], seams=piece.seams) == ()
