"""What is said about a film: shot by shot, what was chosen, made, refused, and what fell short."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from luxvid.convert import JsonValue, exact_seconds


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
        treatment: `camera move over photos` or `generated frames`.
        generated_by: The model, where frames were generated.
        confidence: How sure the choice is, 0 to 1.
        reason: Why these photos.
    """

    scene: str
    files: tuple[str, ...] = field(converter=tuple[str, ...])
    digests: tuple[str, ...] = field(converter=tuple[str, ...])
    camera: str
    begins_s: Fraction = field(converter=exact_seconds)
    duration_s: Fraction = field(converter=exact_seconds)
    treatment: str
    generated_by: str = ""
    confidence: float
    reason: str = ""


@frozen(kw_only=True)
class RefusedFile(JsonValue):
    """A file that was not used because it cannot be."""

    file: str
    reason: str


@frozen(kw_only=True)
class Report(JsonValue):
    """The whole account of a film; `print(film.report)` gives it as text, `to_json` as data."""

    duration_s: Fraction = field(converter=exact_seconds)
    frames: int
    width_px: int
    height_px: int
    fps: Fraction = field(converter=exact_seconds)
    shots: tuple[ShotReport, ...] = field(converter=tuple[ShotReport, ...])
    photos_offered: int = 0
    refused: tuple[RefusedFile, ...] = field(default=(), converter=tuple[RefusedFile, ...])
    music: str = ""
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    pieces: int = 0
    pieces_reused: int = 0
    seconds: dict[str, float] = field(factory=dict, eq=False)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        size = f"{self.width_px}×{self.height_px} at {float(self.fps):g} fps"
        lines = [f"Film: {float(self.duration_s):.3f} s, {self.frames} frames, {size}"]
        lines += [
            f"  {float(shot.begins_s):6.2f} s  {shot.scene:<10} {' → '.join(shot.files)}  "
            f"[{shot.camera}, {shot.treatment}{' by ' + shot.generated_by if shot.generated_by else ''}, {shot.confidence:.0%}]"
            for shot in self.shots
        ]
        if self.loudness_lufs is not None and self.true_peak_dbtp is not None:
            lines.append(f"Music: {self.music}, {self.loudness_lufs:.1f} LUFS, peak {self.true_peak_dbtp:.1f} dBTP")
        else:
            lines.append("Music: none")
        lines.append(f"Pieces: {self.pieces}, of which {self.pieces_reused} had been made before")
        if self.photos_offered or self.refused:
            lines.append(f"Photos: {self.photos_offered} usable, {len(self.refused)} refused")
        lines += [f"  refused {refused.file}: {refused.reason}" for refused in self.refused]
        lines += [f"Note: {note}" for note in self.notes]
        return lines
