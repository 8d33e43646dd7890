"""The words of a storyboard: each text with its place, and whether it is shown or only asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from luxvid.storyboard import Shot, Storyboard

Kind = Literal["title", "caption", "prompt", "brand"]
_OF_SHOTS: dict[str, Kind] = {"title": "title", "detail": "title", "prompt": "prompt"}
_OF_SCENES: dict[str, Kind] = {"title": "caption"}
_OF_LISTINGS: dict[str, Kind] = {"headline": "title", "address": "title", "price": "title"}
_OF_BRANDS: dict[str, Kind] = {"name": "brand", "contact": "brand", "tone": "prompt"}


@frozen
class Text:
    """A text and its place, as `shots.living.title`.

    `title` is drawn into the picture, `brand` is drawn, too, and may name the agent; `caption` goes along with photos and
    scenes, `prompt` is told to a model.
    """

    where: str
    text: str
    kind: Kind


def texts_of(board: Storyboard) -> Iterator[Text]:
    """Yield all that a storyboard says, in the film's order."""
    yield from _fields(board.listing, "listing.", _OF_LISTINGS)
    for shot in board.shots:
        yield from _of_shot(shot, f"shots.{shot.key}.")
    yield from _fields(board.brand, "brand.", _OF_BRANDS)


def _of_shot(shot: Shot, at: str) -> Iterator[Text]:
    yield from _fields(shot, at, _OF_SHOTS)
    yield from _fields(shot.scene, f"{at}scene.", _OF_SCENES)
    for end, photo in (("first", shot.first), ("last", shot.last)):
        if photo is not None and photo.caption:
            yield Text(f"{at}{end}.caption", photo.caption, "caption")


def _fields(value: object, at: str, kinds: dict[str, Kind]) -> Iterator[Text]:
    for name, kind in kinds.items():
        said: str | tuple[str, ...] = getattr(value, name)
        for text in (said,) if isinstance(said, str) else said:
            if text:
                yield Text(f"{at}{name}", text, kind)
