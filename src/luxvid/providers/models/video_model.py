"""`VideoModel`: all that is to be known of a model, as data that anybody can read, correct and add to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Self

from attrs import evolve, field, frozen

from luxvid.calls import FoundBy
from luxvid.convert import JsonValue, exact_seconds
from luxvid.costs import usd
from luxvid.errors import InvalidInput
from luxvid.providers.models.schema import InputField, check_input

Confidence = Literal["high", "medium", "low", "stated"]


def _size(value: Iterable[int]) -> tuple[int, int]:
    width_px, height_px = value
    return width_px, height_px


@frozen(kw_only=True)
class Price(JsonValue):
    """What a run costs where the input has the values of `when`.

    Attributes:
        usd: US dollars for a second of the clip, or for a run.
        per: `second` or `run`.
        when: Values of the input that it holds for; keys that are left out hold for all.
        source: Who says so.
        seen_on: When that was read, ISO.
        confidence: `high`, `medium`, `low`, or `stated` where the caller says so.

    Example:
        >>> Price(usd="0.10", per="second", when={"generate_audio": False}, source="the model's page", seen_on="2026-10-05").usd
        Decimal('0.10')
    """

    usd: Decimal = field(converter=usd)
    per: Literal["second", "run"] = "run"
    when: dict[str, Any] = field(factory=dict)
    source: str
    seen_on: str
    confidence: Confidence = "medium"


@frozen(kw_only=True)
class Variant(JsonValue):
    """A length and a size that a model makes.

    Attributes:
        input: What asks for it.
        seconds: Length of the clip as named, in exact seconds; what comes is measured.
        size: What the model calls the size, as `1080p`.
        size_px: Width and height in landscape.
        fps: Frames per second as far as known; what comes is measured.
        takes_last: It may be given a last frame.
        only_asked: It is bought only where its size is asked for.
        doubts: Readings of the facts by which the service refuses it, in words. Refused with a doubt, the next variant is tried
            that does not share all of them; refused without one, the input itself is at fault.
        doubts_with_last: Further doubts where a last frame is given.
    """

    input: dict[str, Any] = field(factory=dict)
    seconds: Fraction = field(converter=exact_seconds)
    size: str
    size_px: tuple[int, int] = field(converter=_size)
    fps: Fraction = field(default=Fraction(24), converter=exact_seconds)
    takes_last: bool = True
    only_asked: bool = False
    doubts: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    doubts_with_last: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def doubted(self, *, with_last: bool) -> frozenset[str]:
        """Return the readings by which the service refuses it."""
        return frozenset((*self.doubts, *(self.doubts_with_last if with_last else ())))


@frozen(kw_only=True)
class VideoModel(JsonValue):
    """A model that brings pictures into motion.

    Attributes:
        name: The model, as `google/veo-3.1-fast`.
        version: Its pinned version, 64 hexadecimal digits; empty for official models, which have none.
        input: Its input, key by key; no other key is ever sent.
        complete: All keys are known; False where the schema was seen in part.
        prompt: The key of the prompt.
        first: The key of the first frame.
        last: The key of the last frame; empty where it takes none.
        aspect: The key of the aspect ratio; empty where the clip follows the first frame.
        seed: The key of the seed; empty where it takes none.
        negative_prompt: The key of what is not wanted; empty where it takes none.
        sound: The key that asks for sound; empty where it takes none. It is always sent: some are on unless told.
        always: What is always sent beside.
        variants: Lengths and sizes in the order in which they are tried where they cost the same.
        picture_px: Width and height of the pictures that are sent, in landscape.
        picture_bytes: The most that a picture may have.
        prices: What it costs; the first row that holds counts.
        found_by: How an orphaned call is recognised in the provider's list.
        deadline_s: The provider ends the call after this many seconds: worst queue plus run.
        source: Where the schema was seen, and when.
        confidence: How sure it is.
        note: What else to know.

    Example:
        >>> from luxvid.providers.models import video_model
        >>> veo = video_model("google/veo-3.1-fast")
        >>> veo.last, veo.price({"duration": 4, "resolution": "1080p", "generate_audio": False}, seconds=4)[0]
        ('last_frame', Decimal('0.40'))
    """

    name: str
    version: str = ""
    input: dict[str, InputField]
    complete: bool = True
    prompt: str = "prompt"
    first: str
    last: str = ""
    aspect: str = ""
    seed: str = ""
    negative_prompt: str = ""
    sound: str = ""
    always: dict[str, Any] = field(factory=dict)
    variants: tuple[Variant, ...] = field(converter=tuple[Variant, ...])
    picture_px: tuple[int, int] = field(default=(1920, 1080), converter=_size)
    picture_bytes: int = 8_000_000
    prices: tuple[Price, ...] = field(default=(), converter=tuple[Price, ...])
    found_by: FoundBy = "files"
    deadline_s: int = 1200
    source: str = ""
    confidence: Confidence = "medium"
    note: str = ""

    def __attrs_post_init__(self) -> None:
        named = [self.prompt, self.first, self.last, self.aspect, self.seed, self.negative_prompt, self.sound]
        known: dict[str, Any] = {key: None for key in named if key}
        for row in (self.always, *(variant.input for variant in self.variants), *(price.when for price in self.prices)):
            known.update(dict.fromkeys(row))
        for key in known:
            if key not in self.input:
                self.check_part({key: None})
        self.check_part({}, files=[key for key in (self.first, self.last) if key])
        for variant in self.variants:
            self.check_part({**self.always, **variant.input})
        if not self.variants:
            raise InvalidInput(f"{self.name} needs at least one variant: a length and a size that it makes")

    def check_part(self, values: Mapping[str, Any], *, files: Collection[str] = ()) -> None:
        """Raise `InvalidInput` where `values` and the keys of `files` are no part of an input of the model."""
        optional = {key: evolve(wanted, required=False) for key, wanted in self.input.items()}
        check_input(self.name, optional, values, files=files)

    def check(self, values: Mapping[str, Any], *, files: Collection[str] = ()) -> None:
        """Raise `InvalidInput` where `values` and the keys of `files` are no input of the model; nothing is sent."""
        check_input(self.name, self.input, values, files=files)

    def price(self, values: Mapping[str, Any], *, seconds: Fraction | int) -> tuple[Decimal, Price] | None:
        """Return what an input costs and the row that says so; None where no price is known."""
        full = {key: wanted.default for key, wanted in self.input.items()} | dict(values)
        for row in self.prices:
            if all(full.get(key) == value for key, value in row.when.items()):
                length = Fraction(seconds)
                times = Decimal(length.numerator) / Decimal(length.denominator) if row.per == "second" else Decimal(1)
                return row.usd * times, row
        return None

    def priced(
        self, price_usd: Decimal | float | str, *, per: Literal["second", "run"] = "run", when: Mapping[str, Any] | None = None
    ) -> Self:
        """Return the model with a price that the caller states; it counts before those that are known.

        Example:
            >>> from luxvid.providers.models import video_model
            >>> hailuo = video_model("minimax/hailuo-02").priced("0.20", when={"resolution": "512p"})
            >>> hailuo.price({"resolution": "512p"}, seconds=6)[0]
            Decimal('0.20')
        """
        today = datetime.now(UTC).date().isoformat()
        row = Price(usd=price_usd, per=per, when=dict(when or {}), source="the caller", seen_on=today, confidence="stated")
        return evolve(self, prices=(row, *self.prices))
