"""The account of a production: its music or why there is none, what was paid, and the report."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import anyio
from attrs import define, field

from luxvid.audio import ProgressiveScorer
from luxvid.errors import LuxvidError
from luxvid.events import Event, Noticed, Paid
from luxvid.film import Clip, PictureTrack
from luxvid.photos import PhotoSet
from luxvid.protocols import Run
from luxvid.report import RefusedFile, Report, ShotReport
from luxvid.sound import Cue, Soundtrack
from luxvid.storyboard import Shot, Storyboard

_log = logging.getLogger("luxvid.studio")


@define
class Score:
    """The film's music in the making: there in the end, or a note why it is not."""

    soundtrack: Soundtrack | None = None
    notes: tuple[str, ...] = ()

    async def make(self, scorer: ProgressiveScorer, cues: Sequence[Cue], run: Run, limiter: anyio.CapacityLimiter) -> None:
        """Have the music made in one of the limiter's places; where that fails, say so and go on."""
        try:
            async with limiter:
                self.soundtrack = await scorer.score(cues, run=run)
            self.notes = self.soundtrack.notes
        except Exception as error:  # noqa: BLE001  whatever a composer raises: the film always comes
            _log.exception("music_failed")
            reason = str(error) if isinstance(error, LuxvidError) else f"{type(error).__name__}: {error}"
            self.notes = (f"the film comes without music: {reason}",)
            run.tell(Noticed(stage="music", message=self.notes[0]))


@define
class Spent:
    """Counts what a production pays: for the calls that were begun in it, whatever became of them."""

    run: Run
    _costs: dict[tuple[str, int], Decimal] = field(factory=dict)

    def hear(self, event: Event) -> None:
        """Take note of what is paid, and pass the event on."""
        if isinstance(event, Paid) and (event.state == "intent" or (event.key, event.attempt) in self._costs):
            self._costs[event.key, event.attempt] = event.cost_usd
        self.run.tell(event)

    def on(self, clips: Iterable[Clip]) -> Decimal:
        """Return the sum; clips of renderers that pay without luxvid's ledger say themselves what they cost."""
        made = [clip.provenance for clip in clips if clip.generated_by]
        unlisted = [each.cost_usd for each in made if not each.call and not each.reused]
        return sum((*self._costs.values(), *unlisted), Decimal(0))


def report_of(
    board: Storyboard,
    picture: PictureTrack,
    score: Score,
    clips: Mapping[str, Clip],
    photos: PhotoSet | None,
    seconds: float,
) -> Report:
    """Return what is said about a film, shot by shot; `seconds` is how long it took."""
    soundtrack = score.soundtrack
    return Report(
        duration_s=picture.duration_s,
        frames=picture.frames,
        width_px=picture.encoding.width_px,
        height_px=picture.encoding.height_px,
        fps=picture.encoding.fps,
        shots=[_shot_report(shot, begins, clips[shot.key]) for shot, begins in zip(board.shots, _begins(board), strict=True)],
        photos_offered=len(photos) if photos else 0,
        refused=[RefusedFile(file=r.file, reason=r.reason) for r in photos.refused] if photos else (),
        music=f"{float(soundtrack.duration_s):.3f} s" if soundtrack else "",
        loudness_lufs=soundtrack.loudness_lufs if soundtrack else None,
        true_peak_dbtp=soundtrack.true_peak_dbtp if soundtrack else None,
        notes=[*board.notes, *picture.notes, *score.notes],
        cost_usd=sum((clip.provenance.cost_usd for clip in clips.values()), soundtrack.cost_usd if soundtrack else Decimal(0)),
        pieces=len(picture.pieces),
        pieces_reused=picture.reused,
        seconds={"film": round(seconds, 3)},
    )


def _begins(board: Storyboard) -> Iterable[Fraction]:
    """Return where each shot begins in the film, in seconds."""
    return accumulate((shot.duration_s for shot in board.shots[:-1]), initial=Fraction(0))


def _shot_report(shot: Shot, begins_s: Fraction, clip: Clip) -> ShotReport:
    return ShotReport(
        scene=shot.key,
        files=[photo.file for photo in shot.photos],
        digests=[photo.digest for photo in shot.photos],
        camera=shot.camera.move,
        begins_s=begins_s,
        duration_s=shot.duration_s,
        provenance=clip.provenance,
        confidence=shot.confidence,
        reason=shot.reason,
    )
