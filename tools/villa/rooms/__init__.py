"""The furnished rooms: every piece placed by the plan."""

from __future__ import annotations

from villa.furniture import joinery
from villa.furniture.solids import place
from villa.rooms import bathroom, bedroom, dining, hall, kitchen, living, study

POWER = {"day": 0.35, "morning": 0.35, "afternoon": 0.35, "golden": 0.6, "dusk": 1.0}

SWITCHES = (
    ("living", (16.797, 5.62, 1.05), -90),
    ("bedroom", (18.36, 1.198, 1.05), 0),
    ("bedroom", (20.06, 1.198, 1.05), 0),
    ("hall", (9.24, 12.998, 1.05), 0),
    ("dining", (6.33, 7.198, 1.05), 0),
    ("study", (6.36, 7.198, 4.55), 0),
    ("bathroom", (18.603, 3.72, 1.05), 90),
)

SOCKETS = (
    ("living", (11.1, 7.197, 0.3), 0),
    ("living", (16.797, 5.28, 0.3), -90),
    ("living", (16.797, 1.75, 0.3), -90),
    ("kitchen", (0.303, 5.95, 1.10), 90),
    ("kitchen", (0.303, 1.16, 1.10), 90),
    ("bedroom", (22.697, -3.62, 0.55), -90),
    ("bedroom", (22.697, -0.22, 0.55), -90),
    ("study", (3.203, 6.28, 3.8), 90),
    ("study", (8.72, 7.197, 3.8), 0),
    ("hall", (9.561, 11.45, 0.3), -90),
)


def furnish(light: str = "day") -> None:
    """Furnish every room; the lamps burn low by day and full at dusk."""
    mesh = joinery.switch().mesh()
    for room, at, turn in SWITCHES:
        place(mesh, f"{room}.switch", at, turn)
    double = joinery.socket().mesh()
    for room, at, turn in SOCKETS:
        place(double, f"{room}.socket", at, turn)
    for room in (hall, living, dining, kitchen, bedroom, bathroom, study):
        room.furnish(POWER[light])
