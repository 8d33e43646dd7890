"""Pictures of values for notebooks: escaped HTML with pictures inside, no I/O, None on trouble."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

MOST_BYTES = 296_000
"""How large a value's HTML may be: notebooks keep it in their file."""

_CELL = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"


def figure(preview: bytes, caption: str, *, alt: str = "", width_px: int = 200) -> str:
    """Return one picture with its caption; where there is no preview, the caption in a frame.

    `alt` says what is seen; without it the picture says no more than its caption.
    """
    label = f'<figcaption style="font-size:80%">{escape(caption)}</figcaption>'
    style = f"display:inline-block;margin:4px;max-width:{width_px}px;vertical-align:top"
    if not preview:
        return f'<figure style="{style};border:1px solid currentColor;padding:8px">{label}</figure>'
    source = "data:image/jpeg;base64," + b64encode(preview).decode()
    return f'<figure style="{style}"><img src="{source}" alt="{escape(alt or caption)}" style="max-width:100%"/>{label}</figure>'


def fitting(previews: Sequence[bytes], *, most_bytes: int) -> list[bytes]:
    """Return previews as long as they fit together, as they stand in HTML; empty ones in place of the others."""
    left, kept = most_bytes * 3 // 4, []
    for preview in previews:
        kept.append(preview if len(preview) <= left else b"")
        left -= len(kept[-1])
    return kept


def gallery(pictures: Iterable[tuple[bytes, str]]) -> str | None:
    """Return pictures side by side, or None where that fails, so that a notebook falls back to the plain text."""
    try:
        return "<div>" + "".join(figure(preview, caption) for preview, caption in pictures) + "</div>"
    except (TypeError, ValueError):
        return None


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, after: Iterable[str] = ()) -> str | None:
    """Return a table with headers for its columns and rows, and lines below it, or None where that fails."""
    try:
        return _table(caption, head, rows) + "".join(f"<p>{escape(line)}</p>" for line in after)
    except (TypeError, ValueError, AttributeError):
        return None


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    columns = "".join(f'<th scope="col" style="{_CELL}">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row" style="{_CELL};font-weight:normal">{escape(first)}</th>'
        + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    title = f'<caption style="text-align:left;font-weight:bold">{escape(caption)}</caption>'
    return f'<table lang="en">{title}<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>'
