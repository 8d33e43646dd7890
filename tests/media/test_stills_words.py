"""The words that photos carry: XMP, IPTC, EXIF; and the place that is never read."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import ExifTags, Image

from luxvid.media.stills import StillInfo, probe_still
from luxvid.testing import messy_files as files

XMP = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
<rdf:Description rdf:about=""><dc:subject><rdf:Bag><rdf:li>pool</rdf:li><rdf:li>Sonnenterrasse &amp; Garten</rdf:li></rdf:Bag>
</dc:subject><dc:description><rdf:Alt><rdf:li xml:lang="x-default">The pool
 at noon</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def probed(**options: object) -> StillInfo:
    file = io.BytesIO()
    Image.new("RGB", (32, 24)).save(file, str(options.pop("kind", "JPEG")), **options)
    return probe_still(file)


def exif_with(tags: dict[int, object], private: dict[int, object] | None = None) -> Image.Exif:
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    exif.get_ifd(ExifTags.IFD.Exif).update(private or {})
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_is_read_of_every_format(kind: str) -> None:
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        found = probed(kind=kind, pnginfo=info)
    elif kind == "TIFF":
        found = probed(kind=kind, tiffinfo={700: XMP.encode()})
    else:
        found = probed(kind=kind, xmp=XMP.encode())
    assert found.tags == ("pool", "Sonnenterrasse & Garten")
    assert found.caption == "The pool at noon"


IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"


@pytest.mark.parametrize(
    "said",
    [
        f"<e:DigitalSourceType>{IPTC}</e:DigitalSourceType>",
        f"<e:DigitalSourceType>\n {IPTC.replace('http', 'https')}/ </e:DigitalSourceType>",
        f'<e:DigitalSourceType rdf:resource="{IPTC}"/>',
        f'<rdf:li e:DigitalSourceType="{IPTC}"/>',
    ],
    ids=["text", "https", "resource", "attribute"],
)
def test_a_photo_says_how_it_was_made(said: str) -> None:
    space = 'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    found = probed(xmp=XMP.replace("<dc:subject>", f"{said}<dc:subject>").replace("<rdf:RDF", f"<rdf:RDF {space}").encode())
    assert found.source_type == "compositeWithTrainedAlgorithmicMedia"
    assert found.tags == ("pool", "Sonnenterrasse & Garten")


@pytest.mark.parametrize("said", ["AI", "http://example.org/trainedAlgorithmicMedia", ""])
def test_what_is_no_term_of_iptcs_says_nothing(said: str) -> None:
    space = 'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    element = f"<e:DigitalSourceType>{said}</e:DigitalSourceType>"
    found = probed(xmp=XMP.replace("<dc:subject>", f"{element}<dc:subject>").replace("<rdf:RDF", f"<rdf:RDF {space}").encode())
    assert found.source_type == ""
    assert found.tags


def test_xmp_with_a_document_type_is_not_expanded() -> None:
    found = probed(xmp=(LAUGHS + XMP.replace("pool<", "&b;<")).encode())
    assert found.tags == ()


@pytest.mark.parametrize("xmp", [b"", b"<x", b"\xff\xfe\0", XMP.encode()[:300]])
def test_broken_xmp_costs_nothing(xmp: bytes) -> None:
    assert probed(xmp=xmp).width_px == 32


def test_iptc_is_read() -> None:
    records = ((25, "kitchen"), (25, "island"), (120, "Küche mit Insel"))
    data = b"".join(b"\x1c\2" + bytes([kind]) + struct.pack(">H", len(text.encode())) + text.encode() for kind, text in records)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + resource
    plain = files.jpeg(Image.new("RGB", (32, 24)))
    found = probe_still(io.BytesIO(plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]))
    assert (found.tags, found.caption) == (("kitchen", "island"), "Küche mit Insel")


def test_exif_is_read() -> None:
    found = probed(
        exif=exif_with(
            {
                ExifTags.Base.ImageDescription: "Chambre d'été".encode(),
                ExifTags.Base.XPKeywords: "bed; suite;bed\0".encode("utf-16-le"),
            },
            {ExifTags.Base.DateTimeOriginal: "2025:05:29 10:11:12", ExifTags.Base.OffsetTimeOriginal: "+02:00"},
        )
    )
    assert (found.tags, found.caption, found.taken_at) == (("bed", "suite"), "Chambre d'été", "2025-05-29T10:11:12+02:00")


@pytest.mark.parametrize(("code", "codec"), [(b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", "utf-16-le"), (b"UNICODE\0", "utf-16-be")])
def test_a_users_comment_is_a_caption(code: bytes, codec: str) -> None:
    comment = code + "a quiet corner".encode(codec)
    assert probed(exif=exif_with({}, {ExifTags.Base.UserComment: comment})).caption == "a quiet corner"


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "DCIM\\100MEDIA\\DJI_0042.JPG", "SONY DSC", "  "])
def test_what_cameras_write_is_no_caption(text: str) -> None:
    assert probed(exif=exif_with({ExifTags.Base.ImageDescription: text})).caption == ""


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "yesterday", "2025-05-29"])
def test_a_time_that_is_none_stays_empty(text: str) -> None:
    assert probed(exif=exif_with({}, {ExifTags.Base.DateTimeOriginal: text})).taken_at == ""


def test_words_are_clean_text() -> None:
    found = probed(exif=exif_with({ExifTags.Base.ImageDescription: "a\x07 b\n\n" + "x" * 3000}))
    assert found.caption.startswith("a b x")
    assert len(found.caption) == 2000


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\0\x05" + b"\xff" * 40])
def test_broken_exif_costs_nothing(exif: bytes) -> None:
    assert probed(exif=exif).width_px == 32


def test_no_position_is_read() -> None:
    found = probe_still(io.BytesIO(files.turned_jpeg(Image.new("RGB", (32, 24)), 6, gps=True)))
    assert not any(number in repr(found) for number in ("12.0", "34", "56.0", "65.0", "43", "21.0"))
