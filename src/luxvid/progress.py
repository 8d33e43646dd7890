"""Show progress to a person: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TextIO

from attrs import define

from luxvid.events import Advanced, Event, Finished, Noticed, Paid, Started

_LABELS = {
    "intake": "Photos",
    "choice": "Choice",
    "picture": "Picture",
    "music": "Music",
    "film": "Film",
    "timeline": "Timeline",
    "delivery": "Delivery",
}
_BAR = 24


@define
class Progress:
    """Prints events to a stream; pass `progress.on_event` to a run.

    On a terminal the unfinished stages share one line that is drawn again; elsewhere a stage prints a line at its end.
    """

    stream: TextIO
    _open: str = ""

    def on_event(self, event: Event) -> None:
        """Show one event; never raises for a stream that is closed."""
        try:
            self._show(event)
        except (OSError, ValueError):
            return

    def _show(self, event: Event) -> None:
        if isinstance(event, Paid):
            if event.cost_usd and not event.reused:
                self._line(f"Paid: ${event.cost_usd:.2f} for {event.model}")
            return
        label = _LABELS[event.stage]
        if isinstance(event, Noticed):
            self._line(f"{label}: {event.message}")
        elif isinstance(event, Finished) and event.stage != "film":
            self._line(f"{label}: done in {event.seconds:.1f} s")
        elif self.stream.isatty() and isinstance(event, Started | Advanced) and event.stage != "film":
            done, what = (event.done, event.item) if isinstance(event, Advanced) else (0, "")
            full = _BAR * done // max(1, event.total)
            self._redraw(f"{label:<8}[{'█' * full}{'·' * (_BAR - full)}] {done}/{event.total} {what[:40]}")

    def _line(self, text: str) -> None:
        self._redraw("")
        self.stream.write(text + "\n")
        self.stream.flush()

    def _redraw(self, text: str) -> None:
        if self._open or text:
            self.stream.write(f"\r{text:<{len(self._open)}}" + ("" if text else "\r"))
            self.stream.flush()
        self._open = text
