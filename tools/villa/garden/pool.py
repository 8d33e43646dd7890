"""The pool: mosaic basin, coping, water that runs over its south edge, lamps under water."""

from __future__ import annotations

import bpy
import numpy as np

from villa import light as lights
from villa import plan
from villa.garden.terrace import COPING, GRAIN, TONES
from villa.geometry import Solids, group
from villa.materials import metal, new, stone, water
from villa.shell.masonry import Facing, lay

_SHALLOW, _DEEP = 1.2, 2.1
"""How far below the house's floor the pool's own lies in the west and in the east, in metres."""


def _basin(solids: Solids, skin: bpy.types.Material) -> None:
    p = plan.POOL
    slope = np.zeros((8, 3))
    slope[[5, 7], 2] = _SHALLOW - _DEEP
    solids.box((p.x0, p.y0, -_DEEP - 0.3), (p.x1, p.y1, -_SHALLOW), skin, 0.0, skew=slope)
    for lo, hi in (
        ((p.x0 - 0.3, p.y0 - 0.2), (p.x0, p.y1 + 0.3)),
        ((p.x1, p.y0 - 0.2), (p.x1 + 0.3, p.y1 + 0.3)),
        ((p.x0, p.y1), (p.x1, p.y1 + 0.3)),
    ):
        solids.box((*lo, -_DEEP - 0.1), (*hi, plan.TERRACE.level - 0.035), skin, 0.0)
    mark = water.edge()
    for i in range(4):
        z, x = p.level - 0.26 * (i + 1), p.x0 + 0.32 * (i + 1)
        solids.box((x - 0.32, p.y1 - 1.6, z - 0.26), (x, p.y1, z), skin, 0.01)
        solids.box((x - 0.055, p.y1 - 1.6, z - 0.03), (x + 0.003, p.y1, z + 0.003), mark, 0.003)


def _weir(solids: Solids, skin: bpy.types.Material) -> None:
    """The south wall that the water runs over, faced with stone outside; the facing casts no hard shadow into the water."""
    p = plan.POOL
    solids.box((p.x0, p.y0 - 0.22, -_DEEP - 0.1), (p.x1, p.y0, p.level - 0.012), skin, 0.004)
    solids = Solids(114)
    face = Facing("x", p.y0 - 0.2, -1, p.x0 - COPING, p.x1 + COPING, -0.95, p.level - 0.1, grain=GRAIN, tones=TONES)
    lay(solids, face, [], np.random.default_rng(113))
    solids.build("pool.weir", group("garden")).visible_shadow = False


def _coping(solids: Solids) -> None:
    """Thick edging stones whose nose stands out over the water."""
    p, top = plan.POOL, plan.TERRACE.level
    nose = 0.03
    for lo, hi in (
        ((p.x0 - COPING, p.y0 - 0.22), (p.x0 + nose, p.y1 + COPING)),
        ((p.x1 - nose, p.y0 - 0.22), (p.x1 + COPING, p.y1 + COPING)),
        ((p.x0 + nose, p.y1 - nose), (p.x1 - nose, p.y1 + COPING)),
    ):
        solids.box((lo[0] + 0.05, lo[1] + 0.05, top - 0.04), (hi[0] - 0.05, hi[1] - 0.05, top - 0.012), stone.joint(), 0.0)
        along = 0 if hi[0] - lo[0] > hi[1] - lo[1] else 1
        count = round((hi[along] - lo[along]) / 0.9)
        for i in range(count):
            a, b = list(lo), list(hi)
            a[along] = lo[along] + (hi[along] - lo[along]) * i / count + 0.003
            b[along] = lo[along] + (hi[along] - lo[along]) * (i + 1) / count - 0.003
            solids.box((*a, top - 0.045), (*b, top + 0.004), stone.paving(), 0.012)


def _surface(light: str) -> None:
    p = plan.POOL
    solids = Solids(112)
    x, y = np.meshgrid(np.linspace(p.x0, p.x1, 60), np.linspace(p.y0 - 0.21, p.y1, 24))
    solids.sheet(np.stack([x, y, np.full(x.shape, p.level)], axis=-1), water.pool())
    thing = solids.build("pool.water", group("garden"))
    thing.visible_shadow = light != "dusk"


def _lamps(solids: Solids, light: str) -> None:
    """Round lamps in the north wall that light the water in the evening."""
    power = 11.0 if light == "dusk" else 0.0
    if not power:
        return
    glow, g = new("pool lamp")
    g.surface(g.node("Emission", Color=(0.85, 0.97, 1.0), Strength=0.5).outputs[0])
    lamp = bpy.data.lights.new("pool.lamp", "AREA")
    lamp.shape, lamp.size, lamp.energy, lamp.color = "DISK", 0.5, power, (0.62, 0.93, 1.0)
    for x in (3.0, 6.0, 9.0, 12.0):
        y = plan.POOL.y1
        solids.cylinder((x, y + 0.01, -0.65), (x, y - 0.012, -0.65), 0.052, glow)
        solids.tube(
            [(x + 0.064 * np.cos(a), y - 0.008, -0.65 + 0.064 * np.sin(a)) for a in np.linspace(0, 6.283, 25)],
            0.013,
            metal.steel(),
            6,
        )
        thing = bpy.data.objects.new("pool.lamp", lamp)
        thing.location, thing.rotation_euler = (x, y - 0.06, -0.65), (np.pi / 2 + np.pi, 0, 0)
        thing.visible_camera = thing.visible_transmission = thing.visible_glossy = False  # only the lens is seen
        group("lamps").objects.link(thing)


def _sunlit(light: str) -> bpy.types.Material:
    """The basin's skin with the sun as the water bends it, seen from below."""
    lamp = lights.LIGHTS[light]
    if lamp.sun <= 0:
        return water.basin()
    above = lights.toward(lamp)
    flat = np.array([above.x, above.y]) / 1.33
    high = float(np.sqrt(1 - flat @ flat))
    passed = 1 - (0.02 + 0.98 * (1 - above.z) ** 5)
    strength = lamp.sun / np.pi * above.z / high * passed  # the bent beam is wider than the one that falls in
    sun = tuple(round(strength * tint * clear, 4) for tint, clear in zip(lamp.tint, (0.72, 0.92, 0.95), strict=True))
    return water.basin(sun, (round(float(flat[0]), 4), round(float(flat[1]), 4), round(high, 4)))


def _shaded(things: list[bpy.types.Object]) -> None:
    """Take the sun's straight light off things under water: what reaches them is bent, and in their own material."""
    sun = bpy.data.objects.get("sun")
    if sun is None:
        return
    apart = bpy.data.collections.new("under water")
    for thing in things:
        apart.objects.link(thing)
    sun.light_linking.receiver_collection = apart
    for member in apart.collection_objects:
        member.light_linking.link_state = "EXCLUDE"


def build(light: str) -> None:
    """Build the pool."""
    basin, edge = Solids(110), Solids(111)
    skin = _sunlit(light)
    _basin(basin, skin)
    _weir(basin, skin)
    _lamps(basin, light)
    _coping(edge)
    _shaded([basin.build("pool.basin", group("garden"))])
    edge.build("pool.coping", group("garden"))
    _surface(light)
