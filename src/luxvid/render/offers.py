"""Which of a model's lengths and sizes can fill a shot, what each costs, and in which order they are tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from luxvid.errors import InputRefused, InvalidInput
from luxvid.providers.models import Price, Variant, VideoModel
from luxvid.render.fitting import FASTEST, MOST_LEFT_OUT, SLOWEST, can_fill, speed

Lengths = Literal["cheapest", "every_frame"]
"""`cheapest`, or the cheapest of those with a frame for every film frame, so that none has to be mixed."""


@frozen(kw_only=True)
class Offer:
    """A length and a size, and what it costs.

    Attributes:
        variant: The length and size.
        usd: What it costs.
        price: The row that says so.
        doubts: Readings of the facts by which the service refuses it.
    """

    variant: Variant
    usd: Decimal
    price: Price
    doubts: frozenset[str]


@frozen(kw_only=True)
class Need:
    """What a shot needs of a clip.

    Attributes:
        seconds: How long it is seen, handles included.
        fps: The film's rate.
        ends: It has to end on a photo.
        size: The size that is asked for, as the model calls it; empty for any.
        lengths: How the length is chosen.
    """

    seconds: Fraction
    fps: Fraction
    ends: bool
    size: str = ""
    lengths: Lengths = "cheapest"


def offers(model: VideoModel, values: Mapping[str, Any], need: Need) -> list[Offer]:
    """Return what of a model fits, first what is tried first: what costs less, then as the model's data has it.

    Args:
        model: The model.
        values: The input without what a variant sets.
        need: What the shot needs.

    Raises:
        InputRefused: The model takes no last frame and the shot has one, or no length can fill the shot.
        InvalidInput: There is no such size, or no price is known.
    """
    sized = _sized(model, need)
    fitting = [variant for variant in sized if can_fill(variant.seconds, need.seconds, ends=need.ends)]
    if not fitting:
        raise InputRefused("replicate", _too_short_or_long(model, sized, need.seconds))
    found = [offer for variant in fitting if (offer := _priced(model, values, variant, need)) is not None]
    if not found:
        sizes = ", ".join(dict.fromkeys(variant.size for variant in fitting))
        raise InvalidInput(
            f"no price of {model.name} is known for {sizes}: state one with VideoModel.priced(...), so that a budget can hold"
        )
    order = {id(offer): place for place, offer in enumerate(sorted(found, key=lambda offer: offer.usd))}
    return sorted(found, key=lambda offer: (_mixes(offer.variant, need), order[id(offer)]))


def tried(found: Sequence[Offer]) -> list[Offer]:
    """Return the offers that may have to be tried: a refusal of one without a doubt is the input's fault, and the last."""
    tries: list[Offer] = []
    for offer in found:
        if not any(offer.doubts >= other.doubts for other in tries):
            tries.append(offer)
        if not offer.doubts:
            break
    return tries


def _sized(model: VideoModel, need: Need) -> list[Variant]:
    if need.ends and not model.last:
        raise InputRefused(
            "replicate",
            f"{model.name} takes no last frame, so it cannot end on the second photo: choose a model that does, such as "
            "google/veo-3.1-fast, or give the shot one photo",
        )
    able = [variant for variant in model.variants if variant.takes_last or not need.ends]
    sized = [variant for variant in able if (variant.size == need.size if need.size else not variant.only_asked)]
    if not sized:
        sizes = ", ".join(dict.fromkeys(variant.size for variant in able))
        raise InvalidInput(f"{model.name} has no size {need.size!r} for this shot; it has {sizes}")
    return sized


def _priced(model: VideoModel, values: Mapping[str, Any], variant: Variant, need: Need) -> Offer | None:
    found = model.price({**values, **variant.input}, seconds=variant.seconds)
    if found is None:
        return None
    return Offer(variant=variant, usd=found[0], price=found[1], doubts=variant.doubted(with_last=need.ends))


def _mixes(variant: Variant, need: Need) -> bool:
    """Tell whether frames would have to be mixed; not asked where the cheapest is wanted."""
    if need.lengths == "cheapest":
        return False
    frames, wanted = variant.seconds * variant.fps, need.seconds * need.fps
    return frames < wanted or (need.ends and frames - wanted > frames * Fraction(MOST_LEFT_OUT))


def _too_short_or_long(model: VideoModel, variants: Sequence[Variant], needed_s: Fraction) -> str:
    nearest = min(variants, key=lambda variant: abs(variant.seconds - needed_s))
    runs = f"{float(nearest.seconds):g} s would run at {float(speed(nearest.seconds, needed_s)):.2f}×"
    return (
        f"no clip of {model.name} fits {float(needed_s):g} s: {runs}, outside {float(SLOWEST):g} to {float(FASTEST):g}×; "
        "change the shot's duration_s, or take another model"
    )
