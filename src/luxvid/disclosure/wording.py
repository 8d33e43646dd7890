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
"""A composite of several elements, at least one of which is generative AI: some shots are generated."""

CAPTURED_SOURCE = _IPTC + "compositeCapture"
"""A composite of elements that are all captures of real life: every shot is a camera move over photos."""

UNKNOWN_SOURCE = _IPTC + "composite"
"""A composite of elements that may or may not be generative AI: shots come from files whose making is not known here."""


class Told(Protocol):
    """What has to be known of a shot to speak of it."""

    @property
    def model(self) -> str:
        """The model that generated its frames; empty where none did."""

    @property
    def is_file(self) -> bool:
        """Whether its frames come from a video file."""


def source_type_of(shots: Sequence[Told]) -> str:
    """Return IPTC's digital source type for a film of these shots, as a URL."""
    generated = [shot for shot in shots if shot.model]
    if generated:
        return GENERATED_SOURCE if len(generated) == len(shots) else MIXED_SOURCE
    return UNKNOWN_SOURCE if not shots or any(shot.is_file for shot in shots) else CAPTURED_SOURCE


def facts_of(shots: Sequence[Told]) -> str:
    """Return what was done to a film's shots, in one to three sentences."""
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
    return " ".join(sentences)


def _share(count: int, shots: Sequence[Told]) -> str:
    return "All frames were" if count == len(shots) else f"The frames of {count} of {len(shots)} shots were"
