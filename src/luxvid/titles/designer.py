"""`Titles`: what a board says, as overlays in its brand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from attrs import frozen

from luxvid.encoding import Encoding
from luxvid.said import Said
from luxvid.storyboard import Storyboard
from luxvid.timeline import Timeline
from luxvid.titles.canvas import Composition
from luxvid.titles.dress import Dress, dressed
from luxvid.titles.layouts import Sheet, end_card, lower_third, opening, watermark
from luxvid.titles.overlays import Title
from luxvid.titles.schedule import Planned, scheduled

if TYPE_CHECKING:
    from luxvid.protocols import Run


@frozen(kw_only=True)
class Titles:
    """Draws a board's titles in its brand: opening title, lower thirds, end card, watermark.

    Free, offline. A board whose listing, shots and brand say nothing gets none.

    Example:
        >>> import luxvid
        >>> from fractions import Fraction
        >>> from luxvid.titles import Titles
        >>> board = luxvid.Storyboard(shots=[luxvid.Shot(title="Living room", detail="62 m²")])
        >>> [said.lines for said in Titles().said(board, timeline=board.timeline(Fraction(30)))]
        [('Living room', '62 m²')]
    """

    async def overlays(
        self, board: Storyboard, /, *, timeline: Timeline, encoding: Encoding, run: Run | None = None
    ) -> tuple[Title, ...]:
        """Return the titles as overlays for one frame shape, the lowest first; none where the board says nothing.

        Args:
            board: What is said, and the brand it is drawn in.
            timeline: The board's, at the encoding's rate.
            encoding: The film's size and rate.
            run: Where files of the brand are looked for whose place is not known, as after JSON, and kept.

        Raises:
            InvalidInput: A text that the font cannot show or that does not fit, a file of the brand that cannot be used.
            MissingExtra: The default fonts, a QR code or an SVG logo, and the package for it is not installed.
        """
        planned, brand = scheduled(board, timeline), board.brand
        is_marked = brand.watermark and bool(brand.logo or brand.name)
        if not planned and not is_marked:
            return ()
        dress = await dressed(brand, run=run)
        titles = [_title(each, dress) for each in planned]
        if is_marked:
            end = next((each.begin for each in planned if each.kind == "end_card"), timeline.frames)
            titles = [_watermark(dress, end), *titles] if end else titles
        sheet = Sheet(encoding.width_px, encoding.height_px)
        for title in titles:
            await to_thread.run_sync(title.compose, sheet)  # what cannot be laid out is said before anything is made
        return tuple(titles)

    def said(self, board: Storyboard, /, *, timeline: Timeline) -> tuple[Said, ...]:
        """Return what the titles say, and when, in the film's order; watermarks say nothing."""
        return tuple(
            Said(
                kind=each.kind,
                shot=each.shot,
                lines=[line for line in each.lines if line.strip()],
                begins_s=each.begin / timeline.fps,
                ends_s=each.end / timeline.fps,
            )
            for each in scheduled(board, timeline)
        )


def _title(planned: Planned, dress: Dress) -> Title:
    compose: Callable[[Sheet], Composition]
    says: dict[str, Any] = {"lines": list(planned.lines)}
    if planned.kind == "end_card":
        compose = partial(end_card, dress)
        says |= {"url": dress.brand.url, "logo": dress.brand.logo.digest if dress.brand.logo else None}
        return Title(begin=planned.begin, end=planned.end, kind="end_card", says=says, dress=dress, compose=compose, going_s=0)
    lay_out = opening if planned.kind == "opening" else lower_third
    compose = partial(lay_out, dress, planned.lines)
    return Title(begin=planned.begin, end=planned.end, kind=planned.kind, says=says, dress=dress, compose=compose)


def _watermark(dress: Dress, end: int) -> Title:
    says = {"logo": dress.brand.logo.digest} if dress.brand.logo else {"name": dress.brand.name}
    compose = partial(watermark, dress)
    return Title(begin=0, end=end, kind="watermark", says=says, dress=dress, compose=compose, coming_s=0, going_s=0)
