"""OpenTimelineIO, the interchange format of film studios, which DaVinci Resolve opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from luxvid.editing.edit import Edit, Item, Sound
from luxvid.errors import MissingExtra
from luxvid.sound import RATE_HZ
from luxvid.transitions import Transition

if TYPE_CHECKING:
    import opentimelineio


def otio(edit: Edit, folder: str) -> str:
    """Return an edit as OTIO's JSON; `folder` is where its files lie, relative to the document.

    Raises:
        MissingExtra: OpenTimelineIO is not installed.
    """
    library = _library()
    timeline = _Maker(library, edit, folder).timeline()
    text: str = library.adapters.write_to_string(timeline, "otio_json")
    return text


def _library() -> Any:
    try:
        import opentimelineio
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] != "opentimelineio":
            raise
        raise MissingExtra("timeline", "a timeline as .otio or .otioz") from error
    return opentimelineio


class _Maker:
    """Makes the library's objects of an edit; the rate is a float there, the numbers of frames are whole."""

    def __init__(self, library: Any, edit: Edit, folder: str) -> None:
        self._otio = library
        self._edit = edit
        self._folder = folder

    def timeline(self) -> opentimelineio.schema.Timeline:
        schema, edit = self._otio.schema, self._edit
        made = schema.Timeline(name=edit.name, global_start_time=self._time(edit.begins))
        picture = schema.Track(name="V1", kind=schema.TrackKind.Video)
        picture.extend(self._picture())
        made.tracks.append(picture)
        for number, sound in enumerate(edit.sounds, 1):
            track = schema.Track(name=f"A{number}", kind=schema.TrackKind.Audio)
            track.enabled = sound is edit.music
            track.append(self._sound(sound))
            made.tracks.append(track)
        made.tracks.markers.extend(self._markers())
        return made

    def _picture(self) -> Iterator[Any]:
        for number, item in enumerate(self._edit.items):
            yield self._clip(item)
            if number < len(self._edit.passages) and self._edit.passages[number].frames:
                yield self._transition(self._edit.passages[number])

    def _clip(self, item: Item) -> Any:
        media = self._file(item.file, self._range(item.tape, item.frames))
        return self._otio.schema.Clip(
            name=item.name,
            media_reference=media,
            source_range=self._range(item.source, item.length),
            metadata={"luxvid": {**item.said, "statement": item.statement}, "cmx_3600": {"reel": item.reel}},
        )

    def _transition(self, passage: Transition) -> Any:
        kinds = self._otio.schema.TransitionTypes
        dissolves = passage.kind == "dissolve"
        return self._otio.schema.Transition(
            name="Cross Dissolve" if dissolves else "Dip to Black",
            transition_type=kinds.SMPTE_Dissolve if dissolves else kinds.Custom,
            in_offset=self._time(passage.before),
            out_offset=self._time(passage.after),
            metadata={"luxvid": {"kind": passage.kind}},
        )

    def _sound(self, sound: Sound) -> Any:
        times = self._otio.opentime
        there = times.TimeRange(times.RationalTime(0, RATE_HZ), times.RationalTime(sound.samples, RATE_HZ))
        shown = self._range(0, self._edit.frames)
        return self._otio.schema.Clip(name=sound.name, media_reference=self._file(sound.file, there), source_range=shown)

    def _markers(self) -> Iterator[Any]:
        for mark in self._edit.marks:
            marked = self._range(mark.begin, mark.end - mark.begin)
            yield self._otio.schema.Marker(name=mark.text, marked_range=marked, color=self._otio.schema.MarkerColor.WHITE)

    def _file(self, name: str, available: Any) -> Any:
        media = self._otio.schema.ExternalReference(target_url=f"{self._folder}/{name}", available_range=available)
        media.name = name
        return media

    def _range(self, start: int, frames: int) -> Any:
        return self._otio.opentime.TimeRange(self._time(start), self._time(frames))

    def _time(self, frames: int) -> Any:
        return self._otio.opentime.RationalTime(frames, float(self._edit.fps))
