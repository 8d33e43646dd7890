"""luxvid turns a property's photos into a finished film: chosen, brought into motion, joined and scored.

    import luxvid
    film = luxvid.make_film("photos/", "villa.mp4")
    print(film.report)

Names come lazily: importing luxvid loads none of the packages that decode, render or encode.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luxvid.audio import ProgressiveScorer, SynthComposer
    from luxvid.blobs import Blob
    from luxvid.brand import Brand
    from luxvid.encoding import Encoding
    from luxvid.errors import LuxvidError
    from luxvid.film import Clip, Film, PictureTrack
    from luxvid.intake import load_photos
    from luxvid.photos import Photo, PhotoSet
    from luxvid.protocols import Run
    from luxvid.render import Combiner, KenBurnsRenderer
    from luxvid.report import Report
    from luxvid.scenes import (
        DOLLY_IN,
        DOLLY_OUT,
        HOLD,
        LUXURY_SCENES,
        PARALLAX,
        PEDESTAL_DOWN,
        PEDESTAL_UP,
        TRUCK_LEFT,
        TRUCK_RIGHT,
        CameraMove,
        Scene,
    )
    from luxvid.selection import LocalSelector
    from luxvid.sound import Cue, Soundtrack
    from luxvid.storage import Storage
    from luxvid.storyboard import Brief, Shot, Storyboard
    from luxvid.studio import Studio, make_film
    from luxvid.tasks import wait
    from luxvid.transitions import Cut, Dissolve, FadeThroughBlack

_ROOMS = {
    "audio": ("ProgressiveScorer", "SynthComposer"),
    "blobs": ("Blob",),
    "brand": ("Brand",),
    "encoding": ("Encoding",),
    "errors": ("LuxvidError",),
    "film": ("Clip", "Film", "PictureTrack"),
    "intake": ("load_photos",),
    "photos": ("Photo", "PhotoSet"),
    "protocols": ("Run",),
    "render": ("Combiner", "KenBurnsRenderer"),
    "report": ("Report",),
    "scenes": (
        "DOLLY_IN", "DOLLY_OUT", "HOLD", "LUXURY_SCENES", "PARALLAX", "PEDESTAL_DOWN", "PEDESTAL_UP", "TRUCK_LEFT",
        "TRUCK_RIGHT", "CameraMove", "Scene",
    ),
    "selection": ("LocalSelector",),
    "sound": ("Cue", "Soundtrack"),
    "storage": ("Storage",),
    "storyboard": ("Brief", "Shot", "Storyboard"),
    "studio": ("Studio", "make_film"),
    "tasks": ("wait",),
    "transitions": ("Cut", "Dissolve", "FadeThroughBlack"),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "DOLLY_IN",
    "DOLLY_OUT",
    "HOLD",
    "LUXURY_SCENES",
    "PARALLAX",
    "PEDESTAL_DOWN",
    "PEDESTAL_UP",
    "TRUCK_LEFT",
    "TRUCK_RIGHT",
    "Blob",
    "Brand",
    "Brief",
    "CameraMove",
    "Clip",
    "Combiner",
    "Cue",
    "Cut",
    "Dissolve",
    "Encoding",
    "FadeThroughBlack",
    "Film",
    "KenBurnsRenderer",
    "LocalSelector",
    "LuxvidError",
    "Photo",
    "PhotoSet",
    "PictureTrack",
    "ProgressiveScorer",
    "Report",
    "Run",
    "Scene",
    "Shot",
    "Soundtrack",
    "Storage",
    "Storyboard",
    "Studio",
    "SynthComposer",
    "load_photos",
    "make_film",
    "wait",
]
__version__ = "0.1.0"

logging.getLogger("luxvid").addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'luxvid' has no attribute {name!r}")
    value = getattr(import_module(f"luxvid.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
