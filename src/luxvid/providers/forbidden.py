"""The switch of `luxvid.testing.forbid_spending()`: while it is set, no paid call is sent to a host that is not loopback."""

from __future__ import annotations

import os
import threading

from luxvid.errors import SpendingForbidden
from luxvid.net.hosts import is_loopback

VARIABLE = "LUXVID_FORBID_SPENDING"
"""The switch is a variable of the environment, so that it holds in the processes that a test starts, too."""

_guard = threading.Lock()
_before: list[str | None] = []


def forbid() -> None:
    """Set the switch once more."""
    with _guard:
        _before.append(os.environ.get(VARIABLE))
        os.environ[VARIABLE] = "1"


def allow_again() -> None:
    """Take back one `forbid`; the last one taken back leaves the environment as it was."""
    with _guard:
        before = _before.pop()
        if not _before:
            os.environ.pop(VARIABLE, None)
            if before is not None:
                os.environ[VARIABLE] = before


def refuse_spending(host: str) -> None:
    """Raise `SpendingForbidden` where the switch is set and `host` is not this machine. Whoever spends calls it before."""
    if os.environ.get(VARIABLE) and not is_loopback(host):
        raise SpendingForbidden(
            f"a paid call to {host!r} was tried inside forbid_spending(): nothing was sent; "
            "let the test speak to an emulator of luxvid.testing instead"
        )
