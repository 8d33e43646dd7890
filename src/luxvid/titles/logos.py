"""Logos: PNG, JPEG, WebP and SVG files as pictures with alpha, and QR codes."""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image

from luxvid.errors import FileRefused, MissingExtra

_MOST_BYTES, _MOST_PX = 20_000_000, 40_000_000
_SVG_PX = 1600  # the longer side that an SVG is drawn at
_QUIET = 4  # modules of white around a QR code, as its standard asks
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*([^\s'\")]*)", re.IGNORECASE)


def open_logo(name: str, data: bytes) -> Image.Image:
    """Return a logo as RGBA, empty margins cut off; an SVG is drawn with 1,600 pixels on its longer side.

    Raises:
        FileRefused: It is no picture, too large, empty, or an SVG that refers to something outside itself.
        MissingExtra: An SVG, and resvg is not installed.
    """
    if len(data) > _MOST_BYTES:
        raise FileRefused(name, f"it has {len(data) / 1e6:.0f} MB, and a logo may have 20")
    if _is_svg(data):
        data = _drawn_svg(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded below
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as file:
                if file.width * file.height > _MOST_PX:
                    raise FileRefused(name, f"it has {file.width}×{file.height} pixels: save the logo smaller")
                logo = file.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileRefused(name, "it is no PNG, JPEG, WebP or SVG that can be read") from error
    box = logo.getchannel("A").getbbox()
    if box is None:
        raise FileRefused(name, "nothing can be seen in it")
    return logo.crop(box)


def qr_code(text: str, module_px: int) -> Image.Image:
    """Return a QR code in RGBA, black on white with its quiet zone, every module `module_px` pixels wide.

    Raises:
        MissingExtra: segno is not installed.
    """
    try:
        import segno
    except ModuleNotFoundError as error:
        if error.name != "segno":
            raise
        raise MissingExtra("titles", "a QR code") from error
    modules = np.array([list(row) for row in segno.make_qr(text, error="m").matrix], bool)
    light = np.pad(~modules, _QUIET, constant_values=True)
    grey = np.kron(light, np.ones((module_px, module_px), bool)).astype(np.uint8) * 255
    return Image.fromarray(grey).convert("RGBA")


def qr_modules(text: str) -> int:
    """Return how many modules wide a text's QR code is, its quiet zone included."""
    return qr_code(text, 1).width


def _is_svg(data: bytes) -> bool:
    return b"<svg" in data[:4096] and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _drawn_svg(name: str, data: bytes) -> bytes:
    """Draw an SVG that stands alone; what it refers to outside itself would come from anywhere, or not at all."""
    width, height = _checked_svg(name, data)
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as error:
        if error.name != "resvg_py":
            raise
        raise MissingExtra("svg", "an SVG logo") from error
    sides = (_SVG_PX, None) if width >= height else (None, _SVG_PX)
    try:
        png: bytes = svg_to_bytes(svg_string=data.decode("utf-8-sig"), skip_system_fonts=True, width=sides[0], height=sides[1])
    except Exception as error:  # resvg raises what its binding makes of it
        raise FileRefused(name, f"it cannot be drawn ({error})") from error
    return png


def _checked_svg(name: str, data: bytes) -> tuple[float, float]:
    """Refuse an SVG that is not a picture by itself; return its proportions."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise FileRefused(name, "it declares a document type or entities: save it as plain SVG")
    try:
        root = ET.fromstring(data)  # noqa: S314  no entities: refused above
    except ET.ParseError as error:
        raise FileRefused(name, f"it is no SVG that can be read ({error})") from error
    for element in root.iter():
        kind = str(element.tag).rpartition("}")[2]
        if kind in ("text", "script", "foreignObject"):
            remedy = "turn its text into paths" if kind == "text" else "save it as plain SVG"
            raise FileRefused(name, f"it holds <{kind}>: {remedy}")
        for attribute, value in element.attrib.items():
            if _refers_outside(attribute.rpartition("}")[2], value):
                raise FileRefused(name, f"it refers to something outside itself ({value[:60]!r}): embed it, or save it as PNG")
        if kind == "style" and (_names_others(element.text or "") or "@import" in (element.text or "")):
            raise FileRefused(name, "its style refers to something outside itself: save it as plain SVG")
    return _proportions(root)


def _refers_outside(attribute: str, value: str) -> bool:
    if attribute in ("href", "src"):
        return not value.strip().startswith(("#", "data:image/png", "data:image/jpeg"))
    return _names_others(value)


def _names_others(style: str) -> bool:
    return any(not target.startswith("#") for target in _REFERENCE.findall(style))


def _proportions(root: ET.Element) -> tuple[float, float]:
    numbers = re.findall(r"-?[\d.]+", root.get("viewBox", ""))
    sizes = [re.match(r"\s*([\d.]+)", root.get(side, "")) for side in ("width", "height")]
    if len(numbers) == 4:
        return float(numbers[2]), float(numbers[3])
    width, height = (float(size[1]) if size else 1.0 for size in sizes)
    return width, height
