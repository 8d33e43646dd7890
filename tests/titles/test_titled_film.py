"""Titles in films: what changes with them, what does not, and that a camera reads the code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest
from attrs import evolve, frozen
from numpy.typing import NDArray

import luxvid
from luxvid import Brand, Combiner, Encoding, Run, Storage, Studio
from luxvid.__main__ import main
from luxvid.listing import Listing
from luxvid.media.colour import to_rgb
from luxvid.photos import Photo
from luxvid.storyboard import Brief, Storyboard
from luxvid.studio import planned

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=160, height_px=96, preset="ultrafast")
STUDIO = Studio(combiner=Combiner(encoding=SMALL), scorer=None)


@pytest.fixture(scope="module")
def board(drawn: list[Path]) -> Storyboard:
    photos = luxvid.wait(luxvid.load_photos(drawn[:7]))
    scenes = zip(luxvid.LUXURY_SCENES, photos, strict=True)
    shots = [luxvid.Shot(scene=scene, first=photo, title=scene.title) for scene, photo in scenes]
    return Storyboard(shots=shots).change("living", detail="€ 2,450,000")


async def read(film: luxvid.Film, path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(await film.save(path))) as file:
        return [np.asarray(frame.to_ndarray(), np.uint8) for frame in file.decode(video=0)]


async def test_another_price_makes_less_than_a_tenth_of_the_film_anew(board: Storyboard) -> None:
    run = Run(storage=Storage.memory())
    first = await STUDIO.produce(board, run=run)
    second = await STUDIO.produce(board.change("living", detail="€ 2,300,000"), run=run)
    pieces = zip(first.picture.pieces, second.picture.pieces, strict=True)
    anew = [number for number, (old, new) in enumerate(pieces) if old.digest != new.digest]
    [price] = [title for title in second.report.titles if "€ 2,300,000" in title.lines]
    assert len(anew) == 1
    assert (price.ends_s - price.begins_s) / second.duration_s < 0.1
    assert second.picture.reused == len(second.picture.pieces) - 1
    assert "8.63 s  says 'Living room / € 2,300,000' until 11.13 s" in str(second.report)


async def test_a_board_that_says_nothing_makes_the_film_as_before(board: Storyboard) -> None:
    silent = evolve(board, shots=[evolve(shot, title="", detail="") for shot in board.shots[:2]])
    run = Run(storage=Storage.memory())
    plain = await evolve(STUDIO, titles=None).produce(silent, run=run)
    film = await STUDIO.produce(silent, run=run)
    assert film.picture.reused == len(film.picture.pieces) == len(plain.picture.pieces)
    assert film.report.titles == ()


async def test_a_film_shows_its_titles_when_it_says_so(board: Storyboard, tmp_path: Path) -> None:
    short = evolve(board, shots=board.shots[1:3]).titled(headline="Casa Sol")
    run = Run(storage=Storage.memory())
    film = await STUDIO.produce(short, run=run)
    bare = await evolve(STUDIO, titles=None).produce(short, run=run)
    shown, plain = await read(film, tmp_path / "a.mp4"), await read(bare, tmp_path / "b.mp4")
    differs = {n for n, (a, b) in enumerate(zip(shown, plain, strict=True)) if np.abs(a.astype(int) - b.astype(int)).max() > 40}
    said = [range(int(each.begins_s * 30), int(each.ends_s * 30)) for each in film.report.titles]
    assert len(said) == 3
    for frames in said:
        assert set(frames[12:-14]) <= differs
    assert not differs - {n for frames in said for n in frames}


async def test_a_phone_reads_the_code_on_the_end_card(board: Storyboard, tmp_path: Path) -> None:
    cv2 = pytest.importorskip("cv2")
    url = "https://solandmar.example/casa-sol?utm=film"
    signed = evolve(board, shots=board.shots[:1], brand=Brand(name="Sol & Mar", url=url)).change(
        "exterior", title="", duration_s=1
    )
    encoding = Encoding(width_px=640, height_px=360, preset="ultrafast", crf=30)
    film = await evolve(STUDIO, combiner=Combiner(encoding=encoding)).produce(signed, run=Run(storage=Storage.memory()))
    frames = await read(film, tmp_path / "film.mp4")
    read_, *_ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(to_rgb(frames[-1])[..., ::-1]))
    assert read_ == url


@frozen
class Counting:
    """A selector that says how often it was asked."""

    asked: list[Brief]

    async def select(self, photos: Sequence[Photo], /, *, brief: Brief, run: Run | None = None) -> Storyboard:
        self.asked.append(brief)
        return await luxvid.LocalSelector().select(photos, brief=brief, run=run)

    def __repr__(self) -> str:
        return "Counting()"


async def test_looks_and_words_ask_for_no_other_choice(drawn: list[Path]) -> None:
    photos, run, selector = await luxvid.load_photos(drawn[:4]), Run(storage=Storage.memory()), Counting([])
    studio = evolve(STUDIO, selector=selector)
    plain = await planned(studio, photos, brand=Brand(name="Sol"), run=run)
    brand, listing = Brand(name="Sol", phone="1", watermark=True, card_colour="#203040"), Listing(price="€ 1")
    dressed = await planned(studio, photos, brand=brand, listing=listing, run=run)
    assert len(selector.asked) == 1
    assert dressed == evolve(plain, brand=brand, listing=listing)
    await planned(studio, photos, brand=Brand(name="Mar"), run=run)
    assert len(selector.asked) == 2


async def test_planning_again_keeps_what_is_said(drawn: list[Path]) -> None:
    photos = await luxvid.load_photos(drawn[:4])
    board = await STUDIO.plan(photos, listing=Listing(headline="Casa Sol"))
    key = board.shots[0].key
    again = await STUDIO.plan(photos, keep=board.change(key, title="Front", detail="South").lock(key))
    assert again.listing.headline == "Casa Sol"
    assert (again[key].title, again[key].detail) == ("Front", "South")


def test_the_command_draws_titles(drawn: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "living.jpg").write_bytes(drawn[0].read_bytes())
    (tmp_path / "brand.json").write_text('{"name": "Sol & Mar", "phone": "+34 971 000 000"}', encoding="utf-8")
    call = ["film", str(photos), "--out", str(tmp_path / "film.mp4"), "--size", "160x96", "--no-music", "--quiet"]
    call += ["--storage", str(tmp_path / "kept"), "--brand", str(tmp_path / "brand.json"), "--headline", "Casa Sol"]
    assert main(call) == 0
    told = capsys.readouterr().out
    assert "says 'Casa Sol'" in told
    assert "says 'Sol & Mar / +34 971 000 000'" in told


async def test_a_title_that_is_gone_before_it_is_read_is_told(board: Storyboard) -> None:
    heard: list[str] = []
    run = Run(storage=Storage.memory(), on_event=lambda event: heard.append(str(getattr(event, "message", ""))))
    short = evolve(board, shots=board.shots[2:3])
    calm = await STUDIO.produce(short, run=run)
    assert not any("can hardly be read" in note for note in calm.report.notes)
    hurried = await STUDIO.produce(short.change("living", detail="Natural stone, " * 8), run=run)
    [note] = [note for note in hurried.report.notes if "can hardly be read" in note]
    assert note.startswith("the title over 'living' has 131 characters in 2.5 s")
    assert note in heard
