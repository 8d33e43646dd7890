"""Join clips: each piece of the timeline is encoded once, and what was made before is found again."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Awaitable, Iterator, Sequence
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Any

import anyio
from attrs import evolve, field, frozen

from luxvid.blobs import Blob
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.events import Advanced, Finished, Noticed, Started
from luxvid.film import Clip, PictureTrack
from luxvid.media.blend import dissolve, fade
from luxvid.media.encode import PIECE_VERSION, encode_piece, engine
from luxvid.media.join import header_of
from luxvid.protocols import Overlay, Run
from luxvid.render.banded import NOTE
from luxvid.render.halves import shows_wider
from luxvid.render.overlaid import Overlaid, shown
from luxvid.storage import Storage, key_of, made_once
from luxvid.tasks import cores, side_by_side
from luxvid.timeline import Body, Passage, Piece, Timeline
from luxvid.transitions import Dissolve, Transition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@frozen(kw_only=True)
class Combiner:
    """Joins clips into a picture track.

    Attributes:
        encoding: What the film is encoded to.
        workers: How many pieces are encoded side by side; by default one for each core that this process may use.

    Example:
        >>> import luxvid
        >>> luxvid.Combiner(encoding=luxvid.Encoding(height_px=720, width_px=1280)).encoding.height_px
        720
    """

    encoding: Encoding = field(factory=Encoding)
    workers: int | None = None

    def limiter(self) -> anyio.CapacityLimiter:
        """Return a limiter for as many pieces of work side by side as there are workers; use it in one event loop."""
        return anyio.CapacityLimiter(self.workers or cores())

    async def combine(
        self,
        clips: Sequence[Clip | Awaitable[Clip]],
        /,
        *,
        transition: Transition | None = None,
        timeline: Timeline | None = None,
        overlays: Sequence[Overlay] = (),
        names: Sequence[str] | None = None,
        limiter: anyio.CapacityLimiter | None = None,
        run: Run | None = None,
    ) -> PictureTrack:
        """Return the clips as one picture track.

        Args:
            clips: Clips, or awaitables of clips: a piece is encoded as soon as the clips it shows are there.
            transition: The passage between clips, a dissolve of 15 frames by default. A clip from a file gives up the frames
                that the passages at its ends use, so the film gets shorter by them, as in any editor.
            timeline: Lengths and passages fixed beforehand; the film then is exactly as long as it says, and a clip that has
                too few frames holds its first or last one, which the track's notes say.
            overlays: Titles, labels and the like, the lowest first, laid over the frames before they are encoded.
            names: What events call the clips.
            limiter: Bounds what is encoded side by side, where other work shares the cores; by default `workers` at once.
            run: Where pieces are kept; in memory by default.

        Raises:
            InvalidInput: No clip, or not as many as the timeline has; an overlay that lies outside the film.
            RenderFailed: The frames could not be encoded.

        Cancelling stops the encoders at the next frame; pieces that were finished are kept in the run's storage.
        """
        run = run or Run(storage=Storage.memory())
        if not clips:
            raise InvalidInput("a film needs at least one clip")
        if timeline is None:
            arrived = [clip if isinstance(clip, Clip) else await clip for clip in clips]
            clips, timeline = _with_handles(arrived, transition or Dissolve(), self.encoding.fps)
        if len(clips) != len(timeline.cuts) - 1:
            raise InvalidInput(f"the timeline has {len(timeline.cuts) - 1} clips, not {len(clips)}")
        names = names or [f"clip {number}" for number in range(1, len(clips) + 1)]
        job = _Job(self.encoding, timeline, tuple(names), run, limiter or self.limiter(), tuple(overlays))
        return await job.done(clips)


@frozen
class _Job:
    """One film's worth of pieces."""

    encoding: Encoding
    timeline: Timeline
    names: tuple[str, ...]
    run: Run
    limiter: anyio.CapacityLimiter
    overlays: tuple[Overlay, ...] = ()
    _clips: dict[int, Clip] = field(factory=dict, init=False)
    _made: dict[int, tuple[Blob, bool]] = field(factory=dict, init=False)
    _overlaid: Overlaid = field(init=False)

    @_overlaid.default
    def _over_the_picture(self) -> Overlaid:
        return Overlaid(self.overlays, self.timeline, self._picture)

    async def done(self, clips: Sequence[Clip | Awaitable[Clip]]) -> PictureTrack:
        began, pieces = monotonic(), self._overlaid.pieces
        needs = [self._overlaid.needs(piece) for piece in pieces]
        self.run.tell(Started(stage="picture", total=len(pieces)))
        places = int(min(self.limiter.total_tokens, len(pieces)))
        queue = _Queue(_working_order(pieces, workers=places), places)
        async with side_by_side() as group:
            for number, clip in enumerate(clips):
                group.start_soon(self._arrive, number, clip, needs, queue)
            for _ in pieces:
                group.start_soon(self._make_next, pieces, queue)
        await self._make_headers_equal(pieces)
        self.run.tell(Finished(stage="picture", seconds=monotonic() - began))
        return PictureTrack(
            pieces=[self._made[number][0] for number in range(len(pieces))],
            encoding=self.encoding,
            frames=self.timeline.frames,
            reused=sum(reused for _, reused in self._made.values()),
            notes=self._notes(pieces),
            made=[clip.provenance for _, clip in sorted(self._clips.items())],
        )

    async def _arrive(self, number: int, clip: Clip | Awaitable[Clip], needs: Sequence[set[int]], queue: _Queue) -> None:
        arrived = clip if isinstance(clip, Clip) else await clip
        self._clips[number] = await arrived.reframed(self.encoding, run=self.run)
        for at, needed in enumerate(needs):
            if number in needed and needed <= self._clips.keys():
                queue.put(at)

    async def _make_next(self, pieces: Sequence[Piece], queue: _Queue) -> None:
        # The place is kept while another process makes the same piece: what follows is found made, or made meanwhile by it.
        async with queue.place:
            number = await queue.get()
            await self._make(number, pieces)

    async def _make(self, number: int, pieces: Sequence[Piece]) -> None:
        piece = pieces[number]

        async def make() -> bytes:
            async with self.limiter:
                return await self._encode(piece)

        blob, reused = await made_once(self.run.storage, self._description(piece), make, media_type="video/mp4")
        self._made[number] = (blob, reused)
        item = " to ".join(self.names[clip] for clip in shown(piece))
        done = Advanced(stage="picture", item=item, done=len(self._made), total=len(pieces), reused=reused)
        self.run.tell(done)

    async def _encode(self, piece: Piece) -> bytes:
        return await encode_piece(await self._overlaid.frames(piece, self.encoding), encoding=self.encoding)

    async def _picture(self, piece: Piece, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        if isinstance(piece, Body):
            return await self._clips[piece.clip].frames(piece.start, piece.stop, encoding=encoding)
        out = self._clips[piece.clip], piece.out_start
        into = self._clips[piece.clip + 1], piece.in_start
        ends = [await c.frames(start, start + piece.frames, encoding=encoding) for c, start in (out, into)]
        return _mixed(piece, *ends)

    def _description(self, piece: Piece) -> dict[str, Any]:
        """Describe all that decides the piece's bytes."""
        described = {
            "piece": PIECE_VERSION,
            "engine": engine(),
            "encoding": self.encoding.identity,
            **self._of_picture(piece),
        }
        overlays = self._overlaid.description(piece, self._of_picture)
        return {**described, "overlays": overlays} if overlays else described

    def _of_picture(self, piece: Piece) -> dict[str, Any]:
        """Describe all that decides the piece's frames but for their size and what is laid over them."""
        if isinstance(piece, Body):
            starts, mix = [piece.start], None
        else:
            starts, mix = [piece.out_start, piece.in_start], piece.transition.kind
        clips = [self._clips[number] for number in shown(piece)]
        return {
            "frames": piece.frames,
            "mix": mix,
            "sources": [[c.source.identity, str(c.lead_s), start] for c, start in zip(clips, starts, strict=True)],
        }

    async def _make_headers_equal(self, pieces: Sequence[Piece]) -> None:
        """Make pieces anew whose headers differ from the others': such a piece must never be joined by copy."""
        headers = {number: header_of(await blob.read()) for number, (blob, _) in self._made.items()}
        usual = Counter(headers.values()).most_common(1)[0][0]
        for number in sorted(number for number, header in headers.items() if header != usual):
            blob = await self.run.storage.blobs.put(await self._encode(pieces[number]), media_type="video/mp4")
            record = {"digest": blob.digest, "size": blob.size, "media_type": blob.media_type}
            await self.run.storage.made.put(key_of(self._description(pieces[number])), record)
            self._made[number] = (blob, False)

    def _notes(self, pieces: Sequence[Piece]) -> list[str]:
        wider = [self.names[number] for number, clip in sorted(self._clips.items()) if shows_wider(clip.source)]
        notes = [f"{', '.join(wider)}: {NOTE}"] if wider else []
        for number, clip in sorted(self._clips.items()):
            if clip.source.length_s is None:
                continue
            missing = _frames_shown(number, pieces) - round((clip.source.length_s - clip.lead_s) * self.encoding.fps)
            if missing > 0:
                note = f"{self.names[number]}: its file is {missing} frames short, so its last frame is held"
                self.run.tell(Noticed(stage="picture", message=note))
                notes.append(note)
        return notes


class _Queue:
    """Pieces whose clips are there, the most urgent first; a `place` for each that is made side by side."""

    def __init__(self, order: Sequence[int], places: int) -> None:
        self.place = anyio.Semaphore(places)
        self._turn = {number: turn for turn, number in enumerate(order)}
        self._ready: list[tuple[int, int]] = []
        self._waiting = anyio.Semaphore(0)

    def put(self, number: int) -> None:
        heapq.heappush(self._ready, (self._turn[number], number))
        self._waiting.release()

    async def get(self) -> int:
        await self._waiting.acquire()
        return heapq.heappop(self._ready)[1]


def _working_order(pieces: Sequence[Piece], *, workers: int) -> list[int]:
    """Return the pieces' numbers in the order in which they are best begun.

    That is the film's, so that a photo which two pieces show is made ready once; but the last passages, which are short, fill the
    cores up at the end.
    """
    passages = [number for number, piece in enumerate(pieces) if isinstance(piece, Passage)]
    filling = set(passages[-workers - 1 :])
    after_the_body_it_leads_to = 1.5
    return sorted(
        range(len(pieces)),
        key=lambda number: (number in filling, number + after_the_body_it_leads_to * isinstance(pieces[number], Passage)),
    )


def _mixed(passage: Passage, out: Iterator[NDArray[np.uint8]], into: Iterator[NDArray[np.uint8]]) -> Iterator[NDArray[np.uint8]]:
    mix = fade if passage.transition.kind == "fade" else dissolve
    for k, (a, b) in enumerate(zip(out, into, strict=True)):
        yield mix(a, b, passage.level(k))


def _frames_shown(clip: int, pieces: Sequence[Piece]) -> int:
    """Return up to which frame of a clip, counted from its cut in, the film shows it."""
    ends = [p.stop for p in pieces if isinstance(p, Body) and p.clip == clip]
    ends += [p.out_start + p.frames for p in pieces if isinstance(p, Passage) and p.clip == clip]
    ends += [p.in_start + p.frames for p in pieces if isinstance(p, Passage) and p.clip + 1 == clip]
    return max(ends, default=0)


def _with_handles(clips: Sequence[Clip], transition: Transition, fps: Fraction) -> tuple[list[Clip], Timeline]:
    """Cut clips so that the passages find their frames inside them; endless sources keep their length."""
    between = [transition] * (len(clips) - 1)
    rough = Timeline.of([max(clip.duration_s, 1 / fps) for clip in clips], between, fps=fps)
    cut, lengths = [], []
    for number, clip in enumerate(clips):
        length = rough.cuts[number + 1] - rough.cuts[number]
        if clip.source.length_s is not None:
            lead = rough.transitions[number - 1].before if number else 0
            tail = rough.transitions[number].after if number < len(between) else 0
            clip = evolve(clip, lead_s=clip.lead_s + lead / fps)  # noqa: PLW2901  the clip goes on, cut
            length = max(1, length - lead - tail)
        cut.append(clip)
        lengths.append(length)
    return cut, Timeline.of_frames(lengths, rough.transitions, fps=fps)
