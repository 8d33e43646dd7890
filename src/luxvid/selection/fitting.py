"""How well photos belong in scenes, all photos and scenes at once: by the chances of rooms, and by the scenes' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.scenes import Scene
from luxvid.selection.candidates import Candidate
from luxvid.vision.rooms import ROOMS, rooms_shown
from luxvid.vision.seeing import labels_seen

_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]

_WORD = 0.5  # what a scene's own word adds to what is not yet known
_ONLY_WORD = 0.85  # the same for a scene that names no rooms
_FIRST_WORD = 0.1  # share of the fit that is kept for the word a scene names first: hero, pool
_NOT_FIRST = 0.8  # how surely a room that a scene names later is right for it
_BELONGS = 0.8  # how well it belongs there beside a photo of the first
_WRONG = 0.2  # chance of the scene's rooms below which a photo is no option: a dropped scene is truer than a wrong one


@frozen(kw_only=True, eq=False)
class Fits:
    """Each photo in each scene, (scenes, n), 0 to 1.

    Attributes:
        fit: How well it belongs there: a room that the scene names later counts for nearly as much.
        lead: How well it tells the scene: the first room that the scene names counts whole, the second a quarter ...
        chance: The chance that it shows a room of the scene, whichever.
        certainty: The chance that it is right there: any room that the scene names may be.
        is_wrong: What is known of it speaks four to one against every room of the scene; of the unknown nothing does.
    """

    fit: _Floats
    lead: _Floats
    chance: _Floats
    certainty: _Floats
    is_wrong: _Flags


def fits_of(candidates: Sequence[Candidate], scenes: Sequence[Scene]) -> Fits:
    """Return how well each of the candidates belongs in each of the scenes."""
    rooms = _Rooms.of(candidates)
    told = [_Told.of(rooms, candidates, scene) for scene in scenes]
    shape = len(scenes), len(candidates)
    return Fits(
        fit=np.array([one.fit(candidates) for one in told], np.float64).reshape(shape),
        lead=np.array([one.counted(1 / (1 + at) ** 2 for at in range(len(one.scene.rooms))) for one in told]).reshape(shape),
        chance=np.array([one.chance for one in told], np.float64).reshape(shape),
        certainty=np.array([one.as_later(_NOT_FIRST) for one in told], np.float64).reshape(shape),
        is_wrong=np.array([one.is_wrong(candidates) for one in told], bool).reshape(shape),
    )


@frozen(kw_only=True, eq=False)
class _Rooms:
    """The chance of each room for each photo, and that it is shown at all (of an open plan any room is right): (rooms, n)."""

    chance: _Floats
    shown: _Floats

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> _Rooms:
        shown = [rooms_shown(one.chance, one.look) for one in candidates]
        return cls(
            chance=np.array([[one.chance[room] for one in candidates] for room in ROOMS], np.float64),
            shown=np.array([[one[room] for one in shown] for room in ROOMS], np.float64),
        )

    def of_scene(self, rooms: Sequence[str]) -> Iterator[tuple[_Floats, _Floats]]:
        """Yield the chances, and those of being shown, of each of some rooms; nothing is known of rooms that are not listed."""
        nothing = np.zeros(self.chance.shape[1])
        for room in rooms:
            at = ROOMS.index(room) if room in ROOMS else -1
            yield (self.chance[at], self.shown[at]) if at >= 0 else (nothing, nothing)


@frozen(kw_only=True, eq=False)
class _Told:
    """What photos say of one scene: the chances of its rooms, whether they are named so, and what that adds, (n,) each."""

    scene: Scene
    rooms: tuple[tuple[_Floats, _Floats], ...]
    is_named: _Flags
    by_word: _Floats

    @classmethod
    def of(cls, rooms: _Rooms, candidates: Sequence[Candidate], scene: Scene) -> _Told:
        is_named = np.array([one.says(scene.words) for one in candidates], bool)
        others = rooms.chance[[at for at, room in enumerate(ROOMS) if room not in scene.rooms]]
        return cls(
            scene=scene,
            rooms=tuple(rooms.of_scene(scene.rooms)),
            is_named=is_named,
            by_word=_WORD * (1 - others.max(axis=0, initial=0.0)) * is_named,  # a hall in a kitchen's name makes no hall of it
        )

    @property
    def chance(self) -> _Floats:
        """That a photo shows a room of the scene, whichever."""
        return self.as_later(1.0)

    def fit(self, candidates: Sequence[Candidate]) -> _Floats:
        """How well they belong."""
        fit, words = self.as_later(_BELONGS), self.scene.words
        is_first = np.array([one.says(words[:1]) for one in candidates], bool)
        return (1 - _FIRST_WORD) * fit + _FIRST_WORD * is_first if words else fit

    def is_wrong(self, candidates: Sequence[Candidate]) -> _Flags:
        """Whether what is known of them speaks against the scene."""
        is_known = np.array([bool(one.spoken or labels_seen(one.look)) for one in candidates], bool)
        return is_known & ~self.is_named & (self.chance < _WRONG) & bool(self.scene.rooms)

    def as_later(self, count: float) -> _Floats:
        """Return the chance of the scene's rooms, those after the first counting for so much."""
        return self.counted(count if at else 1.0 for at in range(len(self.scene.rooms)))

    def counted(self, counts: Iterable[float]) -> _Floats:
        """Return the chance of the scene's rooms, each counting for so much; where it names none, its words tell, or nothing."""
        together, most = np.zeros(len(self.is_named)), np.zeros(len(self.is_named))
        if not self.scene.rooms:
            return together + (_ONLY_WORD * self.is_named if self.scene.words else 0.5)
        for (chance, shown), count in zip(self.rooms, counts, strict=True):  # room by room: the same sum on every machine
            together += chance * count
            most = np.maximum(most, shown * count)
        told: _Floats = 1 - (1 - np.maximum(together, most)) * (1 - self.by_word)
        return told
