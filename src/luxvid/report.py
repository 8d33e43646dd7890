"""What is said about a film: shot by shot, what was chosen, made, refused, and what fell short."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from luxvid.convert import JsonValue, exact_seconds
from luxvid.costs import usd
from luxvid.said import Said

CAMERA_MOVE = "camera move over photos"
FILE = "frames of a file"
GENERATED = "generated frames"


@frozen(kw_only=True)
class Provenance(JsonValue):
    """How a clip came to be.

    Attributes:
        treatment: `camera move over photos`, `frames of a file` or `generated frames`.
        model: The model, where frames were generated.
        call: The ledger's key of the paid call.
        generated_at: When the call was opened, ISO, UTC.
        photos: SHA-256 of the photos that it was made from, in order.
        claims: What they say of their own making, in the same order: IPTC's terms, empty where they say nothing.
        cost_usd: What it cost, whenever it was paid, rejected takes included.
        reused: It had been paid for before this run.
        frames: What the fitting in time did: how many were `repeated`, `dropped`, `blended`.
        scores: What a gate measured.
        notes: Why it was made this way, and what fell short, in words.
    """

    treatment: str = CAMERA_MOVE
    model: str = ""
    call: str = ""
    generated_at: str = ""
    photos: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    claims: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    cost_usd: Decimal = field(default=Decimal(0), converter=usd)
    reused: bool = False
    frames: dict[str, int] = field(factory=dict)
    scores: dict[str, float] = field(factory=dict)
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])


@frozen(kw_only=True)
class ShotReport(JsonValue):
    """One shot: its photos, and what was done to them.

    Attributes:
        scene: The scene's key.
        files: The photos' names in order.
        digests: SHA-256 of the photos.
        camera: The camera's move.
        begins_s: Where the shot begins in the film.
        duration_s: Its length.
        provenance: How its clip came to be.
        confidence: How sure the choice is, 0 to 1.
        reason: Why these photos.
    """

    scene: str
    files: tuple[str, ...] = field(converter=tuple[str, ...])
    digests: tuple[str, ...] = field(converter=tuple[str, ...])
    camera: str
    begins_s: Fraction = field(converter=exact_seconds)
    duration_s: Fraction = field(converter=exact_seconds)
    provenance: Provenance = field(factory=Provenance)
    confidence: float
    reason: str = ""


@frozen(kw_only=True)
class ChoiceReport(JsonValue):
    """Who was asked to choose the photos, where that is paid for.

    Attributes:
        model: Who was asked.
        calls: The ledger's keys of the paid calls.
        cost_usd: What they cost, whenever that was paid.
        reused: All of it had been paid before this run, or is in the account of an earlier one over the same board.
        instead: Why the photos were chosen on this machine instead; empty where they were not.
    """

    model: str
    calls: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    cost_usd: Decimal = field(default=Decimal(0), converter=usd)
    reused: bool = False
    instead: str = ""


@frozen(kw_only=True)
class ScoreReport(JsonValue):
    """Whose music the film has, and on which terms.

    Attributes:
        composer: Who composed it: a model, a file's name, `SynthComposer`.
        licence: The terms for its use; empty where the composer states none.
        commercial_use: Whether they let it sell something; None where the composer does not say.
        cost_usd: What it cost, whenever that was paid, rejected takes included.
    """

    composer: str
    licence: str = ""
    commercial_use: bool | None = None
    cost_usd: Decimal = field(default=Decimal(0), converter=usd)

    def __str__(self) -> str:
        use = {True: "commercial use allowed", False: "no commercial use", None: "commercial use not stated"}[self.commercial_use]
        return f"{self.composer}, {use}" + (f" ({self.licence})" if self.licence else ", no licence stated")


@frozen(kw_only=True)
class RefusedFile(JsonValue):
    """A file that was not used because it cannot be."""

    file: str
    reason: str


@frozen(kw_only=True)
class Report(JsonValue):
    """The whole account of a film; `print(film.report)` gives it as text, `to_json` as data.

    `cost_usd` is what its clips, its music and its choice cost, whenever that was paid, a call that two shots rest on once;
    `spent_usd` what of it was paid in this run, and for choice and music since the board was planned. `score` says whose music
    it is and on which terms it may be used, `titles` what can be read in the film, and when.
    """

    duration_s: Fraction = field(converter=exact_seconds)
    frames: int
    width_px: int
    height_px: int
    fps: Fraction = field(converter=exact_seconds)
    shots: tuple[ShotReport, ...] = field(converter=tuple[ShotReport, ...])
    photos_offered: int = 0
    refused: tuple[RefusedFile, ...] = field(default=(), converter=tuple[RefusedFile, ...])
    music: str = ""
    score: ScoreReport | None = None
    titles: tuple[Said, ...] = field(default=(), converter=tuple[Said, ...])
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    compressed_db: float = 0.0
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    choice: ChoiceReport | None = None
    cost_usd: Decimal = field(default=Decimal(0), converter=usd)
    spent_usd: Decimal = field(default=Decimal(0), converter=usd)
    pieces: int = 0
    pieces_reused: int = 0
    seconds: dict[str, float] = field(factory=dict, eq=False)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    @property
    def summary(self) -> str:
        """The film in a line: its length, its frames, its size."""
        size = f"{self.width_px}×{self.height_px} at {float(self.fps):g} fps"
        return f"Film: {float(self.duration_s):.3f} s, {self.frames} frames, {size}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said besides shots and titles: music, cost, pieces, photos, and what fell short."""
        return tuple(self._remarks())

    def _lines(self) -> list[str]:
        lines = [self.summary]
        lines += [
            f"  {float(shot.begins_s):6.2f} s  {shot.scene:<10} {' → '.join(shot.files)}  "
            f"[{shot.camera}, {treated(shot.provenance)}, {shot.confidence:.0%}]"
            for shot in self.shots
        ]
        lines += [
            f"  {float(title.begins_s):6.2f} s  says {' / '.join(title.lines)!r} until {float(title.ends_s):.2f} s"
            for title in self.titles
        ]
        return [*lines, *self._remarks()]

    def _remarks(self) -> Iterator[str]:
        if self.loudness_lufs is not None and self.true_peak_dbtp is not None:
            eased = f", loud passages down by {self.compressed_db:.1f} dB at most" if self.compressed_db else ""
            yield f"Music: {self.music}, {self.loudness_lufs:.1f} LUFS, peak {self.true_peak_dbtp:.1f} dBTP{eased}"
            if self.score:
                yield f"Music by {self.score}"
        else:
            yield "Music: none"
        if self.choice and self.choice.cost_usd:
            paid = "paid for before" if self.choice.reused else "paid"
            yield f"Choice: asked of {self.choice.model}, ${self.choice.cost_usd:.2f} {paid}"
        if self.cost_usd:
            yield f"Cost: ${self.cost_usd:.2f}, of which ${self.spent_usd:.2f} were paid in this run"
        yield f"Pieces: {self.pieces}, of which {self.pieces_reused} had been made before"
        if self.photos_offered or self.refused:
            yield f"Photos: {self.photos_offered} usable, {len(self.refused)} refused"
        for refused in self.refused:
            yield f"  refused {refused.file}: {refused.reason}"
        for note, scenes in _shot_notes(self.shots).items():
            yield f"Note: {', '.join(scenes)}: {note}"
        for note in self.notes:
            yield f"Note: {note}"


def _shot_notes(shots: tuple[ShotReport, ...]) -> dict[str, list[str]]:
    """Return what there is to say of shots, each once, with the scenes that it is said of."""
    notes: dict[str, list[str]] = {}
    for shot in shots:
        for note in shot.provenance.notes:
            notes.setdefault(note, []).append(shot.scene)
    return notes


def treated(provenance: Provenance) -> str:
    """Return what was done to a shot in a few words."""
    if not provenance.model:
        return provenance.treatment
    paid = "paid for before" if provenance.reused else "paid"
    return f"{provenance.treatment} by {provenance.model}, ${provenance.cost_usd:.2f} {paid}"
