"""What is wrong with a piece is found, and what is music is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from attrs import define, field
from numpy.typing import NDArray

from luxvid.audio import ProgressiveScorer
from luxvid.audio.gate import clicks_in, faults_of, level_step_db, usual_step_db
from luxvid.errors import RenderFailed
from luxvid.media.sound import read_sound
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Audio, Cue

pytestmark = pytest.mark.anyio
Samples = NDArray[np.float32]
SECONDS = 20
CUES = [Cue("strings", duration_s=SECONDS)]


def music(seconds: float = SECONDS, *, tempo_bpm: float = 120, detuned: float = 0.0) -> Samples:
    """Chords under a plucked line, in stereo."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    beat_s = 60 / tempo_bpm
    pitch = 2 ** (detuned / 1200)
    chord = np.array([(220, 277.2, 329.6), (196, 246.9, 293.7)])[(time // (4 * beat_s)).astype(int) % 2].T * pitch
    pad = np.sin(2 * np.pi * chord * time).sum(axis=0) * 0.05
    struck = np.minimum(1, (time % beat_s) * 200) * np.exp(-8 * (time % beat_s))
    plucked = np.sin(2 * np.pi * 2 * chord[0] * time) * struck * 0.2
    return np.stack([pad + 0.7 * plucked, np.roll(pad, 77) + 0.5 * plucked]).astype(np.float32)


def kinds(samples: Samples, *, seams: Sequence[int] = ()) -> set[str]:
    return {fault.kind for fault in faults_of(samples, length=SECONDS * RATE_HZ, seams=seams)}


def at(second: float) -> int:
    return round(second * RATE_HZ)


def silent_midway(piece: Samples) -> Samples:
    piece[:, at(8) : at(10.5)] = 0
    return piece


def ends_early(piece: Samples) -> Samples:
    piece[:, at(17) :] = 0
    return piece


def clips(piece: Samples) -> Samples:
    return np.clip(piece * 12, -1, 1)


def clicks(piece: Samples) -> Samples:
    piece[:, at(7.3)] += 0.3
    return piece


def jumps(piece: Samples) -> Samples:
    piece[:, at(7.31) :] += 0.1
    return piece


def steps(piece: Samples) -> Samples:
    piece[:, at(10) :] *= 0.3
    return piece


def narrows(piece: Samples) -> Samples:
    piece[:, at(12) :] = piece[:, at(12) :].mean(axis=0)
    return piece


def cancels(piece: Samples) -> Samples:
    return np.stack([piece[0], -piece[0]])


def sinks(piece: Samples) -> Samples:
    return np.concatenate([piece[:, : at(10)], music(10, detuned=-50)], axis=1)


def hurries(piece: Samples) -> Samples:
    return np.concatenate([piece[:, : at(10)], music(10, tempo_bpm=140)], axis=1)


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        (lambda piece: piece[:, : at(19)], "length"),
        (lambda piece: piece * 0, "silence"),
        (silent_midway, "silence"),
        (ends_early, "early end"),
        (clips, "clipping"),
        (clicks, "click"),
        (jumps, "click"),
        (steps, "level step"),
        (narrows, "mono collapse"),
        (cancels, "mono collapse"),
        (sinks, "drift"),
        (hurries, "drift"),
    ],
)
def test_what_is_wrong_is_found(spoilt: Callable[[Samples], Samples], kind: str) -> None:
    assert kind in kinds(spoilt(music()), seams=[at(10)])


def test_music_is_left_alone() -> None:
    assert kinds(music(), seams=[at(10)]) == set()
    assert kinds(np.tile(music()[:1], (2, 1))) == set()  # mono throughout: so it was meant


def test_a_click_is_found_where_it_is() -> None:
    assert clicks_in(clicks(music())).tolist() == [at(7.3)]


def test_level_steps_are_measured_over_400_ms() -> None:
    steady = np.sin(np.arange(SECONDS * RATE_HZ) / 30).astype(np.float32) * np.float32(0.1)
    piece = np.stack([steady, steady])
    piece[:, at(10) :] *= 2
    assert level_step_db(piece, at(10)) == pytest.approx(6.02, abs=0.05)
    assert usual_step_db(piece, [at(10)]) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("name", ["Apex Aleph.ogg", "Chimes They Fade.ogg"])
def test_real_music_is_left_alone(name: str, shared: Path) -> None:
    samples = read_sound(shared / "odd-media" / "music" / name).samples[:, : 30 * RATE_HZ]
    assert faults_of(samples, length=samples.shape[1]) == ()


@define
class Band:
    """A composer whose first takes are spoilt."""

    spoilt: int
    takes: list[int] = field(factory=list)
    take: int = 1

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
        self.takes.append(self.take)
        piece = music()
        return Audio(samples=clicks(piece) if self.take <= self.spoilt else piece)

    def retaken(self) -> Band:
        return Band(spoilt=self.spoilt, takes=self.takes, take=self.take + 1)


async def test_a_spoilt_take_is_played_again_and_said() -> None:
    band = Band(spoilt=1)
    made = await ProgressiveScorer(composer=band).score(CUES)
    assert band.takes == [1, 2]
    assert made.composer == "Band"
    assert made.notes == ("Band was not used: click at 7.3 s (a sample jumps)",)


async def test_after_the_last_take_the_offline_composer_plays() -> None:
    band = Band(spoilt=9)
    made = await ProgressiveScorer(composer=band, offline=Returned(music()), takes=3).score(CUES)
    assert band.takes == [1, 2, 3]
    assert made.composer == "Returned"
    assert "Returned plays instead" in made.notes


async def test_where_nobody_can_there_is_no_music() -> None:
    with pytest.raises(RenderFailed, match=r"Band was not used: click.*Returned was not used: silence"):
        await ProgressiveScorer(composer=Band(spoilt=9), offline=Returned(music() * 0)).score(CUES)
    with pytest.raises(RenderFailed, match="Band was not used: click"):
        await ProgressiveScorer(composer=Band(spoilt=9), offline=None).score(CUES)


async def test_what_is_not_to_be_checked_is_used_as_it_is() -> None:
    made = await ProgressiveScorer(composer=Band(spoilt=9), checked=False).score(CUES)
    assert made.notes == ()


class Returned:
    """A composer that returns what it was given to return."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
        return Audio(samples=self.samples)
