"""The photos that may be chosen, each with all that the choice asks of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from operator import mul

from attrs import evolve, frozen

from luxvid.encoding import Encoding
from luxvid.looks import Look
from luxvid.photos import Photo
from luxvid.scenes import Scene
from luxvid.vision.quality import MOST_ENLARGED, doubtful, enlargement, quality, unusable
from luxvid.vision.rooms import Spoken, not_a_photo, room_chances, rooms_shown, spoken_in, telling_words, texts_of, words_of
from luxvid.vision.seeing import labels_seen

_WORD = 0.5  # what a scene's own word adds to what is not yet known
_ONLY_WORD = 0.85  # the same for a scene that names no rooms
_FIRST_WORD = 0.1  # share of the fit that is kept for the word a scene names first: hero, pool
_NOT_FIRST = 0.8  # how surely a room that a scene names later is right for it
_BELONGS = 0.8  # how well it belongs there beside a photo of the first
_WRONG = 0.2  # chance of the scene's rooms below which a photo is no option: a dropped scene is truer than a wrong one


@frozen(kw_only=True, eq=False)
class _Asked:
    """What a candidate says of one scene: the chance of each of its rooms, that it is shown at all, and what its words add."""

    chance: list[float]
    shown: list[float]
    by_word: float


@frozen(kw_only=True, eq=False)
class Candidate:
    """One picture.

    Attributes:
        photo: The photo that would be used, under the best of its names.
        look: Its measurements.
        texts: What is written about it, under all its names, as (source, text).
        spoken: The words in it that name rooms.
        telling: Words that could tie it to other photos.
        chance: The chance of every room.
        quality: 0 to 1.
        fault: Why it cannot be used, or empty.
        doubt: Why it is used only where there are too few others, or empty.
        is_wanted: The caller wants it in the film, faults or not.
        is_named_by_copies: Its own name says nothing about rooms, but those of its copies do.
        is_told: Photos that overlap with it made another room the likeliest.
    """

    photo: Photo
    look: Look
    texts: tuple[tuple[str, str], ...]
    spoken: tuple[Spoken, ...]
    telling: frozenset[str]
    chance: dict[str, float]
    quality: float
    fault: str
    doubt: str
    is_wanted: bool = False
    is_named_by_copies: bool = False
    is_told: bool = False

    @property
    def room(self) -> str:
        """The likeliest room."""
        return max(self.chance, key=lambda room: self.chance[room])

    def words_for(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """Return the words that speak for a scene, as (source, words)."""
        rooms = [(one.source, one.words) for one in self.spoken if one.room in scene.rooms]
        return tuple(dict.fromkeys(rooms)) or _matches(self.texts, scene.words)

    def first_word(self, words: tuple[str, ...]) -> int:
        """Return the place of the first of these words that is said of it; their number where none is."""
        said = {word for _, word in _matches(self.texts, words)}
        return next((place for place, word in enumerate(words) if word in said), len(words))

    def fit(self, scene: Scene) -> float:
        """Return how well it belongs to a scene, 0 to 1: a room that the scene names later counts for nearly as much."""
        told = self._told(scene, _after_first(scene, _BELONGS))
        is_first = self.first_word(scene.words) == 0
        return (1 - _FIRST_WORD) * told + _FIRST_WORD * is_first if scene.words else told

    def lead(self, scene: Scene) -> float:
        """Return how well it tells a scene, 0 to 1: the first room that the scene names counts whole, the second a quarter ..."""
        return self._told(scene, [1 / (1 + place) ** 2 for place in range(len(scene.rooms))])

    def chance_of(self, scene: Scene) -> float:
        """Return the chance that it shows a room of the scene, whichever, 0 to 1."""
        return self._told(scene, [1.0] * len(scene.rooms))

    def is_wrong(self, scene: Scene) -> bool:
        """Tell whether what is known of it speaks four to one against every room of the scene; of the unknown nothing does."""
        if not scene.rooms or self.chance_of(scene) >= _WRONG:
            return False
        return bool(self.spoken or labels_seen(self.look)) and not self._is_named(scene)

    def certainty(self, scene: Scene) -> float:
        """Return the chance that it is right for a scene, 0 to 1: any room that the scene names may be."""
        return self._told(scene, _after_first(scene, _NOT_FIRST))

    def _told(self, scene: Scene, counts: list[float]) -> float:
        if not scene.rooms:
            return (_ONLY_WORD if self._is_named(scene) else 0.0) if scene.words else 0.5
        asked = self._asked.get((scene.rooms, scene.words)) or self._asked_for(scene)
        by_room: float = max(sum(map(mul, asked.chance, counts)), *map(mul, asked.shown, counts))
        return 1 - (1 - by_room) * (1 - asked.by_word)

    def _asked_for(self, scene: Scene) -> _Asked:
        other = max((chance for room, chance in self.chance.items() if room not in scene.rooms), default=0.0)
        asked = _Asked(
            chance=[self.chance.get(room, 0.0) for room in scene.rooms],
            shown=[self._shown.get(room, 0.0) for room in scene.rooms],
            by_word=_WORD * (1 - other) if self._is_named(scene) else 0.0,  # a hall in a kitchen's name makes no hall of it
        )
        self._asked[scene.rooms, scene.words] = asked
        return asked

    @cached_property
    def _asked(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], _Asked]:
        return {}

    @cached_property
    def _shown(self) -> dict[str, float]:
        return rooms_shown(self.chance, self.look)  # of an open plan any room is right

    def _is_named(self, scene: Scene) -> bool:
        return bool(_matches(self.texts, scene.words))


def _after_first(scene: Scene, count: float) -> list[float]:
    return [1.0, *[count] * len(scene.rooms)][: len(scene.rooms)]


def candidate_of(names: Sequence[Photo], look: Look, *, encoding: Encoding, is_wanted: bool) -> Candidate:
    """Return the candidate for a picture in a film of the encoding's size; `names` are its photos, all of the same bytes."""
    photo = names[0]
    texts = tuple(dict.fromkeys(text for name in names for text in texts_of(name)))
    spoken = spoken_in(texts)
    chance = room_chances(spoken, look)
    return Candidate(
        photo=photo if is_wanted else min(names, key=lambda name: -_agreement(name, chance)),
        look=look,
        texts=texts,
        spoken=spoken,
        telling=telling_words(texts_of(photo)),
        chance=chance,
        quality=quality(look, width_px=photo.width_px, height_px=photo.height_px, encoding=encoding),
        fault=_fault(photo, look, encoding),
        doubt=doubtful(look) or _named_otherwise(texts_of(photo)),
        is_wanted=is_wanted,
    )


def with_words_of(candidate: Candidate, copies: Sequence[Candidate]) -> Candidate:
    """Return the candidate with what its copies' names say too: where names disagree, no room is sure."""
    if not copies:
        return candidate
    spoken = (*candidate.spoken, *(one for copy in copies for one in copy.spoken))
    return evolve(
        candidate,
        texts=tuple(dict.fromkeys(text for one in (candidate, *copies) for text in one.texts)),
        spoken=spoken,
        telling=next((one.telling for one in (candidate, *copies) if one.telling), frozenset()),
        chance=room_chances(spoken, candidate.look),
        is_named_by_copies=bool(spoken) and not candidate.spoken,
    )


def _agreement(name: Photo, chance: dict[str, float]) -> float:
    """Return the chance of what a name says by itself: the name that the others bear out is shown."""
    return max((chance[one.room] for one in spoken_in(texts_of(name))), default=0.0)


def _fault(photo: Photo, look: Look, encoding: Encoding) -> str:
    times = enlargement(photo.width_px, photo.height_px, encoding)
    if times > MOST_ENLARGED:
        return f"too small for {encoding.width_px} × {encoding.height_px}"
    return unusable(look)


def _named_otherwise(texts: tuple[tuple[str, str], ...]) -> str:
    found = not_a_photo(texts)
    return f"named {found!r}" if found else ""


@lru_cache(maxsize=10_000)
def _matches(texts: tuple[tuple[str, str], ...], words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    sought = _sought(words)
    padded = [(source, _padded(text)) for source, text in texts]
    return tuple((source, word) for source, text in padded for word, phrase in sought if phrase in text)


@lru_cache(maxsize=1000)
def _sought(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, _padded(word)) for word in dict.fromkeys(words) if word.strip())


@lru_cache(maxsize=10_000)
def _padded(text: str) -> str:
    return f" {' '.join(words_of(text))} "
