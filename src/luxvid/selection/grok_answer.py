"""Reading what Grok answers: what can be used of it, and what is wrong with it, in words that it can be told."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

_FENCED = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
_WRONG_MOST = 20
_REASON_MOST = 400


@frozen(kw_only=True)
class Pick:
    """The photos of a scene, by their numbers: two, one, or none where no photo shows it."""

    scene: str
    photos: tuple[str, ...]
    confidence: float
    reason: str


@frozen(kw_only=True)
class Rules:
    """What a choice has to keep to.

    Attributes:
        scenes: Keys of the scenes, in order.
        photos: The numbers that there are, with their files' names.
        wanted: Numbers that have to be in the film.
        kinds: The kind of room of those photos whose kind is limited.
        most_of: How many photos of a kind there may be.
    """

    scenes: tuple[str, ...]
    photos: Mapping[str, str]
    wanted: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(factory=dict)
    most_of: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class Read:
    """An answer that was read: what can be used, and what is wrong."""

    picks: tuple[Pick, ...] = ()
    wrong: tuple[str, ...] = ()


def read_choice(text: str, rules: Rules) -> Read:
    """Return what can be used of a choice, whatever it looks like; the surer of two claims to a photo is believed.

    Example:
        >>> rules = Rules(scenes=("hall", "pool"), photos={"p1": "a.jpg", "p2": "b.jpg"})
        >>> shot = {"scene": "hall", "first": "p1", "last": "p9", "confidence": 0.9, "reason": "the hall"}
        >>> read = read_choice(json.dumps({"shots": [shot]}), rules)
        >>> read.picks[0].photos, read.wrong
        (('p1',), ("scene 'hall': there is no photo 'p9'", "scene 'pool' is missing"))
    """
    shots = rows_in(text, "shots")
    if shots is None:
        return Read(wrong=("it is not the JSON object that was asked for, or breaks off",))
    wrong: list[str] = []
    picks: dict[str, Pick] = {}
    for shot in shots:
        pick = _pick(shot, rules, wrong)
        if pick is not None and pick.scene in picks:
            wrong.append(f"scene {pick.scene!r} comes twice")
        elif pick is not None:
            picks[pick.scene] = pick
    wrong += [f"scene {scene!r} is missing" for scene in rules.scenes if scene not in picks]
    found = _within_limits(_each_once(picks, wrong), rules, wrong)
    used = {photo for pick in found for photo in pick.photos}
    wrong += [
        f"photo {one} ({rules.photos[one]}) has to be in the film and is in no scene" for one in rules.wanted if one not in used
    ]
    kept = sorted((pick for pick in found if pick.photos), key=lambda pick: rules.scenes.index(pick.scene))
    return Read(picks=tuple(kept), wrong=tuple(dict.fromkeys(wrong))[:_WRONG_MOST])


def with_room_for(picks: Sequence[Pick], rules: Rules) -> tuple[Pick, ...]:
    """Return the picks without the least sure ones, as many as it takes for each wanted photo to find a place elsewhere."""
    kept = list(picks)
    while kept:
        used = {photo for pick in kept for photo in pick.photos}
        missing = sum(one not in used for one in rules.wanted)
        if missing <= 2 * (len(rules.scenes) - len(kept)):
            break
        free = [pick for pick in kept if not set(pick.photos) & set(rules.wanted)] or kept
        kept.remove(min(free, key=lambda pick: pick.confidence))
    return tuple(kept)


def rows_in(text: str, name: str) -> list[Any] | None:
    """Return the list that an answer has under a name; None where the answer is no such object."""
    fenced = _FENCED.match(text)
    try:
        data = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        return None
    rows = data.get(name) if isinstance(data, dict) else None
    return rows if isinstance(rows, list) else None


def share(value: Any) -> float:
    """Return a number from 0 to 1; 0 for what is none.

    Example:
        >>> share(1.7), share("sure"), share(0.25)
        (1.0, 0.0, 0.25)
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return min(1.0, max(0.0, float(value)))


def plain(value: Any, most: int = _REASON_MOST) -> str:
    """Return text on one line, shortened; nothing for what is no text."""
    return " ".join(value.split())[:most].strip() if isinstance(value, str) else ""


def _pick(shot: Any, rules: Rules, wrong: list[str]) -> Pick | None:
    scene = shot.get("scene") if isinstance(shot, dict) else None
    if not isinstance(scene, str) or scene not in rules.scenes:
        wrong.append(f"there is no scene {plain(str(scene), 60)!r} to be filled")
        return None
    named = [shot[name] for name in ("first", "last") if shot.get(name) is not None]
    known = [one for one in named if isinstance(one, str) and one in rules.photos]
    wrong += [f"scene {scene!r}: there is no photo {plain(str(one), 60)!r}" for one in named if one not in known]
    if len(set(known)) < len(known):
        wrong.append(f"scene {scene!r}: first and last are the same photo {known[0]}; give null as last if nothing else fits")
    return Pick(
        scene=scene,
        photos=tuple(dict.fromkeys(known)),
        confidence=round(share(shot.get("confidence")), 3),
        reason=plain(shot.get("reason")),
    )


def _each_once(picks: Mapping[str, Pick], wrong: list[str]) -> list[Pick]:
    """Return the picks with each photo once; the surest scene keeps it."""
    taken: dict[str, str] = {}
    kept = []
    for pick in sorted(picks.values(), key=lambda pick: -pick.confidence):
        wrong += [
            f"photo {one} stands in scene {taken[one]!r} and in scene {pick.scene!r}: each photo may be used once"
            for one in pick.photos
            if one in taken
        ]
        free = tuple(one for one in pick.photos if one not in taken)
        taken |= dict.fromkeys(free, pick.scene)
        kept.append(evolve(pick, photos=free))
    return kept


def _within_limits(picks: Sequence[Pick], rules: Rules, wrong: list[str]) -> list[Pick]:
    """Return the picks, surest first, without the photos that are too many of their kind."""
    count: Counter[str] = Counter()
    kept = []
    for pick in picks:
        photos = []
        for one in pick.photos:
            kind = rules.kinds.get(one, "")
            if kind and count[kind] >= rules.most_of[kind]:
                wrong.append(
                    f"more than {rules.most_of[kind]} photos of kind {kind!r}: {one} in scene {pick.scene!r} is too many"
                )
                continue
            count[kind] += 1
            photos.append(one)
        kept.append(evolve(pick, photos=tuple(photos)))
    return kept
