"""Scenes: what the film tells, in order. The seven luxury scenes are data that a caller can replace."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen
from attrs.validators import and_, deep_iterable, instance_of, min_len

from luxvid.convert import JsonValue, exact_seconds
from luxvid.errors import InvalidInput

Move = Literal[
    "dolly_in", "dolly_out", "truck_left", "truck_right", "pedestal_up", "pedestal_down", "parallax", "hold"
]


def _amount(_move: object, _attribute: object, value: float) -> None:
    if not 0 <= value <= 0.5:
        raise InvalidInput(f"a camera move covers 0 to 0.5 of the picture, not {value!r}")


@frozen(kw_only=True)
class CameraMove:
    """How the camera moves over a scene.

    `dolly_in` and `dolly_out` change the window's size, `truck_left/right` and `pedestal_up/down` shift it, `parallax`
    shifts and closes in at once, `hold` drifts so slowly that it reads as still. `amount` is the share of the window's
    width (or height) that the move covers in 4 s; longer scenes cover more, shorter ones less, up to the photo's edge.
    """

    move: Move = "dolly_in"
    amount: float = field(default=0.12, validator=_amount)


DOLLY_IN = CameraMove(move="dolly_in")
DOLLY_OUT = CameraMove(move="dolly_out")
TRUCK_LEFT = CameraMove(move="truck_left", amount=0.10)
TRUCK_RIGHT = CameraMove(move="truck_right", amount=0.10)
PEDESTAL_UP = CameraMove(move="pedestal_up", amount=0.08)
PEDESTAL_DOWN = CameraMove(move="pedestal_down", amount=0.08)
PARALLAX = CameraMove(move="parallax", amount=0.10)
HOLD = CameraMove(move="hold", amount=0.02)


def _positive(_scene: object, attribute: object, value: Fraction) -> None:
    if not 0 < value <= 600:
        raise InvalidInput(f"{getattr(attribute, 'name', 'length')} must be above 0 and at most 600 s, not {value}")


@frozen(kw_only=True)
class Scene(JsonValue):
    """One scene of the film, as data.

    Attributes:
        key: Short name, unique in a film; shots, clips and reports are found by it.
        title: What people read.
        rooms: Rooms that tell the scene, best first, in the words of `luxvid.vision.rooms.ROOMS`.
        words: Words in names, tags and captions that speak for the scene, lower case.
        camera: The camera's move.
        prompt: What a video model is asked for.
        music: What the score should sound like here.
        mood: One word for composers: majestic, welcoming, warm, bright, calm, serene, finale.
        duration_s: Length in exact seconds, 4 by default.

    Example:
        >>> import luxvid
        >>> luxvid.Scene(key="cellar", title="Wine cellar", words=("cellar", "wine"), duration_s="2.5").duration_s
        Fraction(5, 2)
    """

    key: str = field(validator=and_(instance_of(str), min_len(1)))
    title: str = ""
    rooms: tuple[str, ...] = field(default=(), converter=tuple[str, ...], validator=deep_iterable(instance_of(str)))
    words: tuple[str, ...] = field(default=(), converter=tuple[str, ...], validator=deep_iterable(instance_of(str)))
    camera: CameraMove = DOLLY_IN
    prompt: str = ""
    music: str = ""
    mood: str = "warm"
    duration_s: Fraction = field(default=Fraction(4), converter=exact_seconds, validator=_positive)


_STEADY = "Smooth, slow, stabilised camera; real light; nothing is added, removed or changed."

LUXURY_SCENES: tuple[Scene, ...] = (
    Scene(
        key="exterior", title="Exterior", camera=DOLLY_IN, mood="majestic",
        rooms=("exterior", "pool", "outdoor", "garden"),
        words=("hero", "exterior", "facade", "front", "house", "villa", "home", "aerial", "drone", "building", "pergola"),
        prompt=f"The camera moves slowly towards the property, revealing its architecture. {_STEADY}",
        music="majestic opening, wide warm strings, slow, confident",
    ),
    Scene(
        key="entrance", title="Entrance", camera=PEDESTAL_UP, mood="welcoming",
        rooms=("entrance", "exterior", "outdoor"),
        words=(
            "entrance", "entry", "foyer", "hall", "hallway", "door", "gate", "stairs", "staircase", "lobby", "path", "driveway",
            "arches",
        ),
        prompt=f"The camera rises gently at the entrance and invites the viewer in. {_STEADY}",
        music="welcoming, light piano over soft pads",
    ),
    Scene(
        key="living", title="Living room", camera=TRUCK_RIGHT, mood="warm",
        rooms=("living", "dining"),
        words=("living", "lounge", "salon", "sitting", "family", "sofa", "fireplace", "dining"),
        prompt=f"The camera glides sideways through the living room. {_STEADY}",
        music="warm, intimate piano and strings",
    ),
    Scene(
        key="kitchen", title="Kitchen", camera=DOLLY_IN, mood="bright",
        rooms=("kitchen", "dining"),
        words=("kitchen", "cuisine", "island", "cook", "coffee", "pantry", "küche", "cocina", "cucina"),
        prompt=f"The camera moves slowly towards the kitchen's centre. {_STEADY}",
        music="bright, gently rhythmic, plucked strings",
    ),
    Scene(
        key="bedroom", title="Bedroom suite", camera=TRUCK_LEFT, mood="calm",
        rooms=("bedroom",),
        words=("bedroom", "suite", "master", "bed", "chambre", "schlafzimmer", "dormitorio", "camera"),
        prompt=f"The camera glides quietly past the bed. {_STEADY}",
        music="calm, slow pads, a single soft melody",
    ),
    Scene(
        key="bathroom", title="Bathroom", camera=PARALLAX, mood="serene",
        rooms=("bathroom",),
        words=("bathroom", "bath", "tub", "shower", "spa", "ensuite", "toilet", "vanity", "bad", "salle"),
        prompt=f"The camera drifts past stone, glass and water. {_STEADY}",
        music="serene, airy bells, much space",
    ),
    Scene(
        key="outdoor", title="Outdoor finale", camera=DOLLY_OUT, mood="finale",
        rooms=("pool", "outdoor", "view", "garden", "exterior"),
        words=(
            "pool", "view", "terrace", "patio", "deck", "garden", "outdoor", "sunset", "sea", "beach", "balcony", "jardin",
            "sunbeds", "lounge",
        ),
        prompt=f"The camera draws back over the outdoor space until the whole view opens. {_STEADY}",
        music="finale, full strings, rising and resolving",
    ),
)
