"""sRGB pictures to the film's colour: Y'CbCr BT.709, limited range, planes apart."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image


def to_planes(image: Image.Image) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Return Y, Cb and Cr of an RGB picture, each (H, W) uint8, BT.709 limited, sRGB values taken as they are."""
    frame = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
    converted = frame.reformat(
        format="yuv444p", src_colorspace="ITU709", dst_colorspace="ITU709", src_color_range="JPEG", dst_color_range="MPEG"
    )
    planes = converted.to_ndarray()
    return planes[0], planes[1], planes[2]


def to_rgb(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a planar yuv420p film frame, (height · 3 / 2, width) uint8, as (height, width, 3) uint8 sRGB."""
    picture = av.VideoFrame.from_ndarray(frame, format="yuv420p")
    converted = picture.reformat(
        format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709", src_color_range="MPEG", dst_color_range="JPEG"
    )
    return np.asarray(converted.to_ndarray(), np.uint8)
