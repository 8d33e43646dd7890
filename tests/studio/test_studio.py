"""The whole way: photos in, a film out, and nothing made twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import pytest

import luxvid
from luxvid.encoding import Encoding
from luxvid.errors import StoryboardIncomplete
from luxvid.protocols import Run
from luxvid.render import Combiner
from luxvid.scenes import LUXURY_SCENES, TRUCK_LEFT
from luxvid.sound import Audio, Cue
from luxvid.storage import Storage
from luxvid.storyboard import Storyboard
from luxvid.studio import Studio

pytestmark = pytest.mark.anyio
SMALL = Combiner(encoding=Encoding(width_px=320, height_px=180, preset="ultrafast"))


class Silent:
    """A composer that fails, as services do."""

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002  the seam's
        raise ConnectionError("the composer is out of reach")


def duration(path: Path, kind: str) -> float:
    with av.open(str(path)) as film:
        stream = next(s for s in film.streams if s.type == kind)
        return float((stream.duration or 0) * (stream.time_base or 0))


async def test_a_notebook_edits_locks_refills_and_produces(drawn: list[Path], tmp_path: Path) -> None:
    run = Run(storage=Storage.at(tmp_path / "kept here"))
    photos = await luxvid.load_photos(drawn[0].parent, run=run)
    studio = Studio(combiner=SMALL)
    board = await studio.plan(photos, brand=luxvid.Brand(name="Casa Sol"), run=run)
    assert len({photo.digest for photo in board.photos}) == 14
    taken = board["kitchen"].photos[0].file
    edited = board.lock("exterior").change("living", camera=TRUCK_LEFT, duration_s=5).without(taken)
    board2 = await studio.plan(photos, keep=edited, run=run)
    assert board2["exterior"].photos == board["exterior"].photos
    assert board2["living"].camera == TRUCK_LEFT
    assert taken not in [photo.file for photo in board2.photos]
    assert board2.duration_s == 29
    film = await studio.produce(board2, photos=photos, run=run)
    await film.save(tmp_path / "villa é.mp4")
    assert duration(tmp_path / "villa é.mp4", "video") == 29
    assert duration(tmp_path / "villa é.mp4", "audio") == 29
    await film.clips["kitchen"].save(tmp_path / "kitchen.mp4", encoding=SMALL.encoding)
    assert duration(tmp_path / "kitchen.mp4", "video") == 4
    assert "camera move over photos" in str(film.report)
    exported = await film.export(tmp_path / "export")
    names = {path.name for path in exported.iterdir()}
    assert {"film.mp4", "storyboard.json", "report.json", "music.flac", "01-exterior.mp4"} <= names


async def test_a_board_from_json_finds_its_photos_in_the_storage_or_says_which_are_missing(
    drawn: list[Path], tmp_path: Path
) -> None:
    storage = Storage.at(tmp_path / "tenant")
    photos = await luxvid.load_photos(drawn)
    studio = Studio(combiner=SMALL, scorer=None)
    board = await studio.plan(photos, scenes=LUXURY_SCENES[:1])
    text = board.change("exterior", duration_s=1).to_json()
    with pytest.raises(StoryboardIncomplete, match="not at hand"):
        await studio.produce(Storyboard.from_json(text), run=Run(storage=storage))
    await photos.keep(storage)
    film = await studio.produce(Storyboard.from_json(text), run=Run(storage=storage))
    assert film.picture.frames == 30


async def test_where_music_fails_the_film_comes_without_and_says_so(drawn: list[Path], tmp_path: Path) -> None:
    photos = await luxvid.load_photos(drawn)
    studio = Studio(combiner=SMALL, scorer=luxvid.ProgressiveScorer(composer=Silent()))
    run = Run(storage=Storage.memory())
    board = (await studio.plan(photos, scenes=LUXURY_SCENES[:1], run=run)).change("exterior", duration_s=1)
    film = await studio.produce(board, run=run)
    assert film.soundtrack is None
    assert "the composer is out of reach" in " ".join(film.report.notes)
    await film.save(tmp_path / "film.mp4")


async def test_an_open_shot_is_named(drawn: list[Path]) -> None:
    photos = await luxvid.load_photos(drawn)
    studio = Studio(combiner=SMALL, scorer=None)
    board = await studio.plan(photos, scenes=LUXURY_SCENES[:2])
    first = [photo.file for photo in board["entrance"].photos]
    with pytest.raises(StoryboardIncomplete, match="'entrance' has no photo"):
        await studio.produce(board.without(*first), run=Run(storage=Storage.memory()))


async def test_a_preview_has_the_films_timeline(drawn: list[Path]) -> None:
    photos = await luxvid.load_photos(drawn)
    studio = Studio()
    board = (await studio.plan(photos, scenes=LUXURY_SCENES[:1])).change("exterior", duration_s=1)
    film = await studio.preview(board, run=Run(storage=Storage.memory()))
    assert (film.picture.encoding.width_px, film.picture.encoding.height_px) == (854, 480)
    assert film.picture.frames == 30


async def test_the_music_is_as_long_as_the_picture_at_odd_rates(drawn: list[Path]) -> None:
    encoding = Encoding(width_px=160, height_px=96, preset="ultrafast", fps="29.97")
    studio = Studio(combiner=Combiner(encoding=encoding))
    photos = await luxvid.load_photos(drawn)
    board = (await studio.plan(photos, scenes=LUXURY_SCENES[:2])).change("exterior", duration_s="1.3")
    film = await studio.produce(board.change("entrance", duration_s=1), run=Run(storage=Storage.memory()))
    assert film.soundtrack is not None
    assert abs(film.soundtrack.duration_s - film.picture.duration_s) <= 1 / 48_000


def test_cues_are_hashable_values() -> None:
    assert len({Cue("a"), Cue("a"), Cue("b")}) == 2
