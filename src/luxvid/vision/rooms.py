"""Which room a photo shows: what words tell (names, tags, captions) with what is seen, or with what colours tell of open air.

The answer is a chance for every room, so that "nothing is known" is an answer: it leaves the rooms at their shares of an
ordinary upload. Names lie now and then, so that no word is certain. What was seen in the picture (`seeing`, extra `vision`) is
multiplied in; without it, `open_air` is.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import PurePosixPath

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.looks import Look
from luxvid.photos import Photo
from luxvid.vision.room_words import CAMERA_TALK, NOT_A_PHOTO, STRONG, WEAK
from luxvid.vision.seeing import OPEN_PLAN, labels_seen

ROOMS = (
    "exterior", "entrance", "living", "dining", "kitchen", "bedroom", "bathroom",
    "pool", "outdoor", "garden", "view", "other", "detail",
)  # fmt: skip
"""The rooms that scenes ask for, in the words of `Scene.rooms`."""

OPEN_AIR = ("exterior", "pool", "outdoor", "garden", "view")
"""Rooms under the sky."""

TRUST: Mapping[str, float] = {"tagged": 0.93, "named": 0.90, "captioned": 0.80}
"""How often words are right, by their source, in an ordinary upload."""

_USUAL = (0.10, 0.05, 0.13, 0.06, 0.11, 0.18, 0.13, 0.04, 0.08, 0.04, 0.03, 0.03, 0.02)
_OPEN = {"exterior": 1.0, "pool": 1.0, "outdoor": 1.0, "garden": 1.0, "view": 1.0, "entrance": 0.5, "other": 0.25, "detail": 0.25}
_SEEN_RIGHT = 0.95  # how often eyes are right
_OUTDOORS = frozenset({"outdoor", "garden", "pool"})
_USED_OUTDOORS = frozenset({"dining", "kitchen", "living", "bathroom"})
_HARDLY_SEEN = ("other", "detail")  # eyes that find nothing of these do not speak against them
_LONGEST = 4  # words in a phrase
_WEAK = 0.35

_SPLIT = re.compile(r"[^\W\d_]+|\d+")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@frozen(kw_only=True)
class Spoken:
    """A word or phrase that names a room: `source` is named, tagged or captioned; `weight` 1 for strong words."""

    words: str
    source: str
    room: str
    weight: float


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """Split a name into folded words: accents off, lower case, camelCase and digits apart.

    Example:
        >>> words_of("LivingRoom2 – Küche_IMG1234.JPG")
        ('living', 'room', '2', 'kuche', 'img', '1234', 'jpg')
    """
    return tuple(_SPLIT.findall(folded(_HUMPS.sub(" ", unicodedata.normalize("NFC", text)))))


def folded(text: str) -> str:
    """Return text in lower case and without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def texts_of(photo: Photo) -> tuple[tuple[str, str], ...]:
    """Return what is written about a photo, as (source, text): the name without its ending, folders, tags, the caption."""
    path = PurePosixPath(photo.file.replace("\\", "/"))
    named = [("named", part) for part in (path.stem, *path.parent.parts[-2:])]
    return (*named, *(("tagged", tag) for tag in photo.tags), *([("captioned", photo.caption)] if photo.caption else []))


def spoken_in(texts: Iterable[tuple[str, str]]) -> tuple[Spoken, ...]:
    """Return the words that name rooms; `texts` as `texts_of` gives them.

    Example:
        >>> [(s.words, s.room) for s in spoken_in([("named", "IMG_1234"), ("tagged", "Salle de bains")])]
        [('salle de bains', 'bathroom')]
    """
    return tuple(spoken for source, text in texts for spoken in _weighed(_phrases(source, words_of(text))))


def chances(
    spoken: Iterable[Spoken],
    *,
    open_air: float = 1.0,
    seen: Mapping[str, float] | None = None,
    trust: Mapping[str, float] = TRUST,
) -> dict[str, float]:
    """Return the chance of every room, summing to 1.

    Args:
        spoken: What words say.
        open_air: How much likelier the picture is in the open air than under a roof, as `open_air` gives it.
        seen: The chance of each label that was seen, all being equally likely beforehand.
        trust: How often words are right, by their source.

    Example:
        >>> sure = chances(spoken_in([("named", "kitchen-2")]))
        >>> max(sure, key=sure.get), round(sure["kitchen"], 2)
        ('kitchen', 0.94)
    """
    chance = {room: usual * open_air ** _OPEN.get(room, 0.0) for room, usual in zip(ROOMS, _USUAL, strict=True)}
    by_source: dict[str, list[Spoken]] = {}
    for one in spoken:
        by_source.setdefault(one.source, []).append(one)
    for source, found in by_source.items():
        total = sum(one.weight for one in found)
        right = trust[source] * (1.0 if max(one.weight for one in found) > _WEAK else 0.6)
        for room in ROOMS:
            share = sum(one.weight for one in found if one.room == room) / total
            chance[room] *= right * share + (1 - right) / len(ROOMS)
    if seen:
        told = _told_by(seen)
        chance = {room: value * told[room] for room, value in chance.items()}
    whole = sum(chance.values())
    return {room: value / whole for room, value in chance.items()}


def room_chances(spoken: Iterable[Spoken], look: Look, trust: Mapping[str, float] = TRUST) -> dict[str, float]:
    """Return the chance of every room by words and by what was seen, or, where nothing was, by the colours of open air."""
    seen = labels_seen(look)
    return chances(spoken, seen=seen, trust=trust) if seen else chances(spoken, open_air=open_air(look), trust=trust)


def seen_rooms(look: Look) -> dict[str, float]:
    """Return what eyes alone give each room, as far as they are trusted; all labels were equally likely. Nothing without eyes."""
    seen = labels_seen(look)
    return _told_by(seen) if seen else {}


def _told_by(seen: Mapping[str, float]) -> dict[str, float]:
    usual = 1 / len(seen)
    told = {room: max(seen.get(room, usual), usual * (room in _HARDLY_SEEN)) for room in ROOMS}
    return {room: _SEEN_RIGHT * share + (1 - _SEEN_RIGHT) * usual for room, share in told.items()}


def rooms_shown(chance: Mapping[str, float], look: Look) -> dict[str, float]:
    """Return the chance that a photo shows each room at all; of an open plan several are true, and they add up to more than 1.

    `chance` is what one room only is given, as by `room_chances`. Where that is living room, dining room or kitchen, another of
    them is there too as surely as it was seen beside the rest (`Look.beside`). Of other rooms a photo shows one.

    Example:
        >>> from attrs import evolve
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> look = evolve(look_at(Image.new("RGB", (300, 200))), beside=(0.9, 0.1, 0.8))  # living, dining, kitchen
        >>> shown = rooms_shown({"living": 0.5, "dining": 0.1, "kitchen": 0.4, "bedroom": 0.0}, look)
        >>> {room: round(share, 2) for room, share in shown.items()}
        {'living': 0.95, 'dining': 0.19, 'kitchen': 0.88, 'bedroom': 0.0}
    """
    also = dict(zip(OPEN_PLAN, look.beside, strict=False))
    whole = sum(chance.get(room, 0.0) for room in also)
    return {room: share + (whole - share) * also[room] if room in also else share for room, share in chance.items()}


def open_air(look: Look) -> float:
    """Return how much likelier a picture is in the open air than under a roof, 1/3 to 4; 1 says nothing.

    Counted are green, blue in the upper half, and whether the upper half is the lighter one; the weights are those of a
    logistic regression on 220 fronts of the Houses data set against 3,360 rooms of it and of a part of Places (of those held
    out, it knew 90 % of the fronts and 94 % of the rooms), tempered here, because terraces have roofs too.
    """
    cells = np.reshape(look.palette, (-1, 3))
    upper, lower = np.split(cells, 2)
    green = (_soft(-cells[:, 1] - 4, 2) * _soft(cells[:, 2] - 6, 3)).mean()
    sky = (_soft(-upper[:, 2] - 4, 2) * _soft(upper[:, 0] - 55, 8)).mean()
    rise = (upper[:, 0].mean() - lower[:, 0].mean()) / 40
    odds = math.exp(10 * green + 16 * sky - 2.4 * rise - 3)
    return min(4.0, max(1 / 3, 1.5 * math.sqrt(odds)))


def not_a_photo(texts: Iterable[tuple[str, str]]) -> str:
    """Return the words by which a name says that this is no photo of a room (floor plan, logo, flyer ...), or nothing."""
    for _, text in texts:
        words = words_of(text)
        for length in range(_LONGEST, 0, -1):
            for start in range(len(words) - length + 1):
                phrase = " ".join(words[start : start + length])
                if phrase in _listed(NOT_A_PHOTO):
                    return phrase
    return ""


def telling_words(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the words of names and tags that could tie photos together: no camera's talk, no long numbers.

    Example:
        >>> sorted(telling_words([("named", "IMG_4711"), ("tagged", "Downstairs bath 2")]))
        ['2', 'bath', 'downstairs']
    """
    words = {word for source, text in texts if source != "captioned" for word in words_of(text)}
    kept = {word for word in words - _listed(CAMERA_TALK) if not (word.isdigit() and len(word) > 2)}
    return frozenset(kept) if any(not word.isdigit() and len(word) > 1 for word in kept) else frozenset()


def _phrases(source: str, words: tuple[str, ...]) -> list[Spoken]:
    found, start = [], 0
    while start < len(words):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            if phrase in _vocabulary():
                found += [Spoken(words=phrase, source=source, room=r, weight=w) for r, w in _vocabulary()[phrase].items()]
                start += length
                break
        else:
            start += 1
    return found


def _weighed(found: list[Spoken]) -> list[Spoken]:
    """Weigh words by those beside them: what is used outdoors is outdoors; a view is what another room looks out on."""
    strong = {one.room for one in found if one.weight > _WEAK}
    lower = {"view"} if strong - {"view"} else set()
    if strong & _OUTDOORS:
        lower |= _USED_OUTDOORS
    return [_lowered(one) if one.room in lower else one for one in found]


def _lowered(spoken: Spoken) -> Spoken:
    return Spoken(words=spoken.words, source=spoken.source, room=spoken.room, weight=spoken.weight * _WEAK)


def _soft(values: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    soft: NDArray[np.float64] = 1 / (1 + np.exp(-values / width))
    return soft


@cache
def _vocabulary() -> Mapping[str, Mapping[str, float]]:
    vocabulary: dict[str, dict[str, float]] = {}
    for table, weight in ((WEAK, _WEAK), (STRONG, 1.0)):
        for room, listed in table.items():
            for phrase in _listed(listed):
                vocabulary.setdefault(phrase, {})[room] = weight
    return vocabulary


@cache
def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))
