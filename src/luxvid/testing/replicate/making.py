"""How results are made: the seam between a model and what draws or plays for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from luxvid.testing.replicate.faults import Flaws

if TYPE_CHECKING:
    from PIL import Image


class Unusable(Exception):
    """The model cannot use its input; the prediction fails with this text, free of charge."""


@frozen(kw_only=True)
class Wanted:
    """What a model is to make.

    Attributes:
        input: The input with defaults filled in.
        files: The bytes of the input's files by field.
        flaws: What is to be wrong with it.
        longest_px: The longest side of pictures; 0 is as large as the model makes them.
        has_sound: Clips get a sound track even where nobody asked for one.
    """

    input: Mapping[str, Any]
    files: Mapping[str, bytes] = field(factory=dict)
    flaws: Flaws = field(factory=Flaws)
    longest_px: int = 640
    has_sound: bool = True


@frozen(kw_only=True)
class Result:
    """What a model made: bytes, the name of the file, and what it printed."""

    content: bytes
    file_name: str
    logs: str = ""


Maker = Callable[[Wanted], Result]


@frozen(kw_only=True)
class Video:
    """Makes clips as a model does: its fields, rate and sizes.

    Attributes:
        first: The field of the first picture.
        last: The field of the last picture, or empty.
        fps: Frames a second.
        sizes: Width and height by the value of `size_field`; a first picture of another shape changes the width.
        size_field: What decides the size.
        frames_field: What says how many frames; empty where `duration` says how many seconds.
        fps_field: What says how many frames a second, or empty.
        has_sound: The clip may have a sound track.
    """

    first: str
    last: str = ""
    fps: int
    sizes: dict[str, tuple[int, int]]
    size_field: str = "resolution"
    frames_field: str = ""
    fps_field: str = ""
    has_sound: bool = True

    def __call__(self, wanted: Wanted) -> Result:
        """Draw the clip; equal orders give equal bytes, and the second one at once."""
        from luxvid.testing.replicate.clips import ClipOrder, render_clip

        given, flaws = wanted.input, wanted.flaws
        first, last = wanted.files.get(self.first), wanted.files.get(self.last)
        pictures = [opened(file) for file in (first, last) if file is not None]
        fps = flaws.fps or Fraction(given[self.fps_field] if self.fps_field else self.fps)
        seconds = Fraction(given[self.frames_field]) / fps if self.frames_field else Fraction(given["duration"])
        frames = round((seconds + Fraction(flaws.longer_s)) * fps)
        size = flaws.size or _size(self.sizes[given[self.size_field]], given, pictures, wanted.longest_px)
        order = ClipOrder(
            first=first,
            last=last,
            size=size,
            fps=fps,
            frames=frames,
            has_sound=self.has_sound and wanted.has_sound,
            flaws=flaws,
            seed=int(given.get("seed") or 0),
        )
        return Result(content=render_clip(order), file_name="output.mp4")


def _size(size: tuple[int, int], given: Mapping[str, Any], pictures: list[Image.Image], longest_px: int) -> tuple[int, int]:
    width, height = size
    if given.get("aspect_ratio") == "9:16":
        width, height = height, width
    elif "aspect_ratio" not in given and pictures and not _is_alike(pictures[0].size, size):
        width = round(height * pictures[0].width / pictures[0].height)
    scale = min(1.0, longest_px / max(width, height)) if longest_px else 1.0
    return _even(width * scale), _even(height * scale)


def _is_alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two sizes have about the same shape: models then make their own size."""
    return 0.95 < one[0] * other[1] / (one[1] * other[0]) < 1.05


def _even(length: float) -> int:
    return max(64, round(length / 2) * 2)


def opened(file: bytes) -> Image.Image:
    """Return a picture that the models take: JPEG, PNG or WebP. Raises `Unusable`."""
    from PIL import Image, UnidentifiedImageError

    from luxvid.testing.replicate.outcomes import ERRORS

    try:
        picture = Image.open(io.BytesIO(file), formats=("JPEG", "PNG", "WEBP"))
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Unusable(ERRORS["E006"]) from error
    return picture.convert("RGB")
