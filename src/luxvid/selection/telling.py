"""The choice in words: why these photos, and what the caller should know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from luxvid.encoding import Encoding
from luxvid.errors import MissingExtra
from luxvid.scenes import Scene
from luxvid.selection.candidates import Candidate
from luxvid.selection.sieve import LeftOut
from luxvid.storyboard import Shot
from luxvid.vision.quality import enlargement
from luxvid.vision.rooms import TRUST, open_air
from luxvid.vision.seeing import labels_seen

_MOST_FILES = 50
_UNSURE = 0.3


def reason_for(scene: Scene, photos: Sequence[Candidate], *, light: float, encoding: Encoding) -> str:
    """Return why these one or two photos tell a scene, in words; `light` is how alike the light of two is, 0 to 1."""
    parts = [_words(scene, photos), ", ".join(_qualities(photos, encoding)), _light(light) if len(photos) > 1 else ""]
    return "; ".join(part for part in parts if part)


def notes_on(
    shots: Sequence[Shot],
    dropped: Sequence[Scene],
    used: Sequence[Candidate],
    left_out: Sequence[LeftOut],
    *,
    unshown: Collection[str] = (),
    trust: Mapping[str, float] = TRUST,
    gap: float,
) -> tuple[str, ...]:
    """Return what the caller should know, the most important first."""
    chosen = [shot for shot in shots if not shot.locked]
    single = [shot.scene.title or shot.key for shot in chosen if len(shot.photos) == 1]
    unsure = [shot.scene.title or shot.key for shot in chosen if shot.confidence < _UNSURE]
    unseen = [one for one in used if not labels_seen(one.look)]
    doubtful = [f"{one.photo.file} ({one.fault or one.doubt})" for one in used if one.fault or one.doubt]
    missing = [scene.title or scene.key for scene in dropped if scene.key in unshown]
    too_many = [scene.title or scene.key for scene in dropped if scene.key not in unshown]
    notes = (
        (missing, f"no photo shows it: left out {_listed(missing)}"),
        (too_many, f"too few photos: left out {_listed(too_many)}"),
        (single, f"no second photo that fits: only one in {_listed(single)}"),
        (unsure, f"nothing says that the photos show what is asked for: {_listed(unsure)}"),
        (doubtful, f"used in spite of its faults: {_listed(doubtful)}"),
        *((True, _doubted(source, right)) for source, right in trust.items() if right < TRUST[source]),
        (unseen, f"names, tags and colours told what {len(unseen)} photos show: {MissingExtra('vision', 'seeing it')}"),
        (gap, f"the search was cut short: a better choice could score up to {gap:.4f} more"),
    )
    return (*(note for holds, note in notes if holds), *_left_out(left_out))


def _doubted(source: str, right: float) -> str:
    words = {"named": "names", "tagged": "tags", "captioned": "captions"}[source]
    return f"many {words} say something else than what is seen: they are believed less, as right {right:.0%} of the time"


def _left_out(files: Sequence[LeftOut]) -> Iterable[str]:
    reasons = sorted({one.reason for one in files if not one.copy_of})
    for reason in reasons:
        named = sorted(one.file for one in files if one.reason == reason and not one.copy_of)
        yield f"not used, {reason}: {_listed(named)}"
    copies = sorted(f"{one.file} (of {one.copy_of})" for one in files if one.copy_of)
    if copies:
        yield f"not used, copies: {_listed(copies)}"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - _MOST_FILES} more" if len(names) > _MOST_FILES else ""
    return ", ".join(names[:_MOST_FILES]) + more


def _words(scene: Scene, photos: Sequence[Candidate]) -> str:
    said = [_said(scene, one) for one in photos]
    if len(said) == 1:
        return said[0]
    return f"both {said[0]}" if said[0] == said[1] else f"the first {said[0]}, the second {said[1]}"


def _said(scene: Scene, one: Candidate) -> str:
    words = one.words_for(scene)
    others = [(spoken.source, spoken.words) for spoken in one.spoken]
    source = next((source for source, _ in (*words, *others)), "")
    if not source:
        told = f", by photos that overlap {one.room} ({one.chance[one.room]:.0%})" if one.is_told else ""
        return f"unnamed, {_seen(one)}{told}"
    texts = {text: None for by, text in (words or others) if by == source}
    told = " ".join(text for text in texts if not any(text != other and text in other for other in texts))
    copy = "with a copy " if one.is_named_by_copies else ""
    return f"{copy}{source} '{told}'{'' if words else ', which is another room'}"


def _seen(one: Candidate) -> str:
    seen = labels_seen(one.look)
    if not seen:
        return _air(one)
    label = max(seen, key=lambda label: seen[label])
    return f"seen as {label} ({seen[label]:.0%})"


def _air(one: Candidate) -> str:
    likelier = open_air(one.look)
    if likelier > 1.8:
        return "in the open air by its colours"
    return "under a roof by its colours" if likelier < 0.6 else "and its colours tell nothing"


def _qualities(photos: Sequence[Candidate], encoding: Encoding) -> Iterable[str]:
    looks = [one.look for one in photos]
    yield "sharp" if min(look.sharpness for look in looks) > 0.4 else "a little soft"
    darkest, brightest = min(look.brightness for look in looks), max(look.brightness for look in looks)
    yield "dark" if darkest < 0.25 else "very bright" if brightest > 0.88 else "well lit"
    times = max(enlargement(one.photo.width_px, one.photo.height_px, encoding) for one in photos)
    if times > 1.5:
        yield f"enlarged {times:.1f} times"


def _light(alike: float) -> str:
    return "in similar light" if alike > 0.6 else "in different light" if alike < 0.3 else ""
