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
