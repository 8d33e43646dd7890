"""The house as data, in metres: x east, y north (the sea lies south), z up, ground floor at 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """A room's clear space between its walls."""

    name: str
    x0: float
    y0: float
    x1: float
    y1: float
    floor: float
    height: float

    @property
    def ceiling(self) -> float:
        """The ceiling's height over the ground floor."""
        return self.floor + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the floor."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Opening:
    """A hole in a wall, from a to b along it and from sill to head over the ground floor.

    Kinds: sliding (glass front), window (fixed glass), door (timber leaf), pivot (front door), gap (nothing in it).
    """

    kind: str
    a: float
    b: float
    sill: float
    head: float
    panes: int = 1


OUTSIDE = ("plaster", "stone")
"""Finishes of faces that stand in the open air."""


@dataclass(frozen=True)
class Wall:
    """A straight wall: along x it fills y from at to at+thick, along y it fills x from at to at+thick.

    The faces towards lower and higher coordinates carry the finishes low and high (plaster, stone, inside, tile).
    """

    name: str
    along: str
    at: float
    a: float
    b: float
    z0: float
    z1: float
    low: str = "inside"
    high: str = "inside"
    openings: tuple[Opening, ...] = ()
    thick: float = 0.3


@dataclass(frozen=True)
class Rect:
    """A horizontal rectangle of the grounds with its level."""

    x0: float
    y0: float
    x1: float
    y1: float
    level: float


KITCHEN = Room("kitchen", 0.3, 0.3, 5.2, 7.2, 0.0, 3.2)
DINING = Room("dining", 5.2, 0.3, 9.6, 7.2, 0.0, 3.2)
LIVING = Room("living", 9.6, 0.3, 16.8, 7.2, 0.0, 3.2)
HALL = Room("hall", 5.2, 7.5, 9.6, 13.0, 0.0, 6.2)
BEDROOM = Room("bedroom", 17.1, -5.0, 22.7, 1.2, 0.0, 2.9)
PASSAGE = Room("passage", 17.1, 1.5, 18.45, 7.2, 0.0, 2.9)
BATHROOM = Room("bathroom", 18.6, 1.5, 22.7, 7.2, 0.0, 2.9)
STUDY = Room("study", 3.2, 2.9, 9.6, 7.2, 3.5, 2.7)
ROOMS = (KITCHEN, DINING, LIVING, HALL, BEDROOM, PASSAGE, BATHROOM, STUDY)

STAIR = Rect(5.2, 8.4, 6.25, 12.8, 0.0)
"""Along the hall's west wall, up from north to south; a landing leads on to the study's door."""

WALLS = (
    Wall(
        "south",
        "x",
        0.0,
        0.0,
        16.8,
        0.0,
        3.2,
        "plaster",
        "inside",
        (
            Opening("sliding", 0.6, 4.9, 0.0, 2.8, 2),
            Opening("sliding", 5.4, 9.4, 0.0, 2.8, 2),
            Opening("sliding", 9.9, 16.5, 0.0, 2.8, 3),
        ),
    ),
    Wall("west", "y", 0.0, 0.3, 7.2, 0.0, 3.2, "plaster", "inside", (Opening("window", 1.5, 5.5, 1.0, 2.2, 2),)),
    Wall("north kitchen", "x", 7.2, 0.0, 4.9, 0.0, 3.2, "inside", "plaster"),
    Wall("north hall", "x", 7.2, 4.9, 9.9, 0.0, 3.2, "inside", "inside", (Opening("gap", 6.6, 9.3, 0.0, 2.7),)),
    Wall("north living", "x", 7.2, 9.9, 16.8, 0.0, 3.2, "inside", "plaster", (Opening("window", 11.2, 15.6, 2.3, 2.9, 3),)),
    Wall("spine south", "y", 16.8, -5.3, 0.0, 0.0, 2.9, "stone", "inside", (Opening("sliding", -4.6, -0.9, 0.0, 2.55, 2),)),
    Wall("spine", "y", 16.8, 0.0, 7.5, 0.0, 3.2, "inside", "inside", (Opening("door", 5.9, 6.9, 0.0, 2.3),)),
    Wall("bedroom south", "x", -5.3, 17.1, 23.0, 0.0, 2.9, "plaster", "inside", (Opening("sliding", 17.6, 22.2, 0.0, 2.55, 2),)),
    Wall("bedroom east", "y", 22.7, -5.0, 7.5, 0.0, 2.9, "inside", "plaster", (Opening("window", 2.1, 4.9, 0.25, 2.5, 2),)),
    Wall("bedroom north", "x", 7.2, 17.1, 22.7, 0.0, 2.9, "inside", "plaster", (Opening("window", 17.4, 18.1, 0.2, 2.5),)),
    Wall(
        "bedroom bath",
        "x",
        1.2,
        17.1,
        22.7,
        0.0,
        2.9,
        "inside",
        "inside",
        (Opening("door", 17.3, 18.2, 0.0, 2.3), Opening("door", 19.0, 19.9, 0.0, 2.3)),
    ),
    Wall("passage bath", "y", 18.45, 1.5, 7.2, 0.0, 2.9, openings=(Opening("door", 3.9, 4.8, 0.0, 2.3),), thick=0.15),
    Wall("hall west", "y", 4.9, 7.5, 13.3, 0.0, 6.2, "stone", "inside"),
    Wall("hall east", "y", 9.6, 7.5, 13.3, 0.0, 6.2, "inside", "stone", (Opening("window", 8.2, 12.4, 4.3, 5.7, 2),)),
    Wall(
        "hall north",
        "x",
        13.0,
        5.2,
        9.6,
        0.0,
        6.2,
        "inside",
        "stone",
        (Opening("window", 5.6, 7.1, 0.0, 5.6), Opening("pivot", 7.6, 9.1, 0.0, 2.75)),
    ),
    Wall("study south", "x", 2.6, 2.9, 9.9, 3.2, 6.2, "plaster", "inside", (Opening("sliding", 3.7, 9.1, 3.5, 5.95, 3),)),
    Wall("study west", "y", 2.9, 2.9, 7.2, 3.2, 6.2, "plaster", "inside", (Opening("window", 3.6, 5.2, 4.4, 5.7),)),
    Wall("study east", "y", 9.6, 2.9, 7.2, 3.2, 6.2, "inside", "plaster"),
    Wall("study north", "x", 7.2, 4.9, 9.9, 3.2, 6.2, "inside", "inside", (Opening("door", 5.3, 6.2, 3.5, 5.7),)),
    Wall("study north-west", "x", 7.2, 2.9, 4.9, 3.2, 6.2, "inside", "plaster"),
)

POOL = Rect(1.5, -11.2, 13.5, -6.9, -0.1)
"""The water's edge and level; the pool's south edge overflows."""

TERRACE = Rect(-2.6, -12.0, 17.1, 0.0, -0.02)
"""Travertine, around the pool too; the bedroom's south terrace lies at x 17.1 to 23.6, y -8.5 to -5.3."""

LAWN = Rect(-16.0, -24.0, 30.0, 4.0, -0.35)
"""Lawn around the terrace on the west, south and east; south of y -24 the ground falls to the sea."""

SEA_LEVEL = -46.0
