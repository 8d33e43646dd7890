"""The grounds: terrace, pool, lawn, court, plants and outdoor furniture."""

from __future__ import annotations

from villa.garden import belt, borders, court, equipment, furniture, hedges, lamps, lawn, litter, planting, pool, terrace


def build(light: str) -> None:
    """Lay out the grounds."""
    terrace.build()
    pool.build(light)
    court.build()
    lawn.build()
    planting.build()
    hedges.build()
    belt.build()
    borders.build()
    belt.cut_back()
    furniture.build()
    equipment.build()
    litter.build()
    lamps.build(light)
