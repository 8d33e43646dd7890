"""FCPXML 1.9, which Final Cut Pro 10.5 and later and DaVinci Resolve open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from luxvid.editing.edit import Edit, Item, timecode
from luxvid.editing.markup import document, element
from luxvid.sound import RATE_HZ
from luxvid.transitions import Transition

_EFFECTS = {  # Final Cut Pro's own transitions, as it names them in what it exports
    "dissolve": ("Cross Dissolve", "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"),
    "fade": ("Fade To Color", "FxPlug:F779C565-486D-4633-8035-0374B4DB8F5C"),
}
_FORMAT = "r1"


def fcpxml(edit: Edit, folder: str) -> str:
    """Return an edit as FCPXML; `folder` is where its files lie, relative to the document.

    All times are whole frames, written as fractions of a second. Clips lie in the spine, transitions over their cuts, the
    music is connected to the first clip, words are markers of the clip that is shown.
    """
    resources = element("resources", _format(edit), *_assets(edit, folder), *_effects(edit))
    sequence = element(
        "sequence",
        element("spine", *_spine(edit)),
        format=_FORMAT,
        duration=_time(edit, edit.frames),
        tcStart=_time(edit, edit.begins),
        tcFormat="NDF",
        audioLayout="stereo",
        audioRate="48k",
    )
    project = element("project", sequence, name=edit.name)
    library = element("library", element("event", project, name=edit.name))
    return document(element("fcpxml", resources, library, version="1.9"))


def _format(edit: Edit) -> Element:
    return element(
        "format",
        id=_FORMAT,
        frameDuration=_time(edit, 1),
        width=edit.width_px,
        height=edit.height_px,
        colorSpace="1-1-1 (Rec. 709)",
    )


def _assets(edit: Edit, folder: str) -> Iterator[Element]:
    heard = {"hasAudio": 1, "audioSources": 1, "audioChannels": 2, "audioRate": RATE_HZ}
    for number, sound in enumerate(edit.sounds, 1):
        length, media = _seconds(Fraction(sound.samples, RATE_HZ)), _media(folder, sound.file)
        yield element("asset", media, id=f"sound-{number}", name=sound.name, start="0s", duration=length, **heard)
    for number, item in enumerate(edit.items, 1):
        yield element(
            "asset",
            _media(folder, item.file),
            element("metadata", *_metadata(item)),
            id=f"shot-{number}",
            name=item.name,
            start=_time(edit, item.tape),
            duration=_time(edit, item.frames),
            hasVideo=1,
            videoSources=1,
            format=_FORMAT,
        )


def _media(folder: str, file: str) -> Element:
    return element("media-rep", kind="original-media", src=f"./{folder}/{file}")


def _metadata(item: Item) -> Iterator[Element]:
    for name, value in item.said.items():
        yield element("md", key=f"luxvid.{name}", value=_text(value), type="string", displayName=name)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _effects(edit: Edit) -> Iterator[Element]:
    used = {passage.kind for passage in edit.passages if passage.frames}
    for kind, (name, uid) in _EFFECTS.items():
        if kind in used:
            yield element("effect", id=f"r-{kind}", name=name, uid=uid)


def _spine(edit: Edit) -> Iterator[Element]:
    for number, item in enumerate(edit.items, 1):
        yield _clip(edit, number, item)
        if number <= len(edit.passages) and edit.passages[number - 1].frames:
            yield _transition(edit, edit.passages[number - 1], cut=item.record + item.length)


def _clip(edit: Edit, number: int, item: Item) -> Element:
    return element(
        "asset-clip",
        element("note", item.statement),
        *(_connected(edit, item) if number == 1 else ()),
        *_markers(edit, item),
        ref=f"shot-{number}",
        name=item.name,
        offset=_time(edit, edit.begins + item.record),
        start=_time(edit, item.source),
        duration=_time(edit, item.length),
        format=_FORMAT,
        tcFormat="NDF",
    )


def _connected(edit: Edit, first: Item) -> Iterator[Element]:
    """Yield the sounds as clips below the first one; what is connected is placed in that clip's own time."""
    for number, sound in enumerate(edit.sounds, 1):
        yield element(
            "asset-clip",
            ref=f"sound-{number}",
            lane=-number,
            offset=_time(edit, first.source),
            name=sound.name,
            start="0s",
            duration=_time(edit, edit.frames),
            enabled=int(sound is edit.music),
            audioRole="dialogue" if sound.name == "voice" else "music",
        )


def _markers(edit: Edit, item: Item) -> Iterator[Element]:
    for mark in edit.marks_in(item):  # of one frame, as Final Cut Pro knows them
        start, until = item.source + mark.begin - item.record, timecode(edit.begins + mark.end, edit.fps)
        yield element("marker", start=_time(edit, start), duration=_time(edit, 1), value=mark.text, note=f"until {until}")


def _transition(edit: Edit, passage: Transition, *, cut: int) -> Element:
    name = _EFFECTS[passage.kind][0]
    black = element("param", name="color", key="3", value="0 0 0 1") if passage.kind == "fade" else None
    shown = element("filter-video", black, ref=f"r-{passage.kind}", name=name)
    offset = _time(edit, edit.begins + cut - passage.before)
    return element("transition", shown, name=name, offset=offset, duration=_time(edit, passage.frames))


def _time(edit: Edit, frames: int) -> str:
    return _seconds(frames / edit.fps)


def _seconds(exact: Fraction) -> str:
    return f"{exact.numerator}s" if exact.denominator == 1 else f"{exact.numerator}/{exact.denominator}s"
