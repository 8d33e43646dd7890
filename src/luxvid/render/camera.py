"""Where the camera looks: a continuous path of a crop window over a photo.

Everything is floating point in the photo's own pixels. Rules, in order:
- the window has the film's aspect and lies inside the photo;
- it is never narrower than half the film's width (enlarged at most 2×): the move shortens first, to a drift at the least;
- its top stays above the subject's top as long as the photo allows (no roof line is cut);
- the move eases in and out without ever standing still, and goes on through the handles of transitions.

A square or upright film sees a part of a wide photo only. There the camera keeps the photo's full height and travels across the
room, over what matters most; what closes in or backs away does so on the way. It goes no further, and closes in no more, than
what should stay whole, a roof line or what the room is of, allows.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from luxvid.render.covering import COVERED, covered, cut_off, held, with_air
from luxvid.scenes import CameraMove
from luxvid.vision.saliency import Focus

MAX_ENLARGED = 2.0
"""Film pixels a photo pixel may become."""

UPRIGHT = 1.25
"""Width by height, up to which a film or its pictures show a part of a wide photo only."""

_REFERENCE_S = 4.0  # a move's amount is meant for this length
_MOST = 0.35  # the largest share a move may reach in long shots
_LEAST = 0.04  # even a photo without pixels to spare drifts, so that no picture ever stands still
_EASE = 0.5  # 0 is constant speed, 1 stands still at both ends

_PART, _HALF = 0.8, 0.5  # one that sees less of a photo's width travels over it; instead of rising, too
_ASIDE = ("truck_left", "truck_right", "parallax", "hold")
_NEARLY = 0.97  # so much of the width may not be travelled over
_CROSSING_S = 6.0  # seconds in which a travelling window crosses its own width: faster pans smear
_USUAL = 0.10  # the amount of a move that travels so fast
_FASTEST = 1.5  # times as fast the others travel at most
_PARTS = (1.0, 0.7, 0.4)  # how much of that way is gone: less where one thing is all there is to see
_SHORTER, _DRIFT = (0.25, 0.15), 0.02  # where more would cut what should stay whole; of the window, where that would, too
_NO_ROOF = 0.02
_FOOT = 0.85  # of what an upright photo shows best, from which on its lower edge stays: what is in it stands there
_OVERHEAD = 0.8  # of an upright photo's height, from which on a frame has room for the roof above, too
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
    def widest(self) -> float:
        """The largest width of the window, in photo pixels."""
        return max(self.first.width, self.last.width)

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

    def widths_over(self, whole: tuple[float, ...], camera: CameraMove) -> tuple[float, float]:
        """Return the same of a move that closes in no more than what should stay whole, from and to across, allows."""
        full, tight = self.widths(camera)
        needed = (whole[1] - whole[0]) * self.size_px[0] if whole else 0.0
        return full, max(tight, min(needed, full / (1 + _LEAST)))


def plan_path(camera: CameraMove, frame: Frame, focus: Focus) -> Path:
    """Return the camera's path over an upright photo; the move's amount is meant for 4 s and follows the time."""
    full, tight = frame.widths(camera)
    if frame.aspect <= UPRIGHT:
        top = 0.0 if _shows_overhead(frame, focus) else focus.top
        focus = evolve(focus, whole=with_air(focus.whole, frame.seen[0]), top=top)
        full, tight = frame.widths_over(focus.whole, camera)
        sees = tight / frame.size_px[0]
        if _travels(camera, frame, focus, sees):
            return _travelled(camera, frame, focus)
        focus = _centred(frame, focus, sees)
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


def _travels(camera: CameraMove, frame: Frame, focus: Focus, sees: float) -> bool:
    """Tell whether a camera goes across a photo, of which it `sees` a share of the width at the least, or moves in its middle."""
    share = frame.seen[0]
    if share < (_HALF if camera.move.startswith("pedestal") else _PART):
        return True
    if share >= _NEARLY or not focus.whole:
        return False
    return camera.move in _ASIDE or focus.whole[1] - focus.whole[0] > sees  # aside it goes as far as what is whole allows


def _travelled(camera: CameraMove, frame: Frame, focus: Focus) -> Path:
    """Return a path across the photo, over what matters most: as far as is travelled at ease, to the left or to the right."""
    share = frame.seen[0]
    speed = min(_FASTEST, camera.amount / _USUAL) / _CROSSING_S
    furthest = min(1 - share, max(_LEAST, speed * frame.seconds) * share)
    full, tight = frame.widths_over(focus.whole, camera)
    best = max((_best_way(focus, share, part * furthest) for part in _PARTS), key=_worth)
    if best.lost:
        shorter = (*(part * furthest for part in _SHORTER), min(furthest, _DRIFT * share))
        best = max((best, *(_best_way(focus, share, way) for way in shorter)), key=_worth)
    start, way = best.start, best.length
    ends = (start, start + way) if camera.move not in ("truck_left", "dolly_out") else (start + way, start)
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
    first, last = (_over(focus.whole, place(width), frame) for place, width in zip(places, widths, strict=True))
    return Path(first, last)


def _over(whole: tuple[float, ...], window: Window, frame: Frame) -> Window:
    """Return a window that has closed in, moved aside as far as it has to be to hold what should stay whole."""
    if not whole or window.width >= min(frame.size_px[0], frame.size_px[1] * frame.aspect):
        return window
    begin, end = (share * frame.size_px[0] for share in whole)
    least, most = sorted((end - window.width, begin))
    return evolve(window, x=min(max(window.x, least), most))


def _centred(frame: Frame, focus: Focus, sees: float) -> Focus:
    """Return the focus in the middle of what a square or upright film best sees of the photo, `sees` of its width at the least.

    In a room, and where what is in the photo goes up to its very top, no roof line has to be kept. A roof from below is shown up
    to the photo's top, or not at all.
    """
    across, down = frame.seen
    x, y = _best_middle(focus.across, focus.x, across), _best_middle(focus.down, focus.y, down, last_enough=_FOOT)
    if focus.whole:
        x = min(max(x, focus.whole[1] - sees / 2), focus.whole[0] + sees / 2)
    has_line = (focus.is_open and focus.top > _NO_ROOF) or _shows_overhead(frame, focus)
    return evolve(focus, x=x, y=y, top=focus.top if has_line else 1.0)


def _shows_overhead(frame: Frame, focus: Focus) -> bool:
    """Tell whether a frame has room for the roof from below that a photo shows at its top, besides what stands under it."""
    return focus.is_overhead and frame.seen[1] >= _OVERHEAD


@frozen
class _Way:
    """A way across the photo, in shares of it: from where, how far, what it is worth, and what it costs that it cuts."""

    start: float
    length: float
    worth: float = 0.0
    lost: float = 0.0


def _worth(way: _Way) -> float:
    return way.worth - way.lost


def _best_way(focus: Focus, share: float, length: float) -> _Way:
    """Return from where on a window of a share of the photo, that goes a way, holds most of what fills it and cuts least."""
    room = max(0.0, 1 - share - length)
    if not focus.across:
        return _Way(min(max(focus.x - (share + length) / 2, 0.0), room), length)
    starts = np.linspace(0, room, _PLACES)
    worth = _held_from(focus.across, share, starts, length)
    lost = np.maximum(*(cut_off(focus.whole, share, starts + gone) for gone in (0.0, length)))
    best = int(np.argmax(worth - lost))
    return _Way(float(starts[best]), length, float(worth[best]), float(lost[best]))


def _held_from(filling: tuple[float, ...], share: float, starts: NDArray[np.float64], way: float) -> NDArray[np.float64]:
    """Return what windows of a share hold and cover of what fills an axis, on ways that begin at `starts`."""
    profile = np.asarray(filling, np.float64)
    kept = np.mean([held(profile, share, starts + way * eased(u)) for u in np.linspace(0, 1, 9)], axis=0)
    centred = _CENTRED * np.linspace(-1, 1, len(starts)) ** 2
    return np.asarray(kept + COVERED * covered(profile, share, starts, starts + way) - centred, np.float64)


def _best_middle(filling: tuple[float, ...], middle: float, share: float, *, last_enough: float = 1.0) -> float:
    """Return where on an axis the middle of a window of a share lies best; its very end where that holds enough of the most."""
    if not filling:
        return min(max(middle, share / 2), 1 - share / 2)
    starts = np.linspace(0, 1 - share, _PLACES)
    worth = _held_from(filling, share, starts, 0.0)
    return 1.0 if worth[-1] >= last_enough * worth.max() else float(starts[np.argmax(worth)]) + share / 2


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
