"""The photos that may be chosen, each with all that the choice asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from attrs import evolve, frozen

from luxvid.encoding import Encoding
from luxvid.looks import Look
from luxvid.photos import Photo
from luxvid.scenes import Scene
from luxvid.vision.quality import MOST_ENLARGED, doubtful, enlargement, quality, unusable
from luxvid.vision.rooms import Spoken, not_a_photo, room_chances, spoken_in, telling_words, texts_of, words_of


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

    def says(self, words: tuple[str, ...]) -> bool:
        """Tell whether any of these words, or of these phrases, is said of it."""
        return any(phrase in self._said for _, phrase in _sought(words))

    @cached_property
    def _said(self) -> str:
        return "\n".join(_padded(text) for _, text in self.texts)


def candidate_of(names: Sequence[Photo], look: Look, *, encoding: Encoding, is_wanted: bool) -> Candidate:
    """Return the candidate for a picture in a film of the encoding's size; `names` are its photos, all of the same bytes."""
    photo, own = names[0], texts_of(names[0])
    texts = tuple(dict.fromkeys((*own, *(text for name in names[1:] for text in texts_of(name)))))
    spoken = spoken_in(texts)
    chance = room_chances(spoken, look)
    return Candidate(
        photo=photo if is_wanted or len(names) == 1 else min(names, key=lambda name: -_agreement(name, chance)),
        look=look,
        texts=texts,
        spoken=spoken,
        telling=telling_words(own),
        chance=chance,
        quality=quality(look, width_px=photo.width_px, height_px=photo.height_px, encoding=encoding),
        fault=_fault(photo, look, encoding),
        doubt=doubtful(look) or _named_otherwise(own),
        is_wanted=is_wanted,
    )


def believed(candidate: Candidate, trust: Mapping[str, float]) -> Candidate:
    """Return the candidate with the chances that its words leave where they are right so often, by their source."""
    return evolve(candidate, chance=room_chances(candidate.spoken, candidate.look, trust)) if candidate.spoken else candidate


def with_words_of(candidate: Candidate, copies: Sequence[Candidate], trust: Mapping[str, float]) -> Candidate:
    """Return the candidate with what its copies' names say too: where names disagree, no room is sure."""
    if not copies:
        return candidate
    spoken = (*candidate.spoken, *(one for copy in copies for one in copy.spoken))
    return evolve(
        candidate,
        texts=tuple(dict.fromkeys(text for one in (candidate, *copies) for text in one.texts)),
        spoken=spoken,
        telling=next((one.telling for one in (candidate, *copies) if one.telling), frozenset()),
        chance=room_chances(spoken, candidate.look, trust),
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
