"""Pictures painted stroke by stroke, in oil: a harbour and a still life. Each is computed here, and seeded."""

from __future__ import annotations

from collections.abc import Callable

import bpy
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from villa.materials.graph import Graph, once
from villa.materials.pixels import stored

Colour = tuple[float, float, float]
Array = np.ndarray
_TALL_PX = 640


def oil(name: str, size: tuple[float, float]) -> bpy.types.Material:
    """Give a painting (harbour or still) of this width and height in metres; its middle is the object's origin."""

    def paint(graph: Graph) -> None:
        height = _TALL_PX
        width = round(height * size[0] / size[1])
        picture = brushed({"harbour": harbour, "still": still}[name](width, height), len(name))
        node = graph.node(
            "TexImage", {"image": stored(f"painting.{name}", picture / 255), "extension": "EXTEND"}, vector=_spread(graph, size)
        )
        colour = node.outputs["Color"]
        relief = graph.node("RGBToBW", color=colour).outputs[0]
        canvas = graph.noise(graph.node("TexCoord").outputs["Object"], 900, 1)
        graph.set(base_color=colour, roughness=0.55, specular_ior_level=0.3)
        graph.bump(graph.math("ADD", relief, graph.math("MULTIPLY", canvas, 0.25)), 0.5, 0.002)

    return once(f"art.oil.{name}", paint)


def _spread(graph: Graph, size: tuple[float, float]) -> bpy.types.NodeSocket:
    """Give coordinates of 0 to 1 over a picture that hangs in its object's x and z."""
    x, _, z = graph.node("SeparateXYZ", vector=graph.node("TexCoord").outputs["Object"]).outputs
    u, v = (graph.math("ADD", graph.math("DIVIDE", value, s), 0.5) for value, s in zip((x, z), size, strict=True))
    return graph.node("CombineXYZ", x=u, y=v, z=0.0).outputs[0]


def brushed(plan: Image.Image, seed: int) -> Array:
    """Paint a plan of flat colours over with strokes that grow finer, each of a colour picked up where it starts."""
    rng = np.random.default_rng(seed)
    width, height = plan.size
    source = np.asarray(plan, float)
    flow = _flow(source)
    canvas = Image.new("RGB", plan.size, (158, 132, 100))
    draw = ImageDraw.Draw(canvas)
    for count, long, thick in ((2600, 62, 17), (5200, 34, 9), (6500, 18, 4.5)):
        for _ in range(count):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            colour = source[int(y), int(x)] + rng.normal(0, 6, 3) + rng.normal(0, 9)
            angle = flow[int(y), int(x)] + rng.normal(0, 0.35)
            _stroke(draw, (x, y), angle, (long * rng.uniform(0.5, 1.2), thick * rng.uniform(0.6, 1.2)), colour, rng)
    shown = np.asarray(canvas.filter(ImageFilter.GaussianBlur(0.6)), float)
    return shown + (0.8 * shown.mean(-1, keepdims=True) + (34.0, 26.0, 14.0) - shown) * 0.62  # under old varnish


def _flow(source: Array) -> Array:
    """Give the direction of strokes everywhere: along edges, and level where there are none."""
    grey = np.asarray(Image.fromarray(source.mean(-1).astype(np.uint8)).filter(ImageFilter.GaussianBlur(9)), float)
    down, across = np.gradient(grey)
    strong = np.hypot(down, across)
    return np.where(strong > 0.6, np.arctan2(across, -down), 0.12 * np.sin(np.arange(grey.shape[1]) / 60)[None])


def _stroke(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    angle: float,
    size: tuple[float, float],
    colour: Array,
    rng: np.random.Generator,
) -> None:
    """Lay one stroke: bristles side by side, some with more paint than others."""
    way, side = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    bristles = max(2, int(size[1] / 3))
    for k in range(bristles):
        off = side * (k / max(1, bristles - 1) - 0.5) * size[1]
        start = np.array(at) + off - way * size[0] * rng.uniform(0.3, 0.5)
        end = np.array(at) + off + way * size[0] * rng.uniform(0.3, 0.5)
        tone = np.clip(colour + rng.normal(0, 6), 0, 255).astype(int)
        draw.line([*start, *end], fill=tuple(int(c) for c in tone), width=max(2, round(size[1] / bristles * 1.5)))


def _sheet(width: int, height: int, low: Colour, high: Colour) -> tuple[Image.Image, Callable[..., None]]:
    """Give a ground that runs from one colour at its foot to another at its head, and a way to fill shapes on it."""
    t = np.linspace(1, 0, height)[:, None, None]
    ground = np.broadcast_to(np.array(low) * (1 - t) + np.array(high) * t, (height, width, 3))
    picture = Image.fromarray(ground.astype(np.uint8))
    draw = ImageDraw.Draw(picture)

    def fill(colour: Colour, *points: tuple[float, float]) -> None:
        draw.polygon([(x * width, (1 - y) * height) for x, y in points], fill=tuple(int(c) for c in colour))

    return picture, fill


def _round(x: float, y: float, rx: float, ry: float) -> list[tuple[float, float]]:
    """Give the points of an ellipse."""
    return [(x + rx * np.cos(a), y + ry * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 40)]


def harbour(width: int, height: int) -> Image.Image:
    """Give the plan of boats before a village on a slope."""
    rng = np.random.default_rng(4)
    picture, fill = _sheet(width, height, (201, 205, 196), (92, 132, 170))
    fill((104, 118, 128), (0, 0.56), (0, 0.76), (0.2, 0.83), (0.46, 0.68), (0.75, 0.74), (1, 0.64), (1, 0.56))
    fill((112, 116, 74), (0.42, 0.5), (0.55, 0.63), (0.8, 0.72), (1, 0.75), (1, 0.5))
    for k in range(24):
        x, y = rng.uniform(0.5, 0.98), rng.uniform(0.5, 0.62)
        w, h = rng.uniform(0.03, 0.06), rng.uniform(0.04, 0.09)
        wall = ((226, 205, 170), (217, 170, 126), (236, 226, 206), (202, 138, 102))[k % 4]
        fill(wall, (x, y), (x + w, y), (x + w, y + h), (x, y + h))
        fill((158, 78, 52), (x - 0.004, y + h), (x + w + 0.004, y + h), (x + w * 0.5, y + h + 0.025))
        fill((70, 84, 92), (x + w * 0.3, y + 0.02), (x + w * 0.5, y + 0.02), (x + w * 0.5, y + 0.045), (x + w * 0.3, y + 0.045))
    fill((38, 84, 112), (0, 0), (1, 0), (1, 0.5), (0, 0.52))
    for _ in range(90):
        x, y = rng.random(), rng.uniform(0.02, 0.5)
        w = rng.uniform(0.02, 0.1)
        tone = ((62, 122, 140), (30, 66, 96), (120, 160, 160), (190, 170, 130))[int(rng.integers(4))]
        fill(tone, (x, y), (x + w, y + 0.004), (x + w, y + 0.012), (x, y + 0.01))
    for x, y, s, hull in ((0.2, 0.24, 1.0, (176, 62, 44)), (0.55, 0.36, 0.6, (226, 220, 204)), (0.74, 0.16, 0.85, (34, 96, 104))):
        fill((24, 48, 66), (x - 0.13 * s, y - 0.06 * s), (x + 0.14 * s, y - 0.06 * s), (x + 0.1 * s, y), (x - 0.1 * s, y))
        fill(hull, (x - 0.12 * s, y), (x + 0.13 * s, y + 0.01), (x + 0.16 * s, y + 0.085 * s), (x - 0.14 * s, y + 0.07 * s))
        fill(
            (238, 230, 210),
            (x - 0.005, y + 0.07 * s),
            (x + 0.006, y + 0.07 * s),
            (x + 0.004, y + 0.5 * s),
            (x - 0.003, y + 0.5 * s),
        )
        fill((222, 196, 150), (x + 0.008, y + 0.12 * s), (x + 0.12 * s, y + 0.11 * s), (x + 0.008, y + 0.46 * s))
    return picture


def still(width: int, height: int) -> Image.Image:
    """Give the plan of a jug and fruit on a striped cloth."""
    picture, fill = _sheet(width, height, (88, 92, 80), (142, 112, 70))
    fill((196, 180, 150), (0, 0), (1, 0), (1, 0.36), (0, 0.42))
    for k in range(7):
        x = 0.02 + 0.15 * k
        fill((150, 62, 48), (x, 0), (x + 0.035, 0), (x + 0.08 + 0.02 * k, 0.38), (x + 0.055 + 0.02 * k, 0.38))
    fill((56, 50, 46), *_round(0.42, 0.3, 0.3, 0.06))
    fill((44, 84, 110), (0.2, 0.3), (0.46, 0.3), (0.52, 0.5), (0.44, 0.68), (0.46, 0.78), (0.22, 0.78), (0.25, 0.68), (0.14, 0.5))
    fill((98, 146, 164), (0.24, 0.36), (0.3, 0.36), (0.31, 0.62), (0.24, 0.52))
    for x, y, r, tone in (
        (0.6, 0.32, 0.09, (216, 168, 50)),
        (0.74, 0.36, 0.085, (190, 76, 40)),
        (0.66, 0.22, 0.08, (226, 190, 84)),
        (0.84, 0.24, 0.07, (122, 128, 60)),
    ):
        fill((70, 58, 52), *_round(x + 0.03, y - 0.05, r * 1.1, r * 0.5))
        fill(tone, *_round(x, y, r, r * 0.95))
        fill(tuple(min(255, c + 36) for c in tone), *_round(x - 0.025, y + 0.03, r * 0.4, r * 0.36))
    for k in range(9):
        a = 0.5 + 0.26 * k
        x, y = 0.33 + 0.24 * np.cos(a), 0.8 + 0.15 * np.sin(a)
        fill((66 + 9 * k, 92, 56), (0.33, 0.76), (x, y + 0.03), (x + 0.05, y - 0.02))
    return picture
