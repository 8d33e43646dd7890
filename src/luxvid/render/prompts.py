"""The words that a video model is asked with. They join the key of what was paid: another wording would be another payment."""

from __future__ import annotations

from attrs import evolve

from luxvid.scenes import CameraMove
from luxvid.storyboard import Shot

NEGATIVE = "cuts, flicker, people, text, watermark, new objects, changed rooms, warped lines"
"""What is not wanted, for models that take that."""

_CAMERA = {
    "dolly_in": "slow dolly in",
    "dolly_out": "slow dolly out",
    "truck_left": "slow truck to the left",
    "truck_right": "slow truck to the right",
    "pedestal_up": "slow pedestal up",
    "pedestal_down": "slow pedestal down",
    "parallax": "slow sideways move with parallax",
    "hold": "almost still",
}
_PLAIN = "A quiet view of a building. Steady camera, natural light."


def prompt_of(shot: Shot) -> str:
    """Return the shot's own words, and the camera's move in the words of the trade.

    Example:
        >>> import luxvid
        >>> prompt_of(luxvid.Shot(prompt="A terrace by the sea.", camera=luxvid.TRUCK_LEFT))
        'A terrace by the sea. Camera: slow truck to the left.'
    """
    return " ".join(part for part in (shot.prompt.strip(), camera_words(shot.camera)) if part)


def camera_words(camera: CameraMove) -> str:
    """Return a camera's move as a sentence."""
    return f"Camera: {_CAMERA[camera.move]}."


def plainer(shot: Shot) -> Shot:
    """Return the shot with words that nothing can be taken amiss of: for a second try where the first was held back."""
    return evolve(shot, prompt=_PLAIN)
