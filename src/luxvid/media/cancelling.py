"""Blocking work that can be stopped: in a worker thread it asks whether its caller was cancelled, elsewhere it goes on."""

from __future__ import annotations

from anyio import NoEventLoopError, from_thread


def stop_if_cancelled() -> None:
    """Raise the cancellation where the caller of this worker thread was cancelled; do nothing outside anyio's workers."""
    try:
        from_thread.check_cancelled()
    except NoEventLoopError:  # called directly, by a script or a test: nobody can cancel
        return
