"""A photo's camera: set up in Blender, and as the formula that turns depths into points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from villa.photo import Photo

SENSOR_MM = 36.0  # full frame, along the picture's long side


@dataclass(frozen=True, kw_only=True)
class Pinhole:
    """A level or slightly pitched camera without distortion, in the house's metres; z is up.

    Attributes:
        at: Where it stands.
        turn: Radians from +y (north) towards -x, as Blender's rotation about z.
        pitch: Radians up.
        lens_mm: Focal length for a sensor of 36 mm along the long side.
        shift: The picture's shift right and up in shares of the long side.
        size: Width and height in pixels.
    """

    at: tuple[float, float, float]
    turn: float
    pitch: float
    lens_mm: float
    shift: tuple[float, float]
    size: tuple[int, int]

    @classmethod
    def of(cls, photo: Photo, long_px: int) -> Pinhole:
        """Return the camera of a photo whose long side has so many pixels."""
        dx, dy = photo.look[0] - photo.at[0], photo.look[1] - photo.at[1]
        short = long_px * 2 // 3
        return cls(
            at=photo.at,
            turn=math.atan2(-dx, dy),
            pitch=math.radians(photo.pitch),
            lens_mm=photo.lens,
            shift=photo.shift,
            size=(short, long_px) if photo.portrait else (long_px, short),
        )

    def axes(self) -> NDArray[np.float64]:
        """Return the directions right, up and ahead as rows."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        cp, sp = math.cos(self.pitch), math.sin(self.pitch)
        return np.array([[c, s, 0], [s * sp, -c * sp, cp], [-s * cp, c * cp, sp]])

    def rays(self) -> NDArray[np.float64]:
        """Return (height, width, 3): directions through the pixels' centres, one metre deep."""
        width, height = self.size
        scale = SENSOR_MM / self.lens_mm
        long_px = max(self.size)
        x = (((np.arange(width) + 0.5) - width / 2) / long_px + self.shift[0]) * scale
        y = ((height / 2 - (np.arange(height) + 0.5)) / long_px + self.shift[1]) * scale
        grid = np.stack(np.broadcast_arrays(x[None, :], y[:, None], 1.0), axis=-1)
        rays: NDArray[np.float64] = grid @ self.axes()
        return rays

    def seen(self, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Return column, row (in pixels, centres at .5) and depth of points (n, 3)."""
        return self._pixels((points - np.asarray(self.at)) @ self.axes().T)

    def _pixels(self, local: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        width, height = self.size
        scale = self.lens_mm / SENSOR_MM
        depth = local[:, 2]
        ahead = np.where(depth > 1e-6, depth, np.inf)
        x = (local[:, 0] / ahead * scale - self.shift[0]) * max(self.size) + width / 2
        y = height / 2 - (local[:, 1] / ahead * scale - self.shift[1]) * max(self.size)
        return x, y, depth


def aim(photo: Photo, long_px: int) -> None:
    """Point the scene's camera as the photo's; it is made where there is none."""
    import bpy

    scene, pinhole = bpy.context.scene, Pinhole.of(photo, long_px)
    if scene.camera is None:
        scene.camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        scene.collection.objects.link(scene.camera)
    held, lens = scene.camera, scene.camera.data
    held.location = pinhole.at
    held.rotation_euler = (math.pi / 2 + pinhole.pitch, 0, pinhole.turn)
    lens.sensor_fit, lens.sensor_width, lens.lens = "AUTO", SENSOR_MM, pinhole.lens_mm
    lens.shift_x, lens.shift_y = pinhole.shift
    lens.clip_start, lens.clip_end = 0.05, 100_000
    lens.dof.use_dof = photo.focus > 0
    lens.dof.focus_distance, lens.dof.aperture_fstop, lens.dof.aperture_blades = photo.focus or 1.0, photo.fstop, 9
    scene.render.resolution_x, scene.render.resolution_y = pinhole.size
    scene.render.resolution_percentage = 100
