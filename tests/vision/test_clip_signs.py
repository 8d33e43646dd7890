"""What a clip's frames give away, on clips that were drawn with and without the faults of real models."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from PIL import Image, ImageOps

from luxvid.testing.drawn import draw_photo
from luxvid.testing.replicate import Flaws
from luxvid.testing.replicate.clips import ClipOrder, render_clip
from luxvid.vision.clip_signs import ClipSigns, signs_of
from luxvid.vision.explained import strangeness

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def _jpeg(place: str, number: int) -> bytes:
    out = io.BytesIO()
    ImageOps.fit(draw_photo(place, number=number), (640, 360)).save(out, "JPEG", quality=92)
    return out.getvalue()


FIRST, LAST = _jpeg("kitchen", 1), _jpeg("kitchen", 2)


def _luma(jpeg: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("L").resize((128, 72), Image.Resampling.LANCZOS))


def _signs(*, last: bytes | None = LAST, **flaws: Any) -> ClipSigns:
    order = ClipOrder(
        first=FIRST, last=last, size=(320, 180), fps=Fraction(24), frames=96, has_sound=False, flaws=Flaws(**flaws), seed=1
    )
    with av.open(io.BytesIO(render_clip(order)), "r") as file:
        shown = [f.reformat(width=128, height=72, format="gray").to_ndarray() for f in file.decode(video=0)]
    frames = np.stack(shown).astype(np.uint8)
    return signs_of(frames, [_luma(photo) for photo in (FIRST, last) if photo], fps=24)


def test_a_true_clip_between_two_photos_gives_nothing_away() -> None:
    signs = _signs()
    assert signs.first > 0.9
    assert signs.last is not None
    assert signs.last > 0.9
    assert signs.cut < 0.2
    assert signs.frozen_s < 0.3
    assert signs.strange < 0.3


def test_a_clip_over_one_photo_has_no_last_photo_to_agree_with() -> None:
    signs = _signs(last=None)
    assert signs.last is None
    assert signs.strange < 0.2


def test_drift_of_light_is_no_lie() -> None:
    drifted = _signs(exposure_ev=0.4, warmth=0.08)
    assert drifted.first > 0.9
    assert drifted.last is not None
    assert drifted.last > 0.8
    assert drifted.cut < 0.2


def test_a_hard_cut_is_found_where_it_is() -> None:
    signs = _signs(hard_cut=True)
    assert signs.cut > 0.4
    assert signs.cut_at_s == pytest.approx(2.0, abs=0.2)


def test_ends_that_are_other_pictures_are_found() -> None:
    assert _signs(wrong_first=True).first < 0.5
    last = _signs(wrong_last=True).last
    assert last is not None
    assert last < 0.5


def test_standing_still_is_measured() -> None:
    assert _signs(frozen_start=40, frozen_end=40).frozen_s == pytest.approx(1.6, abs=0.3)


def test_another_room_in_the_middle_is_strange(tmp_path: Path) -> None:
    other = tmp_path / "garden.jpg"
    draw_photo("garden", number=3).save(other)
    assert _signs(other_room=True, other=str(other)).strange > 0.33
    assert _signs().strange < 0.05


def test_a_plain_picture_is_in_every_photo() -> None:
    plain = np.full((72, 128), 128, np.uint8)
    assert strangeness(plain, [_luma(FIRST)]) == 0.0
