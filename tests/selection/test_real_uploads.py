"""The choice on two real villas: the mess of an upload, and a clean set, judged by their labels."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from luxvid.intake import load_photos
from luxvid.photos import PhotoSet
from luxvid.selection import LocalSelector
from luxvid.storyboard import Brief, Storyboard

pytestmark = pytest.mark.anyio

OPEN_AIR = {"exterior", "outdoor", "pool", "view"}
RIGHT = {
    "exterior": OPEN_AIR,
    "entrance": {"entrance", "exterior", "outdoor"},
    "living": {"living", "dining"},
    "kitchen": {"kitchen", "dining"},
    "bedroom": {"bedroom"},
    "bathroom": {"bathroom"},
    "outdoor": OPEN_AIR,
}


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    with path.open() as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def wrong_scenes(board: Storyboard, room_of: dict[str, str]) -> list[str]:
    return [shot.key for shot in board.shots if not {room_of[p.file] for p in shot.photos} <= RIGHT[shot.key]]


@pytest.fixture(scope="module")
async def mess(shared: Path) -> PhotoSet:
    return await load_photos(shared / "upload-mess")


async def test_an_upload_full_of_mess_becomes_seven_right_scenes(mess: PhotoSet, shared: Path) -> None:
    rows = rows_of(shared / "upload-mess.manifest.csv")
    board = await LocalSelector().select(mess.photos, brief=Brief())
    used = [p.file for p in board.photos]
    assert len({rows[name]["derived_from"] for name in used}) == len(used) == 14
    assert [name for name in used if rows[name]["selectable"] == "no"] == []
    room_of = {name: row["room_label"] for name, row in rows.items()} | {"staircase.jpg": "entrance"}
    assert wrong_scenes(board, room_of) == []


async def test_a_clean_set_becomes_seven_right_scenes(shared: Path) -> None:
    rows = rows_of(shared / "starfish-30.labels.csv")
    photos = await load_photos(shared / "starfish-30")
    board = await LocalSelector().select(photos.photos, brief=Brief())
    assert len({p.digest for p in board.photos}) >= 13
    assert wrong_scenes(board, {name: row["room"] for name, row in rows.items()}) == []
