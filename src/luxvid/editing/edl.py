"""CMX 3600, the edit decision list that every editing program reads: one track, cuts and dissolves, no paths."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from luxvid.editing.edit import Edit, Item, timecode

_BLACK = "BL"  # the list's own word for no picture


def edl(edit: Edit) -> str:
    """Return an edit as an edit decision list.

    Programs find the files by the names in its comments, by reel or by timecode: every file begins at an hour of its own. A
    fade is a dissolve to black and one from it. Words are locators.
    """
    listed = _List(edit)
    for number, item in enumerate(edit.items):
        listed.add(number, item)
    if edit.music:
        listed.add_music(edit.music.file)
    return "\n".join([f"TITLE: {edit.name}", "FCM: NON-DROP FRAME", "", *listed.lines, ""])


@define
class _Side:
    """What runs when an event ends: the reel, its timecode there, and its file's name."""

    reel: str
    source: int
    file: str = ""


@define
class _List:
    """The list as it grows. An event with a dissolve has two lines: where the outgoing side ends, and the incoming one."""

    edit: Edit
    lines: list[str] = field(factory=list)
    events: int = 0
    side: _Side = field(factory=lambda: _Side(_BLACK, 0))

    def add(self, number: int, item: Item) -> None:
        into = self.edit.passages[number - 1] if number else None
        out = self.edit.passages[number] if number < len(self.edit.passages) else None
        end = item.record + item.length - (out.before if out else 0)
        if into is None or not into.frames:
            self._event(item, item.record, end, dissolve=0)
        elif into.kind == "fade":
            self._to_black(item.record - into.before, item.record)
            self._event(item, item.record, end, dissolve=into.after)
        else:
            self._event(item, item.record - into.before, end, dissolve=into.frames)
        for mark in self.edit.marks_in(item):
            self.lines.append(f"* LOC: {self._record(mark.begin)} WHITE   {_one_line(mark.text)}")

    def add_music(self, file: str) -> None:
        self.side = _Side("MUSIC", 0, file)
        self.events += 1
        self.lines += [self._line("MUSIC", "AA", "C", (0, self.edit.frames), (0, self.edit.frames)), f"* FROM CLIP NAME: {file}"]

    def _event(self, item: Item, begin: int, end: int, *, dissolve: int) -> None:
        source = item.source + begin - item.record
        incoming = _Side(item.reel, source + end - begin, item.file)
        self._write(item.reel, (source, source + end - begin), (begin, end), incoming, dissolve)
        self.lines.append(f"* COMMENT: {_one_line(item.statement)}")

    def _to_black(self, begin: int, end: int) -> None:
        if end > begin:
            self._write(_BLACK, (0, end - begin), (begin, end), _Side(_BLACK, end - begin), end - begin)

    def _write(self, reel: str, source: tuple[int, int], record: tuple[int, int], incoming: _Side, dissolve: int) -> None:
        self.events += 1
        outgoing = self.side
        if dissolve:
            ends = (outgoing.source, outgoing.source), (record[0], record[0])
            self.lines.append(self._line(outgoing.reel, "V", "C", *ends))
        self.lines.append(self._line(reel, "V", f"D    {dissolve:03}" if dissolve else "C", source, record))
        self.lines += list(_names(outgoing if dissolve else incoming, incoming if dissolve else None))
        self.side = incoming

    def _line(self, reel: str, channel: str, kind: str, source: tuple[int, int], record: tuple[int, int]) -> str:
        times = [timecode(frame, self.edit.fps) for frame in source] + [self._record(frame) for frame in record]
        return f"{self.events:03}  {reel:<8} {channel:<5} {kind:<8} {' '.join(times)}"

    def _record(self, frame: int) -> str:
        return timecode(self.edit.begins + frame, self.edit.fps)


def _names(first: _Side, second: _Side | None) -> Iterator[str]:
    if first.file:
        yield f"* FROM CLIP NAME: {first.file}"
    if second and second.file:
        yield f"* TO CLIP NAME: {second.file}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
