"""Cycles at four to five minutes a room on two cores: samples, bounces, portals, and plain colours where nobody looks."""

from __future__ import annotations

import math
from typing import Any

import bpy

from villa import plan

_SAMPLES = {"bathroom": 12, "hall": 11}  # little light comes in
_INDOORS, _OUTDOORS = 8, 14  # samples: fewer leave leaves and what mirrors smeared once they are denoised
_PLAIN_BY_DAY = ("morning", "day", "afternoon")  # lamps burn, but do not light what the sun does: fewer lights, less noise


def set_quality(light: str) -> None:
    """Set Cycles, and what there is in the scene, for photos in a light."""
    wanted = {
        "device": "CPU",
        "use_adaptive_sampling": False,
        "sampling_pattern": "BLUE_NOISE",
        "use_denoising": True,
        "denoiser": "OPENIMAGEDENOISE",
        "denoising_prefilter": "ACCURATE",
        "denoising_quality": "HIGH",
        "max_bounces": 8,
        "diffuse_bounces": 4,
        "glossy_bounces": 3,
        "transmission_bounces": 6,
        "transparent_max_bounces": 12,
        "caustics_reflective": False,
        "caustics_refractive": False,
        "sample_clamp_indirect": 6.0,
        "light_sampling_threshold": 0.02,
        "use_light_tree": light not in _PLAIN_BY_DAY,
        "film_exposure": 1.0,
        "filter_width": 1.25,  # px; narrower than usual, as a good lens
    }
    for name, value in wanted.items():
        setattr(bpy.context.scene.cycles, name, value)
    for material in bpy.data.materials:
        _plain_when_diffuse(material)
    if light in _PLAIN_BY_DAY:
        _leave_lamps_out()


def _leave_lamps_out() -> None:
    """Let lamps be seen, but light nothing."""
    for thing in bpy.data.objects:
        if thing.type == "LIGHT" and thing.data.type != "SUN":
            thing.hide_render = True
        elif thing.type == "MESH" and any(slot and _shines(slot) for slot in thing.data.materials):
            thing.visible_diffuse = False
    for material in bpy.data.materials:
        material.cycles.emission_sampling = "NONE"


def _shines(material: Any) -> bool:
    nodes = material.node_tree.nodes
    strengths = [node.inputs["Emission Strength"] for node in nodes if node.type == "BSDF_PRINCIPLED"]
    return any(node.type == "EMISSION" for node in nodes) or any(s.is_linked or s.default_value > 0 for s in strengths)


def set_room(room: str, samples: int = 0) -> None:
    """Set what a room wants: more samples where little light comes in, paths that learn where it does, portals in its windows."""
    home = next((found for found in plan.ROOMS if found.name == room), None)
    cycles = bpy.context.scene.cycles
    cycles.samples = samples or _SAMPLES.get(room, _OUTDOORS if home is None else _INDOORS)
    cycles.use_guiding = home is not None
    for thing in [thing for thing in bpy.data.objects if thing.name.startswith("portal")]:
        bpy.data.objects.remove(thing)
    wide = {"living": 3, "dining": 3, "kitchen": 3}.get(room, 0)
    if home is None:
        return
    for wall in plan.WALLS:
        for opening in wall.openings:
            if opening.kind in ("sliding", "window") and (spot := _before(wall, opening, home, wide)):
                _portal(*spot, opening.b - opening.a, opening.head - opening.sill)


def _before(
    wall: plan.Wall, opening: plan.Opening, room: plan.Room, wide: float
) -> tuple[tuple[float, float, float], float] | None:
    """Return where a portal stands and its turn, if the opening leads from the open air into the room or near it."""
    if not (room.floor <= opening.sill < room.ceiling):
        return None
    middle, height = (opening.a + opening.b) / 2, (opening.sill + opening.head) / 2
    if wall.along == "x":
        sides = ((wall.low, wall.at - 0.01, 0.0, room.y0), (wall.high, wall.at + wall.thick + 0.01, math.pi, room.y1))
        reach = room.x0 - wide <= middle <= room.x1 + wide
        spots = [((middle, at, height), turn) for side, at, turn, edge in sides if side in plan.OUTSIDE and abs(at - edge) < 0.6]
    else:
        sides = (
            (wall.low, wall.at - 0.01, -math.pi / 2, room.x0),
            (wall.high, wall.at + wall.thick + 0.01, math.pi / 2, room.x1),
        )
        reach = room.y0 <= middle <= room.y1
        spots = [((at, middle, height), turn) for side, at, turn, edge in sides if side in plan.OUTSIDE and abs(at - edge) < 0.6]
    return spots[0] if spots and reach else None


def _portal(at: tuple[float, float, float], turn: float, width: float, height: float) -> None:
    lamp = bpy.data.lights.new("portal", "AREA")
    lamp.shape, lamp.size, lamp.size_y = "RECTANGLE", width, height
    lamp.cycles.is_portal = True
    thing = bpy.data.objects.new("portal", lamp)
    thing.location, thing.rotation_euler = at, (math.pi / 2, 0, turn)
    bpy.context.scene.collection.objects.link(thing)


def _plain_when_diffuse(material: Any) -> None:
    """Let light that bounced off something dull meet a plain colour instead of the whole material: a quarter less time."""
    tree = material.node_tree
    output = next((node for node in tree.nodes if node.type == "OUTPUT_MATERIAL" and node.is_active_output), None)
    link = output and next(iter(output.inputs["Surface"].links), None)
    if not link or link.from_node.type != "BSDF_PRINCIPLED":
        return
    shader = link.from_node
    if any(shader.inputs[name].is_linked or shader.inputs[name].default_value > low for name, low in _SPECIAL):
        return
    if shader.inputs["Alpha"].is_linked or shader.inputs["Alpha"].default_value < 1:
        return
    plain, path, mix = (tree.nodes.new(kind) for kind in ("ShaderNodeBsdfDiffuse", "ShaderNodeLightPath", "ShaderNodeMixShader"))
    plain.inputs["Color"].default_value = (*_mean(shader.inputs["Base Color"]), 1.0)
    tree.links.new(path.outputs["Is Diffuse Ray"], mix.inputs[0])
    tree.links.new(shader.outputs[0], mix.inputs[1])
    tree.links.new(plain.outputs[0], mix.inputs[2])
    tree.links.new(mix.outputs[0], output.inputs["Surface"])


_SPECIAL = (("Transmission Weight", 0.0), ("Emission Strength", 0.0), ("Metallic", 0.4))


def _mean(socket: Any) -> tuple[float, float, float]:
    """Return about the mean colour that a socket brings."""
    if not socket.is_linked:
        value = socket.default_value
        return tuple(value)[:3] if hasattr(value, "__len__") else (value,) * 3
    node, inputs = socket.links[0].from_node, socket.links[0].from_node.inputs
    if node.type == "VALTORGB":
        return _ramp_mean(node.color_ramp)
    if node.type == "MIX":
        a, b = (_mean(next(i for i in inputs if i.name == name and i.type == "RGBA")) for name in ("A", "B"))
        factor = 0.5 if inputs[0].is_linked else inputs[0].default_value
        if node.blend_type == "MULTIPLY":
            b = tuple(x * y for x, y in zip(a, b, strict=True))
        return tuple(x + (y - x) * factor for x, y in zip(a, b, strict=True))
    colors = [i for i in inputs if i.type == "RGBA"]
    return _mean(colors[0]) if colors else (0.5, 0.5, 0.5)


def _ramp_mean(ramp: Any) -> tuple[float, float, float]:
    samples = [ramp.evaluate(0.3 + 0.4 * k / 8)[:3] for k in range(9)]  # noise stays about the middle
    return tuple(sum(channel) / 9 for channel in zip(*samples, strict=True))
