"""The scorer: grows a piece cue by cue, each step once, and masters it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import anyio
import av
import numpy as np
import pytest
from attrs import define, field

from luxvid.audio import ProgressiveScorer, SynthComposer
from luxvid.errors import InvalidInput, RenderFailed
from luxvid.events import Advanced, Event, Finished, Noticed, Started
from luxvid.media.sound import decode_aac, measure, read_sound
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Audio, Continuation, Cue
from luxvid.storage import Storage

pytestmark = pytest.mark.anyio

CUES = (Cue("wide strings", mood="majestic", duration_s=2, key="front"), Cue("bells", mood="serene", duration_s="1.5"))


@define
class Hummer:
    """A real little composer: a steady tone that goes on, replayed for a quarter of a second."""

    identity: dict[str, Any] | None = None
    level: float = 0.1
    asked: list[str] = field(factory=list)

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:  # noqa: ARG002
        self.asked.append(cue.prompt)
        start = 0 if so_far is None else so_far.samples.shape[1]
        overlap = min(start, RATE_HZ // 4)
        time = np.arange(start - overlap, start + int(cue.duration_s * RATE_HZ) + 1) / RATE_HZ
        wave = np.tile(np.sin(2 * np.pi * 220 * time).astype(np.float32) * np.float32(self.level), (2, 1))
        return Continuation(audio=Audio(samples=wave), overlap_s=Fraction(overlap, RATE_HZ))


class TakesItWhole:
    """A composer of whole takes, a little longer than asked for."""

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
        length = int(sum(cue.duration_s for cue in cues) * RATE_HZ) + 100
        return Audio(samples=np.random.default_rng(0).standard_normal((2, length)).astype(np.float32) * np.float32(0.1))


class Returns:
    """A composer that returns what it was given to return."""

    def __init__(self, samples: np.ndarray[Any, Any], overlap_s: float = 0) -> None:
        self.made = Continuation(audio=Audio(samples=samples), overlap_s=overlap_s)

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:  # noqa: ARG002
        return self.made


async def test_a_score_is_exactly_as_long_as_its_cues_and_as_loud_as_asked_for() -> None:
    music = await ProgressiveScorer().score(CUES)
    heard = decode_aac(await music.aac.read())
    assert music.samples == heard.shape[1] == 168_000
    assert music.duration_s == Fraction(7, 2)
    assert measure(heard) == (music.loudness_lufs, music.true_peak_dbtp)
    assert music.loudness_lufs == pytest.approx(-14, abs=0.3)
    assert music.true_peak_dbtp <= -1.0
    assert read_sound(await music.master.read()).samples.shape == (2, 168_000)
    assert (music.master.media_type, music.aac.media_type) == ("audio/flac", "audio/mp4")


@pytest.mark.parametrize(
    "lengths",
    [
        ["2.5", "0.3", "1.75"],
        [Fraction(1001, 7500)] * 7,
        [Fraction(1001, 30000) * 11, Fraction(1001, 30000) * 13],
        ["0.000010", "0.5"],
        [Fraction(1, 3)] * 3,
    ],
    ids=["odd", "4 frames at 29.97", "frames at 29.97", "less than a sample", "thirds"],
)
async def test_odd_lengths_add_up_to_the_sample(lengths: list[str]) -> None:
    cues = [Cue("piano", duration_s=length) for length in lengths]
    music = await ProgressiveScorer().score(cues)
    assert music.samples == int(sum(cue.duration_s for cue in cues) * RATE_HZ + Fraction(1, 2))
    with av.open(io.BytesIO(await music.aac.read())) as container:
        stream = container.streams.audio[0]
        assert Fraction(stream.duration or 0) * Fraction(stream.time_base or 0) == music.duration_s


async def test_it_fades_in_and_out() -> None:
    music = await ProgressiveScorer(fade_s=0.5).score(CUES)
    heard = read_sound(await music.master.read()).samples
    peaks = [np.abs(heard[:, at : at + 1_200]).max() for at in (0, 24_000, 168_000 - 24_000, 168_000 - 1_200)]
    assert peaks[0] < 0.05 * peaks[1]
    assert peaks[3] < 0.05 * peaks[2]


async def test_the_same_score_gives_the_same_bytes() -> None:
    first, second = await ProgressiveScorer().score(CUES), await ProgressiveScorer().score(CUES)
    other = await ProgressiveScorer(composer=SynthComposer(seed=1)).score(CUES)
    assert (first.aac.digest, first.master.digest) == (second.aac.digest, second.master.digest)
    assert first.aac.digest != other.aac.digest


async def test_what_was_composed_and_mastered_once_is_found_again() -> None:
    storage, composer = Storage.memory(), Hummer(identity={"composer": "hummer"})
    scorer = ProgressiveScorer(composer=composer)
    first = await scorer.score(CUES, run=Run(storage=storage))
    second = await scorer.score(CUES, run=Run(storage=storage))
    assert composer.asked == ["wide strings", "bells"]
    assert second == first


async def test_a_score_that_goes_on_differently_keeps_its_beginning() -> None:
    storage, composer = Storage.memory(), Hummer(identity={"composer": "hummer"})
    scorer = ProgressiveScorer(composer=composer)
    await scorer.score(CUES, run=Run(storage=storage))
    await scorer.score([CUES[0], Cue("a harp", duration_s=1)], run=Run(storage=storage))
    await ProgressiveScorer(composer=composer, loudness_lufs=-20).score(CUES, run=Run(storage=storage))
    assert composer.asked == ["wide strings", "bells", "a harp"]


async def test_a_composer_of_another_identity_is_asked_anew() -> None:
    storage, composer = Storage.memory(), Hummer(identity={"version": 1})
    await ProgressiveScorer(composer=composer).score(CUES, run=Run(storage=storage))
    composer.identity = {"version": 2}
    await ProgressiveScorer(composer=composer).score(CUES, run=Run(storage=storage))
    assert len(composer.asked) == 4


async def test_a_composer_without_identity_is_asked_each_time() -> None:
    storage, composer = Storage.memory(), Hummer(level=0.1)
    first = await ProgressiveScorer(composer=composer).score(CUES, run=Run(storage=storage))
    second = await ProgressiveScorer(composer=composer).score(CUES, run=Run(storage=storage))
    assert len(composer.asked) == 4
    assert first == second


async def test_lost_bytes_are_made_again() -> None:
    storage = Storage.memory()
    first = await ProgressiveScorer().score(CUES, run=Run(storage=storage))
    await storage.blobs.delete(first.master.digest)
    await storage.blobs.delete(first.aac.digest)
    again = await ProgressiveScorer().score(CUES, run=Run(storage=storage))
    assert again == first
    assert await again.master.read()


async def test_a_whole_take_is_mastered_as_it_is() -> None:
    music = await ProgressiveScorer(composer=TakesItWhole()).score(CUES)
    assert music.samples == 168_000
    assert music.loudness_lufs == pytest.approx(-14, abs=0.3)


async def test_a_tone_that_goes_on_has_no_seam() -> None:
    music = await ProgressiveScorer(composer=Hummer()).score([Cue("hum", duration_s=1)] * 4)
    heard = read_sound(await music.master.read()).samples[0, RATE_HZ // 2 : -RATE_HZ // 2]
    power = [np.square(heard[at : at + 2_400]).mean() for at in range(0, heard.size - 2_400, 2_400)]
    np.testing.assert_allclose(power, np.mean(power), rtol=0.05)


async def test_a_click_in_the_music_stays_at_its_place() -> None:
    samples = np.random.default_rng(0).standard_normal((2, 2 * RATE_HZ)).astype(np.float32) * np.float32(0.02)
    samples[:, 70_001] = 0.4
    music = await ProgressiveScorer(composer=Returns(samples), checked=False).score([Cue("click", duration_s=2)])
    assert abs(int(np.abs(decode_aac(await music.aac.read())[0]).argmax()) - 70_001) <= 1


async def test_events_tell_what_is_done() -> None:
    storage, events = Storage.memory(), list[Event]()
    run = Run(storage=storage, on_event=events.append)
    await ProgressiveScorer().score(CUES, run=run)
    assert events[0] == Started(stage="music", total=3)
    assert [(e.item, e.done, e.total, e.reused) for e in events if isinstance(e, Advanced)] == [
        ("front", 1, 3, False),
        ("cue 2", 2, 3, False),
        ("master", 3, 3, False),
    ]
    assert isinstance(events[-1], Finished)
    events.clear()
    await ProgressiveScorer().score(CUES, run=run)
    assert [(e.item, e.reused) for e in events if isinstance(e, Advanced)] == [("master", True)]


async def test_what_falls_short_is_said() -> None:
    events = list[Event]()
    silence = Returns(np.zeros((2, RATE_HZ), np.float32))
    run = Run(storage=Storage.memory(), on_event=events.append)
    music = await ProgressiveScorer(composer=silence, checked=False).score([Cue("nothing", duration_s=1)], run=run)
    assert music.notes == ("the music is silent",)
    assert Noticed(stage="music", message="the music is silent") in events


async def test_a_second_run_over_files_finds_the_music(tmp_path: Path) -> None:
    first = await ProgressiveScorer().score(CUES, run=Run(storage=Storage.at(tmp_path)))
    events = list[Event]()
    second = await ProgressiveScorer().score(CUES, run=Run(storage=Storage.at(tmp_path), on_event=events.append))
    assert first == second
    assert [e.reused for e in events if isinstance(e, Advanced)] == [True]


@pytest.mark.parametrize(
    ("cues", "message"),
    [([], "no cues"), (["strings"], "'strings'"), ([Cue("x", duration_s="0.000001")], "less than one sample")],
)
async def test_cues_that_cannot_be_scored_are_named(cues: list[Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        await ProgressiveScorer().score(cues)


@pytest.mark.parametrize(
    ("composer", "message"),
    [
        (Returns(np.zeros((2, 100), np.float32)), "1.000 s were asked for"),
        (Returns(np.zeros((2, RATE_HZ), np.float32), overlap_s=0.1), "overlap_s is wrong"),
        (Returns(np.zeros((1, RATE_HZ), np.float32)), "shape"),
        (Returns(np.full((2, RATE_HZ), np.nan, np.float32)), "no numbers"),
    ],
)
async def test_a_composer_that_returns_the_wrong_thing_is_named(composer: Returns, message: str) -> None:
    with pytest.raises(RenderFailed, match=message):
        await ProgressiveScorer(composer=composer, offline=None).score([Cue("x", duration_s=1)])


async def test_a_composer_that_fails_says_so_itself() -> None:
    class Fails:
        async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:  # noqa: ARG002
            raise ConnectionError("no composer today")

    with pytest.raises(ConnectionError, match="no composer today"):
        await ProgressiveScorer(composer=Fails()).score(CUES)


@pytest.mark.parametrize("settings", [{"fade_s": -1}, {"loudness_lufs": 3}, {"true_peak_dbtp": 1}, {"composer": "strings"}])
def test_settings_that_cannot_be_used_are_named(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=next(iter(settings))):
        ProgressiveScorer(**settings)


async def test_cancelling_stops_the_work_and_keeps_the_finished_steps() -> None:
    composer, storage = Hummer(identity={"composer": "hummer"}), Storage.memory()
    cues = [Cue(f"hum {number}", duration_s=8) for number in range(6)]
    with anyio.CancelScope() as scope:

        def stop(event: Event) -> None:
            if isinstance(event, Advanced) and event.done == 2:
                scope.cancel()

        await ProgressiveScorer(composer=composer).score(cues, run=Run(storage=storage, on_event=stop))
    assert scope.cancelled_caught
    done = len(composer.asked)
    assert done < len(cues)
    await ProgressiveScorer(composer=composer).score(cues[:2], run=Run(storage=storage))
    assert len(composer.asked) == done
