"""`Finding`: words that should be looked at before they are shown, and what could stand there instead."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from luxvid.convert import JsonValue

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From the least to the most serious."""


@frozen(kw_only=True)
class Finding(JsonValue):
    """Words that should be looked at before they are shown. It is no legal advice: a person decides.

    Attributes:
        where: Where they stand, as `shots.living.title`.
        found: The words as they were written.
        group: What it is about: `familial status`, `religion`, `branding`, `spelling` …
        reason: Why, in a sentence.
        better: What could stand there instead; empty where they should be left out.
        source: Where the rule is written down: a URL.
        severity: `error` where they say it outright, `warning` where they may be read so, `note` where it is spelling.

    Example:
        >>> import luxvid
        >>> from luxvid.words import check_words
        >>> board = luxvid.Storyboard(shots=[], brand=luxvid.Brand(tone="family-friendly, calm"))
        >>> check_words(board)[0].found
        'family-friendly'
    """

    where: str
    found: str
    group: str
    reason: str
    better: str = ""
    source: str = ""
    severity: Severity = "warning"

    def __str__(self) -> str:
        return f"{self.where}: {self.said}"

    @property
    def said(self) -> str:
        """The finding in words, without where it is: it may be the same in several places."""
        instead = f"better: {self.better}" if self.better else "better left out"
        return f"“{self.found}” ({self.group}): {self.reason}; {instead}"

    def weighs(self, least: Severity) -> bool:
        """Tell whether it is at least as serious as `least`."""
        return SEVERITIES.index(self.severity) >= SEVERITIES.index(least)
