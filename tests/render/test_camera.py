"""Camera paths: inside the photo, smooth, never cutting a roof, never standing still."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from luxvid.render.camera import Frame, Path, eased, plan_path
from luxvid.render.prepared import canvas_around, needs_padding
from luxvid.scenes import DOLLY_IN, HOLD, CameraMove
from luxvid.vision.saliency import Focus, find_focus

MOVES = ["dolly_in", "dolly_out", "truck_left", "truck_right", "pedestal_up", "pedestal_down", "parallax", "hold"]


def planned(
    camera: CameraMove, size: tuple[int, int], seconds: float, focus: Focus | None = None, aspect: float = 16 / 9
) -> Path:
    frame = Frame(size_px=size, aspect=aspect, film_width_px=1920, seconds=seconds)
    return plan_path(camera, frame, focus or Focus())


CAMERAS = st.builds(CameraMove, move=st.sampled_from(MOVES), amount=st.floats(0, 0.5))
MOVING = st.builds(CameraMove, move=st.sampled_from(MOVES), amount=st.floats(0.02, 0.5))
SHARES = st.floats(0, 1)
FOCUSES = st.builds(Focus, x=SHARES, y=SHARES, top=SHARES)


@given(
    camera=CAMERAS,
    size=st.tuples(st.integers(200, 6000), st.integers(200, 6000)),
    aspect=st.sampled_from([16 / 9, 9 / 16, 1.0, 4 / 5]),
    seconds=st.floats(0.1, 30),
    focus=FOCUSES,
    u=SHARES,
)
def test_windows_stay_inside_with_the_films_aspect(
    camera: CameraMove, size: tuple[int, int], aspect: float, seconds: float, focus: Focus, u: float
) -> None:
    path = planned(camera, size, seconds, focus, aspect)
    left, top, right, bottom = path.at(u).box
    slack = 1e-6 * max(size)
    assert -slack <= left < right <= size[0] + slack
    assert -slack <= top < bottom <= size[1] + slack
    assert (right - left) / (bottom - top) == pytest.approx(aspect)
    if aspect > 1 or focus.top > 0.02:  # what goes up to the top of an upright photo is a room, or was cut by the photo
        assert top <= focus.top * size[1] + slack


@given(move=st.sampled_from(MOVES), seconds=st.floats(1, 6), top=st.sampled_from([0.0, 0.2, 1.0]))
def test_every_move_moves(move: str, seconds: float, top: float) -> None:
    camera = CameraMove(move=move, amount=0.04)  # type: ignore[arg-type]
    path = planned(camera, (3000, 2000), seconds, Focus(top=top))
    corners = [np.array(path.at(u).box) for u in (0.0, 1.0)]
    assert np.abs(corners[0] - corners[1]).max() > 0.3 * seconds * 30 / 1920 * 3000 * 0.4


def test_a_hold_drifts_by_a_third_of_a_pixel_a_frame_and_more() -> None:
    path = planned(HOLD, (3840, 2560), 4.0)
    lefts = np.array([path.at(n / 119).x / path.at(n / 119).width * 1920 for n in range(120)])
    assert np.abs(np.diff(lefts)).mean() > 0.3


def test_moves_never_step_back_or_jerk() -> None:
    path = planned(DOLLY_IN, (3840, 2560), 4.0, Focus(x=0.3))
    widths = np.array([path.at(n / 119).width for n in range(120)])
    speeds = np.diff(widths)
    assert (speeds < 0).all()
    assert np.abs(np.diff(speeds)).max() < 0.05 * np.abs(speeds).max()


def test_easing_never_stands_still() -> None:
    speeds = np.diff([eased(u) for u in np.linspace(0, 1, 101)])
    assert speeds.min() > 0.4 * speeds.mean()


def test_a_small_photo_moves_less_instead_of_being_enlarged_more() -> None:
    path = planned(CameraMove(amount=0.3), (1100, 700), 4.0)
    assert path.tightest == pytest.approx(960)


def test_the_roof_is_found_under_a_plain_sky() -> None:
    house = Image.new("RGB", (900, 600), (120, 170, 230))
    draw = ImageDraw.Draw(house)
    draw.rectangle((0, 420, 900, 600), fill=(60, 110, 50))
    draw.polygon([(300, 240), (450, 150), (600, 240)], fill=(120, 60, 40))
    draw.rectangle((320, 240, 580, 450), fill=(230, 225, 215))
    focus = find_focus(house)
    assert 0.15 < focus.top <= 150 / 600
    assert 0.35 < focus.x < 0.65


def test_the_padding_rule() -> None:
    assert needs_padding((1000, 1500), 16 / 9)
    assert not needs_padding((1500, 1000), 16 / 9)
    assert not needs_padding((1500, 1000), 9 / 16)
    assert canvas_around((1000, 1500), 16 / 9) == (2667, 1500)


UPRIGHT = [pytest.param((1080, 1920), id="9:16"), pytest.param((1080, 1080), id="1:1"), pytest.param((1080, 1350), id="4:5")]


def aside(left: float) -> Image.Image:
    """Return a plain room with one thing full of structure in it, a tenth of the width wide."""
    room = Image.new("RGB", (900, 600), (200, 195, 190))
    thing = np.kron(np.random.default_rng(3).integers(0, 255, (12, 9, 3), dtype=np.uint8), np.ones((15, 10, 1), np.uint8))
    room.paste(Image.fromarray(thing), (round(left * 900), 320))
    return room


def over(film_px: tuple[int, int], move: str, focus: Focus, seconds: float = 4.5) -> Path:
    frame = Frame(size_px=(3600, 2400), aspect=film_px[0] / film_px[1], film_width_px=film_px[0], seconds=seconds)
    return plan_path(CameraMove(move=move, amount=0.1), frame, focus)  # type: ignore[arg-type]


@pytest.mark.parametrize("film_px", UPRIGHT)
@pytest.mark.parametrize("move", ["dolly_in", "dolly_out", "truck_left", "truck_right", "parallax"])
def test_upright_films_travel_across_a_wide_photo(film_px: tuple[int, int], move: str) -> None:
    path = over(film_px, move, find_focus(aside(0.45)))
    a, b = path.first, path.last
    middles = a.x + a.width / 2, b.x + b.width / 2
    way = abs(middles[1] - middles[0]) / max(a.width, b.width)
    assert 0.25 < way < 0.8  # its own width in six seconds at the fastest, less where one thing is all there is
    assert (middles[1] > middles[0]) == (move not in ("truck_left", "dolly_out"))  # the same for both photos of a pair
    assert max(a.height, b.height) == pytest.approx(2400, rel=0.06)


@pytest.mark.parametrize("film_px", UPRIGHT)
@pytest.mark.parametrize("left", [0.12, 0.45, 0.78])
def test_what_stands_aside_is_travelled_over(film_px: tuple[int, int], left: float) -> None:
    path = over(film_px, "truck_right", find_focus(aside(left)))
    whole = [
        path.at(u).x <= left * 3600 and (left + 0.1) * 3600 <= path.at(u).x + path.at(u).width for u in np.linspace(0, 1, 20)
    ]
    assert np.mean(whole) >= 0.5


def test_a_hold_in_an_upright_film_still_reads_as_still() -> None:
    frame = Frame(size_px=(3600, 2400), aspect=9 / 16, film_width_px=1080, seconds=4.0)
    path = plan_path(HOLD, frame, Focus())
    assert 0.3 < abs(path.last.x - path.first.x) / path.first.width * 1080 / 120 < 1.5


def test_landscape_films_do_not_travel() -> None:
    path = planned(DOLLY_IN, (4800, 2000), 4.0, Focus(x=0.3, across=(1.0,) + (0.0,) * 39))
    assert path == planned(DOLLY_IN, (4800, 2000), 4.0, Focus(x=0.3))


@given(
    camera=MOVING,
    size=st.sampled_from([(3600, 2400), (3200, 2400), (3840, 2160)]),
    aspect=st.sampled_from([9 / 16, 4 / 5, 1.0, 5 / 4]),
    seconds=st.floats(2, 6),
    begin=SHARES,
    wide=st.floats(0.1, 1),
    u=SHARES,
)
def test_what_should_stay_whole_is_whole_on_the_whole_way(
    camera: CameraMove, size: tuple[int, int], aspect: float, seconds: float, begin: float, wide: float, u: float
) -> None:
    frame = Frame(size_px=size, aspect=aspect, film_width_px=1080, seconds=seconds)
    length = wide * min(0.93 * frame.seen[0], 0.9)
    first = begin * (1 - length)
    focus = Focus(whole=(first, first + length), across=(1 / 40,) * 40, top=1.0)
    window = plan_path(camera, frame, focus).at(u)
    slack = 0.025 * size[0]
    assert window.x <= first * size[0] + slack
    assert window.x + window.width >= (first + length) * size[0] - slack


@pytest.mark.parametrize("move", MOVES)
def test_cameras_move_over_what_fills_the_frame(move: str) -> None:
    frame = Frame(size_px=(3600, 2400), aspect=1.0, film_width_px=1080, seconds=4.0)
    focus = Focus(whole=(0.2, 0.2 + 0.95 * frame.seen[0]), across=(1 / 40,) * 40)
    path = plan_path(CameraMove(move=move, amount=0.1), frame, focus)  # type: ignore[arg-type]
    corners = np.abs(np.array(path.first.box) - np.array(path.last.box)) / path.widest * 1080 / 120
    assert corners.max() > 0.15  # film pixels a frame, on the mean


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(("aspect", "is_shown"), [(9 / 16, True), (4 / 5, True), (1.0, False)])
def test_a_roof_overhead_is_shown_up_to_the_photos_top_or_not_at_all(move: str, aspect: float, *, is_shown: bool) -> None:
    frame = Frame(size_px=(2400, 3600), aspect=aspect, film_width_px=1080, seconds=4.0)
    focus = Focus(whole=(0.0, 0.4), down=(1 / 40,) * 40, is_open=False, is_overhead=True)
    tops = [plan_path(CameraMove(move=move, amount=0.1), frame, focus).at(u).y for u in (0, 0.5, 1)]  # type: ignore[arg-type]
    assert max(tops) < 1 if is_shown else min(tops) > 900


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(("begin", "end"), [(0.04, 0.4), (0.62, 0.96)])
def test_what_the_photo_cuts_is_shown_up_to_its_edge(move: str, begin: float, end: float) -> None:
    path = over((1080, 1350), move, Focus(whole=(begin, end), across=(1 / 40,) * 40, top=1.0))
    for window in (path.first, path.at(0.5), path.last):
        assert window.x < 0.02 * 3600 if begin < 0.5 else window.x + window.width > 0.98 * 3600
