"""The seam of what is laid over the picture: titles, labels, watermarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from luxvid.encoding import Encoding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Beneath(Protocol):
    """The film's picture without what is laid over it."""

    async def frames(self, numbers: Sequence[int], /, *, encoding: Encoding) -> list[NDArray[np.uint8]]:
        """Return film frames, counted from the overlay's `begin`, in an encoding's size (a small one is quicker).

        Frames are (height · 3 / 2, width) uint8, planar yuv420p, BT.709 limited. Costs what rendering them costs.
        """


class Layer(Protocol):
    """An overlay made ready for one encoding: drawn once, laid over every frame."""

    def lay(self, frame: NDArray[np.uint8], number: int, /) -> NDArray[np.uint8]:
        """Return the frame with the overlay on it, in the same form; `frame` itself stays as it is.

        `number` counts film frames from the overlay's `begin`. Called in worker threads, for several frames at once.
        """


class Overlay(Protocol):
    """What is laid over the film's frames `begin` to `end` − 1 while they are encoded: a title, a label, a watermark.

    `identity` describes all that decides its pixels, but for the encoding, its length and the picture beneath. Only what
    `looks_beneath` may ask for frames: a piece of film that it covers is made anew where one of these changes. Bodies are split
    where overlays begin and end, so that another overlay makes only the frames anew that show it; passages are not split.
    """

    @property
    def begin(self) -> int:
        """First film frame that shows it."""

    @property
    def end(self) -> int:
        """First film frame after it."""

    @property
    def identity(self) -> dict[str, Any]:
        """JSON-able description of all that decides its pixels."""

    @property
    def looks_beneath(self) -> bool:
        """Whether the picture beneath decides how it is drawn, as where contrast is measured."""

    async def layer(self, beneath: Beneath, /, *, encoding: Encoding) -> Layer:
        """Draw it for an encoding. Drawing runs in a worker thread.

        Raises:
            InvalidInput: It cannot be drawn at this size.
        """
