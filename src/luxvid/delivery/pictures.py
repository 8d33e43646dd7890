"""The pictures of a film's deliveries: each distinct one is made once, from the film's clips, and fits where a size is set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from luxvid.disclosure import Disclosure
from luxvid.encoding import Encoding
from luxvid.film import Film, PictureTrack
from luxvid.protocols import Overlay, Run
from luxvid.render import Combiner
from luxvid.said import Said
from luxvid.storyboard import Storyboard
from luxvid.timeline import Timeline
from luxvid.titles import label_overlay

if TYPE_CHECKING:
    import anyio

    from luxvid.delivery.profiles import Profile

_TRIES = 3
_CRF_OF_HALF = 6  # x264 makes about half as many bytes with a quality of 6 more
_WORST_CRF = 51
_INDEX_BYTES = 1 << 16
_INDEX_BYTES_A_FRAME = 48  # what the index says of a frame of picture and of the sound beneath it
_UNDER_THE_CAP = 0.85  # every piece begins with a full buffer: together they make more than the cap says


@frozen
class Look:
    """What a picture looks like: its encoding, and whether the brand is seen in it. Profiles of one look share one picture."""

    encoding: Encoding
    branded: bool


@frozen
class Pictures:
    """Makes the pictures of one film.

    Attributes:
        film: What is delivered.
        run: Where pieces are kept, and who is told.
        limiter: Bounds what is encoded side by side.
        told: What is said of how the film was made: its label is laid over generated frames.
    """

    film: Film
    run: Run
    limiter: anyio.CapacityLimiter
    told: Disclosure

    async def look(self, profile: Profile) -> Look:
        """Return what a profile's picture looks like; under a cap of its size it is predicted from the film's own picture."""
        encoding = profile.encoding(self.film.picture.encoding)
        allowed = self.allowed_bytes(profile)
        if allowed is not None:
            encoding = _fitted(encoding, bytes_=self._predicted_bytes(encoding), allowed=allowed)
        return Look(encoding, branded=profile.branded or not await self._shows_brand(encoding))

    def said(self, look: Look) -> tuple[Said, ...]:
        """Return what the titles say in it."""
        if self.film.titles is None:
            return ()
        board = self._board(branded=look.branded)
        return self.film.titles.said(board, timeline=board.timeline(look.encoding.fps))

    async def made(self, look: Look) -> PictureTrack:
        """Return the picture; pieces that were made before are found again. Raises as `Combiner.combine` does."""
        timeline = self.film.storyboard.timeline(look.encoding.fps)
        labels = await self._labels(timeline)
        if look == Look(self.film.picture.encoding, branded=True) and not labels:
            return self.film.picture
        names = [shot.key for shot in self.film.storyboard.shots]
        return await Combiner(encoding=look.encoding).combine(
            [self.film.clips[name] for name in names],
            timeline=timeline,
            overlays=(*await self._titles(look), *labels),
            names=names,
            limiter=self.limiter,
            run=self.run,
        )

    async def made_for(self, profile: Profile, look: Look, made: PictureTrack) -> tuple[PictureTrack, Sequence[str]]:
        """Return the picture made so that it fits the profile's size, and what to say of that; at most three tries."""
        allowed, encoding = self.allowed_bytes(profile), look.encoding
        for tries in range(_TRIES):
            if allowed is None or _bytes(made) <= allowed:
                break
            encoding = _fitted(encoding, bytes_=_bytes(made), allowed=allowed)
            if tries == _TRIES - 1:
                kbps = int(allowed * 8 / 1000 / float(made.duration_s) * _UNDER_THE_CAP)
                encoding = evolve(encoding, max_kbps=max(16, min(kbps, encoding.max_kbps or kbps)))
            made = await self.made(Look(encoding, look.branded))
        wished = profile.encoding(self.film.picture.encoding)
        if made.encoding == wished:
            return made, ()
        cap = f" and capped at {made.encoding.max_kbps:,} kbit/s" if made.encoding.max_kbps != wished.max_kbps else ""
        note = f"encoded at CRF {made.encoding.crf} instead of {wished.crf}{cap}, to stay under {profile.most('size_mb'):g} MB"
        return made, (note,)

    def allowed_bytes(self, profile: Profile) -> int | None:
        """Return how many bytes the picture may have so that the file keeps the profile's size; None where none is set."""
        most_mb = profile.most("size_mb")
        if most_mb is None:
            return None
        sound = profile.audio_kbps * 125 * float(self.film.duration_s) if self.film.soundtrack else 0
        index = _INDEX_BYTES + _INDEX_BYTES_A_FRAME * self.film.picture.frames
        return max(1, int(most_mb * 1e6 - sound * 1.01 - index))

    async def _titles(self, look: Look) -> tuple[Overlay, ...]:
        if self.film.titles is None:
            return ()
        board, timeline = self._board(branded=look.branded), self.film.storyboard.timeline(look.encoding.fps)
        return await self.film.titles.overlays(board, timeline=timeline, encoding=look.encoding, run=self.run)

    async def _labels(self, timeline: Timeline) -> list[Overlay]:
        fonts = self.film.storyboard.brand
        shown = self.told.labelled(timeline) if self.told.label else ()
        return [await label_overlay(self.told.label, begin=begin, end=end, brand=fonts) for begin, end in shown]

    async def _shows_brand(self, encoding: Encoding) -> bool:
        """Tell whether a film without its brand looks any different."""
        with_it, without = [await self._titles(Look(encoding, branded=branded)) for branded in (True, False)]
        return [_drawn(each) for each in with_it] != [_drawn(each) for each in without]

    def _board(self, *, branded: bool) -> Storyboard:
        return self.film.storyboard if branded else self.film.storyboard.unbranded()

    def _predicted_bytes(self, encoding: Encoding) -> float:
        film = self.film.picture
        pixels = encoding.width_px * encoding.height_px / (film.encoding.width_px * film.encoding.height_px)
        return float(_bytes(film) * pixels**0.75 * 2 ** ((film.encoding.crf - encoding.crf) / _CRF_OF_HALF))


def _drawn(overlay: Overlay) -> tuple[int, int, dict[str, Any]]:
    return overlay.begin, overlay.end, overlay.identity


def _bytes(picture: PictureTrack) -> int:
    return sum(piece.size for piece in picture.pieces)


def _fitted(encoding: Encoding, *, bytes_: float, allowed: int) -> Encoding:
    """Return the encoding with the quality that makes it fit, if nothing but the quality decides; unchanged where it fits."""
    if bytes_ <= allowed:
        return encoding
    steps = math.ceil(_CRF_OF_HALF * math.log2(bytes_ / allowed)) + 1
    return evolve(encoding, crf=min(_WORST_CRF, encoding.crf + steps))
