"""The hall's stair: oak treads between the wall and a sheet of glass."""

from __future__ import annotations

from villa import plan
from villa.geometry import Solids, group
from villa.materials import glass, metal, wood

RISERS = 20


def build() -> None:
    """Build the flight up from north to south."""
    solids, panes = Solids(41), Solids(42)
    x0, x1 = plan.STAIR.x0, plan.STAIR.x1 - 0.05
    going = (plan.STAIR.y1 - plan.STAIR.y0) / (RISERS - 1)
    rise = plan.STUDY.floor / RISERS
    for i in range(RISERS - 1):
        back, top = plan.STAIR.y1 - i * going, (i + 1) * rise
        solids.box((x0, back - going - 0.02, top - 0.06), (x1, back, top), wood.oak(), 0.004)
        solids.box((x1 - 0.004, back - going * 0.72, top - 0.05), (x1 + 0.014, back - going * 0.28, top - 0.01), metal.black())
    slope = (plan.STUDY.floor - rise) / (plan.STAIR.y1 - plan.STAIR.y0)
    x = x1 + 0.02
    panels = 4
    for i in range(panels):
        ya = plan.STAIR.y1 - (plan.STAIR.y1 - plan.STAIR.y0) * i / panels - 0.006
        yb = plan.STAIR.y1 - (plan.STAIR.y1 - plan.STAIR.y0) * (i + 1) / panels + 0.006
        za, zb = (plan.STAIR.y1 - ya) * slope, (plan.STAIR.y1 - yb) * slope
        corners = [(x, ya, max(za - 0.1, 0.005)), (x, yb, zb - 0.1), (x, yb, zb + 1.1), (x, ya, za + 1.1)]
        panes.mesh(corners, [[0, 1, 2, 3]], glass.balustrade(), smooth=False)
    rail = [(x, plan.STAIR.y1, 1.11), (x, plan.STAIR.y0 + 0.01, 1.11 + plan.STUDY.floor - rise)]
    solids.tube(rail, 0.02, metal.black())
    solids.build("shell.stair", group("shell"))
    panes.build("shell.stair.pane", group("shell"))
