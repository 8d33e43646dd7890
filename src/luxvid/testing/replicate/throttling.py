"""The limits of an account: a bucket of leave that fills as the emulator's clock goes on."""

from __future__ import annotations

from attrs import field, frozen

from luxvid.errors import InvalidInput
from luxvid.testing.replicate.answers import ThrottledShape, throttled
from luxvid.testing.replicate.faults import Answer


def _positive(_limits: object, attribute: object, value: float) -> None:
    if value <= 0:
        raise InvalidInput(f"{getattr(attribute, 'name', 'a limit')} must be more than 0, not {value!r}")


@frozen(kw_only=True)
class Limits:
    """How many requests an account may make.

    Attributes:
        creates_per_minute: How fast leave for creates comes back; 600 for a usual account, 6 with less than $5 of credit.
        burst: How many creates may come at once; 1 with little credit.
        shape: How the body of the 429 looks.
        header: It has a Retry-After header.

    Example:
        >>> from luxvid.testing.replicate import Limits
        >>> Limits(creates_per_minute=6, burst=1).shape
        'live'
    """

    creates_per_minute: float = field(default=600, validator=_positive)
    burst: int = field(default=60, validator=_positive)
    shape: ThrottledShape = "live"
    header: bool = False


class Bucket:
    """Counts requests against limits."""

    def __init__(self) -> None:
        self._left: float | None = None
        self._at = 0.0

    def refused(self, limits: Limits, now: float) -> Answer | None:
        """Return the 429, or None and count the request."""
        a_second = limits.creates_per_minute / 60
        left = limits.burst if self._left is None else min(limits.burst, self._left + (now - self._at) * a_second)
        self._left, self._at = left, now
        if left < 1:
            return throttled(limits.shape, delay_s=max(1, round((1 - left) / a_second + 0.5)), header=limits.header)
        self._left = left - 1
        return None
