"""From all that was uploaded to the pictures that may be chosen: bans and wishes, faults, copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.looks import Look
from luxvid.photos import Photo
from luxvid.selection.candidates import Candidate, believed, candidate_of, with_words_of
from luxvid.selection.hearsay import trust_in
from luxvid.selection.light import evenings_of
from luxvid.selection.neighbours import informed
from luxvid.selection.views import same_views
from luxvid.storyboard import Brief, Shot
from luxvid.vision.likeness import compare
from luxvid.vision.overlap import Overlaps, overlaps
from luxvid.vision.rooms import ROOMS, TRUST

_COPY = re.compile(r"copy|kopie|copie|copia|\(\d+\)", re.IGNORECASE)


@frozen(kw_only=True)
class LeftOut:
    """A file that cannot be chosen, and why; `copy_of` is the file that shows the same picture, where that is the reason."""

    file: str
    reason: str
    copy_of: str = ""


@frozen(kw_only=True, eq=False)
class Sieved:
    """What may be chosen.

    Attributes:
        candidates: One for each picture, in the order of their digests.
        views: For each candidate the number of its view; candidates that show nearly the same share one.
        shown: Numbers of the views that locked shots show.
        alike: (n, n) coarse correlation of each two candidates.
        overlap: How much of the same place each two show, and which places match.
        most_of: How many photos of a kind of room may still be chosen, beside what locked shots show.
        trust: How often words are right in this upload, by their source.
        left_out: Files that were left out.
    """

    candidates: tuple[Candidate, ...]
    views: tuple[int, ...]
    shown: frozenset[int]
    alike: NDArray[np.float32]
    overlap: Overlaps
    most_of: Mapping[str, int]
    trust: Mapping[str, float]
    left_out: tuple[LeftOut, ...]


def sieve(
    photos: Sequence[Photo],
    looks: Mapping[str, Look],
    *,
    brief: Brief,
    shots: Sequence[Shot],
    encoding: Encoding,
    unread: Sequence[LeftOut] = (),
) -> Sieved:
    """Return what may be chosen for the shots that are not locked.

    Args:
        photos: All that could be measured, in any order.
        looks: Measurements by digest, for locked photos too.
        brief: Bans and wishes.
        shots: The board's shots.
        encoding: The film's size.
        unread: What could not be measured.

    Raises:
        InvalidInput: A wish cannot be met, or no photo can be used.
    """
    locked = {photo.digest: photo for shot in shots if shot.locked for photo in shot.photos}
    banned = _banned(photos, brief, locked)
    wanted = _wanted(photos, brief, banned, locked)
    seen = [photo for photo in locked.values() if photo.digest in looks]
    pictures = _by_digest([*wanted.values(), *photos, *seen], first=wanted)
    names_of = {digest: names for digest, names in pictures.items() if digest not in banned}
    judged, trust = _judged(names_of, looks, wanted, encoding)
    likeness = compare([one.look for one in judged])
    groups = _Groups(judged=judged, locked=locked, alike=likeness.alike, trust=trust, left_out=[*unread])
    for group in likeness.groups:
        groups.add(group)
    room = 2 * sum(not shot.locked for shot in shots)
    chosen = _enough(judged, groups.best, room, groups.left_out)
    _check(chosen, wanted, groups.left_out, room=room, is_board_empty=not locked)
    overlap = overlaps([judged[i].look for i in chosen])
    candidates = informed([groups.named(i) for i in chosen], overlap.share)
    _check_limits(brief.most_of, [one for one in candidates if one.is_wanted])
    views, shown = _views(judged, likeness.alike, chosen, locked)
    return Sieved(
        candidates=candidates,
        views=views,
        shown=shown,
        alike=likeness.alike[np.ix_(chosen, chosen)],
        overlap=overlap,
        most_of=_left_of(brief.most_of, [one for one in judged if one.photo.digest in locked]),
        trust=trust,
        left_out=tuple(groups.left_out),
    )


def _judged(
    names_of: Mapping[str, list[Photo]], looks: Mapping[str, Look], wanted: Mapping[str, Photo], encoding: Encoding
) -> tuple[list[Candidate], Mapping[str, float]]:
    """Return the pictures as candidates, and how far their words are believed."""
    judged = [
        candidate_of(names, looks[digest], encoding=encoding, is_wanted=digest in wanted) for digest, names in names_of.items()
    ]
    trust = trust_in([(one.spoken, one.look) for one in judged])
    return (judged if trust == TRUST else [believed(one, trust) for one in judged]), trust


def _check_limits(most_of: Mapping[str, int], wanted: Sequence[Candidate]) -> None:
    for room, most in most_of.items():
        if room not in ROOMS:
            raise InvalidInput(f"most_of: there is no room {room!r}; there are {', '.join(ROOMS)}")
        files = sorted(one.photo.file for one in wanted if one.room == room)
        if len(files) > most:
            raise InvalidInput(f"most_of allows {most} of {room!r}, and these have to be in the film: {', '.join(files)}")


def _left_of(most_of: Mapping[str, int], held: Sequence[Candidate]) -> dict[str, int]:
    shown = Counter(one.room for one in held)
    return {room: max(0, most - shown[room]) for room, most in most_of.items()}


@frozen(eq=False, kw_only=True)
class _Groups:
    """Keeps the best picture of each group of copies, and says why the others go."""

    judged: Sequence[Candidate]
    locked: Mapping[str, Photo]
    alike: NDArray[np.float32]
    trust: Mapping[str, float]
    best: list[int] = field(factory=list)
    left_out: list[LeftOut] = field(factory=list)
    copies: dict[int, list[int]] = field(factory=dict)

    def add(self, group: tuple[int, ...]) -> None:
        held = [i for i in group if self.judged[i].photo.digest in self.locked]
        free = [i for i in group if i not in held]
        self._check_wishes(held, [i for i in free if self.judged[i].is_wanted])
        usable = [i for i in free if not self.judged[i].fault or self.judged[i].is_wanted]
        self.left_out.extend(_left(self.judged[i], self.judged[i].fault) for i in free if i not in usable)
        if usable and not held:
            best = max(usable, key=lambda i: self._worth(i, group))
            self.best.append(best)
            self.copies[best] = [i for i in group if i != best]
            held = [best]
        self.left_out.extend(_left(self.judged[i], "a copy", self.judged[held[0]]) for i in usable if i not in held)

    def named(self, best: int) -> Candidate:
        """Return a group's best with words from its copies where its own name says nothing."""
        return with_words_of(self.judged[best], [self.judged[i] for i in self.copies[best]], self.trust)

    def _check_wishes(self, held: list[int], wanted: list[int]) -> None:
        if len(held[:1] + wanted) > 1:
            first, second = (self.judged[i].photo.file for i in (held[:1] + wanted)[:2])
            raise InvalidInput(f"{first!r} and {second!r} show the same picture and cannot both be in the film: want one of them")

    def _worth(self, i: int, group: tuple[int, ...]) -> tuple[bool, bool, int, int, int, bool, float, str]:
        """Rank copies: sound before doubtful; what most copies agree on (no banner, no thumb); clearly better; larger; named."""
        one = self.judged[i]
        agreement = float(self.alike[i, list(group)].mean())
        pixels = one.photo.width_px * one.photo.height_px
        is_telling = bool(one.spoken or one.telling)
        marks = round(agreement * 10), round(one.quality * 10), pixels, is_telling, one.quality
        return one.is_wanted, not one.doubt, *marks, one.photo.digest


def _left(one: Candidate, reason: str, better: Candidate | None = None) -> LeftOut:
    return LeftOut(file=one.photo.file, reason=reason, copy_of=better.photo.file if better else "")


def _banned(photos: Sequence[Photo], brief: Brief, locked: Mapping[str, Photo]) -> frozenset[str]:
    names = (*brief.banned, *(brief.keep.banned if brief.keep else ()))
    for photo in locked.values():
        if any(photo.is_called(name) for name in brief.banned):
            raise InvalidInput(f"{photo.file!r} is banned and stands in a locked shot: unlock the shot or lift the ban")
    banned = frozenset(photo.digest for photo in photos for name in names if photo.is_called(name))
    return banned - locked.keys()


def _wanted(photos: Sequence[Photo], brief: Brief, banned: frozenset[str], locked: Mapping[str, Photo]) -> dict[str, Photo]:
    wanted: dict[str, Photo] = {}
    for name in brief.must:
        called = sorted((photo for photo in photos if photo.is_called(name)), key=lambda photo: (photo.digest, photo.file))
        if any(photo.is_called(name) for photo in locked.values()):
            continue
        if not called:
            raise InvalidInput(f"{name!r} has to be in the film, but no photo is called so: check the name")
        if called[0].digest in banned:
            raise InvalidInput(f"{name!r} has to be in the film and is banned: lift the ban or the wish")
        wanted.setdefault(called[0].digest, called[0])
    return {digest: photo for digest, photo in wanted.items() if digest not in locked}


def _by_digest(photos: Iterable[Photo], *, first: Mapping[str, Photo]) -> dict[str, list[Photo]]:
    """Return the photos of each digest, in the digests' order: the one in `first`, then the plainest name first."""
    names: dict[str, dict[str, Photo]] = {}
    for photo in photos:
        names.setdefault(photo.digest, {})[photo.file] = photo
    return {
        digest: sorted(names[digest].values(), key=lambda photo: (photo != first.get(digest), *_plainness(photo)))
        for digest in sorted(names)
    }


def _plainness(photo: Photo) -> tuple[bool, int, str]:
    return bool(_COPY.search(photo.file)), len(photo.file), photo.file


def _enough(judged: Sequence[Candidate], best: list[int], room: int, left_out: list[LeftOut]) -> list[int]:
    """Leave out what is doubtful, as far as there are enough others; what has to fill in is the best of it."""
    sound = [i for i in best if not judged[i].doubt or judged[i].is_wanted]
    doubtful = sorted(set(best) - set(sound), key=lambda i: (-judged[i].quality, judged[i].photo.digest))
    lacking = max(0, room - len(sound))
    left_out.extend(_left(judged[i], judged[i].doubt) for i in doubtful[lacking:])
    return sorted(sound + doubtful[:lacking])


def _check(chosen: list[int], wanted: Mapping[str, Photo], left_out: list[LeftOut], *, room: int, is_board_empty: bool) -> None:
    if len(wanted) > room:
        files = ", ".join(sorted(photo.file for photo in wanted.values()))
        raise InvalidInput(f"{len(wanted)} photos have to be in the film, and its open shots take {room}: drop some of {files}")
    if not chosen and is_board_empty:
        counts = Counter(one.reason for one in left_out)
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
        raise InvalidInput(f"none of the photos can be used ({reasons or 'there are none'}): add others")


def _views(
    judged: Sequence[Candidate], alike: NDArray[np.float32], chosen: list[int], locked: Mapping[str, Photo]
) -> tuple[tuple[int, ...], frozenset[int]]:
    held = [i for i, one in enumerate(judged) if one.photo.digest in locked]
    both = [*chosen, *held]
    views = same_views([judged[i].photo for i in both], alike[np.ix_(both, both)], evenings_of([judged[i] for i in both]))
    return views[: len(chosen)], frozenset(views[len(chosen) :])
