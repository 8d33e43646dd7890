"""Values of sound: `Cue` asks for it, `Audio` is it, `Continuation` grows it, `Soundtrack` is what the film carries."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from luxvid.blobs import Blob
from luxvid.convert import exact_seconds
from luxvid.costs import usd
from luxvid.errors import InvalidInput
from luxvid.rhythm import Beats, Form
from luxvid.sound_picture import Outline, picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE_HZ = 48_000
"""Sample rate of everything that luxvid makes."""


@frozen
class Cue:
    """What the score should do over one scene: words, a mood, a style, and an exact length in seconds.

    Attributes:
        prompt: What it should sound like, in words.
        mood: One word: majestic, welcoming, warm, bright, calm, serene, finale.
        style: How it is played, in words: ambient piano, warm strings, minimal electronic, acoustic, cinematic finale, or
            any others, such as a brand's tone; empty leaves it to the composer.
        key: The scene's name.
        duration_s: Length in exact seconds, above 0 and at most 600.
        form: What is fixed for the whole piece, where something is: the scorer asks the composer for it.

    Example:
        >>> import luxvid
        >>> luxvid.Cue("calm strings", duration_s=4).duration_s
        Fraction(4, 1)
    """

    prompt: str
    mood: str = field(default="warm", kw_only=True)
    style: str = field(default="", kw_only=True)
    key: str = field(default="", kw_only=True)
    duration_s: Fraction = field(default=Fraction(4), converter=exact_seconds, kw_only=True)
    form: Form | None = field(default=None, kw_only=True)

    @duration_s.validator
    def _positive(self, _attribute: object, value: Fraction) -> None:
        if not 0 < value <= 600:
            raise InvalidInput(f"a cue must be longer than 0 and at most 600 s, not {value}")


@frozen(kw_only=True)
class Credit:
    """Whose a piece is: its composer's name, its licence, and whether that allows commercial use; None where nobody says."""

    composer: str
    licence: str = ""
    commercial_use: bool | None = None


@frozen(kw_only=True, eq=False)
class Audio:
    """Sound in memory: `samples` is (2, n) float32, full scale ±1, left first, at 48 kHz.

    `origin` names what it was made from, where that is known: by it a paid composer recognises a piece that it is to go on
    with, whatever a newer version made of the samples. `credit` says whose it is, where that is not the composer who was asked.
    `stems` are parts that add up to `samples`, by name, each as long.

    Example:
        >>> import numpy
        >>> from luxvid.sound import Audio
        >>> Audio(samples=numpy.zeros((2, 24_000), numpy.float32))
        <Audio: 0.500 s, stereo, 48 kHz>
    """

    samples: NDArray[np.float32] = field(repr=False)
    origin: str = field(default="", repr=False)
    credit: Credit | None = field(default=None, repr=False)
    stems: Mapping[str, NDArray[np.float32]] = field(factory=dict, repr=False)

    @property
    def duration_s(self) -> Fraction:
        """Exact length in seconds."""
        return Fraction(self.samples.shape[1], RATE_HZ)

    def __repr__(self) -> str:
        return f"<Audio: {float(self.duration_s):.3f} s, stereo, 48 kHz>"


@frozen(kw_only=True)
class Continuation:
    """What a composer returns: `audio`, whose first `overlap_s` seconds replay the end of what was there before.

    The replay begins as what was there and may change on the way: the scorer compares the two over its first third, lays
    it where it fits best and crossfades over the whole of it, at most its last 2 s. Without a replay the new sound is
    taken to begin exactly where the old one ended.

    Example:
        >>> import numpy
        >>> from luxvid.sound import Audio, Continuation
        >>> sound = Audio(samples=numpy.zeros((2, 60_000), numpy.float32))
        >>> Continuation(audio=sound, overlap_s=0.25).overlap_s
        Fraction(1, 4)
    """

    audio: Audio
    overlap_s: Fraction = field(default=Fraction(0), converter=exact_seconds)


@frozen(kw_only=True)
class Soundtrack:
    """A mastered piece, exactly as long as asked for.

    Attributes:
        master: FLAC, 24 bit, 48 kHz, stereo: the mastered sound before AAC.
        aac: An M4A file with AAC-LC 192 kbit/s: copied into films as it is.
        samples: Exact length in samples at 48 kHz.
        loudness_lufs: Integrated loudness of the decoded AAC.
        true_peak_dbtp: True peak of the decoded AAC.
        compressed_db: By how much loud passages were taken down, at most; 0 where the loudness was reached without.
        notes: What fell short, in words.
        beats: The piece's grid, where its composer states one.
        scenes: Name and beginning in seconds of each cue.
        outline: A small picture of the sound: what a notebook shows of it.
        composer: Who composed it.
        licence: The terms for its use; empty where the composer states none.
        commercial_use: Whether they let it sell something; None where the composer does not say.
        cost_usd: What it cost, whenever it was paid, rejected takes included.
        spent_usd: What of it was paid in this run.
        calls: The ledger's keys of the paid calls, rejected takes included.
        stems: FLAC files of what was mixed, each alone, by name: `music`, or the parts that its composer hands over, `voice`,
            `original`; empty where undivided music is all there is. Together they are the mix before mastering.

    Example:
        >>> import asyncio, luxvid
        >>> music = asyncio.run(luxvid.ProgressiveScorer().score([luxvid.Cue("water", duration_s="1.5")]))
        >>> music.samples
        72000
    """

    master: Blob
    aac: Blob
    samples: int
    loudness_lufs: float
    true_peak_dbtp: float
    compressed_db: float = 0.0
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    beats: Beats | None = None
    scenes: tuple[tuple[str, Fraction], ...] = field(default=(), converter=tuple[tuple[str, Fraction], ...])
    outline: Outline | None = field(default=None, repr=False)
    composer: str = ""
    licence: str = ""
    commercial_use: bool | None = None
    cost_usd: Decimal = field(default=Decimal(0), converter=usd)
    spent_usd: Decimal = field(default=Decimal(0), converter=usd, eq=False)
    calls: tuple[str, ...] = field(default=(), converter=tuple[str, ...], repr=False)
    stems: Mapping[str, Blob] = field(factory=dict, repr=False)

    @property
    def duration_s(self) -> Fraction:
        """Exact length in seconds."""
        return Fraction(self.samples, RATE_HZ)

    def _repr_html_(self) -> str | None:
        try:
            return picture(self) if self.outline else None
        except (TypeError, ValueError, AttributeError, ArithmeticError):
            return None

    async def save(self, path: str | Path, *, edit_list: bool = True) -> Path:
        """Write the piece by the name's ending: .m4a, .flac (copies), .wav (24 bit) or .mp3 (320 kbit/s); return the path.

        Without `edit_list` an .m4a has none, for players that ignore it; it is in sync all the same.
        """
        from luxvid.media.sound import save_soundtrack  # a door: encoding is the media room's work

        return await save_soundtrack(self, Path(path), edit_list=edit_list)
