"""Papers of an authority that is made anew, and a film with a shot that says that it was generated."""

from __future__ import annotations

import pytest
from attrs import evolve

import luxvid
from luxvid.report import GENERATED, Provenance
from luxvid.testing import Papers, draw_photos, issue_papers

SMALL = luxvid.Encoding(width_px=320, height_px=180)


@pytest.fixture(scope="session")
def papers() -> Papers:
    pytest.importorskip("c2pa", reason="the extra 'provenance' is not installed")
    return issue_papers()


class Declared:
    """A renderer whose clips of some shots say that they were generated."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        clip = await luxvid.KenBurnsRenderer().render(shot, run=run)
        if shot.key not in self.keys:
            return clip
        made = Provenance(
            treatment=GENERATED,
            model="a/model",
            generated_at="2026-11-29T09:30:00+00:00",
            photos=clip.provenance.photos,
            scores={"first": 0.83, "strange": 0.04},
        )
        return evolve(clip, provenance=made)


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
