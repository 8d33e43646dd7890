"""`ExistingTrack`: a track that is there already, as a composer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from attrs import field, frozen

from luxvid.audio.fitting import VERSION as FITTING
from luxvid.audio.fitting import fitted
from luxvid.blobs import Blob
from luxvid.convert import exact_seconds
from luxvid.errors import InvalidInput, MediaRefused
from luxvid.media.sound import digest_of, read_sound
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Audio, Cue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SILENT = 1e-4


@frozen
class ExistingTrack:
    """Plays a track of your own, brought to the film's length: shortened or repeated from bar to bar, and faded.

    What is found wrong in it is noted, and it is played all the same: it is your choice. Whether you may use it is yours to
    know: say so, and it stands in the soundtrack.

    Attributes:
        file: A path, a `Blob`, or the bytes of any sound file that FFmpeg reads, at most 10 minutes.
        starts_s: Leave out so much of its beginning.
        licence: Its terms, in your words.
        commercial_use: Whether it may be used to sell something.

    Example:
        >>> import luxvid
        >>> from luxvid.audio import ExistingTrack
        >>> scorer = luxvid.ProgressiveScorer(composer=ExistingTrack("song.flac", licence="bought from the band"))
    """

    file: str | Path | Blob | bytes = field(repr=lambda file: f"<{len(file)} bytes>" if isinstance(file, bytes) else repr(file))
    starts_s: Fraction = field(default=Fraction(0), converter=exact_seconds, kw_only=True)
    licence: str = field(default="as its owner allows", kw_only=True)
    commercial_use: bool = field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.starts_s < 0:
            raise InvalidInput(f"starts_s must be 0 or more, not {self.starts_s}")

    @property
    def name(self) -> str:
        """What reports call it: the file's name."""
        return Path(self.file).name if isinstance(self.file, str | Path) else "a track of your own"

    @property
    def identity(self) -> dict[str, Any]:
        """JSON-able description of all that decides the sound: the file by its content, not by its name.

        Reads the file: ask for it in a worker thread. Raises `MediaRefused` where there is none.
        """
        content = self.file.digest if isinstance(self.file, Blob) else digest_of(self.file, name=self.name)
        return {"composer": "luxvid.ExistingTrack", "fitting": FITTING, "file": content, "starts_s": str(self.starts_s)}

    @property
    def is_given(self) -> bool:
        """Nobody could compose it anew."""
        return True

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:  # noqa: ARG002
        """Return the track, exactly as long as the cues.

        Raises:
            MediaRefused: There is no file, no sound in it, it is silent, or longer than 10 minutes.
            MissingBlob: The blob's bytes are gone.
        """
        length = int(sum((cue.duration_s for cue in cues), Fraction(0)) * RATE_HZ + Fraction(1, 2))
        data = await self.file.read() if isinstance(self.file, Blob) else self.file
        return Audio(samples=await to_thread.run_sync(partial(self._fitted, data, length)))

    def _fitted(self, data: str | Path | bytes, length: int) -> NDArray[np.float32]:
        samples = read_sound(data, name=self.name).samples[:, int(self.starts_s * RATE_HZ) :]
        if samples.shape[1] == 0:
            raise MediaRefused(self.name, f"it is over before {float(self.starts_s):g} s, where it shall begin")
        if float((samples.max(axis=1) - samples.min(axis=1)).max()) < 2 * _SILENT:  # an offset is nothing to be heard either
            raise MediaRefused(self.name, "it is silent")
        return fitted(samples, length)
