"""Node materials, and the few helpers they are written with."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import bpy

Socket = bpy.types.NodeSocket
Value = Socket | float | Sequence[float]


class Graph:
    """A node tree under construction: every method adds a node and returns the socket to go on with."""

    def __init__(self, owner: bpy.types.Material | bpy.types.World) -> None:
        self.tree = owner.node_tree
        self.tree.nodes.clear()
        kind = "ShaderNodeOutputWorld" if isinstance(owner, bpy.types.World) else "ShaderNodeOutputMaterial"
        self.output = self.tree.nodes.new(kind)

    def node(self, kind: str, props: dict[str, Any] | None = None, **inputs: Value) -> bpy.types.Node:
        """Add a ShaderNode by the tail of its name; underscores in input names stand for spaces."""
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for key, value in (props or {}).items():
            setattr(node, key, value)
        for key, value in inputs.items():
            self.feed(node.inputs[key.replace("_", " ")], value)
        return node

    def feed(self, socket: Socket, value: Value) -> None:
        """Link a socket into an input, or set its value (a colour may leave out alpha)."""
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
            return
        if socket.type == "RGBA" and not isinstance(value, (int, float)) and len(value) == 3:
            value = (*value, 1.0)
        elif socket.type == "RGBA" and isinstance(value, (int, float)):
            value = (value, value, value, 1.0)
        elif socket.type == "VECTOR" and isinstance(value, (int, float)):
            value = (value, value, value)
        socket.default_value = value

    def coords(self, name: str = "Object") -> Socket:
        """Texture coordinates: Object, UV (metres on our boxes), Generated, Window, Normal..."""
        return self.node("TexCoord").outputs[name]

    def position(self) -> Socket:
        """The shading point in the world, in metres."""
        return self.node("NewGeometry").outputs["Position"]

    def attribute(self, name: str = "tint") -> Socket:
        """A mesh attribute as a number."""
        return self.node("Attribute", {"attribute_name": name}).outputs["Fac"]

    def chance(self) -> Socket:
        """A number of 0 to 1 of the object's own, the same all over it."""
        return self.node("ObjectInfo").outputs["Random"]

    def mapping(self, vector: Value, scale: Value = 1.0, turn: Value = 0.0, move: Value = 0.0) -> Socket:
        """Scale, turn (radians) and move coordinates."""
        return self.node("Mapping", Vector=vector, Scale=scale, Rotation=turn, Location=move).outputs[0]

    def noise(self, vector: Value, scale: Value, detail: float = 3.0, roughness: Value = 0.55, distortion: float = 0.0) -> Socket:
        """Fractal noise of 0 to 1."""
        return self.node(
            "TexNoise", Vector=vector, Scale=scale, Detail=detail, Roughness=roughness, Distortion=distortion
        ).outputs[0]

    def voronoi(self, vector: Value, scale: Value, feature: str = "F1", output: str = "Distance") -> Socket:
        """Cells: Distance to the point or edge, or the cell's Color."""
        return self.node("TexVoronoi", {"feature": feature}, Vector=vector, Scale=scale).outputs[output]

    def math(self, operation: str, a: Value, b: Value = 0.0, *, clamp: bool = False) -> Socket:
        """One of Blender's math operations."""
        node = self.node("Math", {"operation": operation, "use_clamp": clamp})
        self.feed(node.inputs[0], a)
        self.feed(node.inputs[1], b)
        return node.outputs[0]

    def vector(self, operation: str, a: Value, b: Value = 0.0) -> Socket:
        """One of Blender's vector operations; DOT_PRODUCT and LENGTH answer with a number."""
        node = self.node("VectorMath", {"operation": operation})
        self.feed(node.inputs[0], a)
        self.feed(node.inputs[1], b)
        return node.outputs["Value" if operation in {"DOT_PRODUCT", "LENGTH", "DISTANCE"} else 0]

    def split(self, vector: Value) -> list[Socket]:
        """X, Y and Z of a vector."""
        return list(self.node("SeparateXYZ", Vector=vector).outputs)

    def join(self, x: Value, y: Value, z: Value = 0.0) -> Socket:
        """A vector of three numbers."""
        return self.node("CombineXYZ", X=x, Y=y, Z=z).outputs[0]

    def remap(self, value: Value, low: float, high: float, to_low: float = 0.0, to_high: float = 1.0) -> Socket:
        """Map low..high to to_low..to_high, clamped."""
        node = self.node("MapRange")
        for socket, given in zip(node.inputs, (value, low, high, to_low, to_high), strict=False):
            self.feed(socket, given)
        return node.outputs[0]

    def ramp(self, value: Value, stops: Sequence[tuple[float, Sequence[float]]], mode: str = "LINEAR") -> Socket:
        """A colour ramp through (position, colour) stops."""
        node = self.node("ValToRGB")
        band = node.color_ramp
        band.interpolation = mode
        while len(band.elements) < len(stops):
            band.elements.new(0.5)
        for element, (position, color) in zip(band.elements, stops, strict=True):
            element.position = position
            element.color = (*color, 1.0) if len(color) == 3 else color
        self.feed(node.inputs[0], value)
        return node.outputs[0]

    def mix(self, factor: Value, a: Value, b: Value, blend: str = "MIX") -> Socket:
        """Blend two colours."""
        node = self.node("Mix", {"data_type": "RGBA", "blend_type": blend})
        self.feed(node.inputs[0], factor)
        self.feed(node.inputs[6], a)
        self.feed(node.inputs[7], b)
        return node.outputs[2]

    def vary(self, color: Value, hue: Value = 0.5, saturation: Value = 1.0, value: Value = 1.0) -> Socket:
        """Shift hue (0.5 is none), saturation and value."""
        return self.node("HueSaturation", Color=color, Hue=hue, Saturation=saturation, Value=value).outputs[0]

    def bump(self, height: Value, strength: float = 0.3, distance: float = 0.01, normal: Socket | None = None) -> Socket:
        """A normal bent by a height; distance is the relief's depth in metres."""
        node = self.node("Bump", Height=height, Strength=strength, Distance=distance)
        if normal is not None:
            self.feed(node.inputs["Normal"], normal)
        return node.outputs[0]

    def principled(self, **inputs: Value) -> Socket:
        """The principled surface, joined to the output."""
        surface = self.node("BsdfPrincipled", **inputs).outputs[0]
        self.surface(surface)
        return surface

    def surface(self, shader: Socket) -> None:
        """Join a shader to the output."""
        self.feed(self.output.inputs["Surface"], shader)


def new(name: str) -> tuple[bpy.types.Material, Graph]:
    """Make an empty material and the graph to fill it."""
    material = bpy.data.materials.new(name)
    return material, Graph(material)


def cached(build: Callable[..., bpy.types.Material]) -> Callable[..., bpy.types.Material]:
    """Make a material function answer with the same material for the same arguments within one blend file."""

    @functools.wraps(build)
    def once(*args: Any, **kwargs: Any) -> bpy.types.Material:
        key = f"{build.__module__}.{build.__name__}{args}{sorted(kwargs.items())}"
        for material in bpy.data.materials:
            if material.get("key") == key:
                return material
        material = build(*args, **kwargs)
        material["key"] = key
        return material

    return once
