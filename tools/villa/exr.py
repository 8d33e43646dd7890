"""Linear light in EXR files, by Blender's own reader and writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def linear(path: Path) -> NDArray[np.float32]:
    """Return an EXR file's light, (height, width, 3), top row first."""
    import bpy

    image = bpy.data.images.load(str(path))
    image.colorspace_settings.is_data = True
    width, height = image.size
    values = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(values)
    bpy.data.images.remove(image)
    return np.ascontiguousarray(values.reshape(height, width, -1)[::-1, :, :3])


def write(light: NDArray[np.float32], path: Path) -> None:
    """Write light, (height, width, 3), top row first, as an EXR file, whole or not at all."""
    import bpy

    height, width, _ = light.shape
    values = np.ones((height, width, 4), np.float32)
    values[..., :3] = light[::-1]
    image = bpy.data.images.new("light", width, height, float_buffer=True, is_data=True)
    image.pixels.foreach_set(values.ravel())
    beside = path.with_name(f"{path.stem}.beside.exr")
    image.file_format = "OPEN_EXR"
    image.filepath_raw = str(beside)
    image.save()
    bpy.data.images.remove(image)
    beside.replace(path)
