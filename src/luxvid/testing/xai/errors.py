"""The answers of HTTP by which xAI refuses; shapes from its documentation and from public reports."""

from __future__ import annotations

from luxvid.testing.replicate.faults import Answer


def problem(status: int, code: str, error: str) -> Answer:
    """Return an error as xAI writes it: its `error` is a text.

    Example:
        >>> problem(400, "invalid-argument", "so bad").body
        {'code': 'invalid-argument', 'error': 'so bad'}
    """
    return Answer(status=status, body={"code": code, "error": error})


def throttled(*, delay_s: int | None = None) -> Answer:
    """Return the 429 of too many requests, with a Retry-After header where `delay_s` is given.

    Example:
        >>> throttled(delay_s=60).headers
        {'Retry-After': '60'}
    """
    words = "Too many requests for team emulator and model grok-4.3. Requests per Minute (actual/limit): 3/2."
    headers = {} if delay_s is None else {"Retry-After": str(delay_s)}
    return Answer(status=429, body={"code": "resource-exhausted", "error": words}, headers=headers)


def quota_used_up() -> Answer:
    """Return the 429 of a quota that is used up: the same code, other words.

    Example:
        >>> quota_used_up().body["code"]
        'resource-exhausted'
    """
    return problem(429, "resource-exhausted", "Free usage quota of team emulator is used up. Add credits in the console.")


def forbidden() -> Answer:
    """Return a 403.

    Example:
        >>> forbidden().status
        403
    """
    return problem(403, "permission-denied", "The team is not allowed to use this model.")


def unauthenticated() -> Answer:
    """Return a 401.

    Example:
        >>> unauthenticated().status
        401
    """
    return problem(401, "unauthenticated", "No credentials that are valid were given.")


def invalid(error: str) -> Answer:
    """Return a 400.

    Example:
        >>> invalid("an enum is empty").status
        400
    """
    return problem(400, "invalid-argument", error)


def unknown_model(name: str) -> Answer:
    """Return the 404 of a model that is not there.

    Example:
        >>> unknown_model("grok-1").body["code"]
        'not-found'
    """
    return problem(404, "not-found", f"The model {name} does not exist, or the team has no access to it.")


def too_large() -> Answer:
    """Return a 413.

    Example:
        >>> too_large().status
        413
    """
    return problem(413, "payload-too-large", "The request is too large.")
