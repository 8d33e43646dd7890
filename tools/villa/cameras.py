"""Every photo of the shoot as data: where the camera stands, where it looks, through what lens, in which light."""

from __future__ import annotations

from villa.photo import Photo


def _late(name: str, room: str, *, label: str = "", **more: object) -> Photo:
    """Give a photo in the low sun of the afternoon."""
    defaults: dict[str, object] = {"light": "afternoon", "ev": -0.12, "blend": 0.4, "warmth": 0.24, "contrast": 1.45}
    return Photo(name=name, room=room, label=label or room, **(defaults | more))


def _inside(name: str, room: str, *, label: str = "", **more: object) -> Photo:
    defaults: dict[str, object] = {"ev": 0.25, "blend": 0.4, "warmth": 0.08, "contrast": 1.7, "shift": (0.0, -0.05)}
    return Photo(name=name, room=room, label=label or room, **(defaults | more))


def _near(name: str, room: str, **more: object) -> Photo:
    """Give a photo of a few things close by, all else out of focus."""
    defaults: dict[str, object] = {"label": "detail", "shift": (0.0, 0.0), "fstop": 2.8, "ev": 0.15, "contrast": 1.55}
    return _inside(name, room, **(defaults | more))


_LEAFY: dict[str, object] = {"light": "morning", "ev": 0.0, "contrast": 1.7, "calmed": 0.9, "warmth": 0.2, "beyond": -0.5}
"""The bathroom's light comes through a hedge, whose leaves are close behind its window."""


FRONT = (
    _late(
        "exterior-front-1",
        "front",
        label="exterior",
        at=(16.5, -21.2, 1.15),
        look=(8.2, -2.0),
        lens=42,
        shift=(0, 0.035),
        focus=19,
        fstop=5.6,
    ),
    _late(
        "exterior-front-2",
        "front",
        label="exterior",
        at=(-4.6, -18.6, 0.65),
        look=(7.4, -1.6),
        lens=40,
        shift=(0, 0.035),
        focus=19,
        fstop=5.6,
    ),
    Photo(
        name="exterior-dusk",
        room="front",
        label="exterior",
        light="dusk",
        ev=-0.1,
        blend=0.5,
        warmth=0.25,
        at=(6.5, -18.2, 1.3),
        look=(9.0, 0.0),
        lens=26,
        shift=(0, 0.045),
    ),
    Photo(
        name="entrance-front-door",
        room="court",
        label="entrance",
        light="morning",
        at=(9.0, 19.3, 1.35),
        look=(8.9, 13.0),
        lens=32,
        shift=(0, 0.08),
        portrait=True,
        ev=0.15,
        blend=0.15,
        contrast=1.8,
    ),
    Photo(
        name="entrance-path",
        room="court",
        label="entrance",
        light="morning",
        at=(12.7, 20.6, 1.3),
        look=(8.3, 13.2),
        lens=30,
        shift=(0, 0.04),
        ev=0.05,
        blend=0.15,
        contrast=1.8,
    ),
)

HALL = (
    _inside(
        "hall-1",
        "hall",
        light="morning",
        warmth=0.1,
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
        light="morning",
        warmth=0.1,
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
        warmth=-0.8,
        tint=-0.08,
        at=(10.4, 2.8, 1.2),
        look=(16.0, 4.9),
        lens=30,
        shift=(0, -0.03),
        focus=4.6,
        fstop=8.0,
        ev=0.0,
        blend=0.6,
        contrast=1.6,
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
        warmth=0.05,
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

OUTSIDE = (
    _late(
        "pool-1",
        "pool",
        label="pool",
        at=(-0.7, -11.3, 0.62),
        look=(9.5, -4.8),
        lens=33,
        shift=(0, -0.04),
        focus=9,
        fstop=8.0,
        ev=0.0,
    ),
    Photo(
        name="terrace-lounge",
        room="terrace",
        label="outdoor",
        light="golden",
        at=(9.9, -5.6, 1.1),
        look=(13.6, -2.6),
        lens=46,
        shift=(0.06, 0.03),
        focus=4.2,
        fstop=8.0,
        ev=0.2,
        warmth=-0.25,
        mirrored=0.35,
    ),
    _late("pool-2", "pool", label="pool", at=(14.35, -8.9, 0.95), look=(4.4, -4.7), lens=33, shift=(0, -0.03), ev=-0.2),
    Photo(
        name="pool-dusk",
        room="pool",
        label="pool",
        light="dusk",
        ev=-0.3,
        warmth=0.25,
        at=(11.8, -11.75, 1.4),
        look=(4.4, -2.0),
        lens=25,
        shift=(-0.08, 0.05),
    ),
    _late(
        "terrace-2", "terrace", label="outdoor", at=(16.1, -5.3, 1.15), look=(11.3, -3.6), lens=48, focus=3.7, fstop=8.0, ev=-0.3
    ),
    _late(
        "view-sea",
        "view",
        label="view",
        warmth=0.24,
        at=(5.3, -3.7, 1.35),
        look=(11.7, -11.4),
        lens=38,
        shift=(0, -0.03),
        ev=0.2,
        blend=0.25,
    ),
    Photo(
        name="view-sunset",
        room="view",
        label="view",
        light="golden",
        warmth=0.3,
        at=(13.9, -2.8, 1.5),
        look=(3.4, -15.4),
        lens=25,
        shift=(0, -0.05),
        ev=0.15,
        blend=0.5,
    ),
    _late(
        "garden-1",
        "garden",
        label="outdoor",
        at=(-6.4, -19.0, 0.45),
        look=(-0.6, -10.5),
        lens=48,
        shift=(0, 0.02),
        focus=4.4,
        fstop=8.0,
    ),
    _late(
        "garden-2",
        "garden",
        label="outdoor",
        at=(18.2, -14.2, 1.0),
        look=(9.0, -9.0),
        lens=50,
        shift=(0, 0.02),
        focus=3.2,
        fstop=8.0,
        ev=-0.1,
    ),
    Photo(
        name="view-coast",
        room="view",
        label="view",
        light="golden",
        warmth=0.2,
        at=(20.0, -14.0, 1.1),
        look=(25.4, -22.4),
        lens=46,
        shift=(0, 0.05),
        ev=0.55,
        blend=0.55,
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

PHOTOS: tuple[Photo, ...] = FRONT + HALL + LIVING + DINING + KITCHEN + BEDROOM + BATHROOM + STUDY + OUTSIDE + DETAILS
"""The whole shoot, in the order of a walk through the property."""
