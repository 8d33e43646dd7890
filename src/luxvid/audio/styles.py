"""Styles: who plays, how fast, in which keys. A style holds for a whole piece; moods move within it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from luxvid.audio.instruments import (
    BASS,
    BELLS,
    CELLOS,
    FELT,
    GUITAR,
    HARP,
    PIANO,
    PIZZICATO,
    SPICCATO,
    SYNTH_BASS,
    SYNTH_PLUCK,
    UPRIGHT,
    VIOLIN,
    Held,
    Struck,
)
from luxvid.audio.moods import Lead
from luxvid.audio.percussion import CAJON, HAT, KICK, SHAKER, TAIKO, WOOD, Drum
from luxvid.sound import Cue

Strokes = tuple[tuple[Drum, tuple[float, ...], float], ...]
"""(drum, beats of the bar on which it is beaten, level in dB); a beat of −1 stands for every beat, −0.5 for every off-beat."""


@frozen(kw_only=True)
class Style:
    """How a piece is played.

    Attributes:
        name: What cues call it.
        words: Words that ask for it.
        slowest_bpm: Lowest tempo.
        fastest_bpm: Highest tempo.
        per_bar: Beats of a bar to choose from.
        tonics: Keys that lie well, the seed chooses.
        leads: Who plays the melody where a mood asks for piano, bells or harp.
        lead_db: The melody.
        pad_db: The pads.
        strings_db: The strings.
        strings_follow: How much of the moods' difference in strings is kept: 1 all, 0 none.
        horns_db: Horns on the chord's lower tones.
        shimmer_db: The high, airy layer.
        pulse: Who plays the chords broken.
        pulse_db: How loudly at the least; a mood's drive is added.
        figure: Tones of the chord, low to high, one for each half beat; −1 is a rest.
        pulse_octave: By how many semitones above the chord.
        bass: Who plays the bass: held, or plucked on `bass_beats`.
        bass_db: The bass.
        bass_beats: Beats of the bar on which a plucked bass plays; −1 stands for every half beat.
        strokes: What the drums do.
        brightness: Added to the moods' brightness.
        space: The moods' share of the room is multiplied by it.
        room: The room's size: 1 a hall, 0.5 a chamber.
        pump_db: How far the held sounds draw back on every beat.
    """

    name: str
    words: tuple[str, ...]
    slowest_bpm: float
    fastest_bpm: float
    tonics: tuple[str, ...]
    leads: dict[Lead, Struck | Held]
    per_bar: tuple[int, ...] = (4,)
    lead_db: float = 0.0
    pad_db: float = 0.0
    strings_db: float = 0.0
    strings_follow: float = 1.0
    horns_db: float = -60.0
    shimmer_db: float = 0.0
    pulse: Struck = HARP
    pulse_db: float = -60.0
    figure: tuple[int, ...] = (0, 2, 1, 3, 2, 1, 3, 2)
    pulse_octave: int = 12
    bass: Held | Struck = BASS
    bass_db: float = 0.0
    bass_beats: tuple[float, ...] = (0.0,)
    strokes: Strokes = ()
    brightness: float = 0.0
    space: float = 1.0
    room: float = 1.0
    pump_db: float = 0.0


# fmt: off
STYLES: tuple[Style, ...] = (
    Style(
        name="ambient piano", words=("ambient", "piano", "quiet", "calm", "soft", "elegant", "timeless", "understated"),
        slowest_bpm=58, fastest_bpm=76, tonics=("Db", "Eb", "Ab", "F", "Bb"),
        leads={"piano": FELT, "bells": BELLS, "harp": PIANO}, lead_db=1.0, pad_db=-2.0, strings_db=-3.0,
        pulse=FELT, pulse_db=-10.0, figure=(0, 1, 2, 3, 2, 3, 1, 2), pulse_octave=0, brightness=-0.1, space=1.1,
    ),
    Style(
        name="warm strings", words=("strings", "classic", "classical", "romantic", "chamber", "noble", "heritage", "villa"),
        slowest_bpm=60, fastest_bpm=72, tonics=("D", "G", "A", "C", "E"),
        leads={"piano": VIOLIN, "bells": VIOLIN, "harp": PIZZICATO}, lead_db=-1.5, pad_db=-14.0,
        strings_db=2.0, strings_follow=0.4, shimmer_db=-10.0,
        pulse=PIZZICATO, pulse_db=-15.0, figure=(0, -1, 2, -1, 1, -1, 3, -1), pulse_octave=0, bass=CELLOS, bass_db=1.0,
        brightness=-0.05, space=1.0, room=1.1,
    ),
    Style(
        name="minimal electronic",
        words=("electronic", "minimal", "minimalist", "modern", "contemporary", "urban", "sleek", "tech", "loft", "penthouse"),
        slowest_bpm=104, fastest_bpm=122, tonics=("A", "E", "C", "F", "G"),
        leads={"piano": SYNTH_PLUCK, "bells": BELLS, "harp": SYNTH_PLUCK}, lead_db=-4.0, pad_db=0.0, strings_db=-30.0,
        pulse=SYNTH_PLUCK, pulse_db=-4.0, figure=(0, 3, 1, 2, 3, 1, 0, 2), bass=SYNTH_BASS, bass_db=-1.0, bass_beats=(-1.0,),
        strokes=((KICK, (-1.0,), -10.0), (HAT, (-0.5,), -23.0), (WOOD, (1.0, 3.0), -24.0)),
        brightness=0.15, space=0.7, room=0.6, pump_db=5.0,
    ),
    Style(
        name="acoustic",
        words=("acoustic", "guitar", "mediterranean", "rustic", "natural", "country", "finca", "coastal", "folk"),
        slowest_bpm=84, fastest_bpm=100, per_bar=(3, 4), tonics=("G", "D", "C", "A", "E"),
        leads={"piano": GUITAR, "bells": HARP, "harp": GUITAR}, lead_db=1.0, pad_db=-6.0, strings_db=-4.0, shimmer_db=-8.0,
        pulse=GUITAR, pulse_db=-3.0, figure=(0, 2, 3, 1, 3, 2), pulse_octave=0, bass=UPRIGHT, bass_db=-1.0, bass_beats=(0.0,),
        strokes=((SHAKER, (-1.0, -0.5), -33.0), (CAJON, (0.0,), -19.0)), brightness=0.0, space=0.55, room=0.5,
    ),
    Style(
        name="cinematic finale",
        words=("cinematic", "epic", "grand", "dramatic", "orchestral", "luxury", "spectacular", "finale"),
        slowest_bpm=108, fastest_bpm=128, tonics=("C", "D", "Eb", "F", "Bb"),
        leads={"piano": VIOLIN, "bells": BELLS, "harp": VIOLIN}, pad_db=-8.0,
        strings_db=0.5, strings_follow=0.4, horns_db=-3.0,
        pulse=SPICCATO, pulse_db=-5.0, figure=(0, 2, 2, 1, 2, 3, 2, 1), pulse_octave=0, bass=CELLOS, bass_db=2.0,
        strokes=((TAIKO, (0.0, 2.5, 3.0), -10.0),), brightness=0.1, space=1.2, room=1.2,
    ),
)
"""The first is played where nothing asks for another."""
# fmt: on

_BY_NAME = {style.name: style for style in STYLES}


def style_named(name: str) -> Style | None:
    """Return the style of a name, in any case and with spaces or underscores; None for others."""
    return _BY_NAME.get(" ".join(re.findall(r"[a-z]+", name.lower())))


def style_of(cues: Iterable[Cue], default: str = "") -> Style:
    """Return the style that cues ask for: the first one named, else the one of the most words, else the default.

    Example:
        >>> style_of([Cue("", style="quiet, Mediterranean, coastal")]).name
        'acoustic'
        >>> style_of([Cue("anything")]).name
        'ambient piano'
    """
    words: list[str] = []
    for asked in [cue.style for cue in cues]:
        named = style_named(asked)
        if named:
            return named
        words += re.findall(r"\w+", asked.lower())
    votes = {style.name: sum(word in style.words for word in words) for style in STYLES}
    best = max(STYLES, key=lambda style: votes[style.name])
    return best if votes[best.name] else style_named(default) or STYLES[0]
