"""Rooms read from words: names, tags and captions in several languages, with what they do not say left open."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from luxvid.looks import Look
from luxvid.photos import Photo
from luxvid.scenes import LUXURY_SCENES
from luxvid.vision.looks import look_at
from luxvid.vision.room_words import STRONG, WEAK
from luxvid.vision.rooms import (
    ROOMS,
    chances,
    folded,
    not_a_photo,
    rooms_shown,
    spoken_in,
    telling_words,
    texts_of,
    words_of,
)
from luxvid.vision.seeing import LABELS, LEARNT, told_apart


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


def look_beside(living: float, dining: float, kitchen: float) -> Look:
    return evolve(look_at(Image.new("RGB", (64, 48))), beside=(living, dining, kitchen))


def test_an_open_plan_is_each_of_its_rooms() -> None:
    chance = dict.fromkeys(ROOMS, 0.0) | {"living": 0.55, "kitchen": 0.4, "bedroom": 0.05}
    shown = rooms_shown(chance, look_beside(0.9, 0.1, 0.8))
    assert min(shown["living"], shown["kitchen"]) > 0.8
    assert shown["dining"] == pytest.approx(0.095)
    assert shown["bedroom"] == 0.05


def test_what_stands_beside_makes_no_kitchen_of_a_bedroom() -> None:
    chance = dict.fromkeys(ROOMS, 0.0) | {"bedroom": 0.95, "living": 0.05}
    assert rooms_shown(chance, look_beside(0.9, 0.2, 0.9))["kitchen"] < 0.05


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.text(max_size=20))
def test_a_room_is_shown_at_least_as_surely_as_alone(beside: list[float], text: str) -> None:
    chance = chances(spoken_in([("named", text)]))
    shown = rooms_shown(chance, look_beside(*beside))
    assert all(chance[room] - 1e-9 <= shown[room] <= 1 + 1e-9 for room in ROOMS)


def test_without_eyes_one_room_is_shown() -> None:
    chance = chances([])
    assert rooms_shown(chance, evolve(look_beside(0, 0, 0), beside=())) == chance


def test_a_word_for_another_room_is_not_gainsaid_by_eyes_that_hardly_know_such_rooms() -> None:
    seen = dict.fromkeys(LABELS, 0.01) | {"living": 0.87, "other": 0.0}
    assert chances(spoken_in([("named", "study")]), seen=seen)["other"] > 0.3


def classes_of(**shares: float) -> np.ndarray:
    classes = np.zeros(1000)
    for number, share in shares.items():
        classes[int(number[1:])] = share
    return classes


@pytest.mark.parametrize(("number", "label"), [("c897", "other"), ("c543", "other"), ("c504", "detail")])
def test_a_washer_dumbbells_and_a_cup_are_no_kitchen(number: str, label: str) -> None:
    learnt = np.full(len(LEARNT), 0.05)
    learnt[LEARNT.index("kitchen")] = 0.65
    plain, with_it = told_apart(learnt, classes_of()), told_apart(learnt, classes_of(**{number: 0.8}))
    assert max(plain, key=lambda one: plain[one]) == "kitchen"
    assert max(with_it, key=lambda one: with_it[one]) == label


def test_a_table_and_chairs_make_no_terrace_of_a_dining_room() -> None:
    learnt = np.full(len(LEARNT), 0.03)
    learnt[LEARNT.index("dining")] = 0.79
    told = told_apart(learnt, classes_of(c532=0.4, c559=0.2, c706=0.2))
    assert max(told, key=lambda one: told[one]) == "dining"
