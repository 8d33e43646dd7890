"""Where a photo's weight lies, and how high its subject reaches: what a crop has to keep.

Saliency here is the distance of a region's colour from the picture's mean (after Achanta et al., "Frequency-tuned salient
region detection", CVPR 2009), less where fine texture says leaves or gravel, none in the plain sky, weighted towards the
middle, on a thumbnail of 160 px. Where a window sees only a part of a picture, it goes by the structure of what stands in it.
The subject's top is where the plain sky (or ceiling) ends: a crop that stays above it cuts no roof. What a narrow frame should
not cut at its sides is `whole`: what rises highest into the sky, such as a roof, or in a room what holds most of its structure.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_THUMB_PX = 160
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
_STRIPS = 40
_SALIENT = 0.15  # what salient colour weighs beside structure, where a window sees a part of the picture
_PALE = 0.25  # the power of outlines: a pale sofa before a pale wall counts nearly as much as a window
_SMOOTH = 9.0  # luma steps per thumbnail pixel that still count as plain sky
_MARGIN = 0.03  # kept free above the subject, share of the photo's height
_GROUND, _HELD = 0.2, 0.75  # a profile's quietest strips, which count for nothing; what of the rest is the subject
_AS_FULL = 0.8
_BLUE = 4.0  # code values that a sky has more of blue than of red: ceilings have less
_HORIZON, _RISES, _HIGH = (
    0.8,
    0.06,
    0.35,
)  # a roof rises above the horizon by a share of the height, and is all above a part of that
_HIGHEST = 0.02  # the columns, of the highest on, where what rises highest does
_ROOF_LEAST, _ROOF_GAP = 0.2, 0.03  # shares of the width: narrower is a tree or a pole, and gaps are chimneys
_BESIDE = 0.015  # and so much sky stays beside a roof: one whose end touches the frame looks cut
_AT_EDGE = 0.3  # what begins beyond the picture and shows less than this is a tree, too
_SMOOTH_LINE, _GREEN, _EAVES_PX = 0.7, -5.0, 6  # of a roof line's columns; code values of green, which trees have more of


@frozen(kw_only=True)
class Focus:
    """What matters in a photo, in shares of its width and height from the top left corner.

    Attributes:
        x: Centre of what draws the eye.
        y: Centre of what draws the eye.
        top: Crops should begin at or above this height, so that no roof line is cut; 1 where it does not matter.
        across: What fills the photo, strip by strip from left to right, together 1; empty where that is not known.
        down: The same from top to bottom.
        whole: From where to where across the photo stands what a frame should not cut at its sides; empty where nothing does.
        is_open: Whether the photo is taken under the sky: only there a roof line can be cut.
        has_roof: Whether `whole` is a roof that was seen against the sky.
        is_overhead: Whether `whole` is a roof that is seen from below, which the photo cuts at its top.
        guessed: Whether `whole` is only where most of the structure is, in a photo that was searched for things in vain.
    """

    x: float = 0.5
    y: float = 0.5
    top: float = 1.0
    across: tuple[float, ...] = ()
    down: tuple[float, ...] = ()
    whole: tuple[float, ...] = ()
    is_open: bool = True
    has_roof: bool = False
    is_overhead: bool = False
    guessed: bool = False


@frozen(kw_only=True)
class Weighed:
    """What fills a picture, on a thumbnail.

    Attributes:
        weight: (H, W) float32, at least 0: structure of the size of furniture, and what differs in colour.
        top: As in `Focus`.
        whole: As in `Focus`.
        has_roof: As in `Focus`.
    """

    weight: NDArray[np.float32]
    top: float
    whole: tuple[float, ...]
    has_roof: bool


def find_focus(image: Image.Image) -> Focus:
    """Return the focus of an upright RGB photo of any size; takes about 4 ms after the thumbnail."""
    thumb = _Thumb.of(image)
    weight = _saliency(thumb)
    total = float(weight.sum()) or 1.0
    height, width = weight.shape
    x = float((weight.sum(0) * (np.arange(width) + 0.5)).sum()) / total / width
    y = float((weight.sum(1) * (np.arange(height) + 0.5)).sum()) / total / height
    filling = _filling(thumb)
    across, down = _strips(filling.sum(0)), _strips(filling.sum(1))
    top = _subject_top(thumb.ends, height)
    roof = _roof(thumb)
    whole = roof or _whole(thumb, filling.sum(0))
    return Focus(x=x, y=y, top=top, across=across, down=down, whole=whole, is_open=_is_open(thumb), has_roof=bool(roof))


def weigh(image: Image.Image) -> Weighed:
    """Return what fills an upright RGB picture of any size, for windows that see a part of it."""
    thumb = _Thumb.of(image)
    weight = _filling(thumb)
    top, roof = _subject_top(thumb.ends, len(thumb.luma)), _roof(thumb)
    return Weighed(weight=weight, top=top, whole=roof or _whole(thumb, weight.sum(0)), has_roof=bool(roof))


@frozen
class _Thumb:
    """A small picture, (H, W, 3) float32, its luma, and the row at which the plain region along the top ends in each column."""

    image: Image.Image
    rgb: NDArray[np.float32]
    luma: NDArray[np.float32]
    ends: NDArray[np.float32]

    @classmethod
    def of(cls, image: Image.Image) -> _Thumb:
        scale = _THUMB_PX / max(image.size)
        size = (max(8, round(image.width * scale)), max(8, round(image.height * scale)))
        thumb = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
        rgb = np.asarray(thumb.filter(ImageFilter.BoxBlur(1)), np.float32)
        luma = rgb @ _LUMA
        return cls(thumb, rgb, luma, _plain_ends(rgb, luma))


def _strips(weight: NDArray[np.float32]) -> tuple[float, ...]:
    """Return the share of a weight, (pixels,), that lies in each of equal strips; nothing where there are too few pixels."""
    if len(weight) < _STRIPS:
        return ()
    strips = np.add.reduceat(weight.astype(np.float64), np.arange(_STRIPS) * len(weight) // _STRIPS)
    return tuple(round(float(part), 5) for part in strips / (float(strips.sum()) or 1.0))


def _filling(thumb: _Thumb) -> NDArray[np.float32]:
    """Return the structure of the size of furniture, most of it where that stands, and a little of what is salient.

    Colour alone is drawn to windows, and so are strong edges; a bed or a sofa that is as pale as its room shows by its outlines.
    """
    height, width = thumb.luma.shape
    blurred = np.asarray(thumb.image.filter(ImageFilter.GaussianBlur(2)), np.float32) @ _LUMA
    edges = np.hypot(*np.gradient(blurred))
    v = (np.arange(height)[:, None] + 0.5) / height - 0.6
    h = (np.arange(width)[None, :] + 0.5) / width - 0.5
    outlines = np.minimum(edges, np.quantile(edges, 0.95)) ** _PALE
    structure = outlines * np.exp(-(v * v) / (2 * 0.2**2) - h * h / (2 * 0.6**2))
    salient = _saliency(thumb)
    parts = ((1 - _SALIENT, structure), (_SALIENT, salient))
    return np.asarray(sum(share * part / (float(part.sum()) or 1.0) for share, part in parts), np.float32)


def _saliency(thumb: _Thumb) -> NDArray[np.float32]:
    rgb, luma, ends = thumb.rgb, thumb.luma, thumb.ends
    height, width = luma.shape
    colour = np.linalg.norm(rgb - rgb.mean((0, 1)), axis=2)
    weight = colour / (1 + 2 * _texture(luma))
    weight[np.arange(height)[:, None] < ends[None, :]] = 0
    v = (np.arange(height)[:, None] + 0.5) / height - 0.42  # the ground draws less than what stands on it
    h = (np.arange(width)[None, :] + 0.5) / width - 0.5
    weight = weight * np.exp(-(v * v + h * h) / (2 * 0.33**2))
    return np.where(weight >= np.quantile(weight, 0.7), weight, 0).astype(np.float32)


def _texture(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the edges' strength round each pixel, relative to the picture's mean: leaves and gravel high, walls low."""
    dy, dx = np.gradient(luma)
    edges = np.hypot(dx, dy)
    strength = np.asarray(Image.fromarray(np.minimum(edges, 255).astype(np.uint8)).filter(ImageFilter.BoxBlur(4)), np.float32)
    return np.asarray(strength / (edges.mean() + 1e-3), np.float32)


def _plain_ends(rgb: NDArray[np.float32], luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each column the row at which the plain region along the top edge ends."""
    step = np.abs(np.diff(luma, axis=0))
    blue = (rgb[1:, :, 2] >= rgb[1:, :, 0] * 0.95) & (luma[1:] > 70)
    plain = (step < _SMOOTH) | (blue & (step < 3 * _SMOOTH))
    ends = np.where(plain.all(0), luma.shape[0], plain.argmin(0))
    three = np.stack([np.roll(ends, k) for k in (-1, 0, 1)])
    return np.asarray(np.median(three, axis=0), np.float32)  # a single pole or wire does not count


def _whole(thumb: _Thumb, profile: NDArray[np.float32]) -> tuple[float, ...]:
    """Return from where to where across a picture stands most of its structure, in shares; nothing under a sky alone."""
    is_view = _is_open(thumb) and (not _rises(thumb) or not _risen(thumb))
    return () if is_view else _subject(profile)


def _roof(thumb: _Thumb) -> tuple[float, ...]:
    """Return from where to where across a picture a roof rises into the sky, in shares; nothing where none does."""
    if not _is_open(thumb) or not _rises(thumb) or not (risen := _risen(thumb)):
        return ()
    begin, end = risen
    width = len(thumb.ends)
    return (max(0.0, begin / width - _BESIDE), min(1.0, end / width + _BESIDE)) if _is_roof(thumb, begin, end) else ()


def _rises(thumb: _Thumb) -> bool:
    """Tell whether anything rises into the sky: over a sea nothing can be cut."""
    return bool(_horizon(thumb) - np.quantile(thumb.ends, _HIGHEST) >= _RISES * len(thumb.luma))


def _horizon(thumb: _Thumb) -> float:
    return float(np.quantile(thumb.ends, _HORIZON))


def _risen(thumb: _Thumb) -> tuple[int, ...]:
    """Return from and to which column the widest thing rises high into the sky; nothing where it is thin, as trees are."""
    horizon, width = _horizon(thumb), len(thumb.ends)
    high = np.flatnonzero(thumb.ends <= horizon - _HIGH * (horizon - np.quantile(thumb.ends, _HIGHEST)))
    widest = max(np.split(high, np.flatnonzero(np.diff(high) > 1 + _ROOF_GAP * width) + 1), key=len)
    begin, end = int(widest[0]), int(widest[-1]) + 1
    at_edge = begin < _ROOF_GAP * width or end > (1 - _ROOF_GAP) * width
    return () if end - begin < (_AT_EDGE if at_edge else _ROOF_LEAST) * width else (begin, end)


def _is_open(thumb: _Thumb) -> bool:
    """Tell whether the plain region along the top is a sky."""
    sky = np.arange(len(thumb.luma))[:, None] < thumb.ends[None, :]
    return bool(sky.mean() >= _RISES and (thumb.rgb[..., 2] - thumb.rgb[..., 0])[sky].mean() >= _BLUE)


def _is_roof(thumb: _Thumb, begin: int, end: int) -> bool:
    """Tell whether what rises into the sky in some columns is built, no trees."""
    line = thumb.ends[begin:end]
    rows = np.arange(len(thumb.luma))[:, None]
    eaves = thumb.rgb[:, begin:end][(rows > line) & (rows <= line + _EAVES_PX)]
    is_smooth = np.mean(np.abs(np.diff(line)) <= 1) >= _SMOOTH_LINE
    return bool(is_smooth and np.median(eaves[:, 1] - np.maximum(eaves[:, 0], eaves[:, 2])) <= _GREEN)


def _subject(profile: NDArray[np.float32]) -> tuple[float, ...]:
    """Return the shortest part of an axis, from and to in shares, that holds most of a profile, (pixels,), above its ground."""
    above = np.maximum(profile.astype(np.float64) - np.quantile(profile, _GROUND), 0)
    if not above.any():
        return ()
    sums = np.concatenate([[0.0], np.cumsum(above / above.sum())])
    begins = np.flatnonzero(sums + _HELD <= 1)
    ends = np.searchsorted(sums, sums[begins] + _HELD - 1e-9)
    shortest = int(np.argmin(ends - begins))
    first, last = int(begins[shortest]), int(ends[shortest])
    ends_of_it = _AS_FULL * above[first:last].mean()  # a thing that is as full beyond them is held to where it ends
    while first > 0 and above[first - 1] >= ends_of_it:
        first -= 1
    while last < len(above) and above[last] >= ends_of_it:
        last += 1
    return first / len(profile), last / len(profile)


def _subject_top(ends: NDArray[np.float32], height: int) -> float:
    """Return where the first column breaks the plain region, in shares of the height, less a margin."""
    open_columns = ends > 0.03 * height
    if open_columns.mean() < 0.15:
        return 0.0 if open_columns.any() else 1.0
    top = float(np.quantile(ends[open_columns], 0.02)) / height
    return max(0.0, top - _MARGIN)
