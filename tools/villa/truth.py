"""What is true of the photos: `python -m villa.truth`, from the folder `tools`; nothing is rendered for it.

Writes `truth.json` (cameras, what is in view, how far photos overlap), `depth.zip` (depth maps) and `manifest.csv` beside
the photos. All is computed from the model: one ray through each pixel of a small picture finds the surface behind it.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from villa.aim import SENSOR_MM, Pinhole, aim
from villa.cameras import PHOTOS
from villa.exr import linear
from villa.photo import Photo
from villa.render import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LONG_PX = 480
_NEAR_M, _FAR_M = 0.2, 2000.0
_STEP_PX = 2  # every second pixel each way is enough for shares of a percent
_LEAST_SHARE = 0.002
_LOOSE_M, _LOOSE_SHARE = 0.03, 0.02  # how far depths may differ and still be one surface

_EXPLAINED = {
    "coordinates": "metres; x east, y north, z up, 0 at the ground floor",
    "camera": (
        "at: position; right, up, ahead: unit vectors; lens_mm for a sensor of 36 mm along the long side; shift: of the "
        "picture, right and up, in shares of the long side. Pixel (column, row) with centres at .5 looks along "
        "ahead + x*right + y*up, x = ((column - width/2)/long + shift[0])*36/lens_mm, "
        "y = ((height/2 - row)/long + shift[1])*36/lens_mm"
    ),
    "in_view": "shares of the picture by thing, from 0.002; window glass is looked through",
    "sky": "share of the picture where no surface is",
    "overlaps": (
        "overlaps[A][B] is the share of A's surface points that B shows too: each point that a ray through A found is "
        "projected into B, and counts if it falls inside the picture, its surface faces B, and B's depth there (from "
        "least to most over 3x3 pixels, at most 10 % off its own) agrees within 2 % and 3 cm. "
        "The sky counts neither above nor below the line. Pairs of 0 are left out"
    ),
    "depth": (
        "depth.zip holds a grey PNG for each photo, 480x320 or 320x480. Value 0 is sky; v from 1 to 255 is the depth along "
        "the camera's axis in metres, 0.2 * 10000 ** ((v - 1) / 254), that is steps of 3.7 %; 255 is 2 km and beyond"
    ),
}


def main() -> None:
    """Compute the truth of all photos and write it beside them."""
    parser = argparse.ArgumentParser(prog="python -m villa.truth", description=__doc__)
    parser.add_argument("--out", type=Path, default=EXAMPLE, help="folder of the photos")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    things = _prepared()
    casts = {f"{photo.name}.jpg": _cast(photo) for photo in PHOTOS}
    truth = {
        "explained": _EXPLAINED,
        "photos": {file: _told(cast, things) for file, cast in casts.items()},
        "overlaps": overlaps(casts),
    }
    (out / "truth.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")
    _write_depths(casts, out / "depth.zip")
    _write_manifest(out / "manifest.csv")


@dataclass(frozen=True)
class Cast:
    """What the rays of one photo found.

    Attributes:
        photo: The photo.
        depth: (height, width) metres along the camera's axis, 0 for the sky.
        thing: (height, width) the number of the thing.
        normal: (height, width, 3) where the surface faces, on the camera's side.
    """

    photo: Photo
    depth: Floats
    thing: NDArray[np.int64]
    normal: Floats

    @property
    def camera(self) -> Pinhole:
        """The camera that the rays went through."""
        return Pinhole.of(self.photo, _LONG_PX)

    def surface(self) -> tuple[Floats, Floats]:
        """Return points (n, 3) on the surfaces in view, evenly over the picture, and where these face (n, 3)."""
        depth = self.depth[::_STEP_PX, ::_STEP_PX]
        rays, hit = self.camera.rays()[::_STEP_PX, ::_STEP_PX], depth > 0
        return np.asarray(self.photo.at) + rays[hit] * depth[hit, None], self.normal[::_STEP_PX, ::_STEP_PX][hit]


def overlaps(casts: Mapping[str, Cast]) -> dict[str, dict[str, float]]:
    """Return for each photo the shares of its surface points that each other photo shows too; 0 is left out."""
    ranges = {file: _ranges(cast.depth) for file, cast in casts.items()}
    shares: dict[str, dict[str, float]] = {}
    for file, cast in casts.items():
        points, normals = cast.surface()
        found = {other: _shown(points, normals, casts[other].camera, ranges[other]) for other in casts if other != file}
        shares[file] = {other: round(share, 4) for other, share in found.items() if share >= 5e-4}
    return shares


def _shown(points: Floats, normals: Floats, camera: Pinhole, ranges: tuple[Floats, Floats]) -> float:
    """Return the share of points that a camera with these least and most depths shows."""
    x, y, depth = camera.seen(points)
    width, height = camera.size
    faces = np.einsum("ij,ij->i", normals, np.asarray(camera.at) - points) > 0
    inside = faces & (depth > 0) & (x >= 0) & (x < width) & (y >= 0) & (y < height)
    if not inside.any():
        return 0.0
    column, row, depth = x[inside].astype(int), y[inside].astype(int), depth[inside]
    least, most = (limit[row, column] for limit in ranges)
    loose = _LOOSE_M + _LOOSE_SHARE * depth
    return float(np.sum((depth >= least - loose) & (depth <= most + loose)) / len(points))


def _ranges(depth: Floats) -> tuple[Floats, Floats]:
    """Return the least and the most depth of what each pixel shows, steep surfaces included; none for the sky."""
    height, width = depth.shape
    framed = np.pad(depth, 1, mode="edge")
    around = np.stack([framed[i : i + height, j : j + width] for i in range(3) for j in range(3)])
    least = np.where(around > 0, around, np.inf).min(axis=0)
    return np.where(depth > 0, np.maximum(least, 0.9 * depth), np.inf), np.minimum(around.max(axis=0), 1.1 * depth)


def _prepared() -> list[str]:
    """Build the house, and let every surface say how far it is and what it is part of; return the things by number."""
    import bpy

    from villa.build import build

    build(light="day")
    scene = bpy.context.scene
    things = ["sky", *sorted({_thing(thing.name) for thing in bpy.data.objects})]
    numbers = {name: number for number, name in enumerate(things)}
    for thing in bpy.data.objects:
        thing.pass_index = numbers[_thing(thing.name)]
        thing.hide_render = thing.hide_render or thing.type == "LIGHT"
    for material in bpy.data.materials:
        if not material.is_grease_pencil:
            _tell_depth(material)
    scene.world = bpy.data.worlds.new("dark")
    scene.world.node_tree.nodes.clear()
    _set_plain(scene)
    return things


def _thing(name: str) -> str:
    """Return what an object is part of: the first two words of its name."""
    return ".".join(word for word in name.split(".")[:2] if not word.isdigit())


def _tell_depth(material: Any) -> None:
    """Make a material shine with depth, thing and normal as red, green and blue; glass lets the ray through."""
    material.cycles.emission_sampling = "NONE"  # nothing is lit: millions of shining leaves would only be sorted in vain
    tree = material.node_tree
    tree.nodes.clear()
    output = tree.nodes.new("ShaderNodeOutputMaterial")
    if "glass" in material.name.lower():
        shader = tree.nodes.new("ShaderNodeBsdfTransparent")
    else:
        shader, told = tree.nodes.new("ShaderNodeEmission"), tree.nodes.new("ShaderNodeCombineXYZ")
        tree.links.new(tree.nodes.new("ShaderNodeCameraData").outputs["View Z Depth"], told.inputs[0])
        tree.links.new(tree.nodes.new("ShaderNodeObjectInfo").outputs["Object Index"], told.inputs[1])
        tree.links.new(_packed_normal(tree), told.inputs[2])
        tree.links.new(told.outputs[0], shader.inputs["Color"])
    tree.links.new(shader.outputs[0], output.inputs["Surface"])


def _packed_normal(tree: Any) -> Any:
    """Return the socket of the true normal as one number of three bytes, which a 32-bit float holds exactly."""
    value = tree.nodes.new("ShaderNodeNewGeometry").outputs["True Normal"]
    for operation, operands in (
        ("MULTIPLY_ADD", ((127.0,) * 3, (127.5,) * 3)),
        ("FLOOR", ()),
        ("DOT_PRODUCT", ((65536, 256, 1),)),
    ):
        node = tree.nodes.new("ShaderNodeVectorMath")
        node.operation = operation
        tree.links.new(value, node.inputs[0])
        for number, operand in enumerate(operands, 1):
            node.inputs[number].default_value = operand
        value = node.outputs["Value" if operation == "DOT_PRODUCT" else "Vector"]
    return value


def _set_plain(scene: Any) -> None:
    """Set Cycles to one ray through the middle of each pixel, and the file to exact numbers."""
    scene.render.engine = "CYCLES"
    scene.render.use_persistent_data = True
    plain = {
        "device": "CPU",
        "samples": 1,
        "use_adaptive_sampling": False,
        "use_denoising": False,
        "pixel_filter_type": "BOX",
        "filter_width": 0.01,
        "max_bounces": 0,
        "transparent_max_bounces": 64,
        "sample_clamp_direct": 0.0,
        "sample_clamp_indirect": 0.0,
        "film_exposure": 1.0,
    }
    for name, value in plain.items():
        setattr(scene.cycles, name, value)
    scene.view_settings.exposure = 0.0
    settings = scene.render.image_settings
    settings.file_format, settings.color_depth, settings.exr_codec = "OPEN_EXR", "32", "ZIP"


def _cast(photo: Photo) -> Cast:
    import bpy

    aim(photo, _LONG_PX)
    bpy.context.scene.camera.data.dof.use_dof = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "depth.exr"
        bpy.context.scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)
        depth, thing, packed = np.moveaxis(linear(path), -1, 0)
    whole = np.rint(packed).astype(np.int64)
    normal = np.stack([whole >> 16, whole >> 8 & 255, whole & 255], axis=-1) / 127.0 - 1.0
    return Cast(photo, depth.astype(np.float64), np.rint(thing).astype(np.int64), normal)


def _told(cast: Cast, things: list[str]) -> dict[str, Any]:
    photo, depth = cast.photo, cast.depth
    right, up, ahead = cast.camera.axes().round(6).tolist()
    counts = Counter(cast.thing[depth > 0].tolist())
    in_view = [(things[number], count / depth.size) for number, count in counts.most_common()]
    return {
        "room": photo.room,
        "label": photo.label,
        "light": photo.light,
        "portrait": photo.portrait,
        "camera": {
            "at": photo.at,
            "right": right,
            "up": up,
            "ahead": ahead,
            "lens_mm": photo.lens,
            "sensor_mm": SENSOR_MM,
            "shift": photo.shift,
            "focus_m": photo.focus,
        },
        "sky": round(float(np.mean(depth <= 0)), 4),
        "in_view": {name: round(share, 4) for name, share in in_view if share >= _LEAST_SHARE},
    }


def _write_depths(casts: Mapping[str, Cast], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file, cast in casts.items():
            picture = io.BytesIO()
            Image.fromarray(coded(cast.depth)).save(picture, "PNG", optimize=True)
            archive.writestr(zipfile.ZipInfo(f"{Path(file).stem}.png", (2026, 6, 12, 12, 0, 0)), picture.getvalue())


def coded(depth: Floats) -> NDArray[np.uint8]:
    """Return depths in metres as the codes of the depth maps."""
    share = np.log(np.maximum(depth, _NEAR_M) / _NEAR_M) / np.log(_FAR_M / _NEAR_M)
    return np.where(depth > 0, np.clip(np.rint(1 + 254 * share), 1, 255), 0).astype(np.uint8)


def _write_manifest(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("file", "kind", "derived_from", "room_label", "selectable", "why"))
        for photo in sorted(PHOTOS, key=lambda photo: photo.name):
            table.writerow((f"{photo.name}.jpg", "original", f"{photo.name}.jpg", photo.label, "yes", ""))


if __name__ == "__main__":
    main()
