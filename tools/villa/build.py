"""Build the whole scene under one light."""

from __future__ import annotations

import bpy

from villa import garden, rooms, shell, surroundings
from villa import light as lights


def build(light: str = "day") -> None:
    """Build everything into an empty scene: light is day, morning, golden or dusk."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.engine = "CYCLES"
    lights.build(light)
    surroundings.build(light)
    shell.build(light)
    garden.build(light)
    rooms.furnish(light)
