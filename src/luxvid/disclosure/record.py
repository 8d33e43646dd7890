"""What has to be said of a film: in the file, beside it, on a page, and to the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from attrs import evolve, field, frozen

from luxvid.convert import JsonValue, exact_seconds
from luxvid.disclosure.profile import DisclosureProfile, disclosure_profile
from luxvid.disclosure.wording import altered_photos_of, facts_of, has_altered_photos, source_type_of
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.photos import Photo
from luxvid.report import CAMERA_MOVE, FILE, GENERATED, Provenance, Report, ShotReport
from luxvid.timeline import Timeline

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<Iptc4xmpExt:DigitalSourceType>{source_type}</Iptc4xmpExt:DigitalSourceType>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{statement}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>luxvid</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_BESIDE = "the address that is given beside it"
_HIDDEN = {"json": False}


@frozen(kw_only=True)
class DisclosedShot(JsonValue):
    """A shot, and what was done to it.

    Attributes:
        scene: The scene's key.
        title: The scene's name.
        begins_s: Where it begins in the film.
        duration_s: Its length.
        treatment: `camera move over photos` (cropping, the exempt kind), `generated frames` (the disclosable kind), or
            `frames of a file`, whose making is not known here.
        camera: The camera's move.
        model: The model, where frames were generated.
        generated_at: When it was asked for, ISO, UTC.
        files: The names of the photos that it was made from.
        photos: Their SHA-256, in the same order.
        claims: What they say of their own making, in the same order: IPTC's terms, empty where they say nothing.
        scores: What a gate measured.
    """

    scene: str
    title: str = ""
    begins_s: Fraction = field(default=Fraction(0), converter=exact_seconds)
    duration_s: Fraction = field(converter=exact_seconds)
    treatment: str = GENERATED
    camera: str = ""
    model: str = ""
    generated_at: str = ""
    files: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    photos: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    claims: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    scores: dict[str, float] = field(factory=dict)

    @property
    def is_generated(self) -> bool:
        """Whether a model made frames of it."""
        return bool(self.model)

    @property
    def is_file(self) -> bool:
        """Whether its frames come from a video file."""
        return self.treatment == FILE

    @property
    def altered_photos(self) -> tuple[str, ...]:
        """The names of its photos that say of themselves that they were generated or edited with AI."""
        return altered_photos_of(self)

    @property
    def is_disclosable(self) -> bool:
        """Whether it shows what is not cropping alone: frames that a model made, or photos that say that they were altered."""
        return self.is_generated or has_altered_photos(self)


@frozen(kw_only=True)
class Disclosure(JsonValue):
    """What was done to the shots of a film, by what and from which photos, and what a law or a listing service asks for.

    `film.disclosure()` gives the facts, `film.disclosure("california_ab723")` the facts as that profile wants them said.

    Attributes:
        source_type: IPTC's digital source type of the whole, as a URL.
        statement: The same in sentences, in the profile's words.
        shots: All shots in order.
        profile: The profile's name; empty where only the facts are stated.
        title: The law or rule, as it is called.
        in_force: Since when it holds, ISO.
        required: Whether the profile asks for disclosure of this film: it does where frames are generated, or a photo says of
            itself that it was generated or edited with AI.
        label: Words on the picture for as long as such frames show; empty where none are asked for.
        remains: What whoever publishes has to do, in words.
        published_at: Where the page with the unaltered photos is published; empty where that is not known.
        music: Who composed the music; empty where there is none.
        originals: The photos, for the page and for signing; not part of JSON.
        clips: The clips by their scenes' keys, for the page; not part of JSON.
        encoding: The film's encoding, for the page; not part of JSON.

    Example:
        >>> from luxvid.disclosure import DisclosedShot, Disclosure
        >>> made = Disclosure.of_shots([DisclosedShot(scene="living", duration_s=4, model="google/veo-3.1-fast")], "eu_ai_act_50")
        >>> made.required, made.label
        (True, 'AI-generated')
    """

    source_type: str
    statement: str
    shots: tuple[DisclosedShot, ...] = field(converter=tuple[DisclosedShot, ...])
    profile: str = ""
    title: str = ""
    in_force: str = ""
    required: bool = False
    label: str = ""
    remains: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    published_at: str = field(default="")
    music: str = ""
    originals: tuple[Photo, ...] = field(default=(), converter=tuple[Photo, ...], eq=False, repr=False, metadata=_HIDDEN)
    clips: Mapping[str, Any] = field(factory=dict, eq=False, repr=False, metadata=_HIDDEN)
    encoding: Encoding | None = field(default=None, eq=False, repr=False, metadata=_HIDDEN)

    @published_at.validator
    def _is_an_address(self, _attribute: object, value: str) -> None:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise InvalidInput(f"published_at must be a web address such as 'https://example.org/villa', not {value!r}")

    @classmethod
    def of(
        cls,
        report: Report,
        profile: str | DisclosureProfile = "",
        *,
        published_at: str = "",
        music: str = "",
        titles: Mapping[str, str] = MappingProxyType({}),
        claims: Mapping[str, str] = MappingProxyType({}),
    ) -> Self:
        """Return what has to be said of a film by its report.

        `titles` are the scenes' names by their keys, `claims` what photos say of their own making, by their SHA-256.

        Raises as `of_shots` does.

        Example:
            >>> from luxvid.report import Report
            >>> report = Report(duration_s=4, frames=120, width_px=640, height_px=360, fps=30, shots=[])
            >>> Disclosure.of(report).statement
            'How the frames were made is not recorded.'
        """
        shots = [_reported(shot, titles.get(shot.scene, ""), claims) for shot in report.shots]
        return cls.of_shots(shots, profile, published_at=published_at, music=music)

    @classmethod
    def of_clip(cls, provenance: Provenance, *, duration_s: Fraction) -> Self:
        """Return what has to be said of a clip alone: the facts."""
        return cls.of_shots([_made(provenance, scene="clip", duration_s=duration_s)])

    @classmethod
    def of_track(cls, made: Iterable[Provenance]) -> Self:
        """Return what has to be said of a picture track by how its clips came to be: the facts."""
        return cls.of_shots([_made(each, scene=f"clip {number}", duration_s=Fraction(0)) for number, each in enumerate(made, 1)])

    @classmethod
    def of_shots(
        cls, shots: Sequence[DisclosedShot], profile: str | DisclosureProfile = "", *, published_at: str = "", music: str = ""
    ) -> Self:
        """Return what has to be said of these shots, all that the film has, in order; without a profile the facts alone.

        Raises:
            InvalidInput: No such profile is known, or `published_at` is no web address.
        """
        facts = facts_of(shots)
        bare = cls(source_type=source_type_of(shots), statement=facts, shots=shots, published_at=published_at, music=music)
        if profile == "":
            return bare
        asked = disclosure_profile(profile) if isinstance(profile, str) else profile
        named = evolve(bare, profile=asked.name, title=asked.title, in_force=asked.in_force, remains=_about_files(shots))
        if not any(shot.is_disclosable for shot in shots):
            return named
        return evolve(
            named,
            required=True,
            label=asked.label,
            statement=asked.statement.format(facts=facts, address=published_at or _BESIDE),
            remains=(*asked.remains, *named.remains, *_about_address(asked, published_at), *_about_altered(asked, shots)),
        )

    @property
    def generated(self) -> tuple[DisclosedShot, ...]:
        """The shots whose frames a model made."""
        return tuple(shot for shot in self.shots if shot.is_generated)

    def labelled(self, timeline: Timeline) -> tuple[tuple[int, int], ...]:
        """Return the film frames that the label is about, passages included: first frame and first frame after, in order.

        They show generated frames, or photos that say that they were altered. Stretches that touch are one.

        Raises:
            InvalidInput: The timeline has another number of shots.

        Example:
            >>> from luxvid.timeline import Timeline
            >>> from luxvid.transitions import Dissolve
            >>> shots = [DisclosedShot(scene=s, duration_s=2, model=m) for s, m in (("a", ""), ("b", "a/model"))]
            >>> Disclosure.of_shots(shots).labelled(Timeline.of([2, 2], [Dissolve(frames=10)], fps=30))
            ((55, 120),)
        """
        if len(timeline.cuts) - 1 != len(self.shots):
            raise InvalidInput(f"the timeline has {len(timeline.cuts) - 1} shots, not {len(self.shots)}")
        stretches: list[tuple[int, int]] = []
        for number, (shot, (start, stop)) in enumerate(zip(self.shots, pairwise(timeline.cuts), strict=True)):
            if not shot.is_disclosable:
                continue
            begin = start - (timeline.transitions[number - 1].before if number else 0)
            end = stop + (timeline.transitions[number].after if number < len(timeline.transitions) else 0)
            if stretches and begin <= stretches[-1][1]:
                begin = stretches.pop()[0]
            stretches.append((begin, end))
        return tuple(stretches)

    def xmp(self) -> bytes:
        """Return the XMP packet for the file: the digital source type, and the statement as its description."""
        return _PACKET.format(source_type=escape(self.source_type), statement=escape(self.statement)).encode()

    async def save_page(self, path: str | Path, *, photo_px: int = 1200) -> Path:
        """Write a page that shows every shot's unaltered photos beside its frames, and what was done; return the path.

        It is one HTML file that loads nothing, without brand: 3 to 4 MB for seven shots. Photos are shown at most `photo_px`
        wide or high, without their metadata, and named by file and SHA-256. With `published_at` there is a QR code to it.

        Raises:
            InvalidInput: It was read from JSON and has no photos and frames, or `photo_px` is out of range.
            MissingBlob: A photo's bytes are gone, or were changed.
            MissingExtra: The QR code needs `luxvid[titles]`.
            StorageFailed: The file cannot be written.
        """
        from luxvid.provenance.page import write_page  # a door: drawing pictures is a later room's work

        return await write_page(self, Path(path), photo_px=photo_px)

    async def save_qr(self, path: str | Path) -> Path:
        """Write a QR code to where the page is published, by the name's ending: .png or .svg; return the path.

        Raises:
            InvalidInput: Where it is published is not known, or the name ends otherwise.
            MissingExtra: It needs `luxvid[titles]`.
        """
        from luxvid.provenance.qr import write_qr  # a door, likewise

        return await write_qr(self.published_at, Path(path))

    def __str__(self) -> str:
        lines = [self.statement]
        if self.profile:
            since = f", in force from {self.in_force}" if self.in_force else ""
            asks = "this has to be said" if self.required else "nothing has to be said"
            lines.append(f"{self.title}{since}: {asks}.")
        lines += [f"Still to do: {duty}" for duty in self.remains]
        return "\n".join(lines)


def _reported(shot: ShotReport, title: str, claims: Mapping[str, str]) -> DisclosedShot:
    made = _made(shot.provenance, scene=shot.scene, duration_s=shot.duration_s)
    camera = shot.camera if made.treatment == CAMERA_MOVE else ""
    photos = shot.digests or made.photos
    told = [claims.get(digest, "") for digest in photos] if claims else made.claims
    return evolve(made, title=title, begins_s=shot.begins_s, camera=camera, files=shot.files, photos=photos, claims=told)


def _made(provenance: Provenance, *, scene: str, duration_s: Fraction) -> DisclosedShot:
    return DisclosedShot(
        scene=scene,
        duration_s=duration_s,
        treatment=provenance.treatment,
        model=provenance.model,
        generated_at=provenance.generated_at,
        photos=provenance.photos,
        claims=provenance.claims,
        scores=provenance.scores,
    )


def _about_files(shots: Sequence[DisclosedShot]) -> tuple[str, ...]:
    unknown = [shot.title or shot.scene for shot in shots if shot.is_file and not shot.is_generated]
    return (f"Say yourself how the frames of {', '.join(unknown)} were made: they come from video files.",) if unknown else ()


def _about_altered(profile: DisclosureProfile, shots: Sequence[DisclosedShot]) -> tuple[str, ...]:
    altered = dict.fromkeys(file for shot in shots for file in shot.altered_photos)
    if not altered or not profile.originals:
        return ()
    return (f"Show the photos as they were before they were altered, too, which are not here: {', '.join(altered)}.",)


def _about_address(profile: DisclosureProfile, published_at: str) -> tuple[str, ...]:
    if published_at or profile.originals != "link":
        return ()
    return ("Name where the page is published, published_at=, so that the statement has the address.",)
