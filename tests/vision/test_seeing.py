"""Rooms seen in pixels: real photos of two villas, drawn plans, what words and eyes say together, and life without the extra."""

from __future__ import annotations

import csv
import io
import pickle
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import luxvid
from luxvid.errors import MissingExtra
from luxvid.testing.messy_foreign import floor_plan, logo
from luxvid.vision import backbone, seeing
from luxvid.vision.looks import look_at, looking, seen_with
from luxvid.vision.quality import doubtful
from luxvid.vision.rooms import chances, room_chances, spoken_in

needs_the_extra = pytest.mark.skipif(not seeing.can_see(), reason="needs luxvid[vision]")
UNDER_A_ROOF = {"living", "kitchen", "bedroom", "bathroom"}
OPEN_AIR = {"exterior", "pool", "outdoor", "garden", "view"}


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.draft("RGB", (640, 640))
        return image.convert("RGB")


def best(seen: dict[str, float]) -> str:
    return max(seen, key=lambda label: seen[label])


@needs_the_extra
@pytest.mark.parametrize("labels", ["starfish-30.labels.csv", "upload-mess.manifest.csv"])
def test_rooms_of_villas_that_were_never_learnt_from_are_known(labels: str, shared: Path) -> None:
    folder = shared / labels.partition(".")[0]
    with (shared / labels).open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row.get("kind", "original") == "original"]
    rooms = {row["file"]: row.get("room") or row.get("room_label") or "" for row in rows}
    seen = {file: best(seeing.see(opened(folder / file))) for file, room in rooms.items() if room in UNDER_A_ROOF | OPEN_AIR}
    inside = [seen[file] == rooms[file] for file in seen if rooms[file] in UNDER_A_ROOF]
    outside = [seen[file] in OPEN_AIR for file in seen if rooms[file] in OPEN_AIR]
    assert sum(inside) >= len(inside) - 2
    assert sum(outside) >= 0.65 * len(outside)


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize("made", [floor_plan, logo], ids=["floor plan", "logo"])
def test_what_is_no_photo_is_doubted(made: object) -> None:
    assert callable(made)
    picture = Image.open(io.BytesIO(made())).convert("RGB")
    assert best(seeing.see(picture)) == seeing.NONE
    assert doubtful(look_at(picture)) == "no photo of a place, by its looks"


@pytest.mark.usefixtures("seeing")
def test_chances_add_up_and_are_the_same_every_time(drawn: list[Path]) -> None:
    picture = opened(drawn[0])
    seen = seeing.see(picture)
    assert set(seen) == set(seeing.LABELS)
    assert sum(seen.values()) == pytest.approx(1, abs=0.001)
    assert seen == seeing.see(picture)
    assert seeing.labels_seen(look_at(picture)) == seen


def test_words_and_eyes_are_weighed_together() -> None:
    named = spoken_in([("named", "kitchen-2")])
    alike = dict.fromkeys(seeing.LABELS, 1 / len(seeing.LABELS))
    sure = {label: 0.9 if label == "bedroom" else 0.1 / 11 for label in seeing.LABELS}
    assert chances(named, seen=alike)["kitchen"] == pytest.approx(chances(named)["kitchen"], abs=0.02)
    assert chances([], seen=sure)["bedroom"] > 0.9
    both = chances(named, seen=sure)
    assert both["kitchen"] < chances(named)["kitchen"]
    assert both["kitchen"] + both["bedroom"] > 0.9


def test_without_the_extra_looks_are_taken_all_the_same(drawn: list[Path]) -> None:
    look = look_at(opened(drawn[0]))
    assert look.seen == ()
    assert sum(room_chances([], look).values()) == pytest.approx(1)


@pytest.mark.usefixtures("seeing")
def test_an_extra_that_does_not_start_stops_nothing(drawn: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("built for another machine")

    monkeypatch.setattr(seeing, "load_backbone", broken)
    seeing.starts_here.cache_clear()
    try:
        assert look_at(opened(drawn[0])).seen == ()
        assert seen_with() == 0
    finally:
        seeing.starts_here.cache_clear()


@pytest.mark.usefixtures("seeing")
def test_loading_photos_lets_go_of_the_network_unless_someone_is_still_looking(drawn: list[Path]) -> None:
    with looking():
        held = backbone.load_backbone()
        luxvid.wait(luxvid.load_photos(drawn[:1]))
        assert backbone.load_backbone() is held
    assert backbone.load_backbone() is not held


@pytest.mark.usefixtures("seeing")
def test_whoever_looks_while_the_network_is_let_go_of_sees_to_the_end(drawn: list[Path]) -> None:
    picture = opened(drawn[0])
    held = backbone.load_backbone()
    before = held.run(np.zeros((1, backbone.SIDE_PX, backbone.SIDE_PX, 3), np.uint8))
    look = look_at(picture)
    backbone.let_go()
    after = held.run(np.zeros((1, backbone.SIDE_PX, backbone.SIDE_PX, 3), np.uint8))
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    assert look_at(picture) == look


def test_a_picture_that_says_nothing_makes_every_label_alike() -> None:
    learnt, classes = np.full(len(seeing.LEARNT), 1 / len(seeing.LEARNT)), np.zeros(backbone.CLASSES)
    assert set(seeing.told_apart(learnt, classes).values()) == {round(1 / len(seeing.LABELS), 4)}


def test_a_missing_extra_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backbone, "is_installed", lambda: False)
    with pytest.raises(MissingExtra, match=r"pip install 'luxvid\[vision\]'"):
        seeing.see(Image.new("RGB", (64, 64)))


def test_weights_that_ask_for_anything_but_arrays_are_refused() -> None:
    evil = b"".join(pickle.dumps(part, protocol=2) for part in (1, 2, 3)) + b"cos\nsystem\n(S'true'\ntR."
    with pytest.raises(pickle.UnpicklingError, match=r"system, which is no array"):
        backbone.read_weights(io.BytesIO(evil))


def test_weights_are_read_with_their_strides() -> None:
    file = io.BytesIO()
    file.write(b"".join(pickle.dumps(part, protocol=2) for part in (1, 2, 3)))
    file.write(torch_tensor("layer", 1, (2, 3), (1, 2)))
    file.write(pickle.dumps(["0"], protocol=2) + struct.pack("<q", 7) + np.arange(7, dtype="<f4").tobytes())
    file.seek(0)
    assert backbone.read_weights(file)["layer"].tolist() == [[1, 3, 5], [2, 4, 6]]


def torch_tensor(name: str, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> bytes:
    """Return the pickle of {name: tensor} as PyTorch wrote it: its numbers lie elsewhere, in storage 0."""
    key = b"X" + struct.pack("<I", len(name)) + name.encode()
    storage = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x07tQ"
    numbers = b"".join(b"(" + b"".join(b"K" + bytes([n]) for n in part) + b"t" for part in (shape, strides))
    tensor = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K" + bytes([offset]) + numbers + b"tR"
    return b"\x80\x02}" + key + tensor + b"s."
