"""Where the camera looks: a continuous path of a crop window over a photo.

Everything is floating point in the photo's own pixels. Rules, in order:
- the window has the film's aspect and lies inside the photo;
- it is never narrower than half the film's width (enlarged at most 2×): the move shortens first, to a drift at the least;
- its top stays above the subject's top as long as the photo allows (no roof line is cut);
- the move eases in and out without ever standing still, and goes on through the handles of transitions.

A square or upright film sees a part of a wide photo only. There the camera keeps the photo's full height and travels across the
room, over what matters most; what closes in or backs away does so on the way.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve, frozen

from luxvid.render.covering import COVERED, covered, held
from luxvid.scenes import CameraMove
from luxvid.vision.saliency import Focus

MAX_ENLARGED = 2.0
"""Film pixels a photo pixel may become."""

_REFERENCE_S = 4.0  # a move's amount is meant for this length
_MOST = 0.35  # the largest share a move may reach in long shots
_LEAST = 0.04  # even a photo without pixels to spare drifts, so that no picture ever stands still
_EASE = 0.5  # 0 is constant speed, 1 stands still at both ends

_PART, _HALF = 0.8, 0.5  # a square or upright film that sees less of a photo's width travels over it; instead of rising, too
_CROSSING_S = 6.0  # seconds in which a travelling window crosses its own width: faster pans smear
_USUAL = 0.10  # the amount of a move that travels so fast
_FASTEST = 1.5  # times as fast the others travel at most
_PARTS = (1.0, 0.7, 0.4)  # how much of that way is gone: less where one thing is all there is to see
_NO_ROOF = 0.02
_PLACES = 61
_CENTRED = 0.04  # where nothing decides, the middle of the photo


@frozen
class Window:
    """A crop of the photo in its pixels: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (self.x, self.y, self.x + self.width, self.y + self.height)


@frozen
class Path:
    """The window's way from `first` to `last`; `at(u)` for u from 0 to 1 gives the window at that share of the time."""

    first: Window
    last: Window

    def at(self, u: float) -> Window:
        """Return the window at share `u` of the time; beyond the ends it stays there."""
        s = eased(min(1.0, max(0.0, u)))
        a, b = self.first, self.last
        ratio = b.width / a.width
        # Widths change by equal factors, so that a dolly feels even; the rest follows the width where it changes.
        width = a.width * ratio**s
        t = (width - a.width) / (b.width - a.width) if abs(ratio - 1) > 1e-9 else s
        return Window(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, width, a.height * ratio**s)

    @property
    def tightest(self) -> float:
        """The smallest width of the window, in photo pixels."""
        return min(self.first.width, self.last.width)

    @property
    def along(self) -> str:
        """The axes along which the window moves or grows: "xy", or "x" for a truck and "y" for a pedestal move."""
        a, b = self.first, self.last
        if a.width != b.width or a.height != b.height:
            return "xy"
        return "x" if a.y == b.y else "y" if a.x == b.x else "xy"

    @property
    def hull(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of all that the windows cover."""
        a, b = self.first.box, self.last.box
        return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def eased(u: float) -> float:
    """Return the share of the way at share `u` of the time: half linear, half smoothstep; the slowest speed is half the mean."""
    return (1 - _EASE) * u + _EASE * u * u * (3 - 2 * u)


@frozen(kw_only=True)
class Frame:
    """What the camera films, and for what.

    Attributes:
        size_px: The photo's upright width and height.
        aspect: The film's width by height.
        film_width_px: The film's width; decides how far the window may close in.
        seconds: How long the photo is seen, handles included.
    """

    size_px: tuple[int, int]
    aspect: float
    film_width_px: int
    seconds: float

    @property
    def seen(self) -> tuple[float, float]:
        """The shares of the photo's width and height that the widest window sees."""
        width, height = self.size_px
        return min(1.0, height * self.aspect / width), min(1.0, width / self.aspect / height)

    def widths(self, camera: CameraMove) -> tuple[float, float]:
        """Return the widest and the tightest window of a move, in photo pixels."""
        full = min(self.size_px[0], self.size_px[1] * self.aspect)
        share = min(_MOST, camera.amount * self.seconds / _REFERENCE_S)
        return full, max(full / (1 + share), min(full / (1 + _LEAST), self.film_width_px / MAX_ENLARGED))


def plan_path(camera: CameraMove, frame: Frame, focus: Focus) -> Path:
    """Return the camera's path over an upright photo; the move's amount is meant for 4 s and follows the time."""
    if frame.aspect <= 1:
        if frame.seen[0] < (_HALF if camera.move.startswith("pedestal") else _PART):
            return _travelled(camera, frame, focus)
        focus = _centred(frame, focus)
    full, tight = frame.widths(camera)
    shift = max(full / tight - 1, _LEAST)
    place = _Placer(*frame.size_px, frame.aspect, focus)
    closing_in = Path(place(full), place(tight))
    match camera.move:
        case "dolly_in":
            path = closing_in
        case "dolly_out":
            path = Path(closing_in.last, closing_in.first)
        case "pedestal_up" | "pedestal_down":
            low, high = place(tight, dy=shift / 2), place(tight, dy=-shift / 2)
            if low.y - high.y < shift * low.height / 2:  # the subject's top leaves no room to rise: close in on it
                path = closing_in
            else:
                path = Path(low, high) if camera.move == "pedestal_up" else Path(high, low)
        case "truck_left":
            path = Path(place(tight, dx=shift / 2), place(tight, dx=-shift / 2))
        case "parallax":
            path = Path(place((full * tight) ** 0.5, dx=-shift / 3), place(tight, dx=shift / 3))
        case _:  # truck_right, and hold: a truck so slow that it reads as still
            path = Path(place(tight, dx=-shift / 2), place(tight, dx=shift / 2))
    return path


def widest(frame: Frame, focus: Focus) -> Window:
    """Return the largest window, round the focus: what a model gets of a photo, and what is paid for is found again by."""
    return _Placer(*frame.size_px, frame.aspect, focus)(min(frame.size_px[0], frame.size_px[1] * frame.aspect))


def _travelled(camera: CameraMove, frame: Frame, focus: Focus) -> Path:
    """Return a path across the photo, over what matters most: as far as is travelled at ease, to the left or to the right."""
    share = frame.seen[0]
    speed = min(_FASTEST, camera.amount / _USUAL) / _CROSSING_S
    furthest = min(1 - share, max(_LEAST, speed * frame.seconds) * share)
    worths = {way: _best_start(focus.across, focus.x, share, way) for way in (part * furthest for part in _PARTS)}
    way = max(worths, key=lambda way: worths[way][1])
    start = worths[way][0]
    ends = (start, start + way) if camera.move not in ("truck_left", "dolly_out") else (start + way, start)
    full, tight = frame.widths(camera)
    match camera.move:
        case "dolly_in":
            widths = full, tight
        case "dolly_out":
            widths = tight, full
        case "parallax":
            widths = (full * tight) ** 0.5, tight
        case _:
            widths = full, full
    places = (_Placer(*frame.size_px, frame.aspect, evolve(focus, x=end + share / 2)) for end in ends)
    first, last = (place(width) for place, width in zip(places, widths, strict=True))
    return Path(first, last)


def _centred(frame: Frame, focus: Focus) -> Focus:
    """Return the focus in the middle of what a square or upright film best sees of the photo.

    Where what is in the photo goes up to its very top, no roof line has to be kept: it is a room, or the photo cuts it.
    """
    across, down = frame.seen
    x = _best_start(focus.across, focus.x, across, 0.0)[0] + across / 2
    y = _best_start(focus.down, focus.y, down, 0.0)[0] + down / 2
    return evolve(focus, x=x, y=y, top=focus.top if focus.top > _NO_ROOF else 1.0)


def _best_start(filling: tuple[float, ...], middle: float, share: float, way: float) -> tuple[float, float]:
    """Return from where on a window of a share of the photo, that goes a way, holds most of what fills it, and how much."""
    room = max(0.0, 1 - share - way)
    if not filling:
        return min(max(middle - (share + way) / 2, 0.0), room), 0.0
    starts = np.linspace(0, room, _PLACES)
    profile = np.asarray(filling, np.float64)
    kept = np.mean([held(profile, share, starts + way * eased(u)) for u in np.linspace(0, 1, 9)], axis=0)
    worth = kept + COVERED * covered(profile, share, starts, starts + way) - _CENTRED * np.linspace(-1, 1, _PLACES) ** 2
    best = int(np.argmax(worth))
    return float(starts[best]), float(worth[best])


@frozen
class _Placer:
    """Puts a window of a given width on the photo; `dx`, `dy` move it off the focus, in shares of its own size."""

    photo_width: float
    photo_height: float
    aspect: float
    focus: Focus

    def __call__(self, width: float, *, dx: float = 0.0, dy: float = 0.0) -> Window:
        height = width / self.aspect
        x = _placed(self.focus.x, width, self.photo_width, offset=dx * width)
        y = _placed(self.focus.y, height, self.photo_height, offset=dy * height)
        return Window(x, min(y, self.focus.top * self.photo_height), width, height)


def _placed(centre: float, length: float, whole: float, *, offset: float) -> float:
    """Return where [start, start + length] begins: round the centre, moved by the offset, inside the whole.

    The centre gives way first, so that the move keeps its length on both sides as far as there is room.
    """
    spare = min(abs(offset), (whole - length) / 2)
    start = min(max(centre * whole - length / 2, spare), whole - length - spare)
    return min(max(start + offset, 0.0), whole - length)
