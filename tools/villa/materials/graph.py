"""A short way to write node materials: sockets in, sockets out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bpy

Value = bpy.types.NodeSocket | float | int | Sequence[float]


def srgb(code: str) -> tuple[float, float, float, float]:
    """Give the scene-linear colour of a hexadecimal display colour."""
    parts = [int(code.lstrip("#")[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue, 1.0


def once(name: str, paint: Callable[[Graph], None]) -> bpy.types.Material:
    """Give the material of this name, painted the first time it is asked for."""
    found = bpy.data.materials.get(name)
    if found:
        return found
    graph = Graph(name)
    paint(graph)
    return graph.material


class Graph:
    """One material's node tree."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.surface = self.tree.nodes["Principled BSDF"]
        self.output = self.tree.nodes["Material Output"]

    def node(self, kind: str, props: dict[str, object] | None = None, **inputs: Value) -> bpy.types.Node:
        """Add a node; inputs are named in lower case with underscores."""
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for key, value in (props or {}).items():
            setattr(node, key, value)
        for key, value in inputs.items():
            self.put(node, key, value)
        return node

    def put(self, node: bpy.types.Node, key: str, value: Value) -> None:
        """Link or set one input of a node."""
        wanted = key.replace("_", " ").lower()
        socket = next(s for s in node.inputs if s.enabled and s.name.lower() == wanted)
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        else:
            socket.default_value = value

    def set(self, **inputs: Value) -> None:
        """Set inputs of the principled surface."""
        for key, value in inputs.items():
            self.put(self.surface, key, value)

    def coords(self, scale: Sequence[float] | float = 1.0, name: str = "grain") -> bpy.types.NodeSocket:
        """Give the part's own coordinates (x along its length), scaled; the shell's boxes carry them as UV instead."""
        solid = self.node("Attribute", {"attribute_name": name}).outputs["Vector"]
        plane = self.node("UVMap").outputs["UV"]
        summed = self.node("VectorMath", {"operation": "ADD"})
        self.tree.links.new(solid, summed.inputs[0])
        self.tree.links.new(plane, summed.inputs[1])
        vector = summed.outputs[0]
        factor = (scale, scale, scale) if isinstance(scale, (int, float)) else tuple(scale)
        return self.node("Mapping", vector=vector, scale=factor).outputs["Vector"]

    def tone(self) -> bpy.types.NodeSocket:
        """Give the part's own random number, 0 to 1."""
        furniture = self.node("Attribute", {"attribute_name": "tone"}).outputs["Factor"]
        return self.math("ADD", furniture, self.node("Attribute", {"attribute_name": "tint"}).outputs["Factor"])

    def noise(self, vector: Value, scale: float, detail: float = 3, **more: float) -> bpy.types.NodeSocket:
        """Give fractal noise around 0.5."""
        return self.node("TexNoise", vector=vector, scale=scale, detail=detail, **more).outputs["Factor"]

    def ramp(self, factor: Value, *stops: tuple[float, str | float]) -> bpy.types.NodeSocket:
        """Give colours (codes) or greys (numbers) by factor."""
        node = self.node("ValToRGB", factor=factor)
        elements = node.color_ramp.elements
        for k, (position, colour) in enumerate(stops):
            element = elements[k] if k < 2 else elements.new(position)
            element.position = position
            element.color = srgb(colour) if isinstance(colour, str) else (colour, colour, colour, 1)
        return node.outputs["Color"]

    def mix(self, factor: Value, one: Value, two: Value, blend: str = "MIX") -> bpy.types.NodeSocket:
        """Blend two colours."""
        node = self.tree.nodes.new("ShaderNodeMix")
        node.data_type = "RGBA"
        node.blend_type = blend
        for socket, value in ((node.inputs[0], factor), (node.inputs[6], one), (node.inputs[7], two)):
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            else:
                socket.default_value = value
        return node.outputs[2]

    def math(self, operation: str, one: Value, two: Value = 0.0) -> bpy.types.NodeSocket:
        """Compute with two numbers."""
        node = self.node("Math", {"operation": operation})
        for socket, value in zip(node.inputs, (one, two), strict=False):
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            else:
                socket.default_value = value
        return node.outputs[0]

    def bump(self, height: Value, strength: float = 0.5, distance: float = 0.002, **more: Value) -> None:
        """Roughen the surface's normal by a height."""
        node = self.node("Bump", height=height, strength=strength, distance=distance, **more)
        self.set(normal=node.outputs["Normal"])
