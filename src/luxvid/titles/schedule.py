"""When a board's titles are there: inside the bodies of shots, in whole film frames, long enough to be read."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

from luxvid.storyboard import Storyboard
from luxvid.timeline import Timeline
from luxvid.titles.layouts import card_lines

_LEAD_S, _REST_S = Fraction(2, 5), Fraction(1, 5)  # a title comes when the shot has been seen, and is gone before it goes
_OPENING_S, _LOWER_THIRD_S, _CARD_S = Fraction(14, 5), Fraction(5, 2), Fraction(5)


@frozen(kw_only=True)
class Planned:
    """One title: what it is, over which shot, what it says, and the film frames `begin` to `end` − 1 that show it."""

    kind: Literal["opening", "lower_third", "end_card"]
    shot: str
    lines: tuple[str, ...]
    begin: int
    end: int


def scheduled(board: Storyboard, timeline: Timeline) -> tuple[Planned, ...]:
    """Return a board's titles in the film's order.

    An opening title takes up to 2.8 s of the first shot, a lower third up to 2.5 s of its own, an end card up to 5 s of the last.
    What stands over the same shot comes one after the other, so nothing is read over another thing; the end card leaves the last
    shot 30% of its time, 45% where it has something to say itself.
    """
    planned: list[Planned] = []
    listing = board.listing
    for number, shot in enumerate(board.shots):
        begin, end = _body(timeline, number)
        is_first, is_last = number == 0, number == len(board.shots) - 1
        opening = _said(listing.headline, listing.address, listing.price) if is_first else ()
        lower_third = _said(shot.title, shot.detail)
        card = (board.brand.name, *card_lines(board.brand)) if is_last and board.brand.signs else ()
        if card:
            share = Fraction(11, 20) if opening or lower_third else Fraction(7, 10)
            card_begin = end - min(_frames(_CARD_S, timeline), int((end - begin) * share))
            planned.append(Planned(kind="end_card", shot=shot.key, lines=card, begin=min(card_begin, end - 1), end=end))
            end = card_begin
        if opening:
            middle = begin + int((end - begin) * Fraction(11, 20)) if lower_third else end
            planned += _inside(begin, middle, _OPENING_S, timeline, kind="opening", shot=shot.key, lines=opening)
            begin = middle
        if lower_third:
            planned += _inside(begin, end, _LOWER_THIRD_S, timeline, kind="lower_third", shot=shot.key, lines=lower_third)
    return tuple(sorted(planned, key=lambda title: title.begin))


def _said(*lines: str) -> tuple[str, ...]:
    """Return lines as they are set, empty ones in their places; nothing where none says anything."""
    stripped = tuple(line.strip() for line in lines)
    return stripped if any(stripped) else ()


def _inside(begin: int, end: int, most_s: Fraction, timeline: Timeline, **title: object) -> list[Planned]:
    """Return a title inside frames `begin` to `end` − 1: after a lead, before a rest, both short where there is little time."""
    room = end - begin
    if room < 1:
        return []
    lead, rest = (min(_frames(seconds, timeline), room // 8) for seconds in (_LEAD_S, _REST_S))
    length = min(_frames(most_s, timeline), room - lead - rest)
    return [Planned(begin=begin + lead, end=begin + lead + length, **title)]  # type: ignore[arg-type]  # the fields above


def _body(timeline: Timeline, clip: int) -> tuple[int, int]:
    """Return the frames in which a clip is seen alone."""
    before = timeline.transitions[clip - 1].after if clip else 0
    after = timeline.transitions[clip].before if clip < len(timeline.transitions) else 0
    return timeline.cuts[clip] + before, timeline.cuts[clip + 1] - after


def _frames(seconds: Fraction, timeline: Timeline) -> int:
    return int(seconds * timeline.fps + Fraction(1, 2))
