"""Films for an editor: three shots, one of them generated, joined by an odd dissolve and an odd fade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from attrs import evolve, frozen

import luxvid
from luxvid.encoding import Encoding
from luxvid.film import Clip, Film, PictureTrack
from luxvid.report import GENERATED, Provenance, Report
from luxvid.said import Said
from luxvid.storyboard import Shot, Storyboard
from luxvid.transitions import Cut, Dissolve, FadeThroughBlack

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALL = Encoding(width_px=160, height_px=96, preset="ultrafast")


@frozen
class Counting:
    """Frames whose brightness tells their number, smoothly, before the cut in and after the cut out, too."""

    dark: int
    length_s: float | None = None

    @property
    def identity(self) -> dict[str, Any]:
        return {"counting": self.dark}

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        flat = np.full((encoding.height_px * 3 // 2, encoding.width_px), 128, np.uint8)

        def each() -> Iterator[NDArray[np.uint8]]:
            for number in range(start, stop):
                frame = flat.copy()
                frame[: encoding.height_px] = self.dark + number + 30
                yield frame

        return each()


@pytest.fixture
def photos(drawn: list[Path]) -> list[luxvid.Photo]:
    return list(luxvid.wait(luxvid.load_photos(drawn[:3])))


@pytest.fixture
def board(photos: list[luxvid.Photo]) -> Storyboard:
    """Four shots of 1.5, 1.3, 1.1 and 1 s: dissolve, fade, cut."""
    lengths = ("1.5", "1.3", "1.1", "1")
    passages = (Dissolve(frames=15), FadeThroughBlack(frames=11), Cut(), Cut())
    shots = [
        Shot(scene=scene, first=photo, duration_s=length, transition=passage)
        for scene, photo, length, passage in zip(luxvid.LUXURY_SCENES, [*photos, photos[0]], lengths, passages, strict=False)
    ]
    return Storyboard(shots=shots)


@pytest.fixture
def film_at(board: Storyboard) -> Callable[[str], Film]:
    """Return films of the board at a rate, of frames that count; their picture is not encoded."""

    def film(fps: str) -> Film:
        encoding = evolve(SMALL, fps=fps)
        made = Provenance(treatment=GENERATED, model="google/veo-3.1-fast", photos=["0" * 64], scores={"truth": 0.9})
        clips = {shot.key: Clip(source=Counting(20 * n), duration_s=shot.duration_s) for n, shot in enumerate(board.shots)}
        clips["entrance"] = evolve(clips["entrance"], provenance=made)
        timeline = board.timeline(encoding.fps)
        said = Said(kind="lower_third", shot="living", lines=("Living room", "62 m²"), begins_s="2.9", ends_s="3.5")
        report = Report(
            duration_s=timeline.duration_s,
            frames=timeline.frames,
            width_px=encoding.width_px,
            height_px=encoding.height_px,
            fps=encoding.fps,
            shots=[],
            titles=[said],
        )
        picture = PictureTrack(pieces=[], encoding=encoding, frames=timeline.frames)
        return Film(picture=picture, soundtrack=None, storyboard=board, clips=clips, report=report)

    return film
