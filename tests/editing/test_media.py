"""The files beside a timeline: put together as the timeline says, they are the film again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from attrs import evolve

import luxvid
from luxvid.__main__ import main
from luxvid.editing import edit_of
from luxvid.editing.fcp7 import fcp7
from luxvid.editing.fcpxml import fcpxml
from luxvid.editing.otio import otio
from luxvid.errors import InvalidInput, MissingExtra, StorageFailed
from luxvid.events import Advanced, Event
from luxvid.film import Film
from luxvid.media.blend import dissolve, fade
from luxvid.media.marking import read_xmp
from luxvid.storage.files import folder_beside

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.anyio


@pytest.fixture
async def film(film_at: Callable[[str], Film]) -> Film:
    """A film at 29.97 frames a second whose picture is joined, with music."""
    film = film_at("29.97")
    timeline = film.storyboard.timeline(film.picture.encoding.fps)
    clips = [film.clips[shot.key] for shot in film.storyboard.shots]
    picture = await luxvid.Combiner(encoding=evolve(film.picture.encoding, crf=6)).combine(clips, timeline=timeline)
    cue = luxvid.Cue("warm strings", duration_s=timeline.duration_s)
    return evolve(film, picture=picture, soundtrack=await luxvid.ProgressiveScorer().score([cue]))


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as file:
        return [np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8) for frame in file.decode(video=0)]


async def test_the_film_is_made_again_of_what_was_written(film: Film, tmp_path: Path) -> None:
    api = pytest.importorskip("opentimelineio", reason="OpenTimelineIO has no wheel for this Python")
    made = await film.timeline(tmp_path / "villa.otio")
    elsewhere = tmp_path / "on another disk"
    elsewhere.mkdir()
    shutil.move(made, elsewhere)  # the timeline and its folder are moved together
    shutil.move(tmp_path / "villa-media", elsewhere)
    timeline = api.adapters.read_from_file(str(elsewhere / "villa.otio"))
    rebuilt = [frame.mean() for frame in conformed(timeline.tracks[0], elsewhere, api)]
    shown = [frame.mean() for frame in frames_of(await film.save(tmp_path / "film.mp4"))]
    assert len(rebuilt) == len(shown) == film.picture.frames
    assert np.abs(np.subtract(rebuilt, shown)).max() < 0.3  # the next frame is brighter by 2/3
    (music,) = timeline.tracks[1]
    with av.open(str(elsewhere / music.media_reference.target_url)) as sound:
        assert sum(frame.samples for frame in sound.decode(audio=0)) == film.soundtrack.samples  # type: ignore[union-attr]


async def test_stems_lie_silent_below_the_mix(film: Film, tmp_path: Path) -> None:
    api = pytest.importorskip("opentimelineio", reason="OpenTimelineIO has no wheel for this Python")
    music = film.soundtrack
    assert music is not None
    film = evolve(film, soundtrack=evolve(music, stems={"music": music.master, "voice": music.master}))
    edit = edit_of(film, name="film", handles_s=Fraction(0))
    _, *heard = api.adapters.read_from_string(otio(edit, "m"), "otio_json").tracks
    assert [(track[0].name, track.enabled) for track in heard] == [("Mix", True), ("music", False), ("voice", False)]
    tracks = re.findall(r"<enabled>(TRUE|FALSE)</enabled>\s*<outputchannelindex>([12])", fcp7(edit, "m"))
    assert tracks == [("TRUE", "1"), ("TRUE", "2"), *[("FALSE", "1"), ("FALSE", "2")] * 2]
    assert re.findall(r'lane="(-\d)".* enabled="(\d)"', fcpxml(edit, "m")) == [("-1", "1"), ("-2", "0"), ("-3", "0")]
    await film.timeline(tmp_path / "film.edl", handles_s=0)
    sounds = {path.name: path.stat().st_size for path in (tmp_path / "film-media").glob("*.wav")}
    assert set(sounds) == {"music.wav", "stem-music.wav", "stem-voice.wav"}
    assert min(sounds.values()) > music.samples * 6


def conformed(track: Any, folder: Path, api: Any) -> list[NDArray[np.uint8]]:
    """Return a track's frames as an editing program shows them: clips by their source ranges, passages by their offsets."""
    children = list(track)
    files = {clip.name: frames_of(folder / clip.media_reference.target_url) for clip in track.find_clips()}

    def frame(clip: Any, at: int) -> NDArray[np.uint8]:
        start = clip.source_range.start_time - clip.media_reference.available_range.start_time
        return files[clip.name][int(start.value) + at]

    film: list[NDArray[np.uint8]] = []
    for clip in track.find_clips():
        film += [frame(clip, at) for at in range(int(clip.source_range.duration.value))]
    cut = 0
    for before, passage, after in zip(children, children[1:], children[2:], strict=False):
        if isinstance(before, api.schema.Clip):
            cut += int(before.source_range.duration.value)
        if not isinstance(passage, api.schema.Transition):
            continue
        lead, count = int(passage.in_offset.value), int((passage.in_offset + passage.out_offset).value)
        mix = dissolve if passage.transition_type == "SMPTE_Dissolve" else fade
        for k in range(count):
            out = frame(before, int(before.source_range.duration.value) - lead + k)
            film[cut - lead + k] = mix(out, frame(after, k - lead), (k + 0.5) / count)
    return film


async def test_files_are_made_for_cutting(film_at: Callable[[str], Film], tmp_path: Path) -> None:
    film = film_at("25")
    await film.timeline(tmp_path / "Casa Söl.fcpxml")
    folder = tmp_path / "casa-sol-media"
    edit = edit_of(film, name="film", handles_s=Fraction(1, 2))
    assert sorted(path.name for path in folder.iterdir()) == [item.file for item in edit.items]
    for hour, item in enumerate(edit.items, 1):
        with av.open(str(folder / item.file)) as file:
            (stream,) = file.streams.video
            pictures = list(file.decode(stream))
        assert all(picture.key_frame for picture in pictures)
        assert len(pictures) == item.frames == item.length + 26  # half a second is 12.5 frames: 13
        assert stream.metadata["timecode"] == f"{hour:02}:00:00:00"
        brightness = [round(float(picture.to_ndarray()[:96].mean())) for picture in pictures]
        assert np.allclose(np.diff(brightness), 1, atol=1)
        assert abs(brightness[13] - 20 * (hour - 1) - 30) <= 1  # frame 0 of the shot lies behind its handle
    assert b"google/veo-3.1-fast" in read_xmp(folder / "02-entrance.mp4")


async def test_a_clip_that_is_short_of_frames_gives_what_it_has(film_at: Callable[[str], Film]) -> None:
    film = film_at("30")
    living, entrance = film.clips["living"], film.clips["entrance"]
    source: Any = living.source
    short = evolve(living, lead_s="0.2", source=evolve(source, length_s=1.4))
    held = evolve(entrance, source=evolve(source, length_s=1.3))
    film = evolve(film, clips={**film.clips, "living": short, "entrance": held})
    items = {item.key: item for item in edit_of(film, name="film", handles_s=Fraction(1, 2)).items}
    assert (items["living"].head, items["living"].tail) == (6, 3)
    assert (items["entrance"].head, items["entrance"].tail) == (8, 5)  # what the passages show, though the file has none


async def test_a_bundle_is_one_file(film_at: Callable[[str], Film], tmp_path: Path) -> None:
    api = pytest.importorskip("opentimelineio", reason="OpenTimelineIO has no wheel for this Python")
    film = film_at("25")
    made = await film.timeline(tmp_path / "villa.otioz", handles_s=0)
    assert [path.name for path in tmp_path.iterdir()] == ["villa.otioz"]
    timeline = api.adapters.read_from_file(str(made), extract_to_directory=str(tmp_path))
    for clip in timeline.find_clips():
        assert len(frames_of(tmp_path / clip.media_reference.target_url)) == clip.available_range().duration.value


async def test_what_a_killed_export_left_is_cleared_by_the_next(film_at: Callable[[str], Film], tmp_path: Path) -> None:
    pytest.importorskip("opentimelineio", reason="OpenTimelineIO has no wheel for this Python")
    with folder_beside(tmp_path / "villa.otioz") as held:  # another process is at work
        (left := tmp_path / ".villa.otioz.0123456789abcdef.parts" / "media").mkdir(parents=True)
        (left / "01.mp4").write_bytes(b"half a clip")
        left.parent.with_suffix(".lock").touch()
        await film_at("25").timeline(tmp_path / "villa.otioz", handles_s=0)
        assert held.is_dir()
        assert {path.name for path in tmp_path.iterdir()} == {"villa.otioz", held.name, held.with_suffix(".lock").name}
    assert [path.name for path in tmp_path.iterdir()] == ["villa.otioz"]


async def test_with_a_run_only_what_changed_is_encoded_again(film_at: Callable[[str], Film], tmp_path: Path) -> None:
    film, seen = film_at("25"), list[Event]()
    run = luxvid.Run(storage=luxvid.Storage.memory(), on_event=seen.append)
    await film.timeline(tmp_path / "villa.xml", run=run)
    assert not any(event.reused for event in seen if isinstance(event, Advanced))
    seen.clear()
    longer = film.storyboard.change("kitchen", duration_s="1.4")
    await evolve(film, storyboard=longer).timeline(tmp_path / "villa.edl", run=run)
    made = {event.item: event.reused for event in seen if isinstance(event, Advanced)}
    assert [name for name, reused in made.items() if not reused] == ["04-kitchen.mp4"]


@pytest.mark.parametrize(
    ("name", "words"), [("villa.aaf", "AAF"), ("villa.mov", ".fcpxml"), ("villa", ".otio"), ("missing/villa.edl", "folder")]
)
async def test_what_cannot_be_written_is_said_first(
    name: str, words: str, film_at: Callable[[str], Film], tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match=words):
        await film_at("25").timeline(tmp_path / name)
    assert not list(tmp_path.iterdir())


async def test_timecode_counts_whole_rates_only(film_at: Callable[[str], Film], tmp_path: Path) -> None:
    film = film_at("12.5")
    for ending in ("edl", "xml"):
        with pytest.raises(InvalidInput, match=r"12\.5"):
            await film.timeline(tmp_path / f"villa.{ending}")
    await film.timeline(tmp_path / "villa.fcpxml", handles_s=0)
    with av.open(str(tmp_path / "villa-media" / "01-exterior.mp4")) as file:
        assert "timecode" not in file.streams.video[0].metadata


async def test_the_extra_is_named(film_at: Callable[[str], Film], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentimelineio", None)
    with pytest.raises(MissingExtra, match=r"luxvid\[timeline\]"):
        await film_at("25").timeline(tmp_path / "villa.otio")
    assert not list(tmp_path.iterdir())


async def test_a_clip_that_fails_leaves_no_timeline(film_at: Callable[[str], Film], tmp_path: Path) -> None:
    film = film_at("25")

    class Broken:
        length_s, identity = None, {"broken": 1}

        async def frames(self, *_: int, encoding: luxvid.Encoding) -> Any:  # noqa: ARG002
            raise StorageFailed("the disk is gone")

    clips = {**film.clips, "living": evolve(film.clips["living"], source=Broken())}
    (tmp_path / "villa.edl").write_text("the one before")
    with pytest.raises(StorageFailed):
        await evolve(film, clips=clips).timeline(tmp_path / "villa.edl")
    assert (tmp_path / "villa.edl").read_text() == "the one before"
    assert not list(tmp_path.glob(".*"))
    assert not [path for path in (tmp_path / "villa-media").iterdir() if path.suffix != ".mp4"]


def test_the_command_checks_the_ending_before_it_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["film", str(tmp_path), "--out", str(tmp_path / "film.mp4"), "--timeline", str(tmp_path / "villa.mov")]
    assert main(call) == 1
    assert "a timeline is saved as .otio" in capsys.readouterr().err
