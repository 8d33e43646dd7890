"""The music under a voice, with the clips' own sound, louder and softer scene by scene."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio import Mix, ProgressiveScorer
from luxvid.audio.mastering import CURVES, Goal, faded_at_ends
from luxvid.audio.mixing import Scenes, ducking, mixed
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.media.encode import encode_piece
from luxvid.media.join import write_film
from luxvid.media.sound import decode_aac, encode_aac, encode_wav, measure, read_sound, without_edit_list
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Audio, Cue
from luxvid.storage import Storage

pytestmark = pytest.mark.anyio
Samples = NDArray[np.float32]
SCENES = Scenes(keys=("front", "hall", "pool"), ends=(192_000, 384_000, 576_000))
CUES = [Cue("strings", key=key, duration_s=4) for key in SCENES.keys]


def tone(seconds: float, *, hertz: float = 220, level: float = 0.1) -> Samples:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return np.tile(np.sin(2 * np.pi * hertz * time).astype(np.float32) * np.float32(level), (2, 1))


def level_db(samples: Samples, second: float) -> float:
    window = samples[:, round((second - 0.2) * RATE_HZ) : round((second + 0.2) * RATE_HZ)]
    return float(10 * np.log10(np.square(window).mean() + 1e-12))


def parts(mix: Mix, **given: Any) -> dict[str, Samples]:
    return mixed(Audio(samples=tone(12)), mix, Goal(), scenes=SCENES, **{"voice": None, "originals": {}, **given})


def test_music_alone_is_faded_and_else_as_it_was() -> None:
    made = parts(Mix())
    assert set(made) == {"music"}
    np.testing.assert_array_equal(made["music"], faded_at_ends(tone(12), Goal()))


def test_the_music_makes_way_for_words_and_comes_back() -> None:
    voice = np.zeros((2, 12 * RATE_HZ), np.float32)
    voice[:, 5 * RATE_HZ : 7 * RATE_HZ] = tone(2, hertz=300, level=0.5)
    made = parts(Mix(duck_db=12), voice=Audio(samples=voice))
    music = made["music"]
    assert level_db(music, 3) - level_db(music, 6) == pytest.approx(12, abs=0.2)
    assert level_db(music, 3) == pytest.approx(level_db(music, 9), abs=0.2)
    assert level_db(music, 4.95) < level_db(music, 3) - 3  # from just before the first word
    assert measure(made["voice"]).loudness_lufs == pytest.approx(measure(tone(12)).loudness_lufs + 4, abs=0.7)
    assert np.abs(np.diff(ducking(voice, 12))).max() < 1e-3


def test_a_voice_begins_when_it_shall_and_ends_with_the_film() -> None:
    made = parts(Mix(voice_at_s=10), voice=Audio(samples=tone(5, hertz=300)))
    assert not made["voice"][:, : 10 * RATE_HZ].any()
    assert made["voice"].shape == (2, 576_000)


def test_scenes_are_louder_and_softer_without_a_step() -> None:
    made = parts(Mix(scene_gains_db={"hall": -9, "attic": 3}))["music"]
    assert level_db(made, 2) - level_db(made, 6) == pytest.approx(9, abs=0.1)
    assert level_db(made, 2) == pytest.approx(level_db(made, 10), abs=0.1)


def test_the_clips_own_sound_is_heard_in_its_scene_only() -> None:
    made = parts(Mix(original_db=-6), originals={"hall": Audio(samples=tone(9, hertz=500))})
    own = made["original"]
    assert not own[:, :192_000].any()
    assert not own[:, 384_000:].any()
    assert measure(own).loudness_lufs == pytest.approx(measure(made["music"]).loudness_lufs - 6, abs=0.3)


@pytest.mark.parametrize("curve", CURVES)
def test_fades_rise_from_silence_by_their_curve(curve: Any) -> None:
    ones = np.ones((2, 96_000), np.float32)
    made = faded_at_ends(ones, Goal(fade_s=0.5, fade_out_s=1.0, fade_curve=curve))[0]
    assert made[0] == made[-1] == 0
    assert (np.diff(made[:24_000]) >= 0).all()
    assert made[24_000] == 1
    assert made[47_999] == pytest.approx(1, abs=0.01)
    assert made[90_000] < 0.5


async def test_an_offset_delays_the_music_and_keeps_its_end() -> None:
    music = await ProgressiveScorer(mix=Mix(offset_s=3)).score(CUES)
    heard = read_sound(await music.master.read()).samples
    assert heard.shape[1] == music.samples == 576_000
    assert not heard[:, : 3 * RATE_HZ - 480].any()
    assert np.abs(heard[:, 4 * RATE_HZ :]).max() > 0.1
    with pytest.raises(InvalidInput, match=r"make mix\.offset_s smaller"):
        await ProgressiveScorer(mix=Mix(offset_s=12)).score(CUES)


async def test_voice_and_music_are_kept_as_stems_and_mastered_together(tmp_path: Path) -> None:
    (tmp_path / "voice.wav").write_bytes(encode_wav(tone(2, hertz=300, level=0.3)))
    run = Run(storage=Storage.memory())
    scorer = ProgressiveScorer(mix=Mix(voice=tmp_path / "voice.wav", voice_at_s=1), loudness_lufs="mobile")
    music = await scorer.score(CUES, run=run)
    assert set(music.stems) == {"music", "voice"}
    stems = {name: read_sound(await blob.read()).samples for name, blob in music.stems.items()}
    assert all(stem.shape == (2, 576_000) for stem in stems.values())
    assert np.abs(stems["voice"][:, 2 * RATE_HZ]).max() >= 0
    level = measure(decode_aac(await music.aac.read()))
    assert level.loudness_lufs == pytest.approx(-16, abs=0.3)
    assert level.true_peak_dbtp <= -1
    assert await scorer.score(CUES, run=run) == music
    (tmp_path / "voice.wav").write_bytes(encode_wav(tone(2, hertz=400, level=0.3)))
    assert (await scorer.score(CUES, run=run)).aac.digest != music.aac.digest


async def test_the_volume_is_against_the_loudness_that_was_asked_for() -> None:
    music = await ProgressiveScorer(mix=Mix(volume_db=-6), loudness_lufs=-14).score(CUES[:1])
    assert music.loudness_lufs == pytest.approx(-20, abs=0.3)


@pytest.mark.parametrize(("name", "lufs"), [("streaming", -14), ("broadcast", -23)])
def test_loudness_has_a_name_by_delivery(name: str, lufs: float) -> None:
    assert ProgressiveScorer(loudness_lufs=name).loudness_lufs == lufs


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"volume_db": 20}, "volume_db"),
        ({"scene_gains_db": {"hall": 40}}, "hall"),
        ({"offset_s": -1}, "offset_s"),
        ({"duck_db": -1}, "duck_db"),
    ],
)
def test_a_mix_that_cannot_be_is_named(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        Mix(**settings)
    with pytest.raises(InvalidInput, match="fade_curve"):
        ProgressiveScorer(fade_curve="steep")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="broadcast"):
        ProgressiveScorer(loudness_lufs="loud")


SMALL = Encoding(width_px=160, height_px=90, preset="ultrafast")
FLASHES = (30, 75)


def frames(first: int, last: int) -> Iterator[NDArray[np.uint8]]:
    for number in range(first, last):
        frame = np.full((135, 160), 128, np.uint8)
        frame[:90] = 235 if number in FLASHES else 16
        yield frame


async def clicked() -> bytes:
    samples = tone(4, level=0.001)
    for number in FLASHES:
        samples[:, number * 1600] = 0.5
    return encode_aac(samples)


@pytest.mark.parametrize("edit_list", [True, False])
async def test_clicks_and_flashes_come_together_with_and_without_an_edit_list(tmp_path: Path, *, edit_list: bool) -> None:
    pieces = [await encode_piece(frames(first, last), encoding=SMALL) for first, last in ((0, 50), (50, 120))]
    film = await write_film(tmp_path / "film.mp4", pieces, encoding=SMALL, aac=await clicked(), edit_list=edit_list)
    assert (b"elst" in film.read_bytes()) is edit_list
    readings: list[dict[str, str]] = [{}] if edit_list else [{}, {"ignore_editlist": "1"}]
    for options in readings:
        with av.open(str(film), "r", options=options) as container:
            seen = [
                Fraction(f.pts or 0) * Fraction(f.time_base or 0)
                for f in container.decode(video=0)
                if f.to_ndarray()[:90].mean() > 120
            ]
        with av.open(str(film), "r", options=options) as container:
            sound = list(container.decode(audio=0))
        wave = np.concatenate([frame.to_ndarray() for frame in sound], axis=1)[0]
        begins = round((sound[0].pts or 0) * Fraction(sound[0].time_base or 0) * RATE_HZ)
        heard = [int(np.abs(wave[at - 2000 : at + 2000]).argmax()) + at - 2000 + begins for at in (48_000, 120_000)]
        assert seen == [Fraction(number, 30) for number in FLASHES]
        assert all(abs(place - number * 1600) <= 1 for place, number in zip(heard, FLASHES, strict=True))


@pytest.mark.parametrize("ending", [".m4a", ".wav", ".flac", ".mp3"])
async def test_a_click_stays_at_its_sample_in_every_file(ending: str, tmp_path: Path) -> None:
    samples = tone(3, level=0.01)
    samples[:, 70_001] = 0.4

    class Clicked:
        async def compose(self, cues: Any, /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
            return Audio(samples=samples)

    music = await ProgressiveScorer(composer=Clicked(), checked=False).score([Cue("", duration_s=3)])
    path = await music.save(tmp_path / f"music{ending}")
    heard = read_sound(path).samples
    assert abs(int(np.abs(heard[0]).argmax()) - 70_001) <= 1
    assert abs(heard.shape[1] - 144_000) < 1024
    if ending == ".m4a":
        plain = without_edit_list(path.read_bytes())
        with av.open(io.BytesIO(plain), "r", options={"ignore_editlist": "1"}) as container:
            wave = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)[0]
        assert abs(int(np.abs(wave).argmax()) - 70_001) <= 1
        assert (await music.save(tmp_path / "plain.m4a", edit_list=False)).read_bytes() == plain
