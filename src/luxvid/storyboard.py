"""The plan of a film: `Shot` and `Storyboard`, complete and editable before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any, Self

from attrs import evolve, field, fields, frozen

from luxvid.brand import Brand
from luxvid.convert import JsonValue, exact_seconds
from luxvid.costs import PaidChoice
from luxvid.errors import InvalidInput
from luxvid.listing import Listing
from luxvid.photos import Photo
from luxvid.repr_html import MOST_BYTES, figure, fitting
from luxvid.rhythm import Beats
from luxvid.scenes import LUXURY_SCENES, CameraMove, Scene
from luxvid.timeline import Timeline
from luxvid.transitions import Dissolve, Transition

_CHANGEABLE = ("first", "last", "camera", "prompt", "duration_s", "transition", "inner", "take", "locked", "title", "detail")


@frozen(kw_only=True)
class RunnerUp(JsonValue):
    """A pair that was nearly chosen: the files' names, its score and the terms that add up to it."""

    files: tuple[str, ...] = field(converter=tuple[str, ...])
    score: float
    terms: dict[str, float] = field(factory=dict)


@frozen(kw_only=True)
class Shot(JsonValue):
    """One scene of the film with its photos: all that a renderer needs.

    Attributes:
        scene: What is told.
        first: The photo that the shot opens on; None while the shot is still open.
        last: The photo that it ends on; None for a shot over a single photo.
        camera: The camera's move; the scene's where none is given.
        prompt: The final words for a video model: scene and brand merged.
        duration_s: Length in exact seconds; the scene's where none is given.
        transition: The passage into the next shot.
        inner: The passage between the two photos of the shot, a dissolve of 18 frames by default.
        take: Counts up when the same shot is wanted once more from a model.
        locked: Locked shots stay as they are when the board is planned again.
        title: What a lower third says over the shot, such as its room; with `detail` empty, too, there is none.
        detail: Its second line: a feature, a price, an address.
        confidence: How sure the choice is, 0 to 1.
        reason: Why these photos, in words.
        terms: The terms of the choice's score.
        runners_up: Pairs that were nearly chosen, best first.
        handles_s: How much is shown before and after the shot's length, by the passages at its ends; the studio sets it.
    """

    scene: Scene = field(factory=lambda: Scene(key="shot", title="Shot"))
    first: Photo | None = None
    last: Photo | None = None
    camera: CameraMove = field()
    prompt: str = field()
    duration_s: Fraction = field(converter=exact_seconds)
    transition: Transition = field(factory=Dissolve)
    inner: Transition = field(factory=lambda: Dissolve(frames=18))
    take: int = 1
    locked: bool = False
    title: str = ""
    detail: str = ""
    confidence: float = 1.0
    reason: str = ""
    terms: dict[str, float] = field(factory=dict)
    runners_up: tuple[RunnerUp, ...] = field(default=(), converter=tuple[RunnerUp, ...])
    handles_s: tuple[Fraction, Fraction] = field(default=(Fraction(0), Fraction(0)), metadata={"json": False})

    @camera.default
    def _scene_camera(self) -> CameraMove:
        return self.scene.camera

    @prompt.default
    def _scene_prompt(self) -> str:
        return self.scene.prompt

    @duration_s.default
    def _scene_duration(self) -> Fraction:
        return self.scene.duration_s

    @duration_s.validator
    def _positive(self, _attribute: object, value: Fraction) -> None:
        if not 0 < value <= 600:
            raise InvalidInput(f"shot {self.key!r}: duration_s must be above 0 and at most 600, not {value}")

    @property
    def key(self) -> str:
        """The scene's key, unique in a storyboard."""
        return self.scene.key

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The shot's photos: two, one, or none while it is open."""
        return tuple(photo for photo in (self.first, self.last) if photo is not None)

    def with_photos(self, photos: Iterable[Photo]) -> Self:
        """Return the shot over other photos: at most two, in order."""
        first, last, *more = [*photos, None, None]
        if any(more):
            raise InvalidInput(f"shot {self.key!r} takes at most two photos")
        return evolve(self, first=first, last=last)


@frozen(kw_only=True)
class Storyboard(JsonValue):
    """The film's shots in order. Every method returns a new storyboard.

    Attributes:
        shots: Shots with different keys, in the film's order.
        brand: The brand the prompts were written for, and that titles are drawn in.
        listing: The property in a few words, for the opening title.
        banned: Files that must not be chosen again, from `without`.
        notes: What the choice wants said: scenes left out, photos missing.
        dropped: Scenes that no photo was left for; planning again with `keep=` tries them again.
        beats: The music's grid, where the cuts were laid on it: the music keeps it.
        scored_s: Where the music came first, the lengths it was made for: it is found again by them when the cuts have moved.
        bought: What calls for music cost that were begun when this board was planned, by the ledger's keys; none where it was
            read from JSON.
        choice: Who was asked for the choice where that is paid for, and what it cost.

    Example:
        >>> import luxvid
        >>> board = luxvid.Storyboard(shots=[luxvid.Shot(scene=s) for s in luxvid.LUXURY_SCENES])
        >>> board.change("living", duration_s=5).duration_s
        Fraction(29, 1)
    """

    shots: tuple[Shot, ...] = field(converter=tuple[Shot, ...])
    brand: Brand = field(factory=Brand)
    listing: Listing = field(factory=Listing)
    banned: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    dropped: tuple[Scene, ...] = field(default=(), converter=tuple[Scene, ...])
    beats: Beats | None = None
    scored_s: tuple[Fraction, ...] = field(default=(), converter=tuple[Fraction, ...])
    bought: dict[str, Decimal] = field(factory=dict, eq=False, metadata={"json": False})
    choice: PaidChoice | None = None

    @shots.validator
    def _keys_differ(self, _attribute: object, value: tuple[Shot, ...]) -> None:
        keys = [shot.key for shot in value]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise InvalidInput(f"two shots have the key {twice[0]!r}: give each scene a key of its own")

    @property
    def duration_s(self) -> Fraction:
        """Length of the film in exact seconds."""
        return sum((shot.duration_s for shot in self.shots), Fraction(0))

    @property
    def photos(self) -> tuple[Photo, ...]:
        """All photos of the film in order."""
        return tuple(photo for shot in self.shots for photo in shot.photos)

    def timeline(self, fps: Fraction) -> Timeline:
        """Return the film in whole frames at a film rate: where each shot is cut in, and the passages between them.

        Raises:
            InvalidInput: The board has no shot, or one that is shorter than a frame.
        """
        return Timeline.of([shot.duration_s for shot in self.shots], [shot.transition for shot in self.shots[:-1]], fps=fps)

    def __getitem__(self, key: str) -> Shot:
        for shot in self.shots:
            if shot.key == key:
                return shot
        raise InvalidInput(f"there is no shot {key!r}; the board has {', '.join(s.key for s in self.shots) or 'none'}")

    def change(self, key: str, /, **changes: Any) -> Self:
        """Return the board with one shot changed, for example `camera=`, `duration_s=`, `first=`, `transition=`."""
        wrong = sorted(set(changes) - set(_CHANGEABLE))
        if wrong:
            raise InvalidInput(f"a shot has no {wrong[0]!r} to change; it has {', '.join(_CHANGEABLE)}")
        return self._replace(key, lambda shot: evolve(shot, **changes))

    def titled(self, **words: str) -> Self:
        """Return the board with what its opening title says changed: `headline=`, `address=`, `price=`.

        Example:
            >>> import luxvid
            >>> luxvid.Storyboard(shots=[]).titled(headline="Casa Sol", price="€ 2,450,000").listing.price
            '€ 2,450,000'
        """
        known = [each.name for each in fields(Listing)]
        wrong = sorted(set(words) - set(known))
        if wrong:
            raise InvalidInput(f"a listing has no {wrong[0]!r}; it has {', '.join(known)}")
        return evolve(self, listing=evolve(self.listing, **words))

    def unbranded(self) -> Self:
        """Return the board with titles that do not tell whose it is: no name, logo, contact, QR code, watermark.

        Prompts stay as they are, and so does what was made and paid for them.
        """
        return evolve(self, brand=self.brand.unbranded())

    def lock(self, *keys: str) -> Self:
        """Return the board with these shots locked: planning again leaves them as they are."""
        board = self
        for key in keys:
            board = board.change(key, locked=True)
        return board

    def without(self, *files: str) -> Self:
        """Return the board without these photos (file name or digest); they are not chosen again either.

        A shot that loses its first photo opens on its last; one that loses both stays open until the board is planned again.
        """
        for name in files:
            if not any(photo.is_called(name) for photo in self.photos):
                raise InvalidInput(f"no shot uses {name!r}")

        def rid(shot: Shot) -> Shot:
            return shot.with_photos(p for p in shot.photos if not any(p.is_called(name) for name in files))

        return evolve(self, shots=tuple(map(rid, self.shots)), banned=tuple(dict.fromkeys((*self.banned, *files))))

    def reorder(self, *keys: str) -> Self:
        """Return the board with these shots in this order; shots that are not named follow in their present order."""
        named = [self[key] for key in dict.fromkeys(keys)]
        return evolve(self, shots=(*named, *(shot for shot in self.shots if shot not in named)))

    def attach(self, photos: Iterable[Photo]) -> Self:
        """Return the board with bytes and previews taken from `photos`, by digest: for a board that was read from JSON."""
        known = {photo.digest: photo for photo in photos}

        def found(photo: Photo) -> Photo:
            other = known.get(photo.digest)
            if other is None:
                return photo
            return evolve(photo, place=other.place, preview=other.preview, look=other.look, source_type=other.source_type)

        return evolve(self, shots=tuple(shot.with_photos(map(found, shot.photos)) for shot in self.shots))

    def explain(self, key: str) -> str:
        """Say in words and numbers why a shot has its photos, and why not those that came next.

        Example:
            >>> import luxvid
            >>> shot = luxvid.Shot(scene=luxvid.LUXURY_SCENES[0], confidence=0.9, reason="both named 'hero'", terms={"fit": 1.9})
            >>> print(luxvid.Storyboard(shots=[shot]).explain("exterior"))
            Exterior: no photo yet, 90% sure: both named 'hero'.
            Score 1.900 = fit 1.900.
        """
        shot = self[key]
        files = ", ".join(photo.file for photo in shot.photos) or "no photo yet"
        score = sum(shot.terms.values())
        lines = [f"{shot.scene.title or key}: {files}, {shot.confidence:.0%} sure: {shot.reason or 'chosen by hand'}."]
        if shot.terms:
            lines.append(f"Score {score:.3f} = {' '.join(_terms(shot.terms))}.")
        for other in shot.runners_up:
            lost = {name: other.terms.get(name, 0.0) - shot.terms.get(name, 0.0) for name in (*shot.terms, *other.terms)}
            most = min(lost, key=lambda name: lost[name]) if lost else "score"
            gap = f"{other.score - score:+.3f}, most of it by {most} ({lost.get(most, 0.0):+.3f})"
            lines.append(f"Not {', '.join(other.files)}: {other.score:.3f}, {gap}.")
        return "\n".join(lines)

    def _replace(self, key: str, changed: Callable[[Shot], Shot]) -> Self:
        target = self[key]
        return evolve(self, shots=tuple(changed(shot) if shot is target else shot for shot in self.shots))

    def __repr__(self) -> str:
        return f"<Storyboard: {', '.join(shot.key for shot in self.shots)}; {float(self.duration_s):g} s>"

    def _repr_html_(self) -> str | None:
        try:
            return _contact_sheet(self)
        except (TypeError, ValueError, AttributeError):
            return None


def _terms(terms: dict[str, float]) -> Iterator[str]:
    """Yield the terms as a sum, those of nothing left out."""
    counted = {name: value for name, value in terms.items() if value} or terms
    for place, (name, value) in enumerate(counted.items()):
        sign = "" if not place and value >= 0 else "+ " if value >= 0 else "− "
        yield f"{sign}{name} {abs(value):.3f}"


_WORDS_BYTES = 1_000  # about as much of a shot's HTML is no picture
_SIDE_BY_SIDE = "display:inline-block;vertical-align:top;max-width:430px;margin:0 16px 12px 0"


def _contact_sheet(board: Storyboard) -> str:
    """Return the board's shots as HTML, each with its photos; of very many photos some are only named."""
    photos = [*(shot.first for shot in board.shots), *(shot.last for shot in board.shots)]  # where not all fit, the first ones do
    count = len(board.shots)
    most_bytes = MOST_BYTES - _WORDS_BYTES * count
    firsts_and_lasts = fitting([photo.preview if photo else b"" for photo in photos], most_bytes=most_bytes)
    rows = [_row(shot, firsts_and_lasts[n], firsts_and_lasts[n + count]) for n, shot in enumerate(board.shots)]
    return f'<section lang="en" aria-label="Storyboard">{"".join(rows)}</section>'


def _row(shot: Shot, first: bytes, last: bytes) -> str:
    title = shot.scene.title or shot.key
    head = f"{shot.key} · {float(shot.duration_s):g} s · {shot.camera.move} · {shot.confidence:.0%}"
    pictures = "".join(
        figure(preview, photo.file, alt=photo.caption or f"{title}: {place} photo")
        for photo, preview, place in ((shot.first, first, "opening"), (shot.last, last, "closing"))
        if photo is not None
    )
    lock = " · locked" if shot.locked else ""
    said = " / ".join(filter(None, (shot.title, shot.detail)))
    says = f"<div>Title: {escape(said)}</div>" if said else ""
    return (
        f'<section aria-label="{escape(title)}" style="{_SIDE_BY_SIDE}"><b>{escape(head + lock)}</b><div>{pictures}</div>'
        f"{says}<small>{escape(shot.reason)}</small></section>"
    )


def _limits(value: Mapping[str, int]) -> dict[str, int]:
    return dict(value)


@frozen(kw_only=True)
class Brief:
    """What a selector is asked for.

    Attributes:
        scenes: Scenes of the film in order; the seven luxury scenes by default.
        brand: The brand, merged into the prompts.
        keep: A board whose locked shots stay, and whose banned photos stay out; its scenes and changes are kept.
        must: Files (name or digest) that have to be in the film.
        banned: Files (name or digest) that must not be.
        most_of: How many photos of a kind of room may be in the film, in the words of `luxvid.vision.rooms.ROOMS`,
            such as `{"bathroom": 1}`; where a scene finds none then, it is left out and a note says so.
    """

    scenes: tuple[Scene, ...] = field(default=LUXURY_SCENES, converter=tuple[Scene, ...])
    brand: Brand = field(factory=Brand)
    keep: Storyboard | None = None
    must: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    banned: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    most_of: dict[str, int] = field(factory=dict, converter=_limits)

    @most_of.validator
    def _no_less_than_none(self, _attribute: object, value: dict[str, int]) -> None:
        for room, most in value.items():
            if most < 0:
                raise InvalidInput(f"most_of: at least 0 photos of {room!r} may be in the film, not {most!r}")
