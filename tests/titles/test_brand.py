"""A brand's files, fonts and colours: what can be used, and one sentence where it cannot."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from PIL import Image, ImageFont, features

import luxvid
from luxvid.errors import InvalidInput
from luxvid.protocols import Run
from luxvid.storage import Storage
from luxvid.titles import Titles
from tests.titles.looking import SHAPES, Same, laid, opacity, plain, titles_of

pytestmark = pytest.mark.anyio
WIDE = SHAPES["16:9"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'


def board_of(brand: luxvid.Brand, **changes: str) -> luxvid.Storyboard:
    board = luxvid.Storyboard(shots=[luxvid.Shot(scene=luxvid.Scene(key="living"))], brand=brand)
    return board.change("living", **changes)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A green disc on nothing."""
    y, x = np.mgrid[:60, :120]
    picture = np.zeros((60, 120, 4), np.uint8)
    picture[(x - 60) ** 2 + (y - 30) ** 2 < 700] = (20, 160, 60, 255)
    Image.fromarray(picture).save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


async def test_nothing_said_is_nothing_drawn() -> None:
    board = board_of(luxvid.Brand(name="Sol & Mar", tone="quiet"))
    assert await titles_of(board, WIDE) == ()
    assert Titles().said(board, timeline=board.timeline(WIDE.fps)) == ()


def test_without_its_brand_a_board_says_the_same_of_the_property() -> None:
    brand = luxvid.Brand(name="Sol & Mar", phone="1", url="https://example.com", watermark=True, accent_colour="#aa0000")
    board = board_of(brand, title="Living room", prompt="as it was").titled(headline="Casa Sol")
    bare = board.unbranded()
    assert bare.brand == luxvid.Brand(accent_colour="#aa0000")
    assert (bare.shots, bare.listing) == (board.shots, board.listing)


def test_a_brand_comes_from_a_file_with_others_beside_it(tmp_path: Path, logo: Path) -> None:
    told = {"name": "Sol & Mar", "logo": logo.name, "contact": "Marina Vidal\nPalma", "card_colour": "#203040"}
    (tmp_path / "brand.json").write_text(json.dumps(told), encoding="utf-8")
    brand = luxvid.Brand.read(tmp_path / "brand.json")
    assert brand == luxvid.Brand(name="Sol & Mar", logo=logo, contact=("Marina Vidal", "Palma"), card_colour="#203040")
    assert luxvid.Brand.from_json(brand.to_json()) == brand


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"logo": "none.png"}, "none.png' cannot be read: No such file"),
        ({"text_colour": "red"}, "text_colour must be written as '#rrggbb', not 'red'"),
        ({"url": "example.com"}, "url must begin with 'https://'"),
        ({"colour": "#000000"}, "unknown keys ['colour']"),
        (["name"], "must be a JSON object"),
    ],
)
def test_what_a_brand_cannot_be_is_said(told: object, reason: str, tmp_path: Path) -> None:
    (tmp_path / "brand.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        luxvid.Brand.read(tmp_path / "brand.json")
    assert reason in str(caught.value)


async def test_a_logo_is_drawn_on_the_card_in_its_own_colours(logo: Path) -> None:
    [card] = await titles_of(board_of(luxvid.Brand(logo=logo, phone="+34 971 000 000")), WIDE)
    shown = await laid(card, plain(WIDE, 90), WIDE)
    red_chroma = shown[WIDE.height_px :].reshape(2, WIDE.height_px // 2, -1)[1]
    rows, columns = np.nonzero(red_chroma < 100)  # green
    assert len(rows) > 300
    assert abs(columns.mean() - WIDE.width_px / 4) < 3  # in the middle


async def test_a_logo_of_the_card_s_colour_gets_a_plate(tmp_path: Path) -> None:
    Image.new("RGBA", (80, 40), (20, 22, 26, 255)).save(tmp_path / "dark.png")
    [card] = await titles_of(board_of(luxvid.Brand(logo=tmp_path / "dark.png")), WIDE)
    luma = (await laid(card, plain(WIDE, 90), WIDE))[: WIDE.height_px]
    assert (luma > 200).sum() > 1000  # the plate
    assert (luma < 40).sum() > 1000


async def test_an_svg_is_drawn_and_one_that_refers_elsewhere_is_not(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    file = tmp_path / "logo.svg"
    gradient = '<linearGradient id="g"><stop stop-color="#fff"/></linearGradient>'
    file.write_text(SVG.format(f'{gradient}<rect width="30" height="20" fill="url(#g)"/>'))
    [card] = await titles_of(board_of(luxvid.Brand(logo=file)), WIDE)
    assert ((await laid(card, plain(WIDE, 90), WIDE))[: WIDE.height_px] > 220).any()
    for inside, reason in [
        ('<image href="file:///etc/hostname"/>', "refers to something outside itself"),
        ('<rect style="fill:url(https://example.com/a)"/>', "refers to something outside itself"),
        ("<style>@import 'https://example.com/a.css';</style>", "its style refers to something outside itself"),
        ("<text>Sol</text>", "holds <text>: turn its text into paths"),
        ("<script/>", "holds <script>"),
        ("", "nothing can be seen in it"),
    ]:
        file.write_text(SVG.format(inside))
        with pytest.raises(InvalidInput, match=reason):
            await titles_of(board_of(luxvid.Brand(logo=file)), WIDE)
    file.write_text('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(""))
    with pytest.raises(InvalidInput, match="document type or entities"):
        await titles_of(board_of(luxvid.Brand(logo=file)), WIDE)


async def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "odd.bin"
    odd.write_bytes(b"no picture, no font")
    for brand in (luxvid.Brand(logo=odd), luxvid.Brand(phone="1", font=odd), luxvid.Brand(phone="1", text_font=odd)):
        with pytest.raises(InvalidInput, match=r"'odd.bin' cannot be used: it is no"):
            await titles_of(board_of(brand), WIDE)


async def test_characters_that_the_font_lacks_are_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        await titles_of(board_of(luxvid.Brand(), title="Villa 海の家"), WIDE)
    assert "has no 海 (U+6D77) の (U+306E) 家 (U+5BB6)" in str(caught.value)
    assert "give the brand a font that has it" in str(caught.value)


async def test_arabic_is_joined_and_stands_on_the_right() -> None:
    try:
        font = Path(str(ImageFont.truetype("DejaVuSans.ttf").path))  # Pillow looks where the system keeps its fonts
    except OSError:
        pytest.skip("needs the font DejaVu Sans")
    if not features.check("raqm"):
        pytest.skip("needs Pillow with Raqm")
    [overlay] = await titles_of(board_of(luxvid.Brand(font=font), title="بيت", detail="غرفة المعيشة"), WIDE)
    layer = await overlay.layer(Same(plain(WIDE, 16)), encoding=WIDE)
    columns = np.nonzero((opacity(layer, overlay, WIDE) > 0.5).any(axis=0))[0]
    assert columns.max() >= 0.94 * WIDE.width_px
    joined, apart = columns[columns > 0.8 * WIDE.width_px], np.diff(columns[columns > 0.8 * WIDE.width_px])
    assert len(joined) > 20
    assert apart.max() < 12


async def test_a_brand_from_json_finds_its_files_in_the_storage(logo: Path) -> None:
    board = board_of(luxvid.Brand(logo=logo))
    timeline, run = board.timeline(WIDE.fps), Run(storage=Storage.memory())
    first = await Titles().overlays(board, timeline=timeline, encoding=WIDE, run=run)
    logo.unlink()
    again = luxvid.Storyboard.from_json(board.to_json())
    found = await Titles().overlays(again, timeline=timeline, encoding=WIDE, run=run)
    assert [each.identity for each in found] == [each.identity for each in first]
    with pytest.raises(InvalidInput, match=r"the brand's logo is not at hand .*: give the brand its file again"):
        await Titles().overlays(again, timeline=timeline, encoding=WIDE)


def test_what_stands_over_one_shot_comes_one_after_the_other() -> None:
    brand = luxvid.Brand(phone="1")
    for seconds in ("0.1", "0.5", 1, 4, 12):
        board = board_of(brand, title="Living").titled(headline="Casa Sol").change("living", duration_s=seconds)
        said = Titles().said(board, timeline=board.timeline(WIDE.fps))
        times = [(each.begins_s, each.ends_s) for each in said]
        assert all(begin < end for begin, end in times)
        assert all(end <= following for (_, end), (following, _) in pairwise(times))
        assert times[-1][1] == board.timeline(WIDE.fps).duration_s
        if board.duration_s >= 1:
            assert [each.kind for each in said] == ["opening", "lower_third", "end_card"]


def test_titles_stand_in_bodies_alone() -> None:
    shots = [luxvid.Shot(scene=evolve(scene, duration_s="1.3"), title="x") for scene in luxvid.LUXURY_SCENES]
    board = luxvid.Storyboard(shots=shots, brand=luxvid.Brand(phone="1"))
    timeline = board.timeline(WIDE.fps)
    bodies = {n for p in timeline.pieces() if hasattr(p, "stop") for n in range(timeline.begin(p), timeline.begin(p) + p.frames)}
    for each in Titles().said(board, timeline=timeline):
        assert set(range(int(each.begins_s * WIDE.fps), int(each.ends_s * WIDE.fps))) <= bodies
