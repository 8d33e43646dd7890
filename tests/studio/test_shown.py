"""A film and its board in a notebook: they play, and they can be read aloud."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest
from attrs import evolve

import luxvid
from luxvid.delivery import Deliveries
from luxvid.errors import InvalidInput
from luxvid.photos import Photo
from luxvid.player import Player
from luxvid.protocols import Run
from tests.studio.conftest import SMALL
from tests.values.reading_aloud import accessible

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="session")
def film(seven: luxvid.Storyboard) -> luxvid.Film:
    studio = luxvid.Studio(combiner=luxvid.Combiner(encoding=SMALL))
    board = evolve(seven, shots=seven.shots[:3])
    return luxvid.wait(studio.produce(board, run=Run(storage=luxvid.Storage.memory())))


def opened(player: Player) -> av.container.InputContainer:
    return av.open(io.BytesIO(player.mp4), "r")


async def test_it_plays_whole_with_its_music(film: luxvid.Film) -> None:
    player = film.show()  # inside a running event loop, as in a notebook
    with opened(player) as container:
        assert sum(1 for _ in container.decode(video=0)) == film.picture.frames
        assert container.streams.audio
        assert abs((container.duration or 0) / 1e6 - float(film.duration_s)) < 0.05
    page = accessible(player._repr_html_(), most_bytes=6_000_000)
    (video,) = page.all("video")
    assert "controls" in video
    assert (video["src"] or "").startswith("data:video/mp4;base64,")
    assert "Exterior, Entrance, Living room" in (video["aria-label"] or "")


async def test_what_is_small_enough_is_copied(film: luxvid.Film, tmp_path: Path) -> None:
    player = film.show()
    assert player.save(tmp_path / "look.mp4").read_bytes() == player.mp4
    await film.save(tmp_path / "film.mp4")
    assert player.mp4 == (tmp_path / "film.mp4").read_bytes()
    assert b"DigitalSourceType" in player.mp4


async def test_what_is_not_is_made_smaller(film: luxvid.Film) -> None:
    whole, most_mb = film.show(), 0.12
    player = film.show(width_px=96, most_mb=most_mb)
    assert (player.width_px, player.height_px) == (96, 64)
    assert len(player.mp4) <= most_mb * 1e6 < len(whole.mp4)
    with opened(player) as container:
        assert sum(1 for _ in container.decode(video=0)) == film.picture.frames
        assert container.streams.video[0].width == 96


async def test_too_few_bytes_are_refused_with_how_many_it_needs(film: luxvid.Film) -> None:
    with pytest.raises(InvalidInput, match=r"6 s do not fit into 0.02 MB: most_mb= must be 0\.1 or more"):
        film.show(width_px=96, most_mb=0.02)


async def test_where_there_is_no_html_it_says_what_to_do(film: luxvid.Film) -> None:
    assert "elsewhere save it: .save('look.mp4')" in repr(film.show())


async def test_a_film_shows_its_scenes_its_shots_and_what_there_is_to_say(film: luxvid.Film) -> None:
    page = accessible(film._repr_html_())
    assert len(page.all("img")) == 3
    assert "Film: 6.000 s, 180 frames, 128×72 at 30 fps" in page.text
    for said in ("exterior", "camera move over photos", "Music: 6.000 s", "film.show()"):
        assert said in page.text


async def test_a_board_shows_every_photo_in_words_too(seven: luxvid.Storyboard) -> None:
    page = accessible(seven._repr_html_())
    assert [image["alt"] for image in page.all("img")][:2] == ["Exterior: opening photo", "Exterior: closing photo"]
    assert [section.get("aria-label") for section in page.all("section")][:2] == ["Storyboard", "Exterior"]


async def test_names_are_never_taken_for_html(film: luxvid.Film) -> None:
    photo = Photo(file="<script>a</script>.jpg", digest="f" * 64, size=1, width_px=9, height_px=9, caption='"><b>', preview=b"x")
    board = film.storyboard.change("living", first=photo, title="<i>Living</i>")
    shots = (*film.report.shots[:2], evolve(film.report.shots[2], files=("<script>b</script>",)))
    for page in (board, evolve(film, storyboard=board, report=evolve(film.report, shots=shots, notes=["<script>c"]))):
        assert not accessible(page._repr_html_()).all("i")


async def test_very_long_boards_stay_small(seven: luxvid.Storyboard) -> None:
    photo = evolve(seven.photos[0], preview=bytes(16_000))
    scenes = [luxvid.Scene(key=f"s{n}", title=f"Scene {n}") for n in range(40)]
    board = luxvid.Storyboard(shots=[luxvid.Shot(scene=scene, first=photo, last=photo) for scene in scenes])
    page = accessible(board._repr_html_())
    assert len(page.all("figure")) == 80
    assert 0 < len(page.all("img")) < 20


async def test_deliveries_are_a_table_with_headers() -> None:
    page = accessible(Deliveries(files=[])._repr_html_())
    assert [header["scope"] for header in page.all("th")] == ["col"]


async def test_on_trouble_there_is_none(film: luxvid.Film) -> None:
    assert evolve(film, report="broken")._repr_html_() is None  # type: ignore[arg-type]
