"""Which words of a labels file mean which rooms, and which rooms are right for which scene: data, that can be given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from luxvid.errors import InvalidInput
from luxvid.scenes import Scene
from luxvid.vision.rooms import ROOMS
from luxvid.vision.seeing import NONE

OURS = (*ROOMS, NONE)
"""Rooms in our own words, and what is no photo of a place."""

_DEFAULT = Path(__file__).with_name("rules.json")
_FORM = 'write {"labels": {"sauna": ["other"]}, "scenes": {"living": ["living", "dining"]}}'


@frozen(kw_only=True)
class Rules:
    """What labels mean.

    Attributes:
        labels: For a label of the file, the rooms of ours that it means; each of ours also means itself.
        scenes: For a scene's key, the rooms that are right for it; a scene that is not named asks for its own rooms.
    """

    labels: Mapping[str, tuple[str, ...]]
    scenes: Mapping[str, frozenset[str]]

    def meant_by(self, label: str) -> tuple[str, ...]:
        """Return the rooms that a label means: none where it is unknown."""
        return self.labels.get(label, (label,) if label in OURS else ())

    def right_for(self, scene: Scene) -> frozenset[str]:
        """Return the rooms that are right for a scene."""
        return self.scenes.get(scene.key, frozenset(scene.rooms))


def read_rules(path: Path | None = None) -> Rules:
    """Return the rules that come with the benchmark, with those of a file in their place where it has some.

    Raises:
        InvalidInput: The file is not there, is no JSON of the form, or names a room that is none of ours.
    """
    labels, scenes = _tables(_DEFAULT)
    if path is not None:
        own_labels, own_scenes = _tables(path)
        labels, scenes = labels | own_labels, scenes | own_scenes
    return Rules(
        labels={label: tuple(rooms) for label, rooms in labels.items()},
        scenes={key: frozenset(rooms) for key, rooms in scenes.items()},
    )


def _tables(path: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(f"the rules {path.name!r} cannot be read ({error.strerror}): name another file") from error
    except ValueError as error:
        raise InvalidInput(f"the rules {path.name!r} are no JSON ({error}): {_FORM}") from error
    if not isinstance(told, dict) or not told.keys() <= {"labels", "scenes"}:
        raise InvalidInput(f"the rules {path.name!r} hold something else than 'labels' and 'scenes': {_FORM}")
    return _table(path, told, "labels"), _table(path, told, "scenes")


def _table(path: Path, told: dict[str, Any], name: str) -> dict[str, list[str]]:
    table: Any = told.get(name, {})
    lists: list[Any] = list(table.values()) if isinstance(table, dict) else [None]
    if not all(isinstance(rooms, list) and rooms for rooms in lists):
        raise InvalidInput(f"{name!r} in the rules {path.name!r} must map names to lists of rooms: {_FORM}")
    wrong = sorted({str(room) for rooms in lists for room in rooms} - {*OURS})
    if wrong:
        raise InvalidInput(f"{name!r} in the rules {path.name!r}: {wrong[0]!r} is no room; there are {', '.join(OURS)}")
    return dict(table)
