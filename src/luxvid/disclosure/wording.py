"""What was done to a film's shots: IPTC's word for it, and the same in sentences.

The terms and what they mean: https://cv.iptc.org/newscodes/digitalsourcetype/, as of 2024-10-23.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"

GENERATED_SOURCE = _IPTC + "trainedAlgorithmicMedia"
"""Created using generative AI: all frames are generated."""

MIXED_SOURCE = _IPTC + "compositeSynthetic"
"""A composite of several elements, at least one of which is generative AI: some shots are generated, or a photo is."""

CAPTURED_SOURCE = _IPTC + "compositeCapture"
"""A composite of elements that are all captures of real life: every shot is a camera move over photos."""

UNKNOWN_SOURCE = _IPTC + "composite"
"""A composite of elements that may or may not be generative AI: shots come from files whose making is not known here."""

_BY_AI = {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}
_CAPTURES = {
    "", "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "humanEdits", "minorHumanEdits",
    "algorithmicallyEnhanced", "compositeCapture",
}  # fmt: skip


class Told(Protocol):
    """What has to be known of a shot to speak of it."""

    @property
    def model(self) -> str:
        """The model that generated its frames; empty where none did."""

    @property
    def is_file(self) -> bool:
        """Whether its frames come from a video file."""

    @property
    def files(self) -> tuple[str, ...]:
        """Its photos' names."""

    @property
    def claims(self) -> tuple[str, ...]:
        """What its photos say of their own making: IPTC's terms, in the same order, empty where they say nothing."""


def is_by_ai(claim: str) -> bool:
    """Tell whether a photo that makes this claim was generated or edited with AI.

    Example:
        >>> is_by_ai("compositeWithTrainedAlgorithmicMedia"), is_by_ai("digitalCapture"), is_by_ai("")
        (True, False, False)
    """
    return claim in _BY_AI


def has_altered_photos(shot: Told) -> bool:
    """Tell whether a photo of the shot says of itself that it was generated or edited with AI."""
    return any(map(is_by_ai, shot.claims))


def altered_photos_of(shot: Told) -> tuple[str, ...]:
    """Return the names of the photos that say of themselves that they were generated or edited with AI."""
    return tuple(file for file, claim in zip(shot.files, shot.claims, strict=False) if is_by_ai(claim))


def source_type_of(shots: Sequence[Told]) -> str:
    """Return IPTC's digital source type for a film of these shots, as a URL."""
    generated = [shot for shot in shots if shot.model]
    if generated and len(generated) == len(shots):
        return GENERATED_SOURCE
    if generated or any(map(has_altered_photos, shots)):
        return MIXED_SOURCE
    captured = all(not shot.is_file and _CAPTURES.issuperset(shot.claims) for shot in shots)
    return CAPTURED_SOURCE if shots and captured else UNKNOWN_SOURCE


def facts_of(shots: Sequence[Told]) -> str:
    """Return what was done to a film's shots, in one to four sentences."""
    if not shots:
        return "How the frames were made is not recorded."
    generated = [shot for shot in shots if shot.model]
    taken = [shot for shot in shots if shot.is_file and not shot.model]
    moved = len(shots) - len(generated) - len(taken)
    sentences = []
    if generated:
        models = ", ".join(dict.fromkeys(shot.model for shot in generated))
        sentences.append(f"{_share(len(generated), shots)} generated from photos of the property by {models}.")
    if taken:
        sentences.append(f"{_share(len(taken), shots)} taken from video files; how those were made is not known here.")
    if moved == len(shots):
        sentences.append("All shots are camera moves over photos of the property: cropped, with no generated frames.")
    elif moved:
        other = "shot is a camera move" if moved == 1 else "shots are camera moves"
        sentences.append(f"The other {other} over the photos.")
    if any(map(has_altered_photos, shots)):
        altered = ", ".join(dict.fromkeys(file for shot in shots for file in altered_photos_of(shot)))
        names = f": {altered}" if altered else ""
        sentences.append(f"By their own account, {'these ' if names else ''}photos were generated or edited with AI{names}.")
    return " ".join(sentences)


def _share(count: int, shots: Sequence[Told]) -> str:
    return "All frames were" if count == len(shots) else f"The frames of {count} of {len(shots)} shots were"
