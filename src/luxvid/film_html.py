"""A film in a notebook: what it shows, how it was made and what is to be said of it, small and without I/O."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from luxvid.report import Report, ShotReport, treated
from luxvid.repr_html import figure, fitting, table
from luxvid.sound import Soundtrack
from luxvid.storyboard import Shot, Storyboard

_SHOWN_BYTES = 200_000  # the storyboard itself shows all photos
_HEAD = ("Scene", "From", "For", "Camera", "How it was made", "Photos")


def film_section(board: Storyboard, report: Report, soundtrack: Soundtrack | None) -> str:
    """Return a film as HTML: a picture of each scene, a table of its shots, its music, and what there is to say."""
    music = (soundtrack._repr_html_() if soundtrack else None) or ""
    said = "".join(f"<li>{escape(line)}</li>" for line in report.remarks)
    rows = [_row(shot) for shot in report.shots]
    parts = (
        f"<p><b>{escape(report.summary)}</b></p>",
        f"<div>{''.join(_stills(board))}</div>",
        table("Shots", _HEAD, rows) or "",
        _titles(report),
        music,
        f"<ul>{said}</ul>" if said else "",
        "<p><small><code>film.show()</code> plays it.</small></p>",
    )
    return f'<section lang="en" aria-label="Film">{"".join(parts)}</section>'


def _titles(report: Report) -> str:
    """Return what the film's titles say, and when: for those who cannot read them in the picture."""
    if not report.titles:
        return ""
    rows = [(" / ".join(title.lines), _seconds(title.begins_s), _seconds(title.ends_s)) for title in report.titles]
    return table("Titles", ("Says", "From", "Until"), rows) or ""


def _stills(board: Storyboard) -> Iterator[str]:
    previews = fitting([shot.photos[0].preview if shot.photos else b"" for shot in board.shots], most_bytes=_SHOWN_BYTES)
    for shot, preview in zip(board.shots, previews, strict=True):
        yield figure(preview, _title(shot), alt=shot.photos[0].caption if shot.photos else "", width_px=160)


def _title(shot: Shot) -> str:
    return shot.title or shot.scene.title or shot.key


def _row(shot: ShotReport) -> tuple[str, ...]:
    ends = _seconds(shot.begins_s), _seconds(shot.duration_s)
    return (shot.scene, *ends, shot.camera.replace("_", " "), treated(shot.provenance), ", ".join(shot.files))


def _seconds(time_s: Fraction) -> str:
    return f"{float(time_s):.2f}\N{NO-BREAK SPACE}s"
