"""sRGB pictures to the film's colour: Y'CbCr BT.709, limited range, planes apart."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

_BAND_ROWS = 128  # conversions go band by band: whole pictures would be in memory four times over


def to_planes(image: Image.Image) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Return Y, Cb and Cr of an RGB picture, each (H, W) uint8, BT.709 limited, sRGB values taken as they are."""
    planes = np.empty((3, image.height, image.width), np.uint8)
    for top in range(0, image.height, _BAND_ROWS):
        bottom = min(top + _BAND_ROWS, image.height)
        band = np.asarray(image.crop((0, top, image.width, bottom)))
        converted = av.VideoFrame.from_ndarray(band, format="rgb24").reformat(
            format="yuv444p", src_colorspace="ITU709", dst_colorspace="ITU709", src_color_range="JPEG", dst_color_range="MPEG"
        )
        planes[:, top:bottom] = converted.to_ndarray()
    return planes[0], planes[1], planes[2]


def to_rgb(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a planar yuv420p film frame, (height · 3 / 2, width) uint8, as (height, width, 3) uint8 sRGB."""
    picture = av.VideoFrame.from_ndarray(frame, format="yuv420p")
    converted = picture.reformat(
        format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709", src_color_range="MPEG", dst_color_range="JPEG"
    )
    return np.asarray(converted.to_ndarray(), np.uint8)
