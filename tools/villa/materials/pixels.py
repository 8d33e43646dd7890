"""Arrays of pixels as Blender's images."""

from __future__ import annotations

import bpy
import numpy as np


def stored(name: str, pixels: np.ndarray) -> bpy.types.Image:
    """Keep display colours from 0 to 1, shape (rows, columns, 3), the first row on top, as an image of the scene."""
    height, width = pixels.shape[:2]
    image = bpy.data.images.new(name, width, height)
    rgba = np.ones((height, width, 4), np.float32)
    rgba[..., :3] = np.clip(pixels, 0, 1)[::-1]
    image.pixels.foreach_set(rgba.ravel())
    image.update()
    image.pack()
    return image
