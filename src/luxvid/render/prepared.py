"""A photo made ready for sampling: cut to what the camera sees, prescaled once, in the film's colour, planes apart.

Prescaled means that one film pixel covers nearly one and a half prepared ones: at exactly 1.0 fine detail would breathe, and at
1.1 it still wanders by some hundredths of a pixel. Where the camera only trucks or only rises, the other axis is brought to the
film's pixels once and never sampled again.
"""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from luxvid.media.colour import to_planes
from luxvid.media.stills import open_still
from luxvid.render.camera import UPRIGHT, Frame, Path, Window, plan_path
from luxvid.render.focusing import focus_of
from luxvid.render.sampling import Planes
from luxvid.scenes import CameraMove
from luxvid.vision.saliency import Focus, find_focus

OVERSAMPLED, LEAST_OVERSAMPLED = 1.48, 1.25
"""Prepared pixels for one film pixel where the window is widest, and at least where it is tightest.

Up to 1.5 the kernel reads three pixels: the scale is as fine as that allows on the whole way.
"""

PADDED_MOVE = CameraMove(move="dolly_in", amount=0.05)
"""The move over a photo that is shown whole on a canvas: it hardly cuts the photo's ends."""

_CROP_LEAST = 0.5  # the share of a photo that has to stay, or it is shown whole
_MARGIN_PX = 4  # prepared pixels beyond the windows, for the filter's reach


@frozen
class Prepared:
    """Planes of a photo's part; `left`, `top` in photo pixels, `scale_x`, `scale_y` in prepared pixels per photo pixel."""

    luma: Planes
    chroma: Planes
    left: float
    top: float
    scale_x: float
    scale_y: float

    @property
    def bytes(self) -> int:
        """Memory that the planes take."""
        return self.luma.pixels.nbytes + self.chroma.pixels.nbytes

    def sample(self, window: Window, width_px: int, height_px: int) -> NDArray[np.uint8]:
        """Return the window as a film frame, (height · 3 / 2, width) uint8, planar yuv420p, chroma sited left."""
        x0, x1 = ((v - self.left) * self.scale_x for v in (window.x, window.x + window.width))
        y0, y1 = ((v - self.top) * self.scale_y for v in (window.y, window.y + window.height))
        frame = np.empty((height_px * 3 // 2, width_px), np.uint8)
        self.luma.sample((x0, y0, x1, y1), frame[None, :height_px])
        # A chroma sample of the film sits on the left one of its two luma samples, half a film pixel off the middle.
        shift = 0.25 * (x1 - x0) / width_px
        chroma = frame[height_px:].reshape(2, height_px // 2, width_px // 2)
        self.chroma.sample((x0 / 2 - shift, y0 / 2, x1 / 2 - shift, y1 / 2), chroma)
        return frame


@frozen(kw_only=True)
class Viewing:
    """How one photo is looked at: all that decides its prepared planes, and the key they are kept under.

    Attributes:
        digest: The photo's SHA-256.
        photo_px: The photo's upright size.
        film_px: The film's size.
        camera: The move.
        seconds: How long the photo is seen, handles included.
    """

    digest: str
    photo_px: tuple[int, int]
    film_px: tuple[int, int]
    camera: CameraMove
    seconds: float

    def prepare(self, file: BinaryIO) -> tuple[Path, Prepared]:
        """Decode the photo once, plan the camera's path over it, and make ready what the path sees."""
        aspect = self.film_px[0] / self.film_px[1]
        padded = needs_padding(self.photo_px, aspect)
        size = canvas_around(self.photo_px, aspect) if padded else self.photo_px
        camera = PADDED_MOVE if padded else self.camera
        frame = Frame(size_px=size, aspect=aspect, film_width_px=self.film_px[0], seconds=self.seconds)
        scale = oversampled(*frame.widths(camera)) * self.film_px[0] / frame.widths(camera)[1]
        image = open_still(file, least_px=int(max(self.photo_px) * min(1.0, scale)) + 1)
        if padded:
            focus, image = Focus(), _on_blurred_self(image, aspect)
        else:  # a picture that is not much wider than high shows a part of a photo only, so that more is known of it
            focus = focus_of(self.digest, file) if aspect <= UPRIGHT else find_focus(image)
        path = plan_path(camera, frame, focus)
        return path, _cut_out(image, path, size, self.film_px)


def oversampled(widest: float, tightest: float) -> float:
    """Return how many prepared pixels there are for one film pixel where the window, as wide as that at its ends, is tightest."""
    return max(LEAST_OVERSAMPLED, OVERSAMPLED * tightest / widest)


def _cut_out(image: Image.Image, path: Path, size: tuple[int, int], film_px: tuple[int, int]) -> Prepared:
    """Cut what the path sees out of an image that stands for `size` photo pixels, and prescale it."""
    along = path.along
    scale = film_px[0] / path.tightest * oversampled(path.widest, path.tightest)
    left, top, right, bottom = path.hull
    margin = _MARGIN_PX / scale
    if "x" in along:
        left, right = max(0.0, left - margin), min(float(size[0]), right + margin)
    if "y" in along:
        top, bottom = max(0.0, top - margin), min(float(size[1]), bottom + margin)
    width = _even((right - left) * scale) if "x" in along else film_px[0]
    height = _even((bottom - top) * scale) if "y" in along else film_px[1]
    fx, fy = image.width / size[0], image.height / size[1]
    # A window at the photo's edge may lie beyond it by a rounding error.
    box = (max(0.0, left * fx), max(0.0, top * fy), min(right * fx, image.width), min(bottom * fy, image.height))
    if image.width * image.height > width * height:  # the film's colour is worked out where there are fewer pixels
        image = image.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        box = (0.0, 0.0, float(width), float(height))
    y, *chroma = (Image.fromarray(plane) for plane in to_planes(image))
    luma = _resized(y, (width, height), box)[None]
    if along == "y":  # these columns are the film's and are never sampled: they are sited here
        halved = np.stack([_sited_left(_resized(plane, (width, height // 2), box)) for plane in chroma])
    else:
        halved = np.stack([_resized(plane, (width // 2, height // 2), box) for plane in chroma])
    scales = width / (right - left), height / (bottom - top)
    return Prepared(Planes.of(luma, along), Planes.of(halved, along), left, top, *scales)


def _resized(plane: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float]) -> NDArray[np.uint8]:
    return np.asarray(plane.resize(size, Image.Resampling.LANCZOS, box=box))


def _sited_left(plane: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Halve the columns; each lies where the left one of its two lay."""
    wide = np.pad(plane.astype(np.uint16), ((0, 0), (1, 1)), "edge")
    return ((wide[:, :-2:2] + 2 * wide[:, 1:-1:2] + wide[:, 2::2] + 2) >> 2).astype(np.uint8)


def needs_padding(photo_px: tuple[int, int], aspect: float) -> bool:
    """Tell whether a photo is shown whole over a blurred enlargement of itself.

    That is where a landscape film would keep less than half of a portrait photo. In a portrait film a landscape photo is always
    cropped, along a path that follows what matters: its full height stays.
    """
    width, height = photo_px
    full = min(width, height * aspect)
    return aspect >= 1 and full * (full / aspect) / (width * height) < _CROP_LEAST


def canvas_around(photo_px: tuple[int, int], aspect: float) -> tuple[int, int]:
    """Return the size of the smallest canvas of the given aspect that holds the whole photo."""
    width, height = photo_px
    return (max(width, round(height * aspect)), max(height, round(width / aspect)))


def _on_blurred_self(image: Image.Image, aspect: float) -> Image.Image:
    """Lay a narrow (or flat) picture in the middle of a canvas of the given aspect, over itself, blurred and darkened."""
    width, height = image.size
    canvas = (max(width, round(height * aspect)), max(height, round(width / aspect)))
    small = (160, max(16, round(160 / aspect)))
    cover = max(small[0] / width, small[1] / height)
    part = (small[0] / cover, small[1] / cover)
    left, top = (max(0.0, (whole - shown) / 2) for whole, shown in zip(image.size, part, strict=True))  # rounding may go below
    box = (left, top, min(width, left + part[0]), min(height, top + part[1]))
    back = image.resize(small, Image.Resampling.BOX, box=box)
    back = back.filter(ImageFilter.GaussianBlur(5)).point(lambda v: v * 0.55)
    whole = back.resize(canvas, Image.Resampling.BICUBIC)
    whole.paste(image, ((canvas[0] - width) // 2, (canvas[1] - height) // 2))
    return whole


def _even(value: float) -> int:
    return max(2, 2 * round(value / 2))
