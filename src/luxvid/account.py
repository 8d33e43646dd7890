"""The account of a production: its music or why there is none, what was paid, and the report."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import anyio
from anyio import to_thread
from attrs import define, frozen

from luxvid.audio import ProgressiveScorer
from luxvid.billing.payments import costs_of
from luxvid.errors import LuxvidError, MediaRefused, MissingBlob
from luxvid.events import Noticed
from luxvid.film import Clip, PictureTrack
from luxvid.photos import PhotoSet
from luxvid.protocols import Run
from luxvid.report import ChoiceReport, RefusedFile, Report, ScoreReport, ShotReport
from luxvid.sound import Audio, Cue, Soundtrack
from luxvid.storage import key_of
from luxvid.storyboard import Shot, Storyboard
from luxvid.words import WordChecker

_log = logging.getLogger("luxvid.studio")


@define
class Score:
    """The film's music in the making: there in the end, or a note why it is not."""

    soundtrack: Soundtrack | None = None
    notes: tuple[str, ...] = ()

    async def make(
        self,
        scorer: ProgressiveScorer,
        cues: Sequence[Cue],
        clips: Mapping[str, Callable[[], Awaitable[Clip]]],
        *,
        run: Run,
        limiter: anyio.CapacityLimiter,
    ) -> None:
        """Have the music made in one of the limiter's places; where that fails, say so and go on.

        Where the mix asks for the sound of clips, those are waited for first.
        """
        try:
            originals, missed = await _originals(scorer, clips)
            async with limiter:
                self.soundtrack = await scorer.score(cues, originals=originals, run=run)
            self.notes = (*self.soundtrack.notes, *missed)
        except Exception as error:  # noqa: BLE001  whatever a composer raises: the film always comes
            _log.exception("music_failed")
            reason = str(error) if isinstance(error, LuxvidError) else f"{type(error).__name__}: {error}"
            self.notes = (f"the film comes without music: {reason}",)
            run.tell(Noticed(stage="music", message=self.notes[0]))


async def _originals(
    scorer: ProgressiveScorer, clips: Mapping[str, Callable[[], Awaitable[Clip]]]
) -> tuple[dict[str, Audio], list[str]]:
    """Return the clips' own sound that the mix asks for, by the shot's key, and in words what of it cannot be had."""
    mix, sounds = scorer.mix, dict[str, Audio]()
    unknown = set(mix.original) - set(clips) if mix.original != "all" else ()
    missed = [f"{key}: there is no such shot whose sound could be heard" for key in sorted(unknown)]
    for key, clip in clips.items():
        if not mix.hears(key):
            continue
        try:
            sound = await (await clip()).sound()
        except (MediaRefused, MissingBlob) as error:
            missed.append(f"{key}: the clip's own sound is not heard: {error}")
            continue
        if sound is not None:
            sounds[key] = sound
        elif mix.original != "all":
            missed.append(f"{key}: the clip has no sound of its own")
    return sounds, missed


async def looked_at(board: Storyboard, words: WordChecker | None, run: Run) -> tuple[str, ...]:
    """Have a board's words looked at, tell what was found, and return it as notes.

    Raises:
        WordsRefused: Something is as serious as what the checker stops at.
    """
    if words is None:
        return ()
    findings = await to_thread.run_sync(words.check, board)  # the first time, the lists are read
    words.refuse(findings)
    notes = words.notes(findings)
    for note in notes:
        run.tell(Noticed(stage="film", message=note))
    return notes


@frozen(kw_only=True)
class Bill:
    """What a film cost, whenever that was paid, and what of it in this run."""

    cost_usd: Decimal
    spent_usd: Decimal
    choice: ChoiceReport | None = None


async def billed(
    board: Storyboard, clips: Sequence[tuple[Clip, Sequence[str]]], score: Score, *, spent_usd: Decimal, run: Run
) -> Bill:
    """Return a film's bill: its choice, its clips, each with the paid calls that were heard of while it was made, its music.

    A call that two clips rest on is counted once. What is beyond the calls of a clip was paid by a renderer without luxvid's
    ledger: it says itself what it cost.
    """
    ledger = run.storage.ledger
    calls = await costs_of((key for _, keys in clips for key in keys), ledger=ledger)
    beside = [max(Decimal(0), clip.provenance.cost_usd - sum(calls[key] for key in set(keys))) for clip, keys in clips]
    unlisted = [clip.provenance for clip, _ in clips if clip.generated_by and not clip.provenance.call]
    choice, chosen = await _choice_of(board, run)
    music, scored = await _music_of(board, score.soundtrack, run)
    return Bill(
        cost_usd=sum((*calls.values(), *beside, choice.cost_usd if choice else Decimal(0), music), Decimal(0)),
        spent_usd=sum((made.cost_usd for made in unlisted if not made.reused), spent_usd + chosen + scored),
        choice=choice,
    )


async def _choice_of(board: Storyboard, run: Run) -> tuple[ChoiceReport | None, Decimal]:
    """Return what is said about a paid choice, and what of it no report over this board has called spent yet."""
    paid = board.choice
    if paid is None:
        return None, Decimal(0)
    spent = await _told_once({key: paid.calls[key] for key in paid.fresh}, run)
    report = ChoiceReport(
        model=paid.model, calls=paid.calls, cost_usd=paid.cost_usd, reused=bool(paid.calls) and not spent, instead=paid.instead
    )
    return report, spent


async def _music_of(board: Storyboard, music: Soundtrack | None, run: Run) -> tuple[Decimal, Decimal]:
    """Return what a film's music cost, and what of it was paid when the board was planned and in no report yet.

    What was bought then and is not in the film, since its cuts were moved, was bought for it all the same.
    """
    if music is None:
        return Decimal(0), Decimal(0)
    beside = sum([cost for key, cost in board.bought.items() if key not in music.calls], Decimal(0))
    return music.cost_usd + beside, await _told_once(board.bought, run)


async def _told_once(costs: Mapping[str, Decimal], run: Run) -> Decimal:
    """Return what of calls no report has called spent yet; from now on this one has."""
    spent = Decimal(0)
    for key, cost in costs.items():
        told = key_of({"told as spent": key, "cost_usd": str(cost)})
        if await run.storage.made.get(told) is None:
            spent += cost
            await run.storage.made.put(told, {})
    return spent


def report_of(
    board: Storyboard,
    picture: PictureTrack,
    score: Score,
    clips: Mapping[str, Clip],
    photos: PhotoSet | None,
    bill: Bill,
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
        score=_score_report(soundtrack) if soundtrack else None,
        loudness_lufs=soundtrack.loudness_lufs if soundtrack else None,
        true_peak_dbtp=soundtrack.true_peak_dbtp if soundtrack else None,
        compressed_db=soundtrack.compressed_db if soundtrack else 0.0,
        notes=[*board.notes, *picture.notes, *score.notes],
        choice=bill.choice,
        cost_usd=bill.cost_usd,
        spent_usd=bill.spent_usd,
        pieces=len(picture.pieces),
        pieces_reused=picture.reused,
        seconds={"film": round(seconds, 3)},
    )


def _score_report(soundtrack: Soundtrack) -> ScoreReport:
    return ScoreReport(
        composer=soundtrack.composer,
        licence=soundtrack.licence,
        commercial_use=soundtrack.commercial_use,
        cost_usd=soundtrack.cost_usd,
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
