"""Aligning: the film's cuts brought onto the music's beats, in the plan, before any clip is made."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise

from anyio import to_thread
from attrs import evolve

from luxvid.audio.beats import tracked
from luxvid.audio.scorer import ProgressiveScorer
from luxvid.billing.payments import Payments, costs_of
from luxvid.errors import LuxvidError
from luxvid.media.sound import read_sound
from luxvid.protocols import Run
from luxvid.rhythm import Beats, Form, moved
from luxvid.sound import Cue
from luxvid.storyboard import Storyboard

MOST_MOVED = Fraction(1, 5)
"""A cut moves by at most this share of the shorter of its two shots."""


def cues_of(board: Storyboard, fps: Fraction) -> list[Cue]:
    """Return a cue for each shot, together exactly as long as the picture.

    Each is as long as its shot's frames; where the music came first, as long as it was when the music was made.
    """
    timeline = board.timeline(fps)
    lengths = [(b - a) / fps for a, b in pairwise(timeline.cuts)]
    came_first = len(board.scored_s) == len(lengths) and sum(board.scored_s) == timeline.duration_s
    form = Form(beats=board.beats, total_s=timeline.duration_s) if board.beats and not came_first else None
    return [
        Cue(
            shot.scene.music or shot.scene.title,
            mood=shot.scene.mood,
            style=board.brand.tone,
            key=shot.key,
            duration_s=length,
            form=form,
        )
        for shot, length in zip(board.shots, board.scored_s if came_first else lengths, strict=True)
    ]


async def aligned(board: Storyboard, *, scorer: ProgressiveScorer, fps: Fraction, run: Run | None) -> Storyboard:
    """Return the board with its inner cuts on beats; the film keeps its length to the frame, locked shots keep their cuts.

    A composer that plans ahead states the grid, chosen so that the cuts fall on it as they are where that can be. Any other
    is scored first, and the beats are looked for in what it made; that may cost, and is kept: the film uses it. Cuts that
    are off the beat then move to the nearest bar or beat, by at most a fifth of the shorter shot. Where no grid can be had
    the board comes back as it was. The board's notes say what was done, and `bought` what it cost.
    """
    if len(board.shots) < 2:  # there is no inner cut
        return board
    payments = Payments(run or Run())
    made = await _on_beats(evolve(board, beats=None, scored_s=()), scorer=scorer, fps=fps, run=payments.run)
    cost = await costs_of(payments.begun, ledger=payments.run.storage.ledger)
    return evolve(made, bought=board.bought | cost)


def lacks_music(board: Storyboard) -> bool:
    """Return whether cuts that were to be aligned are not since neither a grid was stated nor music made to listen to."""
    return len(board.shots) > 1 and board.beats is None and not board.scored_s


async def _on_beats(board: Storyboard, *, scorer: ProgressiveScorer, fps: Fraction, run: Run) -> Storyboard:
    cues = cues_of(board, fps)
    beats, scored_s = await scorer.beats(cues, run=run), tuple[Fraction, ...]()
    if beats is None:
        try:
            beats, scored_s = await _heard(scorer, cues, run), tuple(cue.duration_s for cue in cues)
        except LuxvidError as error:
            return _noted(board, f"cuts are not on beats: the music states no tempo, and could not be made first: {error}")
        if beats is None:
            return _noted(evolve(board, scored_s=scored_s), "cuts are not on beats: no steady beat was heard in the music")
    before = board.timeline(fps).cuts
    cuts = moved(before, beats, fps=fps, fixed=[shot.locked for shot in board.shots], at_most=MOST_MOVED)
    shots = board.shots
    if tuple(cuts) != before:
        shots = tuple(evolve(shot, duration_s=(b - a) / fps) for shot, (a, b) in zip(shots, pairwise(cuts), strict=True))
    return _noted(evolve(board, shots=shots, beats=beats, scored_s=scored_s), _told(before, cuts, beats, fps))


async def _heard(scorer: ProgressiveScorer, cues: Sequence[Cue], run: Run) -> Beats | None:
    music = await scorer.score(cues, run=run)  # kept: the film finds it
    audio = await to_thread.run_sync(partial(read_sound, await music.master.read(), name="the music"))
    found = await to_thread.run_sync(tracked, audio)
    return found.beats if found else None


def _noted(board: Storyboard, note: str) -> Storyboard:
    return evolve(board, notes=(*board.notes, note))


def _told(before: Sequence[int], cuts: Sequence[int], beats: Beats, fps: Fraction) -> str:
    """Say how the cuts lie."""
    inner = cuts[1:-1]
    on_beat = [cut for cut in inner if abs(beats.off_s(cut / fps)) <= 1 / fps]
    on_bar = [cut for cut in on_beat if beats.begins_bar(beats.nearest(cut / fps))]
    shifts = [abs(new - old) for old, new in zip(before, cuts, strict=True) if new != old]
    words = f"{len(on_beat)} of {len(inner)} cuts are on beats, {len(on_bar)} where bars begin, at {_tempo(beats)}"
    return f"{words}; {len(shifts)} moved, by {float(max(shifts) / fps):.2f} s at most" if shifts else f"{words}; none moved"


def _tempo(beats: Beats) -> str:
    return f"{float(beats.tempo_bpm):.4g} beats a minute"
