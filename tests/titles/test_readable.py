"""Titles can be read on any picture, and stand where nothing covers them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

import luxvid
from luxvid.encoding import Encoding
from luxvid.titles import label_overlay
from luxvid.titles.fonts import TEXT, free_face
from luxvid.titles.setting import Style, set_text
from tests.titles.looking import SAFE, SHAPES, Same, blocks, laid, opacity, plain, titles_of, worst_contrast

pytestmark = pytest.mark.anyio

BRAND = luxvid.Brand(
    name="Sol & Mar", contact="Marina Vidal", phone="+34 971 000 000", url="https://example.com/casa", watermark=True
)
GERMAN = {
    "headline": "Denkmalgeschütztes Mehrgenerationenanwesen am Starnberger See",
    "address": "Ludwig-Thoma-Straße 123a, Ortsteil Niederpöcking, 82343 Pöcking am Starnberger See, Oberbayern",
    "price": "Kaufpreis 12.450.000 € zzgl. 3,57 % Käuferprovision inkl. MwSt.",
}
FRENCH = "Salle de réception avec cheminée d'époque, moulures et parquet en point de Hongrie"
LONGEST = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"


def board_of(*, brand: luxvid.Brand = BRAND, title: str = "Living", detail: str = "62 m²", **listing: str) -> luxvid.Storyboard:
    scenes = [luxvid.Scene(key=key, title=key) for key in ("front", "living")]
    board = luxvid.Storyboard(shots=[luxvid.Shot(scene=scene) for scene in scenes], brand=brand)
    return board.titled(**listing).change("living", title=title, detail=detail)


@pytest.mark.parametrize("shape", ["16:9", "9:16"])
@pytest.mark.parametrize("text_colour", ["#ffffff", "#1c1c1c", "#c8aa6e"])
async def test_every_text_stands_out_from_every_picture(shape: str, text_colour: str) -> None:
    encoding = SHAPES[shape]
    brand = luxvid.Brand(name="Sol & Mar", phone="+34 971 000 000", text_colour=text_colour, watermark=True)
    overlays = await titles_of(board_of(brand=brand, headline="Casa Sol", price="€ 2,450,000"), encoding)
    kinds = [each.identity["title"] for each in overlays]
    assert sorted(kinds) == ["end_card", "lower_third", "opening", "watermark"]
    loud = [(63, 102, 240), (32, 240, 118), (173, 42, 26)]
    pictures = [plain(encoding, 235), plain(encoding, 16), *(plain(encoding, *colour) for colour in loud), blocks(encoding)]
    text_y = {"#ffffff": 235, "#1c1c1c": 40, "#c8aa6e": 164}[text_colour]
    for overlay, kind in zip(overlays, kinds, strict=True):
        for picture in pictures if kind != "end_card" else ():  # that one has a ground of its own, see below
            layer = await overlay.layer(Same(picture), encoding=encoding)
            strokes = opacity(layer, overlay, encoding, text_y=text_y)
            shown = layer.lay(picture, (overlay.end - overlay.begin) // 2)
            assert worst_contrast(shown, strokes) >= 4.5


@pytest.mark.parametrize("card", ["#15181b", "#f3efe7", "#7f7f7f"])
async def test_an_end_card_is_read_whatever_its_colour(card: str) -> None:
    encoding = SHAPES["16:9"]
    brand = luxvid.Brand(name="Sol & Mar", phone="+34 971 000 000", card_colour=card)
    [overlay] = await titles_of(board_of(brand=brand, title="", detail=""), encoding)
    shown = await laid(overlay, blocks(encoding), encoding)
    other = await laid(overlay, blocks(encoding, seed=1), encoding)
    luma, height = shown[: encoding.height_px].astype(int), encoding.height_px
    inks = np.abs(luma - np.median(luma)) > 90
    assert inks[height // 4 : 3 * height // 4].any()
    assert not inks[:20].any()
    assert np.abs(luma - other[:height].astype(int)).max() <= 24  # what is beneath hardly shows


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "said",
    [
        {**GERMAN, "title": LONGEST, "detail": FRENCH},
        {"headline": LONGEST, "title": FRENCH, "detail": GERMAN["address"]},
        {"headline": "Ś", "title": "Q", "detail": "j"},
    ],
    ids=["german", "longest", "short"],
)
async def test_no_stroke_leaves_the_safe_area(shape: str, said: dict[str, str]) -> None:
    encoding = SHAPES[shape]
    brand = luxvid.Brand(
        name="Grundstücksgesellschaft Schönblick mbH & Co. KG",
        contact=("Dr. Friederike Müller-Lüdenscheidt", "Maximilianstraße 117, 80539 München"),
        email="friederike.mueller-luedenscheidt@schoenblick.example",
        url="https://www.schoenblick.example/objekte/alpenvorland/einfamilienhaus-am-see-4711",
        watermark=True,
    )
    left, top, right, bottom = SAFE[shape]
    for overlay in await titles_of(board_of(brand=brand, **said), encoding):
        layer = await overlay.layer(Same(plain(encoding, 16)), encoding=encoding)
        strokes = opacity(layer, overlay, encoding) > 0.25
        rows, columns = np.nonzero(strokes)
        assert columns.min() >= left * encoding.width_px - 1
        assert columns.max() <= right * encoding.width_px + 1
        assert rows.min() >= top * encoding.height_px - 1
        assert rows.max() <= bottom * encoding.height_px + 1


async def test_a_text_that_no_frame_holds_is_refused_before_anything_is_made() -> None:
    with pytest.raises(luxvid.LuxvidError, match="too long for the 4 lines of a title in this frame: shorten it"):
        await titles_of(board_of(title="Wohnen und Essen mit Blick " * 20), SHAPES["9:16"])


async def test_a_label_is_there_at_once_and_stands_out() -> None:
    encoding = SHAPES["9:16"]
    overlay = await label_overlay("Digitally altered: the original photos are at example.com", begin=3, end=9)
    white = plain(encoding, 235)
    layer = await overlay.layer(Same(white), encoding=encoding)
    shown = [layer.lay(white, number) for number in range(6)]
    assert all((each == shown[0]).all() for each in shown)
    assert worst_contrast(shown[0], opacity(layer, overlay, encoding)) >= 4.5
    assert not overlay.looks_beneath


async def test_a_title_comes_and_goes_without_a_jump() -> None:
    encoding = Encoding(width_px=320, height_px=180)
    [overlay] = await titles_of(board_of(brand=luxvid.Brand()), encoding)
    grey = plain(encoding, 90)
    layer = await overlay.layer(Same(grey), encoding=encoding)
    frames = [layer.lay(grey, number)[:180].astype(int) for number in range(overlay.end - overlay.begin)]
    light = [int((frame - 90).clip(0).sum()) for frame in frames]
    most = max(light)
    assert light[0] < most / 4
    assert light[-1] < most / 10
    assert max(abs(a - b) for a, b in pairwise(light)) < most / 4
    assert sum(value > 0.95 * most for value in light) > 30  # more than a second to read it


async def test_a_label_and_a_watermark_share_the_upper_edge() -> None:
    encoding = SHAPES["9:16"]
    words = "Digitally altered: these pictures were made by a computer from the photos of the property"
    brand = luxvid.Brand(name="Sol & Mar Estates International", watermark=True)
    [mark] = await titles_of(board_of(brand=brand, title="", detail=""), encoding)
    columns = []
    for overlay in (await label_overlay(words, begin=0, end=30), mark):
        black = plain(encoding, 16)
        layer = await overlay.layer(Same(black), encoding=encoding)
        columns.append(np.nonzero((opacity(layer, overlay, encoding) > 0.25).any(axis=0))[0])
    assert columns[0].max() < columns[1].min()


async def test_odd_characters_do_no_harm() -> None:
    encoding = SHAPES["1:1"]
    plain_title = await titles_of(board_of(brand=luxvid.Brand(), title="Bath", detail="a"), encoding)
    odd = await titles_of(board_of(brand=luxvid.Brand(), title=" Bath\x00\n", detail="\ta "), encoding)
    black = plain(encoding, 90)
    assert (await laid(plain_title[0], black, encoding) == await laid(odd[0], black, encoding)).all()


@pytest.mark.parametrize("width_px", [300, 380, 460])
def test_a_number_keeps_its_unit_and_a_line_breaks_where_the_script_breaks(width_px: int) -> None:
    style = Style(face=free_face(*TEXT), size=34)
    texts = [GERMAN["price"], "Wohnfläche 120 m², Grundstück 1.400 m²", "12–14 Rue de Rivoli / Paris"]
    for text in texts:
        lines = set_text(text, style, width_px=width_px, scale=1).lines
        assert " ".join(lines).replace("- ", "-") in (text, text.replace("\u00ad", ""))
        assert not any(line.startswith(("%", "€", "m²", "–", "/")) for line in lines)
