"""From the light that Blender computed to a photograph: exposure, white balance, blended brackets, curve, finish.

What an estate photographer's raw converter does, and no more: nothing is painted in or taken away.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from villa.smoothing import LUMA, boxed, guided

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from villa.photo import Photo

    Floats = NDArray[np.float32]

_GREY = 0.18
_DRIFT = 0.06  # stops that a camera's white balance wanders from photo to photo
_WHITENED, _WHITE, _DULL = 0.4, 0.12, 0.45  # how a cast on white is taken away from rooms by day
_OUTDOORS_EV, _OUTDOORS_WARMTH, _OUTDOORS_TINT = 0.75, 0.65, 0.1  # of what is seen through windows
_LEAST_VIEW, _SKY = 0.0005, 2.4  # of it: the share of a photo from which on it counts, and how bright at most
_ALL, _MIXED = 0.985, 0.75  # the share that is a pixel's whole; up to which the rest can be told
_BLOTCH, _SAME, _NOISE = 28, 0.35, 0.35  # share of the long side that a blotch has; stops of light, and of colour, that are one
_NEAR, _AROUND = (1, 2), (4, 9, 20, 60)  # px
_LEAST_ROOM, _MOST_ROOM = 0.4, 1.6  # of what is close by: how dark and bright things before a window are
_STRESSED, _SHARPENED = 0.05, 12  # how far small differences of light are stressed; percent, after all
_FRINGE = 0.00042  # how much larger a lens draws red than green, and green than blue


def develop(light: Floats, photo: Photo, long_px: int, outside: Floats | None = None) -> Image.Image:
    """Return the finished picture.

    Args:
        light: (height, width, 3) linear Rec. 709, of any scale.
        photo: For its exposure and white balance, and for its name, which seeds the grain.
        long_px: The finished picture's long side.
        outside: (height, width) of any size, 1 where a window's view is shown: it is exposed and balanced for itself, as
            an estate photographer pulls a window from a bracket of its own, and stays brighter than the room, as windows are.
    """
    light = np.clip(np.nan_to_num(light, posinf=6e4), 0, 6e4).astype(np.float32)
    if photo.calmed:
        light = _calmed(light, photo.calmed)
    gain = _balance(photo.warmth + _drift(photo), photo.tint)
    gain = gain * 2.0**photo.ev * _metered(light * gain)
    if outside is None:
        shown = light * gain
        return _finished(_printed(shown + _veil(shown), photo, long_px), photo, long_px / max(light.shape[:2]))
    if photo.is_shallow:
        outside = boxed(outside, 3)  # few samples see where what is far out of focus ends
    mask = _mask(outside, light.shape[:2])
    if not photo.focus:
        gain = gain * _whitened(light * gain, mask)
    room, view = (light, light) if photo.focus else _told_apart(light, mask)  # what is out of focus has no edges
    room, pulled = room * gain, _view_gain(light, photo, mask)
    veil = _veil(room * (1 - mask[..., None]) + view * pulled * mask[..., None])
    inside, beyond = (_printed(layer + veil, photo, long_px) for layer in (room, view * pulled))
    share = _mask(outside, inside.shape[:2])[..., None]
    return _finished(inside * (1 - share) + beyond * share, photo, long_px / max(light.shape[:2]))


def _printed(light: Floats, photo: Photo, long_px: int) -> Floats:
    """Return exposed light as the film makes a picture of it, 0 to 1, in its final size."""
    shown = _blended(light, photo.blend) * _vignette(light.shape[:2])[..., None]
    return _sized(_encoded(_curve(shown, photo.contrast)), long_px)


def _finished(picture: Floats, photo: Photo, enlarged: float) -> Image.Image:
    """Return a picture as the lens and the sensor make it."""
    picture = _seen_through_glass(picture)
    picture += _grain(picture, zlib.crc32(photo.name.encode()))
    image = Image.fromarray(np.clip(picture * 255 + 0.5, 0, 255).astype(np.uint8))
    return image.filter(ImageFilter.UnsharpMask(radius=0.9 * max(1.0, enlarged), percent=_SHARPENED, threshold=2))


def _drift(photo: Photo) -> float:
    """Return how many stops the camera's white balance is off in this photo."""
    return (zlib.crc32(photo.name.encode()) % 101 / 50 - 1) * _DRIFT


def _balance(warmth: float, tint: float) -> Floats:
    """Return gains for red, green and blue: warmth in stops between red and blue, tint in stops of green taken away."""
    return np.array([2 ** (warmth / 2), 2**-tint, 2 ** (-warmth / 2)], np.float32)


def _whitened(light: Floats, mask: Floats) -> Floats:
    """Return gains that take most of the cast off what is painted white in a room: its ceiling and upper walls."""
    upper = light[: light.shape[0] * 2 // 5][mask[: light.shape[0] * 2 // 5] < 0.01]
    stops = np.log2(np.maximum(upper, 1e-5))
    cast = stops - stops.mean(axis=-1, keepdims=True)
    bright = stops.mean(axis=-1)
    low, high = np.quantile(bright, (0.4, 0.97))
    white = (np.abs(cast).max(axis=-1) < _DULL) & (bright > low) & (bright < high)
    if white.mean() < 0.1:
        return np.ones(3, np.float32)
    return (2.0 ** (-_WHITENED * np.median(cast[white], axis=0))).astype(np.float32) * _balance(_WHITE, 0.0)


def _metered(light: Floats, part: Floats | None = None) -> float:
    """Return the gain of a meter that weights the middle (or a part), and neither lamps nor black corners much."""
    height, width = light.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    weight = np.exp(-(x * x + y * y)) if part is None else part
    stops = np.log2(light @ LUMA + 1e-6)
    low, high = np.quantile(stops[weight > 0.05], (0.02, 0.98))
    return float(_GREY / 2 ** np.average(np.clip(stops, low, high), weights=weight))


def _calmed(light: Floats, strength: float) -> Floats:
    """Take blotches of colour away, as a raw converter does: hues go with those around that are about as bright.

    Where light comes in by leaves only, few samples leave clouds of yellow and violet on white walls.
    """
    luma = np.maximum(light @ LUMA, 1e-5)[..., None]
    stops, radius = np.log2(luma), max(light.shape) // _BLOTCH
    hue = np.log2(np.maximum(light, 1e-6)) - stops
    away = guided(hue, stops, radius, _SAME) - hue
    noise = np.exp(-((np.abs(away).max(axis=-1, keepdims=True) / _NOISE) ** 2))  # larger differences are things
    calm = np.exp2(hue + strength * noise * away + stops)
    return (calm * (luma / np.maximum(calm @ LUMA, 1e-6)[..., None])).astype(np.float32)


def _mask(outside: Floats, shape: tuple[int, int]) -> Floats:
    """Return the mask of what is outside in another size."""
    image = Image.fromarray(outside.astype(np.float32))
    return np.clip(np.asarray(image.resize(shape[::-1], Image.Resampling.BICUBIC)), 0, 1)


def _told_apart(light: Floats, mask: Floats) -> tuple[Floats, Floats]:
    """Return the light of a room and of the view through its windows, each of them everywhere.

    Along edges, and where twigs or a woven shade stand before a window, a pixel holds light of both. What the room has of
    it is told from the view and the room close by, so that what stands before a window is as bright there as beside it.
    The two are laid together when each is a picture: edges between light and dark are smooth only then.
    """
    share = mask[..., None]
    # Light of the other side reaches a pixel far.
    indoors, outdoors = (boxed(other, 1) < 1 - _ALL for other in (share, 1 - share))
    view = _carried_on(light, outdoors, _NEAR + _AROUND)
    rest = np.maximum(light - share * view, 0) @ LUMA[:, None]
    hue = _carried_on(light, indoors, _AROUND)
    woven = hue * boxed(rest, 3) / np.maximum(boxed(1 - share, 3) * (hue @ LUMA[:, None]), 1e-6)
    room = _carried_on(np.where(indoors, light, woven), indoors, _NEAR)
    own = (light - share * view) / np.maximum(1 - share, 0.25)
    mixed = ~indoors & (share < _MIXED)
    return np.where(mixed, np.clip(own, _LEAST_ROOM * room, _MOST_ROOM * room), room), view


def _carried_on(light: Floats, own: NDArray[np.bool_], radii: tuple[int, ...]) -> Floats:
    """Return light that goes on beyond its own pixels as it is in those within the least of some radii that has any."""
    weight, result, known = own.astype(np.float32), light, own
    for radius in radii:
        near = boxed(weight, radius)
        found = ~known & (near > 0.02)
        result = np.where(found, boxed(light * weight, radius) / np.maximum(near, 1e-6), result)
        known = known | found
    return result.astype(np.float32)


def _view_gain(light: Floats, photo: Photo, mask: Floats) -> Floats:
    """Return gains for what is seen through windows: brighter than it would be outdoors."""
    gain = _balance(_OUTDOORS_WARMTH + photo.shaded + _drift(photo), _OUTDOORS_TINT)
    if mask.mean() < _LEAST_VIEW:
        return np.zeros_like(gain)
    view = light * gain
    bright = np.quantile((view @ LUMA)[mask > 0.5], 0.9)  # the sky beside dark trees keeps its blue
    return gain * np.float32(min(2.0 ** (_OUTDOORS_EV + photo.beyond) * _metered(view, mask), _SKY / max(float(bright), 1e-6)))


def _veil(light: Floats) -> Floats:
    """Return what scatters in a lens: a soft halo of the brightest parts."""
    halo = np.minimum(np.maximum(light - 1.5, 0), 40.0)
    veil = np.zeros_like(light)
    for share, part in ((0.010, 200), (0.018, 60), (0.010, 12)):
        for _ in range(2):
            halo = boxed(halo, max(light.shape[:2]) // part)
        veil += share * halo
    return veil


def _blended(light: Floats, strength: float) -> Floats:
    """Blend brackets: draw large differences of light together and stress the small ones a little, edges without halos.

    Strength 0 is one exposure, 1 would make all parts equally bright.
    """
    stops = np.log2(light @ LUMA / _GREY + 1e-4)
    base = _edge_kept(stops, max(stops.shape) // 24, 0.5)
    base = _edge_kept(base, max(stops.shape) // 24, 0.5)
    over, under = np.maximum(base - 1.2, 0), np.minimum(base + 0.8, 0)
    drawn = (
        -min(1.25 * strength, 0.94) * over
        - 0.4 * strength * np.maximum(under, -4.0)
        + _STRESSED * np.clip(stops - base, -1.5, 1.0)
    )
    return light * (2.0**drawn)[..., None].astype(np.float32)


def _edge_kept(values: Floats, radius: int, eps: float) -> Floats:
    """Return a picture (height, width) without small differences, edges kept: guided by itself."""
    return guided(values[..., None], values[..., None], radius, eps)[..., 0]


def _seen_through_glass(picture: Floats) -> Floats:
    """Draw what a good lens still does wrong: fringes of colour towards the corners, and corners less sharp than the middle."""
    height, width, _ = picture.shape
    planes = []
    for plane, larger in zip(np.moveaxis(picture, -1, 0), (1 + _FRINGE, 1.0, 1 - _FRINGE), strict=True):
        image = Image.fromarray(np.ascontiguousarray(plane))
        dx, dy = width / 2 * (1 - 1 / larger), height / 2 * (1 - 1 / larger)
        moved = image.transform(
            image.size, Image.Transform.AFFINE, (1 / larger, 0, dx, 0, 1 / larger, dy), Image.Resampling.BICUBIC
        )
        planes.append(np.asarray(moved, np.float32))
    sharp = np.stack(planes, axis=-1)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    corner = (0.75 * np.clip((x * x + y * y) / 2, 0, 1) ** 2)[..., None].astype(np.float32)
    return sharp + corner * (boxed(sharp, 1) - sharp)


def _vignette(shape: tuple[int, int]) -> Floats:
    height, width = shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return (1 - 0.10 * (x * x + y * y)).astype(np.float32)


def _curve(light: Floats, contrast: float) -> Floats:
    """Return a film's answer, 0 to 1 and still linear: contrast about grey, a long shoulder, highlights that lose colour."""
    luma = (light @ LUMA)[..., None]
    muted = luma + (light - luma) * (1 - 0.55 * luma / (luma + 2.5))
    mixed = np.maximum(0.94 * muted + 0.06 * luma, 0)
    power = mixed**contrast
    scale = _GREY**contrast * (1 / 0.235 - 1)
    shown = 1.06 * power / (power + scale)
    grey = (shown @ LUMA)[..., None]
    return np.clip(grey + (shown - grey) * 1.08, 0, 1)


def _encoded(linear: Floats) -> Floats:
    low = linear * 12.92
    return np.where(linear <= 0.0031308, low, 1.055 * np.maximum(linear, 1e-6) ** (1 / 2.4) - 0.055).astype(np.float32)


def _sized(picture: Floats, long_px: int) -> Floats:
    height, width, _ = picture.shape
    if max(height, width) == long_px:
        return picture
    short_px = long_px * 2 // 3  # as the camera has it; a smaller picture's own share may be a pixel off
    size = (short_px, long_px) if height > width else (long_px, short_px)
    channels = [
        Image.fromarray(np.ascontiguousarray(channel)).resize(size, Image.Resampling.LANCZOS)
        for channel in np.moveaxis(picture, -1, 0)
    ]
    return np.stack([np.asarray(channel, np.float32) for channel in channels], axis=-1)


def _grain(picture: Floats, seed: int) -> Floats:
    """Return a sensor's noise: stronger in the dark, mostly in brightness, a little in colour."""
    rng = np.random.default_rng(seed)
    height, width, _ = picture.shape
    grey = rng.standard_normal((height, width, 1), dtype=np.float32)
    colour = rng.standard_normal((height, width, 3), dtype=np.float32)
    coarse = 3.0 * boxed(colour, 1)  # what a raw converter leaves of it is blotched
    strength = 0.0062 * (1.15 - picture.mean(axis=-1, keepdims=True))
    return strength * (grey + 0.25 * colour + 0.35 * coarse)
