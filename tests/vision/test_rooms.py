"""Rooms read from words: names, tags and captions in several languages, with what they do not say left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luxvid.photos import Photo
from luxvid.scenes import LUXURY_SCENES
from luxvid.vision.room_words import STRONG, WEAK
from luxvid.vision.rooms import (
    ROOMS,
    chances,
    folded,
    not_a_photo,
    spoken_in,
    telling_words,
    texts_of,
    words_of,
)


def likeliest(name: str, source: str = "named") -> str:
    chance = chances(spoken_in([(source, name)]))
    return max(chance, key=lambda room: chance[room])


def is_silent(name: str) -> bool:
    return not spoken_in([("named", name)])


@pytest.mark.parametrize(
    ("name", "room"),
    [
        ("kitchen-2", "kitchen"),
        ("LivingRoom02", "living"),
        ("Wohnzimmer_EG", "living"),
        ("Küche Blick von Tür", "kitchen"),
        ("Kueche", "kitchen"),
        ("Schlafzimmer1", "bedroom"),
        ("chambre à coucher", "bedroom"),
        ("salle de bains étage", "bathroom"),
        ("Salle à manger", "dining"),
        ("dormitorio_principal", "bedroom"),
        ("cuarto de baño", "bathroom"),
        ("cocina (3)", "kitchen"),
        ("camera da letto", "bedroom"),
        ("bagno-piano-terra", "bathroom"),
        ("SALA DE JANTAR", "dining"),
        ("slaapkamer boven", "bedroom"),
        ("Badkamer", "bathroom"),
        ("Terrasse Süd", "outdoor"),
        ("piscine", "pool"),
        ("Meerblick", "view"),
        ("hero", "exterior"),
        ("master bath", "bathroom"),
        ("outdoor-dining", "outdoor"),
        ("pergola-dining", "outdoor"),
        ("kitchen-hall", "kitchen"),
        ("bedroom with sea view", "bedroom"),
        ("wine cellar", "other"),
        ("pool table", "other"),
        ("flower bed", "garden"),
    ],
)
def test_names_tell_rooms(name: str, room: str) -> None:
    assert likeliest(name) == room


@pytest.mark.parametrize(
    "name", ["IMG_1234", "DSC04055", "PXL_20240101_101112", "WhatsApp Image 2025-05-29 at 22.50.58", "7", ""]
)
def test_a_cameras_names_say_nothing(name: str) -> None:
    assert is_silent(name)
    assert telling_words([("named", name)]) == frozenset()


@pytest.mark.parametrize("name", ["bathtowels", "viewport", "embedded", "hallo", "poolside2go", "carpool"])
def test_words_count_whole(name: str) -> None:
    assert is_silent(name)


def test_a_word_is_believed_but_not_blindly() -> None:
    assert 0.85 < chances(spoken_in([("named", "kitchen")]))["kitchen"] < 0.99
    assert 0.3 < chances(spoken_in([("named", "staircase")]))["entrance"] < 0.7


def test_names_that_disagree_leave_it_open() -> None:
    chance = chances(spoken_in([("named", "kitchen"), ("named", "bedroom-1")]))
    assert max(chance["kitchen"], chance["bedroom"]) < 0.8


def test_tags_outweigh_a_name() -> None:
    chance = chances(spoken_in([("named", "kitchen"), ("tagged", "bedroom")]))
    assert chance["bedroom"] > chance["kitchen"]


def test_open_air_counts_only_where_words_say_nothing() -> None:
    silent, named = chances([], open_air=4.0), chances(spoken_in([("named", "bedroom")]), open_air=4.0)
    assert silent["exterior"] > silent["bedroom"]
    assert named["bedroom"] > 0.85


@given(st.text(max_size=60), st.floats(1 / 3, 4))
def test_chances_always_sum_to_one(text: str, open_air: float) -> None:
    chance = chances(spoken_in([("named", text), ("captioned", text)]), open_air=open_air)
    assert tuple(chance) == ROOMS
    assert sum(chance.values()) == pytest.approx(1)
    assert min(chance.values()) > 0


def test_folders_tags_and_captions_are_read() -> None:
    photo = Photo(
        file="Casa/Küche/IMG_1.jpg", digest="0" * 64, size=1, width_px=3, height_px=2, tags=("Island",), caption="The heart"
    )
    assert set(texts_of(photo)) == {
        ("named", "IMG_1"), ("named", "Casa"), ("named", "Küche"), ("tagged", "Island"), ("captioned", "The heart"),
    }  # fmt: skip
    assert [one.room for one in spoken_in(texts_of(photo))] == ["exterior", "kitchen"]


@pytest.mark.parametrize("name", ["floorplan", "Grundriss EG", "site-plan", "logo_rgba", "Screenshot_20250530", "collage"])
def test_names_of_what_is_no_photo_are_known(name: str) -> None:
    assert not_a_photo([("named", name)])


@pytest.mark.parametrize("name", ["kitchen", "planters", "logos-beach-hotel", "IMG_2"])
def test_other_names_are_not_taken_for_that(name: str) -> None:
    assert not not_a_photo([("named", name)])


def test_the_vocabulary_is_folded_and_names_known_rooms() -> None:
    assert set(STRONG) | set(WEAK) <= set(ROOMS)
    for listed in (*STRONG.values(), *WEAK.values()):
        for phrase in listed.split(","):
            assert " ".join(words_of(phrase)) == folded(" ".join(phrase.split())), phrase


def test_the_scenes_ask_for_known_rooms() -> None:
    assert {room for scene in LUXURY_SCENES for room in scene.rooms} <= set(ROOMS)
