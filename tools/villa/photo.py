"""One photo as data: its name, its camera, and how it is developed."""

from __future__ import annotations

from dataclasses import dataclass

_OPEN = 4.0  # the aperture below which what is not in focus is far out of it


@dataclass(frozen=True, kw_only=True)
class Photo:
    """One photo of the shoot.

    Attributes:
        name: The file's name without its suffix.
        room: The part of the property that it shows.
        label: That part in the words of the manifests of test uploads.
        light: `morning`, `day`, `afternoon`, `golden` or `dusk`.
        at: Where the camera stands, in the plan's metres.
        look: The point on the plan that it looks towards; it stays level.
        lens: Focal length in mm, for a sensor of 36 mm along the long side.
        shift: The picture's shift right and up in shares of the long side, so that verticals stay upright.
        pitch: Degrees up; for details only.
        portrait: Whether the picture stands.
        focus: Metres to what is sharp; 0 for sharp everywhere.
        fstop: The aperture, where there is a focus.
        ev: Stops brighter than the meter says.
        warmth: Stops between red and blue; above 0 is warmer.
        tint: Stops of green taken away; below 0 it is added.
        blend: How far large differences of light are drawn together, as by blended brackets: 0 to 1.
        contrast: How steep the film's curve is about grey.
        calmed: How much of the blotches of colour is taken away, 0 to 1, where too little light came in.
        mirrored: The share of what panes mirror that is seen, as through a polarising filter; rooms by day have their own.
        beyond: Stops brighter than usual that the view through windows is printed.
        shaded: Stops between red and blue that this view is warmed by, where leaves in the shade take the sky's blue.
    """

    name: str
    room: str
    label: str
    light: str = "day"
    at: tuple[float, float, float]
    look: tuple[float, float]
    lens: float = 20.0
    shift: tuple[float, float] = (0.0, 0.0)
    pitch: float = 0.0
    portrait: bool = False
    focus: float = 0.0
    fstop: float = 2.8
    ev: float = 0.0
    warmth: float = 0.0
    tint: float = 0.0
    blend: float = 0.3
    contrast: float = 1.7
    calmed: float = 0.0
    mirrored: float = 1.0
    beyond: float = 0.0
    shaded: float = 0.0

    @property
    def is_shallow(self) -> bool:
        """Whether much is far out of focus, so that windows have no edges."""
        return self.focus > 0 and self.fstop < _OPEN
