"""What counts how much in the choice."""

from __future__ import annotations

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput


def _in_range(_weights: object, attribute: object, value: float) -> None:
    if not 0 <= value <= 100:
        raise InvalidInput(f"weight {getattr(attribute, 'name', '')!r} must be from 0 to 100, not {value!r}")


@frozen(kw_only=True)
class Weights(JsonValue):
    """Weights of the terms whose sum the choice maximises; each term is from 0 to 1 before it is weighed.

    Attributes:
        fit: For each photo: how well it belongs to the scene, by what is known of its room and by words.
        lead: For each shot: how well the better of its photos tells the scene by the room that the scene names first.
        doubt: For each shot, taken off: the chance that the less certain of its photos shows none of the scene's rooms.
        quality: For each photo: exposure, sharpness, size, shape, colour, noise.
        room: For a pair: the chance that both show the same kind of room.
        place: For a pair: words that their names and tags share.
        evening: For a finale (a scene of that mood): whether all its photos show the open air at dusk or sunset.
        light: For a pair: how alike the light is: on the places that both show, else on the brightest parts and the whole.
        overlap: For a pair: how much of the same place both show, up to two fifths of the picture (extra `vision`).
        likeness: For a pair, taken off: how alike the pictures are beyond what chance brings.
        shape: For a pair, taken off where one is upright and one is not.
        single: Taken off where a scene has one photo, which then counts twice: what a fitting second one has to add.
        variety: Taken off for each view of a shot that another shot shows as well.

    Example:
        >>> from luxvid.selection import Weights
        >>> Weights(quality=0.5).quality
        0.5
    """

    fit: float = field(default=0.8, validator=_in_range)
    lead: float = field(default=1.0, validator=_in_range)
    doubt: float = field(default=1.6, validator=_in_range)
    quality: float = field(default=0.6, validator=_in_range)
    room: float = field(default=0.2, validator=_in_range)
    place: float = field(default=0.15, validator=_in_range)
    evening: float = field(default=1.1, validator=_in_range)
    light: float = field(default=0.9, validator=_in_range)
    overlap: float = field(default=0.6, validator=_in_range)
    likeness: float = field(default=0.4, validator=_in_range)
    shape: float = field(default=0.1, validator=_in_range)
    single: float = field(default=0.7, validator=_in_range)
    variety: float = field(default=0.2, validator=_in_range)
