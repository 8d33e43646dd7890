"""QR codes to where a film's page is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync

from luxvid.errors import InvalidInput, MissingExtra
from luxvid.storage.files import written_beside

_PNG_SCALE = 12  # 12 px a module: sharp in print at 40 mm


def qr_svg(address: str) -> str:
    """Return a QR code as SVG for a page: it has no size of its own, and the quiet zone is in it.

    Raises:
        MissingExtra: `luxvid[titles]` is not installed.
    """
    return str(_code(address).svg_inline(border=4, omitsize=True, light="#fff"))


async def write_qr(address: str, path: Path) -> Path:
    """Write a QR code as .png or .svg; see `Disclosure.save_qr`."""
    kind = path.suffix.lower().removeprefix(".")
    if not address:
        raise InvalidInput("where the page is published is not known: film.disclosure(..., published_at='https://...')")
    if kind not in ("png", "svg"):
        raise InvalidInput(f"a QR code is written as .png or .svg, not as {path.name!r}")
    code = _code(address)

    def write() -> None:
        with written_beside(path) as beside, beside.open("wb") as file:
            code.save(file, kind=kind, scale=_PNG_SCALE, border=4, light="#fff")

    await run_sync(write)
    return path


def _code(address: str) -> Any:
    try:
        import segno
    except ModuleNotFoundError as error:
        if error.name != "segno":
            raise
        raise MissingExtra("titles", "a QR code") from None
    return segno.make_qr(address, error="m")
