"""Papers of an authority that is made anew, and a film with a shot that says that it was generated."""

from __future__ import annotations

import pytest
from attrs import evolve

import luxvid
from luxvid.testing import Papers, draw_photos, issue_papers
from tests.declared import Declared

SMALL = luxvid.Encoding(width_px=320, height_px=180)


@pytest.fixture(scope="session")
def papers() -> Papers:
    pytest.importorskip("c2pa", reason="the extra 'provenance' is not installed")
    return issue_papers()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> luxvid.Film:
    """Two seconds: an exterior that says that it was generated, and an entrance that is a camera move."""
    folder = tmp_path_factory.mktemp("film")

    async def made() -> luxvid.Film:
        photos = await luxvid.load_photos(draw_photos(folder / "photos", count=4))
        run = luxvid.Run(storage=luxvid.Storage.memory())
        scenes = [evolve(scene, duration_s=1) for scene in luxvid.LUXURY_SCENES[:2]]
        studio = luxvid.Studio(renderer=Declared("exterior"), combiner=luxvid.Combiner(encoding=SMALL))
        board = await studio.plan(photos, scenes=scenes, run=run)
        return await studio.produce(board, photos=photos, run=run)

    return luxvid.wait(made())
