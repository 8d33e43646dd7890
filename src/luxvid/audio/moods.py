"""Moods: what a cue's words mean for harmony, register, density and brightness."""

from __future__ import annotations

import re
from typing import Literal

from attrs import evolve, frozen

from luxvid.audio.harmony import Colour, Degree
from luxvid.sound import Cue

Lead = Literal["piano", "bells", "harp"]


@frozen(kw_only=True)
class Mood:
    """How a cue is arranged.

    Attributes:
        patterns: Chords of a bar to choose from.
        cadence: Whether the last bar closes on the tonic.
        colour: What the chords carry beyond the triad.
        level_db: Loudness of the whole against the other moods.
        pad_centre: MIDI note round which the chords lie.
        brightness: Overtones of pads and strings, 0 to 1.
        strings_db: Strings against the pads.
        shimmer_db: A high, airy layer.
        bass_db: The bass.
        pulse_db: Plucked chord tones on every beat's half.
        drive_db: How much of the style's rhythm is played.
        lead: The melody's instrument.
        lead_centre: MIDI note round which the melody lies.
        lead_notes: Most notes of the melody in a bar.
        space: How much of everything goes into the room, 0 to 1.
    """

    patterns: tuple[tuple[Degree, ...], ...]
    cadence: bool = False
    colour: Colour = "added ninth"
    level_db: float = 0.0
    pad_centre: int = 60
    brightness: float = 0.45
    strings_db: float = -12.0
    shimmer_db: float = -18.0
    bass_db: float = -4.0
    pulse_db: float = -60.0
    drive_db: float = -4.0
    lead: Lead = "piano"
    lead_centre: int = 72
    lead_notes: int = 4
    space: float = 0.5


# fmt: off
_WARM = Mood(
    patterns=(("vi", "IV"), ("IV", "I"), ("ii", "V"), ("I", "iii")),
    colour="seventh", pad_centre=59, brightness=0.4, strings_db=-9, lead_centre=69, lead_notes=4, space=0.45,
)
MOODS: dict[str, Mood] = {
    "majestic": Mood(
        patterns=(("I", "IV"), ("I", "V"), ("vi", "IV")),
        level_db=0.5, pad_centre=60, brightness=0.6, strings_db=-6, bass_db=-2, drive_db=-2, lead_centre=69,
        lead_notes=3, space=0.6,
    ),
    "welcoming": Mood(
        patterns=(("IV", "I"), ("vi", "IV"), ("I", "iii"), ("IV", "V")),
        pad_centre=60, brightness=0.5, strings_db=-14, pulse_db=-16, lead_centre=72, lead_notes=5, space=0.45,
    ),
    "warm": _WARM,
    "bright": Mood(
        patterns=(("I", "V"), ("IV", "V"), ("vi", "V"), ("IV", "I")),
        level_db=0.3, pad_centre=64, brightness=0.7, strings_db=-12, shimmer_db=-14, pulse_db=-7, drive_db=0, lead="harp",
        lead_centre=74, lead_notes=5, space=0.4,
    ),
    "calm": Mood(
        patterns=(("vi", "iii"), ("IV", "vi"), ("ii", "vi")),
        colour="seventh", level_db=-1.2, pad_centre=57, brightness=0.3, strings_db=-15, bass_db=-6, drive_db=-8,
        lead_centre=67, lead_notes=3, space=0.6,
    ),
    "serene": Mood(
        patterns=(("IV", "I"), ("IV", "ii"), ("I", "IV")),
        colour="open", level_db=-0.8, pad_centre=63, brightness=0.35, strings_db=-18, shimmer_db=-6, bass_db=-8,
        drive_db=-10, lead="bells", lead_centre=79, lead_notes=3, space=0.8,
    ),
    "finale": Mood(
        patterns=(("I", "IV"), ("vi", "IV"), ("IV", "V")), cadence=True,
        level_db=1.2, pad_centre=62, brightness=0.75, strings_db=-3, shimmer_db=-10, bass_db=-1, pulse_db=-13,
        drive_db=1, lead_centre=74, lead_notes=5, space=0.6,
    ),
}
"""The seven moods of the luxury scenes; any other word is looked up among their likenesses, else taken as warm."""


_ALIKE = {
    "grand": "majestic", "epic": "majestic", "proud": "majestic", "dramatic": "majestic", "opening": "majestic",
    "inviting": "welcoming", "friendly": "welcoming", "hopeful": "welcoming", "gentle": "welcoming",
    "intimate": "warm", "cosy": "warm", "cozy": "warm", "romantic": "warm", "tender": "warm",
    "happy": "bright", "joyful": "bright", "fresh": "bright", "light": "bright", "playful": "bright", "uplifting": "bright",
    "quiet": "calm", "soft": "calm", "relaxed": "calm", "slow": "calm", "peaceful": "calm",
    "airy": "serene", "ethereal": "serene", "dreamy": "serene", "water": "serene", "spa": "serene",
    "resolving": "finale", "ending": "finale", "triumphant": "finale", "closing": "finale",
}
_LEADS: dict[str, Lead] = {
    "piano": "piano", "bell": "bells", "bells": "bells", "celesta": "bells", "chimes": "bells",
    "harp": "harp", "plucked": "harp", "guitar": "harp", "pizzicato": "harp",
}
# fmt: on


def mood_of(cue: Cue) -> Mood:
    """Return the arrangement a cue asks for: by its mood, then by the instruments that its prompt names.

    Example:
        >>> from luxvid.sound import Cue
        >>> mood_of(Cue("airy bells over water", mood="peaceful")).lead
        'bells'
    """
    word = cue.mood.strip().lower()
    mood = MOODS.get(_ALIKE.get(word, word), _WARM)
    words = re.findall(r"\w+", cue.prompt.lower())
    leads = [_LEADS[word] for word in words if word in _LEADS]
    if leads:
        mood = evolve(mood, lead=leads[0])
    if "strings" in words:
        mood = evolve(mood, strings_db=mood.strings_db + 3)
    return mood
