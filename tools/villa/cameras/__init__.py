"""Every photo of the shoot as data: where the camera stands, where it looks, through what lens, in which light."""

from __future__ import annotations

from villa.cameras.indoors import BATHROOM, BEDROOM, DETAILS, DINING, HALL, KITCHEN, LIVING, STUDY
from villa.cameras.outdoors import FRONT, OUTSIDE
from villa.photo import Photo

PHOTOS: tuple[Photo, ...] = FRONT + HALL + LIVING + DINING + KITCHEN + BEDROOM + BATHROOM + STUDY + OUTSIDE + DETAILS
"""The whole shoot, in the order of a walk through the property."""

__all__ = ["PHOTOS"]
