"""The photos of rooms, and of details in them."""

from __future__ import annotations

from villa.photo import Photo


def _inside(name: str, room: str, *, label: str = "", **more: object) -> Photo:
    defaults: dict[str, object] = {"ev": 0.25, "blend": 0.4, "warmth": 0.08, "contrast": 1.7, "shift": (0.0, -0.05)}
    return Photo(name=name, room=room, label=label or room, **(defaults | more))


def _near(name: str, room: str, **more: object) -> Photo:
    """Give a photo of a few things close by, all else out of focus."""
    defaults: dict[str, object] = {"label": "detail", "shift": (0.0, 0.0), "fstop": 2.8, "ev": 0.15, "contrast": 1.55}
    return _inside(name, room, **(defaults | more))


_LEAFY: dict[str, object] = {"light": "morning", "ev": 0.0, "calmed": 0.9, "warmth": 0.2, "beyond": -0.1, "shaded": 0.15}
"""The bathroom's light comes through a hedge, whose leaves are close behind its window."""

_NORTHERN: dict[str, object] = {"light": "morning", "ev": 0.5, "blend": 0.15, "warmth": -0.35, "contrast": 2.0}
"""No sun falls into what is seen of the hall: sky, and what white walls throw back, light it."""


HALL = (
    _inside(
        "hall-1",
        "hall",
        **_NORTHERN,
        label="entrance",
        at=(6.5, 11.9, 1.25),
        look=(9.6, 9.7),
        lens=38,
        shift=(0, -0.03),
        focus=3.4,
        fstop=5.6,
    ),
    _inside(
        "hall-2",
        "hall",
        **_NORTHERN,
        focus=4.6,
        fstop=8.0,
        label="entrance",
        at=(8.1, 8.0, 1.25),
        look=(9.35, 13.0),
        lens=30,
        shift=(0, -0.09),
        portrait=True,
    ),
)

LIVING = (
    _inside(
        "living-1",
        "living",
        warmth=0.12,
        at=(9.95, 4.35, 1.2),
        look=(16.8, 4.0),
        lens=32,
        focus=4.6,
        fstop=5.6,
    ),
    _inside("living-2", "living", at=(10.2, 3.0, 1.15), look=(16.0, 4.75), lens=35, focus=4.2, fstop=5.6),
    _inside(
        "living-3",
        "living",
        warmth=0.05,
        at=(12.9, 2.6, 1.1),
        look=(16.0, 5.6),
        lens=49,
        shift=(0, -0.03),
        focus=3.8,
        fstop=8.0,
    ),
    _inside(
        "living-evening",
        "living",
        light="dusk",
        warmth=-1.1,
        tint=-0.06,
        at=(10.4, 2.8, 1.2),
        look=(16.0, 4.9),
        lens=30,
        shift=(0, -0.03),
        focus=4.6,
        fstop=8.0,
        ev=0.05,
        contrast=1.8,
    ),
)

DINING = (
    _inside("dining-1", "dining", at=(9.35, 0.75, 1.3), look=(6.0, 5.4), lens=32, focus=4.6, fstop=8.0),
    _inside("dining-2", "dining", at=(10.1, 1.7, 1.2), look=(6.5, 4.3), lens=40, focus=3.0, fstop=5.6),
)

KITCHEN = (
    _inside("kitchen-1", "kitchen", warmth=0.0, at=(5.0, 1.0, 1.25), look=(2.85, 6.6), lens=30, focus=4.6, fstop=5.6),
    _inside("kitchen-2", "kitchen", warmth=0.0, at=(5.7, 1.5, 1.25), look=(2.5, 5.9), lens=35, focus=4.2, fstop=8.0),
    _inside("kitchen-3", "kitchen", warmth=0.0, at=(1.95, 0.95, 1.2), look=(1.33, 6.2), lens=35, focus=3.0, fstop=5.6),
    _inside(
        "kitchen-island",
        "kitchen",
        warmth=0.0,
        at=(5.3, 1.3, 1.25),
        look=(2.9, 4.9),
        lens=35,
        shift=(0, -0.08),
        portrait=True,
        focus=3.8,
        fstop=8.0,
    ),
)

BEDROOM = (
    _inside(
        "bedroom-1",
        "bedroom",
        warmth=-0.05,
        ev=0.55,
        blend=0.6,
        contrast=1.8,
        at=(18.25, -3.1, 1.2),
        look=(22.7, -1.3),
        lens=29,
        focus=4.2,
        fstop=8.0,
    ),
    _inside(
        "bedroom-2",
        "bedroom",
        warmth=-0.3,
        ev=0.35,
        at=(19.5, 0.3, 1.15),
        look=(22.7, -2.5),
        lens=35,
        focus=3.6,
        fstop=5.6,
    ),
)

BATHROOM = (
    _inside(
        "bathroom-1",
        "bathroom",
        **(_LEAFY | {"warmth": -0.1, "ev": -0.15}),
        at=(21.35, 3.3, 1.25),
        look=(19.1, 6.5),
        lens=36,
        focus=3.6,
        fstop=8.0,
    ),
    _inside(
        "bathroom-2",
        "bathroom",
        **_LEAFY,
        at=(19.35, 1.75, 1.2),
        look=(21.9, 5.2),
        lens=30,
    ),
    _inside(
        "bathroom-tub",
        "bathroom",
        **_LEAFY,
        at=(19.3, 4.4, 1.2),
        look=(22.5, 3.4),
        lens=29,
        shift=(0, -0.1),
        portrait=True,
    ),
)

STUDY = (
    _inside(
        "study-1",
        "study",
        warmth=0.1,
        label="other_room",
        at=(4.5, 3.55, 4.7),
        look=(9.6, 5.75),
        lens=32,
        focus=3.6,
        fstop=5.6,
    ),
)

DETAILS = (
    _near(
        "detail-coffee-table",
        "living",
        pitch=-12,
        at=(12.1, 4.8, 0.98),
        look=(13.3, 3.3),
        lens=45,
        focus=1.65,
    ),
    _near(
        "detail-fruit",
        "kitchen",
        warmth=0.22,
        pitch=-4,
        at=(3.55, 1.5, 1.22),
        look=(2.97, 3.3),
        lens=50,
        focus=1.65,
    ),
    _near(
        "detail-bedside",
        "bedroom",
        warmth=0.05,
        ev=0.35,
        pitch=-4,
        at=(20.9, -3.9, 1.05),
        look=(22.5, -3.0),
        lens=45,
        portrait=True,
        focus=1.9,
    ),
)
