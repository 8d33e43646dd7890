"""The ways in which predictions fail at Replicate; texts from public reports."""

from __future__ import annotations

from luxvid.testing.replicate.faults import Outcome

ERRORS = {
    "E001": "An error occurred while processing your request (E001)",
    "E002": "An error occurred while processing your request (E002)",
    "E003": "Service is currently unavailable due to high demand. Please try again later. (E003)",
    "E004": "Service is temporarily unavailable. Please try again later. (E004)",
    "E005": "The input or output was flagged as sensitive. Please try again with different inputs. (E005) (uIJ6l3ruRD)",
    "E006": "The input was invalid. Please try again with different inputs. (E006)",
    "PA": "Prediction interrupted; please retry (code: PA)",
    "E8765": "Director: unexpected error handling prediction (E8765)",
    "E9828": "Director: unexpected error handling prediction (E9828)",
    "E9825": "Failed to upload output (E9825)",
    "E1000": "An unknown error occurred (E1000)",
    "E1001": "The model ran out of memory (E1001)",
    "E6716": "Prediction timed out while starting (E6716)",
}
"""The text of `error` by its code."""


def fails(code: str, *, charged: bool = False, wrapped: bool = False) -> Outcome:
    """Return a failure.

    Args:
        code: One of `ERRORS`, else the text itself.
        charged: It costs its price all the same.
        wrapped: The text stands in a longer one, as most do.

    Example:
        >>> fails("PA").error
        'Prediction interrupted; please retry (code: PA)'
    """
    text = ERRORS.get(code, code)
    error = f"Prediction failed: Async prediction failed: ModelError: {text}" if wrapped else text
    return Outcome(status="failed", error=error, charged=charged)


def canceled(*, charged: bool = True) -> Outcome:
    """Return a prediction that the service itself cancels.

    Example:
        >>> canceled().status
        'canceled'
    """
    return Outcome(status="canceled", charged=charged)


def aborted() -> Outcome:
    """Return a prediction that ends before it began.

    Example:
        >>> aborted().status
        'aborted'
    """
    return Outcome(status="aborted", skips_processing=True)


def never_ends(*, status: str = "") -> Outcome:
    """Return a prediction that has no end but its deadline; `status` is a word for it that nobody knows.

    Example:
        >>> never_ends(status="queued").running_status
        'queued'
    """
    return Outcome(status="", running_status=status)
