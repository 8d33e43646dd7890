"""The label stands on the picture where a profile asks for it, for as long as generated frames show, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from PIL import Image

import luxvid
from luxvid.delivery import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SMALL = Profile(name="small", title="Small")
PASSAGE_END = 30 + 7  # the cut, and what a dissolve of 15 frames shows of the generated shot after it


@pytest.fixture
def run() -> luxvid.Run:
    return luxvid.Run(storage=luxvid.Storage.memory())


def _luma(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as file:
        return np.stack([frame.to_ndarray(format="gray") for frame in file.decode(video=0)]).astype(np.float32)


def _changed(film: luxvid.Film, profile: str, folder: Path, run: luxvid.Run) -> NDArray[np.float32]:
    """Return how much each pixel of each frame differs from the film without label."""
    plain = luxvid.wait(film.save(folder / "plain.mp4"))
    luxvid.wait(film.deliver(SMALL, folder=folder, disclosure=film.disclosure(profile), run=run))
    return np.asarray(np.abs(_luma(folder / "small.mp4") - _luma(plain)), np.float32)


def test_it_is_there_while_generated_frames_show(film: luxvid.Film, run: luxvid.Run, tmp_path: Path) -> None:
    pytest.importorskip("font_source_sans_pro", reason="the extra 'titles' is not installed")
    changed = _changed(film, "california_ab723", tmp_path, run)
    corner = changed[:, :45, :160].max(axis=(1, 2))
    assert corner[:PASSAGE_END].min() > 60
    assert changed[PASSAGE_END:].max() == 0
    assert changed[:PASSAGE_END, 90:].mean() < 2  # below, nothing but the encoder's rounding


def test_it_is_not_there_where_nobody_asks(film: luxvid.Film, run: luxvid.Run, tmp_path: Path) -> None:
    assert _changed(film, "crmls", tmp_path, run).max() == 0


def test_the_poster_is_no_generated_frame(film: luxvid.Film, run: luxvid.Run, tmp_path: Path) -> None:
    luxvid.wait(film.deliver(SMALL, folder=tmp_path, run=run))
    poster = np.asarray(Image.open(tmp_path / "small.jpg").convert("L"), np.float32)
    luma = _luma(luxvid.wait(film.save(tmp_path / "film.mp4")))
    likest = int(np.abs(luma - poster).mean(axis=(1, 2)).argmin())
    assert film.report.shots[0].provenance.model
    assert likest >= PASSAGE_END
