"""Bring whatever a decoder gives to sRGB with eight bits: by the embedded profile, transparency on white, in bands."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from luxvid.media.stills_files import Refusal

_BAND_PX = 2_000_000
_PROFILE_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}
_DEEP = {"I;16", "I;16L", "I;16B", "I;16N"}

Convert = Callable[[Image.Image], Image.Image]


def rgb_of(image: Image.Image, *, shrink: int = 1) -> Image.Image:
    """Return a loaded picture as a new one: mode `RGB`, sRGB, `shrink` times smaller, without metadata.

    It works in bands, so that no more than one other copy of a large picture is in memory.
    """
    if image.mode in ("I", "F"):
        raise Refusal("it has 32 bits a channel; 8 and 16 are read")
    convert = _conversion(image)
    if convert is None and shrink == 1:
        return image.copy()
    width, height = image.size
    small = Image.new("RGB", (-(-width // shrink), -(-height // shrink)))
    rows = max(1, _BAND_PX // width // 8) * 8
    for top in range(0, height, rows):
        band = image.crop((0, top, width, min(top + rows, height)))
        band = convert(band) if convert else band
        small.paste(band.reduce(shrink) if shrink > 1 else band, (0, top // shrink))
    return small


def _conversion(image: Image.Image) -> Convert | None:
    """Return what brings a band of this picture to sRGB, or None where it is there already."""
    is_clear = image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info
    profiled = _by_profile(image)
    if is_clear and image.mode not in _DEEP:
        return lambda band: _on_white(band, profiled)
    if profiled is not None:
        return lambda band: profiled(_plain(band))
    return None if image.mode == "RGB" else lambda band: _plain(band).convert("RGB")


def _plain(band: Image.Image) -> Image.Image:
    """Return a band without palette and with eight bits a channel."""
    if band.mode in _DEEP:
        deep = np.asarray(band).astype(np.uint32)
        return Image.fromarray(((deep * 255 + 32_767) // 65_535).astype(np.uint8))
    if band.mode in ("P", "HSV", "YCbCr", "RGBX"):
        return band.convert("RGB")
    return band.convert("L") if band.mode == "1" else band


def _on_white(band: Image.Image, profiled: Convert | None) -> Image.Image:
    clear = band.convert("RGBA")
    colours = clear.convert("RGB")
    if profiled is not None:
        colours = profiled(colours)
    paper = Image.new("RGB", band.size, "white")
    paper.paste(colours, (0, 0), clear.getchannel("A"))
    return paper


def _by_profile(image: Image.Image) -> Convert | None:
    """Return the conversion by the embedded profile; None without one, with a broken one, and with one that is sRGB."""
    embedded = image.info.get("icc_profile")
    if image.mode == "LAB":
        return _transform(ImageCms.createProfile("LAB"), "LAB")
    if not embedded:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(embedded))
        mode = _PROFILE_MODES[profile.profile.xcolor_space]
        if (mode == "CMYK") != (image.mode == "CMYK"):
            return None
        convert = _transform(profile.profile, mode)
        return None if mode == "RGB" and _changes_nothing(convert) else convert
    except (ImageCms.PyCMSError, KeyError, OSError, TypeError, ValueError):
        return None


def _transform(profile: Any, mode: str) -> Convert:
    transform = ImageCms.ImageCmsTransform(
        ImageCms.ImageCmsProfile(profile),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

    def convert(band: Image.Image) -> Image.Image:
        return transform.apply(band if band.mode == mode else band.convert(mode))

    return convert


def _changes_nothing(convert: Convert) -> bool:
    """Tell whether a conversion leaves colours as they are, by what it does: names of profiles say little."""
    steps = np.arange(0, 256, 15, dtype=np.uint8)
    colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(len(steps), -1, 3)
    changed = np.asarray(convert(Image.fromarray(colours)))
    return int(np.abs(changed.astype(int) - colours).max()) <= 1
