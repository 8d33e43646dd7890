"""`Chain`: FFmpeg filters in a row, fed frame by frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av

Step = tuple[str, str]
"""A filter's name, and its arguments as FFmpeg writes them."""

SCALING = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
"""How pictures are scaled: the same on every processor."""


class Chain:
    """Filters in a row for frames of one size and format.

    Args:
        like: A frame of the size and format that will come.
        steps: The filters in order.
        table: A colour table for the step `haldclut`, where there is one.
    """

    def __init__(self, like: av.VideoFrame, steps: Sequence[Step], *, table: av.VideoFrame | None = None) -> None:
        """Build the chain. Raises `av.FFmpegError` where the filters do not fit together."""
        self._graph = av.filter.Graph()  # kept: its filters do not keep it alive, and crash without it
        self._graph.threads = 1  # clips are read side by side already
        self._source = last = _source(self._graph, like)
        table_source = None
        for name, arguments in steps:
            step = self._graph.add(name, arguments)
            last.link_to(step)
            if name == "haldclut" and table is not None:
                table_source = _source(self._graph, table)
                table_source.link_to(step, 0, 1)
            last = step
        self._sink = self._graph.add("buffersink")
        last.link_to(self._sink)
        self._graph.configure()
        self._count = 0
        if table_source is not None:
            table_source.push(table)
            table_source.push(None)

    @staticmethod
    def fits(frame: av.VideoFrame, other: av.VideoFrame) -> bool:
        """Tell whether both frames can go through the same chain."""
        return (frame.width, frame.height, frame.format.name) == (other.width, other.height, other.format.name)

    def feed(self, frame: av.VideoFrame | None) -> Iterator[av.VideoFrame]:
        """Push a frame, or None at the end, and yield what comes out."""
        self._source.push(frame)
        while True:
            try:
                yield self._pulled()
            except (BlockingIOError, EOFError):
                return

    def one(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Push a frame through filters that give one for one; its timestamp becomes its number."""
        frame.pts = self._count
        self._count += 1
        self._source.push(frame)
        return self._pulled()

    def _pulled(self) -> av.VideoFrame:
        frame = self._sink.pull()
        if not isinstance(frame, av.VideoFrame):
            raise TypeError("a chain of video filters gives pictures")
        return frame


def _source(graph: av.filter.Graph, like: av.VideoFrame) -> av.filter.context.FilterContext:
    time_base = Fraction(like.time_base or Fraction(1, 30))
    return graph.add_buffer(width=like.width, height=like.height, format=like.format, time_base=time_base)
