"""Small real clips from the pictures that were sent, with the faults of real models on demand."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache

import av
import numpy as np
from attrs import frozen
from PIL import Image, ImageOps

from luxvid.testing.drawn import draw_photo
from luxvid.testing.replicate.faults import Flaws
from luxvid.testing.replicate.furniture import with_thing
from luxvid.testing.replicate.making import opened

_ZOOM = 0.06
_SOUND_HZ = 48_000
_BT709, _LIMITED = 1, 1


@frozen(kw_only=True)
class ClipOrder:
    """All that decides a clip."""

    first: bytes | None
    last: bytes | None
    size: tuple[int, int]
    fps: Fraction
    frames: int
    has_sound: bool
    flaws: Flaws
    seed: int


@lru_cache(maxsize=64)
def render_clip(order: ClipOrder) -> bytes:
    """Return the clip as MP4: it begins with the first picture, ends with the last, and zooms and dissolves between."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        picture = _add_picture(container, order)
        sound = container.add_stream("aac", rate=_SOUND_HZ, options={"b": "64k"}) if order.has_sound else None
        for number, shown in enumerate(_pictures(order)):
            frame = av.VideoFrame.from_ndarray(np.asarray(shown), format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
            frame.pts, frame.time_base = number, 1 / order.fps
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        if sound is not None:
            for part in _hum(order.frames / order.fps):
                container.mux(sound.encode(part))
            container.mux(sound.encode())
    return file.getvalue()


def _add_picture(container: av.container.OutputContainer, order: ClipOrder) -> av.VideoStream:
    stream = container.add_stream("libx264", rate=order.fps, options={"preset": "ultrafast", "crf": "24", "threads": "1"})
    (stream.width, stream.height), stream.pix_fmt = order.size, "yuv420p"
    context = stream.codec_context
    context.time_base = 1 / order.fps
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    return stream


def _hum(seconds: Fraction) -> Iterator[av.AudioFrame]:
    """Yield a quiet tone: nobody wants it, and it is easy to find."""
    tone = (0.1 * np.sin(2 * np.pi * 220 * np.arange(round(seconds * _SOUND_HZ)) / _SOUND_HZ)).astype(np.float32)
    for start in range(0, len(tone), _SOUND_HZ):
        part = np.ascontiguousarray(np.stack([tone[start : start + _SOUND_HZ]] * 2))
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = _SOUND_HZ, start, Fraction(1, _SOUND_HZ)
        yield frame


def _pictures(order: ClipOrder) -> Iterator[Image.Image]:
    flaws = order.flaws
    if flaws.black:
        yield from (Image.new("RGB", order.size) for _ in range(order.frames))
        return
    ends = _ends(order)
    stranger = _stranger(flaws.other, order.size) if flaws.other_room else None
    place = [zlib.crc32(order.first or b""), abs(order.seed)]  # another thing at another place for each order
    for number in range(order.frames):
        at = _position(number, order)
        shown = _between(ends, at, is_cut=flaws.hard_cut)
        if stranger is not None:
            shown = Image.blend(shown, stranger, _presence(at, 1 / 3, 2 / 3))
        if flaws.added_object and (presence := _presence(at, 0.2, 0.8)):
            shown = Image.blend(shown, with_thing(shown, flaws.added_object, np.random.default_rng(place)), presence)
        yield _spoilt(shown, at, flaws)


def _position(number: int, order: ClipOrder) -> float:
    """Return how far the move has come at a frame, 0 to 1: frozen ends and easing."""
    flaws = order.flaws
    moving = order.frames - 1 - flaws.frozen_start - flaws.frozen_end
    at = min(1.0, max(0.0, (number - flaws.frozen_start) / max(1, moving)))
    return at * at * (3 - 2 * at) if flaws.eased else at


def _ends(order: ClipOrder) -> tuple[Image.Image, Image.Image | None]:
    """Return the picture to begin with, and the one to end with where there is one."""
    first, last = (_fitted(file, order.size) if file else None for file in (order.first, order.last))
    if first is None:
        first = _stranger(order.flaws.other, order.size, number=order.seed + 1)
    if order.flaws.wrong_first:
        first = _stranger(order.flaws.other, order.size)
    if order.flaws.wrong_last:
        last = _stranger(order.flaws.other, order.size)
    return first, last


def _fitted(file: bytes, size: tuple[int, int]) -> Image.Image:
    return ImageOps.fit(opened(file), size, Image.Resampling.LANCZOS)


@cache
def _stranger(other: str, size: tuple[int, int], number: int = 7) -> Image.Image:
    """Return a picture of another place."""
    if not other:
        return ImageOps.fit(draw_photo("bedroom", number=number % 2**31), size, Image.Resampling.LANCZOS)
    with Image.open(other) as picture:
        return ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS)


def _between(ends: tuple[Image.Image, Image.Image | None], at: float, *, is_cut: bool) -> Image.Image:
    first, last = ends
    if last is None:
        return _zoomed(first, 1 + 2 * _ZOOM * at + (0.6 if is_cut and at >= 0.5 else 0))
    if is_cut:
        return _zoomed(first, 1 + _ZOOM * at) if at < 0.5 else _zoomed(last, 1 + _ZOOM * (1 - at))
    share = at * at * (3 - 2 * at)
    if share in (0, 1):
        return last if share else first
    return Image.blend(_zoomed(first, 1 + _ZOOM * at), _zoomed(last, 1 + _ZOOM * (1 - at)), share)


def _zoomed(picture: Image.Image, factor: float) -> Image.Image:
    if factor == 1:
        return picture
    width, height = picture.size
    left, top = width * (1 - 1 / factor) / 2, height * (1 - 1 / factor) / 2
    return picture.resize(picture.size, Image.Resampling.BILINEAR, (left, top, width - left, height - top))


def _presence(at: float, begins: float, ends: float) -> float:
    """Return how much of what comes and goes is there, 0 to 1."""
    return min(1.0, max(0.0, min(at - begins, ends - at) / 0.05))


def _spoilt(shown: Image.Image, at: float, flaws: Flaws) -> Image.Image:
    if flaws.exposure_ev or flaws.warmth:
        gains = 2 ** (flaws.exposure_ev * at) * np.array([1 + flaws.warmth * at, 1, 1 - flaws.warmth * at])
        linear = np.asarray(shown, np.float32) / 255
        shown = Image.fromarray((np.clip(linear * gains ** (1 / 2.2), 0, 1) * 255).round().astype(np.uint8))
    return ImageOps.mirror(shown) if flaws.mirrored else shown
