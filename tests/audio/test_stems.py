"""Stems: parts of the music, handed over by its composer, that add up to what is heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio import Mix, ProgressiveScorer, SynthComposer
from luxvid.audio.dynamics import loudness_lufs
from luxvid.errors import RenderFailed
from luxvid.media.sound import read_sound
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Audio, Cue, Soundtrack
from luxvid.storage import Storage

pytestmark = pytest.mark.anyio

CUES = [Cue("", mood=mood, key=mood, style="acoustic", duration_s="2.5") for mood in ("calm", "bright", "finale")]
PARTS = ["harmony", "bass", "melody", "drums"]


async def opened(music: Soundtrack) -> dict[str, NDArray[np.float32]]:
    return {name: read_sound(await blob.read()).samples for name, blob in music.stems.items()}


@pytest.fixture(scope="module")
async def run() -> Run:
    return Run(storage=Storage.memory())


@pytest.fixture(scope="module")
async def music(run: Run) -> Soundtrack:
    return await ProgressiveScorer(composer=SynthComposer(stems=True)).score(CUES, run=run)


async def test_the_parts_add_up_to_the_piece(music: Soundtrack) -> None:
    stems = await opened(music)
    assert list(stems) == PARTS
    assert {samples.shape for samples in stems.values()} == {(2, music.samples)}
    whole, together = read_sound(await music.master.read()).samples, sum(stems.values())
    assert np.corrcoef(whole[0], np.asarray(together)[0])[0, 1] > 0.999
    for name, samples in stems.items():
        assert loudness_lufs(samples) > -60, name


async def test_each_part_is_what_its_name_says(music: Soundtrack) -> None:
    stems = await opened(music)
    power = {name: np.square(np.abs(np.fft.rfft(samples.mean(axis=0)))) for name, samples in stems.items()}
    hertz = np.fft.rfftfreq(music.samples, 1 / RATE_HZ)
    middle = {name: float((each * hertz).sum() / each.sum()) for name, each in power.items()}
    assert middle["bass"] < middle["harmony"] < middle["melody"]


async def test_the_piece_is_the_same_with_and_without(music: Soundtrack) -> None:
    plain = await ProgressiveScorer(composer=SynthComposer()).score(CUES)
    assert plain.stems == {}
    heard, other = [read_sound(await each.master.read()).samples for each in (plain, music)]
    np.testing.assert_allclose(heard, other, atol=2e-3)


async def test_kept_steps_keep_their_parts(run: Run, music: Soundtrack) -> None:
    louder = ProgressiveScorer(composer=SynthComposer(stems=True), mix=Mix(scene_gains_db={"bright": -20}))
    again = await louder.score(CUES, run=run)
    before, after = await opened(music), await opened(again)
    middle, end = slice(3 * RATE_HZ, 4 * RATE_HZ), slice(6 * RATE_HZ, 7 * RATE_HZ)
    for name in PARTS:
        assert np.abs(after[name][:, middle]).max() < 0.2 * np.abs(before[name][:, middle]).max() + 1e-4
        np.testing.assert_allclose(after[name][:, end], before[name][:, end], atol=1e-5)


class Duo:
    """A composer of whole takes in two parts."""

    def __init__(self, *, longer: int = 0) -> None:
        self.longer = longer

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
        time = np.arange(int(sum(cue.duration_s for cue in cues) * RATE_HZ)) / RATE_HZ
        low, high = [np.tile(0.2 * np.sin(2 * np.pi * hertz * time), (2, 1)).astype(np.float32) for hertz in (110, 440)]
        return Audio(samples=low + high, stems={"low": low, "high": np.pad(high, ((0, 0), (0, self.longer)))})


async def test_a_whole_take_may_come_in_parts_with_a_voice_beside_them() -> None:
    voice = (await Duo().compose([Cue("", duration_s=1)])).samples
    scorer = ProgressiveScorer(composer=Duo(), mix=Mix(voice=Audio(samples=voice)), checked=False)
    stems = await opened(await scorer.score(CUES))
    assert list(stems) == ["low", "high", "voice"]


async def test_parts_of_another_length_are_refused() -> None:
    with pytest.raises(RenderFailed, match="shape"):
        await ProgressiveScorer(composer=Duo(longer=5), offline=None).score(CUES)
