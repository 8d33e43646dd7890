"""Walls around their openings, and the skirting along them."""

from __future__ import annotations

import bpy

from villa import plan
from villa.geometry import Solids, group
from villa.materials import plaster, stone

Span = tuple[float, float]


def free(a: float, b: float, holes: list[Span]) -> list[Span]:
    """What of a..b is left between the holes."""
    spans = []
    for start, end in sorted(holes):
        if start > a:
            spans.append((a, min(start, b)))
        a = max(a, end)
    if a < b:
        spans.append((a, b))
    return [s for s in spans if s[1] - s[0] > 1e-6]


def finish(name: str) -> bpy.types.Material:
    """The material of a wall's face."""
    return {"plaster": plaster.exterior, "stone": stone.mortar, "inside": plaster.interior}[name]()


def slab(solids: Solids, wall: plan.Wall, along: Span, across: Span, height: Span, material: bpy.types.Material) -> None:
    """A sharp-edged piece of a wall; across is measured over the wall's thickness."""
    lo = [along[0], wall.at + across[0], height[0]]
    hi = [along[1], wall.at + across[1], height[1]]
    if wall.along == "y":
        lo[:2], hi[:2] = lo[1::-1], hi[1::-1]
    solids.box(lo, hi, material, 0.0)


def _wall(solids: Solids, wall: plan.Wall) -> None:
    holes = [(o.a, o.b) for o in wall.openings]
    pieces = [(span, (wall.z0, wall.z1)) for span in free(wall.a, wall.b, holes)]
    for o in wall.openings:
        if o.sill > wall.z0:
            pieces.append(((o.a, o.b), (wall.z0, o.sill)))
        if o.head < wall.z1:
            pieces.append(((o.a, o.b), (o.head, wall.z1)))
    for along, height in pieces:
        if wall.low == wall.high:
            slab(solids, wall, along, (0, wall.thick), height, finish(wall.low))
            continue
        half = wall.thick / 2
        slab(solids, wall, along, (0, half), height, finish(wall.low))
        slab(solids, wall, along, (half, wall.thick), height, finish(wall.high))


def _skirting(solids: Solids, wall: plan.Wall) -> None:
    """A slim painted board on every face that looks into a room."""
    holes = [(o.a - 0.04, o.b + 0.04) for o in wall.openings if o.kind in {"sliding", "door", "pivot", "gap"} or o.sill < 0.1]
    for room in plan.ROOMS:
        sides = (room.y0, room.y1, room.x0, room.x1) if wall.along == "x" else (room.x0, room.x1, room.y0, room.y1)
        near, far, start, end = sides
        if not wall.z0 <= room.floor < wall.z1:
            continue
        for face, edge, outward in ((wall.at + wall.thick, near, (0.0, 0.012)), (wall.at, far, (-0.012, 0.0))):
            if abs(face - edge) > 1e-3:
                continue
            offset = face - wall.at
            for span in free(max(start, wall.a), min(end, wall.b), holes):
                across = (offset + outward[0], offset + outward[1])
                slab(solids, wall, span, across, (room.floor, room.floor + 0.07), plaster.ceiling())


def build() -> None:
    """Build all walls and their skirting."""
    walls, skirting = Solids(1), Solids(2)
    for wall in plan.WALLS:
        _wall(walls, wall)
        _skirting(skirting, wall)
    for y0, y1 in ((7.2, 7.5), (12.98, 13.3)):
        walls.box((4.903, y0 + 0.003, 0.0), (5.197, y1 - 0.003, 6.2), plaster.interior(), 0.0)
    walls.build("shell.walls", group("shell"))
    skirting.build("shell.skirting", group("shell"))
