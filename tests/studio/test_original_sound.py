"""The clips' own sound in a film: only where it is asked for, in its scene, in sync."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from attrs import evolve, frozen
from numpy.typing import NDArray

import luxvid
from luxvid import Clip, Combiner, Encoding, KenBurnsRenderer, ProgressiveScorer, Run, Scene, Shot, Storage, Storyboard, Studio
from luxvid.audio import Mix
from luxvid.errors import InvalidInput
from luxvid.media.sound import read_sound
from luxvid.sound import RATE_HZ

pytestmark = pytest.mark.anyio

SMALL = Combiner(encoding=Encoding(width_px=160, height_px=96, preset="ultrafast"))
CLAP_S = 1.5


def clapping(path: Path, *, sound: bool = True, late_s: float = 0.0) -> Path:
    """Two seconds of grey at 25 frames a second, with a clap at 1.5 s; the sound's track may begin late."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 160, 96, "yuv420p"
        audio = container.add_stream("aac", rate=RATE_HZ) if sound else None
        for _ in range(50):
            frame = av.VideoFrame.from_ndarray(np.full((96, 160, 3), 90, np.uint8), format="rgb24")
            container.mux(video.encode(frame.reformat(format="yuv420p")))
        container.mux(video.encode())
        if audio is not None:
            late = round(late_s * RATE_HZ)
            wave = np.zeros(2 * RATE_HZ, np.float32)
            clap = np.random.default_rng(1).standard_normal(2_000) * np.exp(-np.arange(2_000) / 300)
            wave[round(CLAP_S * RATE_HZ) :][:2_000] = 0.3 * clap
            for start in range(late, len(wave), 1024):
                block = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
                block.rate, block.pts = RATE_HZ, start
                container.mux(audio.encode(block))
            container.mux(audio.encode())
    return path


@frozen
class WithAFile:
    """The second scene comes from a file, from 0.25 s on."""

    path: Path

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:
        if shot.key == "pool":
            return evolve(await Clip.open(self.path), duration_s=shot.duration_s, lead_s=Fraction(1, 4))
        return await KenBurnsRenderer().render(shot, run=run)


async def filmed(drawn: Sequence[Path], clip: Path, mix: Mix) -> luxvid.Film:
    photos = tuple(await luxvid.load_photos(drawn[:2]))
    scenes = [Scene(key=key, duration_s="1.6") for key in ("hall", "pool")]
    board = Storyboard(shots=[Shot(scene=scene, first=photo) for scene, photo in zip(scenes, photos, strict=True)])
    studio = Studio(renderer=WithAFile(clip), combiner=SMALL, scorer=ProgressiveScorer(mix=mix))
    return await studio.produce(board, run=Run(storage=Storage.memory()))


def loudest_s(samples: NDArray[np.float32]) -> float:
    return int(np.abs(samples).max(axis=0).argmax()) / RATE_HZ


@pytest.mark.parametrize("late_s", [0.0, 0.5])
async def test_a_clap_is_heard_where_it_is_seen(drawn: list[Path], tmp_path: Path, late_s: float) -> None:
    film = await filmed(drawn, clapping(tmp_path / "clap.mp4", late_s=late_s), Mix(original=["pool"], original_db=6))
    assert film.soundtrack
    assert set(film.soundtrack.stems) == {"music", "original"}
    own = read_sound(await film.soundtrack.stems["original"].read()).samples
    assert own.shape[1] == film.soundtrack.samples == round(3.2 * RATE_HZ)
    assert loudest_s(own) == pytest.approx(1.6 + CLAP_S - 0.25, abs=0.003)
    assert not own[:, : round(1.6 * RATE_HZ)].any()


async def test_without_being_asked_for_it_is_not_heard(drawn: list[Path], tmp_path: Path) -> None:
    film = await filmed(drawn, clapping(tmp_path / "clap.mp4"), Mix())
    assert film.soundtrack
    assert film.soundtrack.stems == {}
    assert loudest_s((await film.clips["pool"].sound()).samples) == pytest.approx(CLAP_S - 0.25, abs=0.003)  # type: ignore[union-attr]
    assert await film.clips["hall"].sound() is None


async def test_what_cannot_be_heard_is_noted_and_the_music_plays(drawn: list[Path], tmp_path: Path) -> None:
    film = await filmed(drawn, clapping(tmp_path / "mute.mp4", sound=False), Mix(original=["pool", "cellar"]))
    assert film.soundtrack
    assert film.soundtrack.stems == {}
    notes = " ".join(film.report.notes)
    assert "pool: the clip has no sound of its own" in notes
    assert "cellar: there is no such shot" in notes
    quiet = await filmed(drawn, tmp_path / "mute.mp4", Mix(original="all"))
    assert not [note for note in quiet.report.notes if "sound" in note]


def test_one_scene_s_name_is_no_list_of_them() -> None:
    with pytest.raises(InvalidInput, match=r"original=\['pool'\]"):
        Mix(original="pool")
