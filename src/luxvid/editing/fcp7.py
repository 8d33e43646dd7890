"""Final Cut Pro 7 XML (xmeml 5), which Premiere Pro and DaVinci Resolve open."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from xml.etree.ElementTree import Element

from luxvid.editing.edit import Edit, Item, Sound, counted, timecode
from luxvid.editing.markup import document, element
from luxvid.sound import RATE_HZ
from luxvid.transitions import Transition

_EFFECTS = {"dissolve": "Cross Dissolve", "fade": "Dip to Color Dissolve"}
_TICKS_HZ = 254_016_000_000  # Premiere's clock, in which it wants to know where in a transition the cut lies
_SIDES = (1, 2)  # left and right
_AT_A_TRANSITION = -1  # the format's word for an edge that a transition covers


def fcp7(edit: Edit, folder: str) -> str:
    """Return an edit as Final Cut Pro 7 XML; `folder` is where its files lie, relative to the document.

    A clip beside a transition says −1 for that edge, and its `in` or `out` is that of the transition, as the format has it.
    """
    media = element("media", _video(edit, folder), _audio(edit, folder) if edit.sounds else None)
    marks = [_marker(mark.text, mark.begin, mark.end) for mark in edit.marks]
    sequence = element(
        "sequence",
        element("name", edit.name),
        element("duration", edit.frames),
        _rate(edit.fps),
        _timecode(edit.fps, edit.begins),
        media,
        *marks,
        id="sequence-1",
    )
    return document(element("xmeml", sequence, version=5))


def _video(edit: Edit, folder: str) -> Element:
    return element(
        "video", element("format", _picture(edit)), element("track", *_track(edit, folder), element("enabled", "TRUE"))
    )


def _picture(edit: Edit) -> Element:
    return element(
        "samplecharacteristics",
        _rate(edit.fps),
        element("width", edit.width_px),
        element("height", edit.height_px),
        element("pixelaspectratio", "square"),
        element("fielddominance", "none"),
        element("anamorphic", "FALSE"),
        element("colordepth", 24),
    )


def _track(edit: Edit, folder: str) -> Iterator[Element]:
    around = (Transition(), *edit.passages, Transition())
    for number, item in enumerate(edit.items):
        yield _clip(edit, number, item, around[number], around[number + 1], folder)
        if around[number + 1].frames:
            yield _transition(edit, around[number + 1], item.record + item.length)


def _clip(edit: Edit, number: int, item: Item, into: Transition, out: Transition, folder: str) -> Element:
    begin = _AT_A_TRANSITION if into.frames else item.record
    end = _AT_A_TRANSITION if out.frames else item.record + item.length
    return element(
        "clipitem",
        element("name", item.name),
        element("enabled", "TRUE"),
        element("duration", item.frames),
        _rate(edit.fps),
        element("start", begin),
        element("end", end),
        element("in", item.head - into.before),
        element("out", item.head + item.length + out.after),
        _file(edit, number, item, folder),
        element("sourcetrack", element("mediatype", "video")),
        element("logginginfo", element("description", item.statement), element("scene", item.key)),
        element("comments", element("mastercomment1", item.statement)),
        id=f"clipitem-{number + 1}",
    )


def _file(edit: Edit, number: int, item: Item, folder: str) -> Element:
    return element(
        "file",
        element("name", item.file),
        element("pathurl", f"{folder}/{item.file}"),
        _rate(edit.fps),
        element("duration", item.frames),
        _timecode(edit.fps, item.tape, reel=item.reel),
        element("media", element("video", _picture(edit))),
        id=f"file-{number + 1}",
    )


def _transition(edit: Edit, passage: Transition, cut: int) -> Element:
    name = _EFFECTS[passage.kind]
    begin = cut - passage.before
    return element(
        "transitionitem",
        element("start", begin),
        element("end", begin + passage.frames),
        element("alignment", "center"),
        element("cutPointTicks", round(passage.before / edit.fps * _TICKS_HZ)),
        _rate(edit.fps),
        element(
            "effect",
            element("name", name),
            element("effectid", name),
            element("effectcategory", "Dissolve"),
            element("effecttype", "transition"),
            element("mediatype", "video"),
            element("wipecode", 0),
            element("wipeaccuracy", 100),
            element("startratio", 0),
            element("endratio", 1),
            element("reverse", "FALSE"),
            _black() if passage.kind == "fade" else None,
        ),
    )


def _black() -> Element:
    dark = [element(name, 0) for name in ("red", "green", "blue")]
    value = element("value", element("alpha", 255), *dark)
    return element("parameter", element("parameterid", "dipcolor"), element("name", "Color"), value)


def _audio(edit: Edit, folder: str) -> Element:
    tracks = [_side(edit, number, side, sound, folder) for number, sound in enumerate(edit.sounds) for side in _SIDES]
    return element("audio", element("numOutputChannels", len(_SIDES)), element("format", _samples()), *tracks)


def _side(edit: Edit, number: int, side: int, sound: Sound, folder: str) -> Element:
    """Return one side of a sound; the format has a track for each, linked to each other."""
    file = f"file-sound-{number + 1}"
    clip = element(
        "clipitem",
        element("name", sound.name),
        element("enabled", "TRUE"),
        element("duration", edit.frames),
        _rate(edit.fps),
        element("start", 0),
        element("end", edit.frames),
        element("in", 0),
        element("out", edit.frames),
        _sound_file(edit, file, sound, folder) if side == _SIDES[0] else element("file", id=file),
        element("sourcetrack", element("mediatype", "audio"), element("trackindex", side)),
        *(_link(number, other) for other in _SIDES),
        id=_sound_clip(number, side),
    )
    heard = "TRUE" if sound is edit.music else "FALSE"
    return element("track", clip, element("enabled", heard), element("outputchannelindex", side))


def _sound_file(edit: Edit, name: str, sound: Sound, folder: str) -> Element:
    return element(
        "file",
        element("name", sound.file),
        element("pathurl", f"{folder}/{sound.file}"),
        _rate(edit.fps),
        element("duration", edit.frames),
        element("media", element("audio", _samples(), element("channelcount", len(_SIDES)))),
        id=name,
    )


def _samples() -> Element:
    return element("samplecharacteristics", element("depth", 24), element("samplerate", RATE_HZ))


def _link(number: int, side: int) -> Element:
    track = element("trackindex", number * len(_SIDES) + side)
    clip = element("linkclipref", _sound_clip(number, side))
    return element("link", clip, element("mediatype", "audio"), track, element("clipindex", 1))


def _sound_clip(number: int, side: int) -> str:
    return f"sound-{number + 1}-{side}"


def _marker(text: str, begin: int, end: int) -> Element:
    return element("marker", element("name", text), element("in", begin), element("out", end))


def _timecode(fps: Fraction, frame: int, *, reel: str = "") -> Element:
    return element(
        "timecode",
        _rate(fps),
        element("string", timecode(frame, fps)),
        element("frame", frame),
        element("displayformat", "NDF"),
        element("reel", element("name", reel)) if reel else None,
    )


def _rate(fps: Fraction) -> Element:
    return element("rate", element("timebase", counted(fps)), element("ntsc", "FALSE" if fps.denominator == 1 else "TRUE"))
