"""What has to be said of a film with generated frames: in the file, and beside it."""

from __future__ import annotations

from fractions import Fraction
from xml.sax.saxutils import escape

from attrs import field, frozen

from luxvid.convert import JsonValue, exact_seconds
from luxvid.report import Provenance, Report

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"

GENERATED_SOURCE = _IPTC + "trainedAlgorithmicMedia"
"""IPTC's word for pictures that a trained model made: all frames are generated."""

MIXED_SOURCE = _IPTC + "compositeWithTrainedAlgorithmicMedia"
"""IPTC's word for a composition with such pictures: some shots are generated, others are camera moves over photos."""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<Iptc4xmpExt:DigitalSourceType>{source_type}</Iptc4xmpExt:DigitalSourceType>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{statement}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>luxvid</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@frozen(kw_only=True)
class GeneratedShot(JsonValue):
    """A shot whose frames a model made.

    Attributes:
        scene: The scene's key.
        begins_s: Where it begins in the film.
        duration_s: Its length.
        model: The model.
        generated_at: When it was asked for, ISO, UTC.
        files: The names of the photos that it was made from.
        photos: Their SHA-256.
        scores: What a gate measured.
    """

    scene: str
    begins_s: Fraction = field(default=Fraction(0), converter=exact_seconds)
    duration_s: Fraction = field(converter=exact_seconds)
    model: str
    generated_at: str = ""
    files: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    photos: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    scores: dict[str, float] = field(factory=dict)


@frozen(kw_only=True)
class Disclosure(JsonValue):
    """Which frames of a film were generated, by what and from which photos: the sidecar, and what the file itself says.

    Attributes:
        source_type: IPTC's digital source type, as a URL.
        statement: The same in a sentence.
        shots: The generated shots in order.
    """

    source_type: str
    statement: str
    shots: tuple[GeneratedShot, ...] = field(converter=tuple[GeneratedShot, ...])

    @classmethod
    def of(cls, report: Report) -> Disclosure | None:
        """Return what has to be said of a film; None where no frame was generated.

        Example:
            >>> from luxvid.report import Report
            >>> Disclosure.of(Report(duration_s=4, frames=120, width_px=640, height_px=360, fps=30, shots=[])) is None
            True
        """
        shots = [
            GeneratedShot(
                scene=shot.scene,
                begins_s=shot.begins_s,
                duration_s=shot.duration_s,
                model=shot.provenance.model,
                generated_at=shot.provenance.generated_at,
                files=shot.files,
                photos=shot.provenance.photos or shot.digests,
                scores=shot.provenance.scores,
            )
            for shot in report.shots
            if shot.provenance.model
        ]
        return _disclosed(shots, of=len(report.shots)) if shots else None

    @classmethod
    def of_clip(cls, provenance: Provenance, *, duration_s: Fraction) -> Disclosure | None:
        """Return what has to be said of a clip alone; None where no frame was generated."""
        if not provenance.model:
            return None
        shot = GeneratedShot(
            scene="clip",
            duration_s=duration_s,
            model=provenance.model,
            generated_at=provenance.generated_at,
            photos=provenance.photos,
            scores=provenance.scores,
        )
        return _disclosed([shot], of=1)

    def xmp(self) -> bytes:
        """Return the XMP packet for the file: the digital source type, and the statement as its description."""
        return _PACKET.format(source_type=escape(self.source_type), statement=escape(self.statement)).encode()


def _disclosed(shots: list[GeneratedShot], *, of: int) -> Disclosure:
    models = ", ".join(dict.fromkeys(shot.model for shot in shots))
    whole = len(shots) == of
    what = "All frames were" if whole else f"The frames of {len(shots)} of {of} shots were"
    rest = "" if whole else " The other shots are camera moves over the photos."
    return Disclosure(
        source_type=GENERATED_SOURCE if whole else MIXED_SOURCE,
        statement=f"{what} generated from photos of the property by {models}.{rest}",
        shots=shots,
    )
