"""A film of two short scenes with music, and what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import luxvid

SMALL = luxvid.Encoding(width_px=320, height_px=180, preset="superfast")


@pytest.fixture
def run() -> luxvid.Run:
    return luxvid.Run(storage=luxvid.Storage.memory())


@pytest.fixture(scope="session")
def film(drawn: list[Path]) -> luxvid.Film:
    """3 s, 320×180, two scenes over one photo each, an end card, and the synthesiser's music."""
    photos = list(luxvid.wait(luxvid.load_photos(drawn[:2])))
    scenes = [evolve(scene, duration_s="1.5") for scene in luxvid.LUXURY_SCENES[:2]]
    shots = [luxvid.Shot(scene=scene, first=photo) for scene, photo in zip(scenes, photos, strict=True)]
    board = luxvid.Storyboard(shots=shots, brand=luxvid.Brand(name="Casa Sol", email="home@casasol.example"))
    studio = luxvid.Studio(combiner=luxvid.Combiner(encoding=SMALL))
    return luxvid.wait(studio.produce(board, run=luxvid.Run(storage=luxvid.Storage.memory())))
