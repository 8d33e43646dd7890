"""Light: like is held against like, an evening is known, and no shot goes from evening back to day."""

from __future__ import annotations

import numpy as np
import pytest

from luxvid.encoding import Encoding
from luxvid.photos import Photo
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.selection import LocalSelector
from luxvid.selection.candidates import Candidate, candidate_of
from luxvid.selection.light import Light, evenings_of, light_of
from luxvid.selection.views import same_views
from luxvid.storyboard import Brief
from luxvid.vision.overlap import overlaps
from tests.selection.conftest import MakePhoto
from tests.selection.test_pairs import traces

pytestmark = pytest.mark.anyio

DAY = [[75.0, -4.0, -18.0]] * 32 + [[45.0, -8.0, 14.0]] * 32
GOLDEN = [[72.0, -1.0, -14.0]] * 32 + [[44.0, -3.0, 20.0]] * 32
DUSK = [[66.0, 5.0, -18.0]] * 32 + [[32.0, -2.0, 8.0]] * 32
NAVY = [[24.0, 8.0, -30.0]] * 32 + [[12.0, 2.0, 4.0]] * 32
PHONE = [[56.0, 6.0, -40.0]] * 32 + [[45.0, -8.0, 14.0]] * 32  # a deep blue sky by day
OUTDOOR = next(scene for scene in LUXURY_SCENES if scene.key == "outdoor")


def palette(cells: list[list[float]]) -> tuple[float, ...]:
    return tuple(np.ravel(cells).tolist())


def candidate(one: Photo) -> Candidate:
    assert one.look is not None
    return candidate_of([one], one.look, encoding=Encoding(), is_wanted=False)


def light(*photos: Photo) -> Light:
    seen = [candidate(one) for one in photos]
    return light_of(seen, overlaps([one.look for one in seen]))


def test_of_two_photos_of_one_place_only_the_light_counts(photo: MakePhoto) -> None:
    alike = {}
    for name, cells in {"day": DAY, "golden": GOLDEN}.items():
        both = [photo(f"pool-{n}.jpg", traces=traces(1), palette=palette(c)) for n, c in enumerate((DAY, cells))]
        alike[name] = float(light(*both).alike[0, 1])
    assert alike["day"] == 1
    assert alike["golden"] < 0.4


def test_the_change_of_light_is_that_of_the_places_that_match(photo: MakePhoto) -> None:
    first, last = (
        photo(f"pool-{n}.jpg", traces=traces(1, shift=2 * n), palette=palette(cells)) for n, cells in enumerate((DAY, GOLDEN))
    )
    change, back = light(first, last).changes[0, 1], light(last, first).changes[0, 1]
    assert change.tolist() == pytest.approx([-2.0, 4.0, 5.0], abs=1.1)
    assert change.tolist() == (-back).tolist()
    assert not light(first, photo("pool.jpg")).changes


def test_without_a_common_place_nothing_is_certain(photo: MakePhoto) -> None:
    alike = light(*(photo(f"pool-{n}.jpg", palette=palette(cells)) for n, cells in enumerate((DAY, DAY, GOLDEN)))).alike
    assert alike[0, 1] == 0.75
    assert 0.25 <= alike[0, 2] < 0.75
    assert (alike == alike.T).all()


@pytest.mark.parametrize(
    ("file", "cells", "brightness", "low", "high"),
    [
        ("pool.jpg", DAY, 0.5, 0, 0),
        ("pool.jpg", PHONE, 0.5, 0, 0),
        ("pool.jpg", GOLDEN, 0.5, 0, 0),
        ("pool.jpg", DUSK, 0.5, 0.8, 1),
        ("pool.jpg", NAVY, 0.2, 0.6, 1),
        ("view.jpg", [[45.0, 25.0, 40.0]] * 64, 0.2, 0.6, 1),
        ("terrace.jpg", [[45.0, 25.0, 40.0]] * 64, 0.6, 0, 0),  # a roof of wood
        ("bedroom.jpg", DUSK, 0.5, 0, 0.2),
    ],
)
def test_what_is_taken_for_an_evening(
    photo: MakePhoto, file: str, cells: list[list[float]], brightness: float, low: float, high: float
) -> None:
    assert low <= evenings_of([candidate(photo(file, palette=palette(cells), brightness=brightness))])[0] <= high


def test_the_later_of_two_photos_is_known(photo: MakePhoto) -> None:
    lights = (DAY, GOLDEN, DUSK)
    found = light(*(photo(f"pool-{n}.jpg", traces=traces(1), palette=palette(cells)) for n, cells in enumerate(lights)))
    for first, last in ((0, 1), (1, 2), (0, 2)):
        assert found.is_later(first, last) == 1
        assert found.is_later(last, first) == -1


def test_of_photos_in_one_light_or_without_a_common_place_none_is_later(photo: MakePhoto) -> None:
    day, again = (photo(f"pool-{n}.jpg", traces=traces(1), palette=palette(DAY)) for n in range(2))
    golden = photo("pool.jpg", palette=palette(GOLDEN))
    found = light(day, again, golden)
    assert found.is_later(0, 1) == found.is_later(1, 0) == 0
    assert found.is_later(0, 2) == found.is_later(2, 0) == 0


async def test_a_finale_ends_on_the_evening(photo: MakePhoto) -> None:
    lights = (DAY, DUSK, DAY, DUSK)
    photos = [photo(f"pool-{n}.jpg", traces=traces(1, shift=n), palette=palette(cells)) for n, cells in enumerate(lights)]
    shot = (await LocalSelector().select(photos, brief=Brief(scenes=(OUTDOOR,))))["outdoor"]
    assert {p.file for p in shot.photos} == {"pool-1.jpg", "pool-3.jpg"}
    assert shot.terms["evening"] > 0.6
    both = ["pool-0.jpg", "pool-1.jpg"]
    mixed = (await LocalSelector().select(photos[:2], brief=Brief(scenes=(OUTDOOR,), must=both)))["outdoor"]
    assert [p.file for p in mixed.photos] == both  # never back to day
    assert mixed.terms["evening"] == 0


async def test_light_is_kept_together_where_it_can_be(photo: MakePhoto) -> None:
    lights = (DAY, DUSK, DAY, DUSK)
    photos = [photo(f"pool-{n}.jpg", traces=traces(1, shift=n), palette=palette(cells)) for n, cells in enumerate(lights)]
    scene = Scene(key="pool", rooms=("pool",))
    shot = (await LocalSelector().select(photos, brief=Brief(scenes=(scene,))))["pool"]
    assert {p.file for p in shot.photos} in ({"pool-0.jpg", "pool-2.jpg"}, {"pool-1.jpg", "pool-3.jpg"})
    assert "in similar light" in shot.reason
    mixed = (await LocalSelector().select(photos[:2], brief=Brief(scenes=(scene,), must=[p.file for p in photos[:2]])))["pool"]
    assert "in different light" in mixed.reason


def test_a_front_by_day_and_in_the_evening_are_two_views(photo: MakePhoto) -> None:
    photos, alike = [photo("front.jpg"), photo("dusk.jpg")], np.array([[1, 0.9], [0.9, 1]], np.float32)
    assert same_views(photos, alike, np.array([0.0, 0.1])) == (0, 0)
    assert same_views(photos, alike, np.array([0.0, 0.9])) == (0, 1)
