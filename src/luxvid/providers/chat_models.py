"""Models that look at pictures and answer in text, as data: what they cost, how hard they may think, with source and date."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from attrs import field, frozen
from attrs.converters import optional

from luxvid.convert import JsonValue
from luxvid.costs import usd
from luxvid.errors import InvalidInput

Effort = Literal["", "none", "low", "medium", "high"]
"""How hard a model thinks before it answers; empty leaves it to the model."""

_MILLION = 1_000_000


@frozen(kw_only=True)
class ChatModel(JsonValue):
    """A chat model and its prices, in US dollars for a million tokens.

    Attributes:
        name: What the service calls it.
        usd_in_m: What it reads.
        usd_out_m: What it writes, thoughts included.
        usd_cached_m: What it reads again soon after; None where that is not known: then it counts as read anew.
        efforts: How hard it may be told to think; empty where it takes no such wish, and answers one with an error.
        image_tokens: What a picture counts as, mostly.
        image_tokens_most: What a picture may count as: this is reserved.
        source: Who says so.
        seen_on: When that was read, ISO.
        confidence: `high`, `medium`, `low`, or `stated` where the caller says so.
        note: What to know about it, in words.

    Example:
        >>> from luxvid.providers.chat_models import chat_model
        >>> chat_model("grok-4.3").cost_usd(read=100_000, written=2_000)
        Decimal('0.13')
    """

    name: str
    usd_in_m: Decimal = field(converter=usd)
    usd_out_m: Decimal = field(converter=usd)
    usd_cached_m: Decimal | None = field(default=None, converter=optional(usd))
    efforts: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    image_tokens: int = 1_800
    image_tokens_most: int = 3_600
    source: str
    seen_on: str
    confidence: Literal["high", "medium", "low", "stated"] = "high"
    note: str = ""

    def cost_usd(self, *, read: int, written: int, cached: int = 0) -> Decimal:
        """Return what so many tokens cost; `cached` of those that were read had been read before."""
        again = self.usd_in_m if self.usd_cached_m is None else self.usd_cached_m
        total = (read - cached) * self.usd_in_m + cached * again + written * self.usd_out_m
        return total / _MILLION


def _grok(name: str, *, prices: tuple[str, str, str | None], efforts: tuple[str, ...]) -> ChatModel:
    read, written, cached = prices
    return ChatModel(
        name=name,
        usd_in_m=read,
        usd_out_m=written,
        usd_cached_m=cached,
        efforts=efforts,
        source="xAI's documentation, and litellm's table of prices",
        seen_on="2026-09-21",
        note="what a picture counts as is an older statement and not confirmed; twice as much is reserved",
    )


_DEAR, _CHEAP = ("2.00", "6.00", "0.50"), ("1.25", "2.50", None)
_THINKS = ("low", "medium", "high")

CHAT_MODELS: tuple[ChatModel, ...] = (
    _grok("grok-4.3", prices=_CHEAP, efforts=("none", *_THINKS)),
    _grok("grok-4.20-reasoning", prices=_CHEAP, efforts=()),
    _grok("grok-4.20-non-reasoning", prices=_CHEAP, efforts=()),
    _grok("grok-4.5", prices=_DEAR, efforts=_THINKS),
    _grok("grok-4.6", prices=_DEAR, efforts=()),
    _grok("grok-4.7", prices=_DEAR, efforts=()),
)
"""The models of xAI that look at pictures. Those of 2025 (`grok-4-1-fast-non-reasoning` and others) were retired in May 2026."""


def chat_model(name: str) -> ChatModel:
    """Return a model that luxvid knows.

    Raises:
        InvalidInput: It knows no such model.

    Example:
        >>> chat_model("grok-4.3").seen_on
        '2026-09-21'
    """
    for model in CHAT_MODELS:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in CHAT_MODELS)
    raise InvalidInput(f"no chat model {name!r} is known; there are {known}; describe another one with ChatModel(...)")
