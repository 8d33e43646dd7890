"""Joining: exact lengths, every piece encoded once, the same bytes whatever the number of workers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import anyio
import av
import pytest

from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.events import Advanced, Event
from luxvid.film import Clip
from luxvid.intake import load_photos
from luxvid.protocols import Run
from luxvid.render import Combiner, KenBurnsRenderer
from luxvid.storage import MemoryBlobs, MemoryMade, SqliteLedger, Storage
from luxvid.storyboard import Shot
from luxvid.timeline import Timeline
from luxvid.transitions import Cut, Dissolve, FadeThroughBlack, Transition

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=320, height_px=180, preset="ultrafast")


async def clips_of(drawn: list[Path], seconds: list[Fraction | float | str]) -> list[Clip]:
    photos = await load_photos(drawn)
    shots = [Shot(first=photos[n], duration_s=length) for n, length in enumerate(seconds)]
    return [await KenBurnsRenderer().render(shot) for shot in shots]


def times(path: Path) -> tuple[list[Fraction], list[float]]:
    with av.open(str(path)) as film:
        frames = list(film.decode(video=0))
    shown = [Fraction(f.pts or 0) * Fraction(f.time_base or 0) for f in frames]
    return shown, [float(f.to_ndarray()[: f.height].mean()) for f in frames]


@pytest.mark.parametrize("passage", [Cut(), Dissolve(frames=15), FadeThroughBlack(frames=16)], ids=lambda t: t.kind)
@pytest.mark.parametrize("fps", ["30", "29.97", "25"])
async def test_every_frame_comes_at_its_time(passage: Transition, fps: str, drawn: list[Path], tmp_path: Path) -> None:
    encoding = Encoding(width_px=160, height_px=96, preset="ultrafast", fps=fps)
    lengths = [Fraction(1), Fraction(7, 10), Fraction(1, 3)]
    clips = await clips_of(drawn, list(lengths))
    timeline = Timeline.of(lengths, [passage] * 2, fps=encoding.fps)
    track = await Combiner(encoding=encoding).combine(clips, timeline=timeline)
    shown, _ = times(await track.save(tmp_path / "film with ünïcode.mp4"))
    assert shown == [n / encoding.fps for n in range(timeline.frames)]


async def test_a_fade_goes_through_black_and_a_dissolve_does_not(drawn: list[Path], tmp_path: Path) -> None:
    clips = await clips_of(drawn, [1, 1])
    for passage, dark in ((FadeThroughBlack(frames=15), True), (Dissolve(frames=15), False)):
        track = await Combiner(encoding=SMALL).combine(clips, transition=passage)
        _, luma = times(await track.save(tmp_path / "film.mp4"))
        assert (min(luma) < 20) is dark
        assert luma[0] > 30


async def test_the_same_bytes_from_one_two_and_four_workers(drawn: list[Path], tmp_path: Path) -> None:
    films = []
    for workers in (1, 2, 4):
        clips = await clips_of(drawn, [1, "0.5", 1])
        track = await Combiner(encoding=SMALL, workers=workers).combine(clips)
        films.append((await track.save(tmp_path / f"{workers}.mp4")).read_bytes())
    assert films[0] == films[1] == films[2]


async def test_a_second_run_and_one_changed_shot_make_only_what_is_new(drawn: list[Path]) -> None:
    run = Run(storage=Storage.memory())
    clips = await clips_of(drawn, [1, 1, 1, 1])
    first = await Combiner(encoding=SMALL).combine(clips, run=run)
    again = await Combiner(encoding=SMALL).combine(clips, run=run)
    changed = await clips_of([*drawn[:1], drawn[5], *drawn[2:4]], [1, 1, 1, 1])
    third = await Combiner(encoding=SMALL).combine(changed, run=run)
    assert (first.reused, again.reused) == (0, 7)
    assert len(third.pieces) - third.reused == 3  # its body and its two transitions
    assert again.pieces == first.pieces


async def test_clips_that_come_late_are_waited_for_and_told(drawn: list[Path]) -> None:
    clips = await clips_of(drawn, [1, 1])
    seen: list[Event] = []

    async def late(clip: Clip) -> Clip:
        await anyio.sleep(0.05)
        return clip

    timeline = Timeline.of([1, 1], [Dissolve()], fps=Fraction(30))
    run = Run(storage=Storage.memory(), on_event=seen.append)
    track = await Combiner(encoding=SMALL).combine([clips[0], late(clips[1])], timeline=timeline, run=run)
    assert track.frames == 60
    told = [event for event in seen if isinstance(event, Advanced)]
    assert [event.done for event in told] == [1, 2, 3]


async def test_a_foreign_clip_joins_and_gives_up_its_handles(drawn: list[Path], tmp_path: Path) -> None:
    (still,) = await clips_of(drawn, [1])
    foreign = await Clip.open(await still.save(tmp_path / "a b.mp4", encoding=Encoding(width_px=200, height_px=200, fps=24)))
    track = await Combiner(encoding=SMALL).combine([foreign, foreign], transition=Dissolve(frames=10))
    assert track.frames == 60 - 10
    assert not track.notes


async def test_a_clip_that_is_too_short_holds_its_last_frame_and_says_so(drawn: list[Path], tmp_path: Path) -> None:
    (still,) = await clips_of(drawn, [1])
    short = await Clip.open(await still.save(tmp_path / "short.mp4", encoding=SMALL))
    timeline = Timeline.of([2], [], fps=Fraction(30))
    track = await Combiner(encoding=SMALL).combine([short], timeline=timeline, names=["pool"])
    assert track.frames == 60
    assert track.notes == ("pool: its file is 30 frames short, so its last frame is held",)


class Watched(MemoryMade):
    """Remembers which keys were written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[str, dict[str, Any]] = {}

    async def put(self, key: str, record: dict[str, Any]) -> None:
        self.written[key] = record
        await super().put(key, record)


async def test_a_piece_with_another_header_is_made_again_never_joined(drawn: list[Path], tmp_path: Path) -> None:
    made = Watched()
    run = Run(storage=Storage(blobs=MemoryBlobs(), made=made, ledger=SqliteLedger.memory()))
    clips = await clips_of(drawn, [1, 1, 1])
    good = await Combiner(encoding=SMALL).combine(clips, run=run)
    odd = await Combiner(encoding=Encoding(width_px=320, height_px=180, crf=40, preset="veryfast")).combine(clips)
    body = next(key for key, record in made.written.items() if record["digest"] == good.pieces[0].digest)
    blob = await run.storage.blobs.put(await odd.pieces[0].read(), media_type="video/mp4")
    record = {"digest": blob.digest, "size": blob.size, "media_type": blob.media_type, "extra": {}}
    await run.storage.made.put(body, record)
    mended = await Combiner(encoding=SMALL).combine(clips, run=run)
    assert mended.pieces == good.pieces
    await mended.save(tmp_path / "film.mp4")


async def test_cancelling_stops_soon_and_keeps_what_was_finished(drawn: list[Path]) -> None:
    clips = await clips_of(drawn, ["0.2", 600])
    with anyio.CancelScope() as scope:
        run = Run(storage=Storage.memory(), on_event=lambda event: scope.cancel() if isinstance(event, Advanced) else None)
        await Combiner(encoding=SMALL).combine(clips, transition=Cut(), run=run)
        pytest.fail("the long clip should not have been waited for")
    assert len([digest async for digest in run.storage.blobs.list()]) == 1


async def test_nothing_to_join_is_refused() -> None:
    with pytest.raises(InvalidInput, match="at least one clip"):
        await Combiner().combine([])
