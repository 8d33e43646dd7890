"""Copies: those that slip through, and different pictures that are taken for copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from attrs import frozen

from bench.selection.labels import Known, known_of
from luxvid.encoding import Encoding
from luxvid.photos import Photo
from luxvid.selection.sieve import sieve
from luxvid.storyboard import Brief, Shot


@frozen(kw_only=True)
class Copies:
    """How copies do before anything is chosen.

    Attributes:
        pictures: How many pictures may be chosen.
        found: Files that are left out as copies of another one, and are.
        kept_apart: Each two pictures of one origin that may both be chosen.
        merged: Files that are left out as copies, with what they are said to be copies of: another picture.
    """

    pictures: int
    found: int
    kept_apart: tuple[tuple[str, str], ...]
    merged: tuple[tuple[str, str], ...]


def copies(photos: Sequence[Photo], known: Mapping[str, Known], *, brief: Brief) -> Copies:
    """Return how copies among the photos do; files of which nothing is known do not count."""
    looks = {photo.digest: photo.look for photo in photos if photo.look is not None}
    looked_at = [photo for photo in photos if photo.digest in looks]
    shots = [Shot(scene=scene) for scene in brief.scenes]
    sieved = sieve(looked_at, looks, brief=brief, shots=shots, encoding=Encoding())
    files = [one.photo.file for one in sieved.candidates]
    said = [(one.file, one.copy_of) for one in sieved.left_out if one.copy_of]
    told = [pair for pair in said if all(known_of(known, file) for file in pair)]
    return Copies(
        pictures=len(files),
        found=sum(_same_origin(known, *pair) for pair in told),
        kept_apart=tuple(pair for pair in combinations(files, 2) if _same_origin(known, *pair)),
        merged=tuple(pair for pair in told if not _same_origin(known, *pair)),
    )


def _same_origin(known: Mapping[str, Known], first: str, last: str) -> bool:
    one, other = known_of(known, first), known_of(known, last)
    return one is not None and other is not None and one.origin == other.origin
