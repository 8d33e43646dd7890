"""Windows, sliding fronts, doors and the pivoting front door."""

from __future__ import annotations

import bpy
from mathutils import Matrix

from villa import plan
from villa.geometry import Solids, group, placed
from villa.materials import glass, metal, plaster, wood


def _frame_of(wall: plan.Wall, opening: plan.Opening) -> Matrix:
    """Local axes of an opening: x along it from its left end, y through the wall from its low face, z up from the sill."""
    if wall.along == "x":
        return placed((opening.a, wall.at, opening.sill))
    return Matrix(((0, 1, 0, wall.at), (1, 0, 0, opening.a), (0, 0, 1, opening.sill), (0, 0, 0, 1)))


def _border(
    solids: Solids, size: tuple[float, float], y: float, deep: float, wide: float, at: tuple[float, float] = (0, 0)
) -> None:
    """Four bars round a rectangle of width and height, standing at y."""
    coated = metal.coated()
    (w, h), (x, z) = size, at
    y0, y1 = y - deep / 2, y + deep / 2
    solids.box((x, y0, z), (x + wide, y1, z + h), coated, 0.003)
    solids.box((x + w - wide, y0, z), (x + w, y1, z + h), coated, 0.003)
    solids.box((x + wide, y0, z), (x + w - wide, y1, z + wide), coated, 0.003)
    solids.box((x + wide, y0, z + h - wide), (x + w - wide, y1, z + h), coated, 0.003)


def _pane(panes: Solids, x0: float, x1: float, z0: float, z1: float, y: float) -> None:
    verts = [(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)]
    panes.mesh(verts, [[0, 1, 2, 3]], glass.window(), smooth=False)


def _glazed(solids: Solids, panes: Solids, opening: plan.Opening, thick: float) -> None:
    """A frame in the middle of the wall with its sashes; sliding sashes stand behind one another."""
    w, h = opening.b - opening.a, opening.head - opening.sill
    sliding = opening.kind == "sliding"
    middle = thick / 2
    _border(solids, (w, h), middle, 0.15 if sliding else 0.09, 0.03)
    share = (w - 0.06) / opening.panes
    for i in range(opening.panes):
        y = middle + (0.035 * (-1) ** i if sliding else 0.0)
        lap = 0.035 if sliding else 0.0
        x0 = 0.03 + i * share - (lap if i else 0)
        x1 = 0.03 + (i + 1) * share + (lap if i < opening.panes - 1 else 0)
        bar = 0.045 if sliding else 0.03
        _border(solids, (x1 - x0, h - 0.06), y, 0.05, bar, (x0, 0.03))
        _pane(panes, x0 + bar, x1 - bar, 0.03 + bar, h - 0.03 - bar, y)
        if sliding:
            side = x1 - 0.022 if i == 0 else x0 + 0.022
            for face in (y - 0.045, y + 0.045):
                solids.box((side - 0.009, face - 0.008, 0.95), (side + 0.009, face + 0.008, 1.25), metal.steel(), 0.004)


def _leaf(solids: Solids, opening: plan.Opening, thick: float, material: bpy.types.Material) -> None:
    """A flush timber leaf in a shadow-gap frame, with lever handles on both sides."""
    w, h = opening.b - opening.a, opening.head - opening.sill
    jamb = 0.035
    for lo, hi in (((0, h - jamb), (w, h)), ((0, 0), (jamb, h - jamb)), ((w - jamb, 0), (w, h - jamb))):
        solids.box((lo[0], -0.006, lo[1]), (hi[0], thick + 0.006, hi[1]), material, 0.002)
    middle = thick / 2
    solids.box((jamb + 0.003, middle - 0.022, 0.006), (w - jamb - 0.003, middle + 0.022, h - jamb - 0.003), material, 0.002)
    x = w - jamb - 0.06
    for side in (-1, 1):
        y = middle + side * 0.022
        solids.cylinder((x, y, 1.02), (x, y + side * 0.055, 1.02), 0.009, metal.black())
        solids.box((x - 0.13, y + side * 0.045, 1.011), (x + 0.01, y + side * 0.062, 1.029), metal.black(), 0.004)
        solids.cylinder((x, y, 1.02), (x, y + side * 0.006, 1.02), 0.026, metal.black())


def _pivot(solids: Solids, opening: plan.Opening, thick: float) -> None:
    """The front door: upright cedar boards, a long bronze pull and a dark frame."""
    w, h = opening.b - opening.a, opening.head - opening.sill
    middle = thick * 0.62
    _border(solids, (w, h), middle, 0.16, 0.05)
    solids.box((0.05, middle - 0.024, 0.008), (w - 0.05, middle + 0.024, h - 0.05), wood.smoked(), 0.002)
    count = 11
    step = (w - 0.112) / count
    for i in range(count):
        x = 0.056 + i * step
        solids.box((x + 0.0015, middle - 0.03, 0.012), (x + step - 0.0015, middle + 0.03, h - 0.056), wood.cedar(), 0.003)
    for side in (-1, 1):
        y = middle + side * 0.085
        solids.box((0.19, y - 0.014, 0.45), (0.218, y + 0.014, 2.15), metal.black(), 0.005)
        for z in (0.6, 2.0):
            solids.cylinder((0.204, middle + side * 0.03, z), (0.204, y, z), 0.009, metal.black())


def _sill(solids: Solids, wall: plan.Wall, opening: plan.Opening) -> None:
    """A slim metal sill outside and a painted board inside, under windows that stand above the floor."""
    w = opening.b - opening.a
    inner_low = wall.low == "inside"
    y_out = (wall.thick / 2, wall.thick + 0.09) if inner_low else (-0.09, wall.thick / 2)
    y_in = (-0.015, wall.thick / 2) if inner_low else (wall.thick / 2, wall.thick + 0.015)
    solids.box((0, y_out[0], 0), (w, y_out[1], 0.012), metal.black(), 0.003)
    solids.box((0, y_in[0], 0), (w, y_in[1], 0.016), plaster.ceiling(), 0.004)


def build() -> None:
    """Fill every opening of the plan."""
    frames, panes, leaves, front = Solids(31), Solids(32), Solids(33), Solids(34)
    for wall in plan.WALLS:
        for opening in wall.openings:
            here = _frame_of(wall, opening)
            if opening.kind in {"sliding", "window"}:
                _glazed(frames.moved(frame=here), panes.moved(frame=here), opening, wall.thick)
                if opening.kind == "window" and opening.sill > 0.1:
                    _sill(frames.moved(frame=here), wall, opening)
            elif opening.kind == "door":
                _leaf(leaves.moved(frame=here), opening, wall.thick, wood.oak())
            elif opening.kind == "pivot":
                _pivot(front.moved(frame=here), opening, wall.thick)
    frames.build("shell.window.frames", group("shell"))
    panes.build("shell.window.panes", group("shell"))
    leaves.build("shell.door", group("shell"))
    front.build("shell.frontdoor", group("shell"))
