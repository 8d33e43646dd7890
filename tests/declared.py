"""Films of which some shots say that they were generated, though a camera made them: for tests of what is said."""

from __future__ import annotations

from attrs import evolve

import luxvid
from luxvid.report import GENERATED, Provenance


class Declared:
    """A renderer whose clips of some shots say that they were generated."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        clip = await luxvid.KenBurnsRenderer().render(shot, run=run)
        if shot.key not in self.keys:
            return clip
        made = Provenance(
            treatment=GENERATED,
            model="a/model",
            generated_at="2026-11-29T09:30:00+00:00",
            photos=clip.provenance.photos,
            scores={"first": 0.83, "strange": 0.04},
        )
        return evolve(clip, provenance=made)
