"""`MusicModel`: all that is to be known of a model that makes music, as data that anybody can read, correct and add to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Self

from attrs import evolve, field, frozen

from luxvid.calls import FoundBy
from luxvid.convert import JsonValue, exact_seconds
from luxvid.costs import usd
from luxvid.errors import InvalidInput
from luxvid.providers.models.reading import model_at, model_in
from luxvid.providers.models.schema import InputField, check_input
from luxvid.providers.models.video_model import Confidence, Price

_DATA = files("luxvid.providers.models") / "music"


def _decimal(value: Decimal | float | str) -> Decimal:
    return usd(value)


@frozen(kw_only=True)
class MusicModel(JsonValue):
    """A model that makes music from words, and perhaps goes on with music that it is given.

    Attributes:
        name: The model, as `stability-ai/stable-audio-2.5`.
        version: Its pinned version, 64 hexadecimal digits; empty for official models, which have none.
        input: Its input, key by key; no other key is ever sent.
        complete: All keys are known; False where the schema was seen in part.
        prompt: The key of the prompt.
        length: The key of the length; empty where the model has one length only.
        length_unit: What the length is counted in.
        shortest_s: The shortest piece that it makes.
        longest_s: The longest piece, or, without `length`, how long it is at least; what comes is measured.
        seed: The key of the seed; empty where it takes none.
        negative_prompt: The key of what is not wanted; empty where it takes none.
        hears: The key of the sound that it goes on with; empty where it cannot. What comes back begins with that sound.
        hears_until: The key of the second up to which it hears, a whole number.
        continues: What is sent where it shall go on with what it hears.
        always: What is always sent.
        licence: The terms for what it makes, in words.
        commercial_use: Whether what it makes may be used to sell something.
        licence_source: Where that was read, and when.
        prices: What it costs; the first row that holds counts. Empty where it is not known: then nothing is bought.
        worst_times: Where it is billed by computing time: how many times the price a run may cost at most.
        found_by: How an orphaned call is recognised in the provider's list.
        deadline_s: The provider ends the call after this many seconds: worst queue plus run.
        source: Where the schema was seen, and when.
        confidence: How sure it is.
        note: What else to know.

    Example:
        >>> from luxvid.providers.models.music_model import music_model
        >>> music_model("meta/musicgen").commercial_use, music_model("google/lyria-2").commercial_use
        (False, True)
    """

    name: str
    version: str = ""
    input: dict[str, InputField]
    complete: bool = True
    prompt: str = "prompt"
    length: str = ""
    length_unit: Literal["s", "ms"] = "s"
    shortest_s: Fraction = field(default=Fraction(1), converter=exact_seconds)
    longest_s: Fraction = field(converter=exact_seconds)
    seed: str = ""
    negative_prompt: str = ""
    hears: str = ""
    hears_until: str = ""
    continues: dict[str, Any] = field(factory=dict)
    always: dict[str, Any] = field(factory=dict)
    licence: str
    commercial_use: bool
    licence_source: str = ""
    prices: tuple[Price, ...] = field(default=(), converter=tuple[Price, ...])
    worst_times: Decimal = field(default=Decimal(1), converter=_decimal)
    found_by: FoundBy = "seed"
    deadline_s: int = 900
    source: str = ""
    confidence: Confidence = "medium"
    note: str = ""

    def __attrs_post_init__(self) -> None:
        named = [self.prompt, self.length, self.seed, self.negative_prompt, self.hears, self.hears_until]
        for key in filter(None, named):
            if key not in self.input:
                raise InvalidInput(f"{self.name}: its input has no {key!r}: add it under [input]")
        self.check_part({**self.always, **self.continues})

    @property
    def can_continue(self) -> bool:
        """It goes on with music that it is given."""
        return bool(self.hears)

    def check_part(self, values: Mapping[str, Any], *, files: Collection[str] = ()) -> None:
        """Raise `InvalidInput` where `values` and the keys of `files` are no part of an input of the model."""
        optional = {key: evolve(wanted, required=False) for key, wanted in self.input.items()}
        check_input(self.name, optional, values, files=files)

    def check(self, values: Mapping[str, Any], *, files: Collection[str] = ()) -> None:
        """Raise `InvalidInput` where `values` and the keys of `files` are no input of the model; nothing is sent."""
        check_input(self.name, self.input, values, files=files)

    def lasting(self, seconds: int) -> dict[str, Any]:
        """Return what asks for a piece of so many seconds, within what the model makes.

        Example:
            >>> music_model("elevenlabs/music").lasting(28)
            {'music_length_ms': 28000}
            >>> music_model("google/lyria-2").lasting(28)
            {}
        """
        if not self.length:
            return {}
        within = min(max(Fraction(seconds), self.shortest_s), self.longest_s)
        return {self.length: int(within * 1000) if self.length_unit == "ms" else int(within)}

    def price(self, values: Mapping[str, Any], *, seconds: Fraction | int) -> tuple[Decimal, Price] | None:
        """Return what an input costs and the row that says so; None where no price is known."""
        full = {key: wanted.default for key, wanted in self.input.items()} | dict(values)
        for row in self.prices:
            if all(full.get(key) == value for key, value in row.when.items()):
                length = Fraction(seconds)
                times = Decimal(length.numerator) / Decimal(length.denominator) if row.per == "second" else Decimal(1)
                return row.usd * times, row
        return None

    def priced(self, price_usd: Decimal | float | str, *, per: Literal["second", "run"] = "run") -> Self:
        """Return the model with a price that the caller states; it counts before those that are known.

        Example:
            >>> music_model("stability-ai/stable-audio-2.5").priced("0.20").price({}, seconds=28)[0]
            Decimal('0.20')
        """
        today = datetime.now(UTC).date().isoformat()
        row = Price(usd=price_usd, per=per, source="the caller", seen_on=today, confidence="stated")
        return evolve(self, prices=(row, *self.prices))


def known_music_models() -> tuple[str, ...]:
    """Return the names of the music models that luxvid knows, in order.

    Example:
        >>> known_music_models()
        ('elevenlabs/music', 'google/lyria-2', 'meta/musicgen', 'stability-ai/stable-audio-2.5')
    """
    names = (file.name for file in _DATA.iterdir())
    return tuple(sorted(name.removesuffix(".toml").replace("__", "/") for name in names if name.endswith(".toml")))


@cache
def music_model(name: str) -> MusicModel:
    """Return a music model that luxvid knows. Raises `InvalidInput` where it knows no such model.

    Example:
        >>> music_model("stability-ai/stable-audio-2.5").longest_s
        Fraction(190, 1)
    """
    if name not in known_music_models():
        raise InvalidInput(
            f"no music model {name!r} is known; there are {', '.join(known_music_models())}; describe another one with "
            "MusicModel(...) or in a file for music_model_from_file(...)"
        )
    return model_in(_DATA.joinpath(f"{name.replace('/', '__')}.toml").read_text(encoding="utf-8"), MusicModel, name=name)


def music_model_from_file(path: str | Path) -> MusicModel:
    """Return the model that a TOML file describes, in the form of those in the folder `music` beside this module.

    Raises:
        InvalidInput: The file cannot be read, or does not describe a model; the message names what is wrong.

    Example:
        >>> from pathlib import Path
        >>> text = '''
        ... name = "me/band"
        ... longest_s = "30"
        ... licence = "mine"
        ... commercial_use = true
        ... input.prompt.type = "string"
        ... prices = [{ usd = "0.10", source = "my contract", seen_on = "2026-11-01" }]
        ... '''
        >>> _ = Path("band.toml").write_text(text)
        >>> music_model_from_file("band.toml").name
        'me/band'
    """
    return model_at(path, MusicModel)
