"""`frames_from`: decoded frames with their exact times, beginning anywhere in a file."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from fractions import Fraction
from itertools import chain
from typing import BinaryIO, NamedTuple

import av

from luxvid.errors import MediaRefused
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.filters import Chain
from luxvid.media.opening import decoder_of, only, opened
from luxvid.media.probe import SAMPLE_PACKETS, Probe

_WORTH_SEEKING_S = 1
_DAMAGE_LASTS_S = 1
_FIELDS_REACH_FRAMES = 3  # the deinterlacer looks at the frames before
_DEINTERLACE = [("bwdif", "mode=send_frame:parity=auto:deint=interlaced")]


class TimedFrame(NamedTuple):
    """A decoded frame and when it begins, in seconds after the file's first picture."""

    begins_s: Fraction
    frame: av.VideoFrame


_TimedFrames = Generator[TimedFrame, None, None]


def frames_from(file: BinaryIO, probe: Probe, *, begin_s: Fraction, name: str) -> _TimedFrames:
    """Yield frames in order; the first begins at or before `begin_s`, if any does.

    Frames are the same whether reading begins here or at the file's beginning: it goes back to a key frame whose time is
    checked, and further back where that fails. Damaged frames are left out. The generator owns its container.

    Raises:
        MediaRefused: More than half of what was read is damaged.
    """
    reach_s = _FIELDS_REACH_FRAMES / probe.rate if probe.interlaced else Fraction(0)
    target_s = min(begin_s, probe.last_s) - reach_s
    for seek_s in _seek_points(probe, target_s):
        with opened(file, name) as container, closing(_decoded(container, probe, seek_s, name)) as decoded:
            first = next(decoded, None) if seek_s is None else _first_usable(decoded, target_s)
            if first is None:
                continue
            with closing(_progressive(chain([first], decoded), probe)) as pictures:
                yield from pictures
            return


def _seek_points(probe: Probe, target_s: Fraction) -> list[Fraction | None]:
    """Return where to try to begin, None for the file's beginning: an index may point behind the frame that is sought."""
    if not probe.seekable or target_s < _WORTH_SEEKING_S:
        return [None]
    return [target_s, target_s - 5, None] if target_s > 5 + _WORTH_SEEKING_S else [target_s, None]


def _decoded(container: av.container.InputContainer, probe: Probe, seek_s: Fraction | None, name: str) -> _TimedFrames:
    stream = only(container, probe.stream)
    context = decoder_of(stream, probe.decoder)
    if seek_s is not None:
        container.seek(probe.first_pts + int(seek_s / probe.time_base), stream=stream)
    clock, damage = probe.clock(), _Damage()
    for packets, packet in enumerate(_packets(container, stream), 1):
        stop_if_cancelled()
        try:
            frames = context.decode(packet)
        except EOFError:
            return
        except av.FFmpegError:
            damage.found()
            frames = []
        for frame in frames:
            timed = TimedFrame(clock.at(frame.pts), frame)
            if not damage.touches(timed):
                yield timed
        if packets >= SAMPLE_PACKETS and damage.lost * 2 > packets:
            raise MediaRefused(name, "more than half of its pictures are damaged: get it again")


class _Damage:
    """Which frames damage touches: after it up to the next key frame they may be made of what is missing, for a while."""

    def __init__(self) -> None:
        self.lost = 0
        self._recent = False
        self._since_s: Fraction | None = None

    def found(self) -> None:
        self.lost += 1
        self._recent, self._since_s = True, None

    def touches(self, timed: TimedFrame) -> bool:
        if timed.frame.is_corrupt:
            self.found()
            return True
        if self._recent:
            self._since_s = timed.begins_s if self._since_s is None else self._since_s
            self._recent = not timed.frame.key_frame and timed.begins_s < self._since_s + _DAMAGE_LASTS_S
        self.lost += self._recent
        return self._recent


def _packets(container: av.container.InputContainer, stream: av.VideoStream) -> Iterator[av.Packet[av.VideoStream] | None]:
    """Yield packets, and None last, which makes the decoder give what it holds; where the file breaks off, it ends."""
    try:
        for packet in container.demux(stream):
            if packet.size:
                yield packet
    except av.FFmpegError:
        pass
    yield None


def _first_usable(decoded: Iterator[TimedFrame], target_s: Fraction) -> TimedFrame | None:
    """Return the first key frame where it begins in time; what comes before it may lack its references."""
    for timed in decoded:
        if timed.frame.pts is None or timed.begins_s > target_s:
            return None
        if timed.frame.key_frame:
            return timed
    return None


def _progressive(frames: Iterator[TimedFrame], probe: Probe) -> _TimedFrames:
    """Make whole pictures of fields; frames that are whole already pass."""
    if not probe.interlaced:
        yield from frames
        return
    fields: Chain | None = None
    like: av.VideoFrame | None = None
    times: deque[Fraction] = deque()
    for timed in frames:
        if fields is None or like is None or not Chain.fits(like, timed.frame):
            yield from _fed(fields, None, times)
            fields, like = Chain(timed.frame, _DEINTERLACE), timed.frame
        times.append(timed.begins_s)
        yield from _fed(fields, timed.frame, times)
    yield from _fed(fields, None, times)


def _fed(fields: Chain | None, frame: av.VideoFrame | None, times: deque[Fraction]) -> _TimedFrames:
    if fields is not None:
        for picture in fields.feed(frame):
            yield TimedFrame(times.popleft(), picture)
