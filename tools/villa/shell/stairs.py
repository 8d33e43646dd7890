"""The hall's stair: oak treads between the wall and a sheet of glass, up to a landing before the study's door."""

from __future__ import annotations

from villa import plan
from villa.geometry import Solids, group
from villa.materials import glass, metal, plaster, wood

RISERS = 20
_GUARD = 1.1
_WALL = 7.5  # the landing's far end


def build() -> None:
    """Build the flight up from north to south, and the landing."""
    solids, panes = Solids(41), Solids(42)
    x0, x1 = plan.STAIR.x0, plan.STAIR.x1 - 0.05
    going = (plan.STAIR.y1 - plan.STAIR.y0) / (RISERS - 1)
    rise = plan.STUDY.floor / RISERS
    for i in range(RISERS - 1):
        back, top = plan.STAIR.y1 - i * going, (i + 1) * rise
        solids.box((x0, back - going - 0.02, top - 0.06), (x1, back, top), wood.oak(), 0.004)
        _fixings(solids, (x0, x1), back - going / 2, top)
    _landing(solids, x0, x1)
    _guard(solids, panes, x1 + 0.02, rise)
    solids.build("shell.stair", group("shell"))
    panes.build("shell.stair.pane", group("shell"))


def _fixings(solids: Solids, across: tuple[float, float], y: float, top: float) -> None:
    """Hold a tread: a plate on the wall with a flat under it, bolted, and a pair of clamps on the glass."""
    x0, x1 = across
    dark = metal.black()
    solids.box((x0 - 0.004, y - 0.11, top - 0.17), (x0 + 0.008, y + 0.11, top - 0.02), dark, 0.002)
    solids.box((x0, y - 0.03, top - 0.071), (x1 - 0.12, y + 0.03, top - 0.0602), dark, 0.002)
    for x in (x0 + 0.16, x1 - 0.2):
        solids.cylinder((x, y, top - 0.078), (x, y, top - 0.07), 0.01, metal.steel(), 12)
    for along in (-0.075, 0.075):
        solids.cylinder((x1 - 0.012, y + along, top - 0.03), (x1 + 0.032, y + along, top - 0.03), 0.019, dark)


def _landing(solids: Solids, x0: float, x1: float) -> None:
    """Lay the landing: boards that stand over a steel frame, plastered below."""
    floor, y1 = plan.STUDY.floor, plan.STAIR.y0
    count = 5
    wide = (y1 - _WALL) / count
    for k in range(count):
        solids.box((x0, _WALL + k * wide + 0.0008, floor - 0.03), (x1, _WALL + (k + 1) * wide - 0.0008, floor), wood.oak(), 0.002)
    solids.box((x0, _WALL, floor - 0.17), (x1 - 0.03, y1 - 0.03, floor - 0.0305), plaster.interior(), 0.002)
    solids.box((x1 - 0.03, _WALL, floor - 0.17), (x1 - 0.018, y1 - 0.018, floor - 0.0305), metal.black(), 0.002)
    solids.box((x0, y1 - 0.03, floor - 0.17), (x1 - 0.03, y1 - 0.018, floor - 0.0305), metal.black(), 0.002)
    for y in (_WALL + 0.2, y1 - 0.2):
        for z in (floor - 0.13, floor - 0.07):
            solids.cylinder((x1 - 0.02, y, z), (x1 + 0.032, y, z), 0.019, metal.black())


def _guard(solids: Solids, panes: Solids, x: float, rise: float) -> None:
    """Sheets of glass beside flight and landing, and a rail along them."""
    top, y0, y1 = plan.STUDY.floor, plan.STAIR.y0, plan.STAIR.y1
    panels = 4
    slope = (top - rise) / (y1 - y0)
    for i in range(panels):
        ya, yb = y1 - (y1 - y0) * i / panels - 0.006, y1 - (y1 - y0) * (i + 1) / panels + 0.006
        za, zb = (y1 - ya) * slope, (y1 - yb) * slope
        _sheet(panes, [(x, ya, max(za - 0.1, 0.005)), (x, yb, zb - 0.1), (x, yb, zb + _GUARD), (x, ya, za + _GUARD)])
    low = top - 0.2
    _sheet(
        panes, [(x, y0 - 0.006, low), (x, _WALL + 0.005, low), (x, _WALL + 0.005, top + _GUARD), (x, y0 - 0.006, top + _GUARD)]
    )
    rail = [
        (x, y1, _GUARD + 0.01),
        (x, y0, _GUARD + 0.01 + top - rise),
        (x, y0 - 0.12, top + _GUARD),
        (x, _WALL + 0.01, top + _GUARD),
    ]
    solids.tube(rail, 0.02, metal.black())


def _sheet(panes: Solids, corners: list[tuple[float, float, float]]) -> None:
    panes.mesh(corners, [[0, 1, 2, 3]], glass.balustrade(), smooth=False)
