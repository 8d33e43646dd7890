"""The house itself: walls, floors, ceilings, roofs, windows, doors and the stair."""

from __future__ import annotations

from villa.shell import beams, fittings, floors, lights, masonry, openings, roofs, stairs, walls


def build(light: str) -> None:
    """Build the whole shell; light sets how strongly the recessed lamps burn."""
    walls.build()
    masonry.build()
    floors.build()
    roofs.build()
    beams.build()
    fittings.build()
    openings.build()
    stairs.build()
    lights.build(light)
