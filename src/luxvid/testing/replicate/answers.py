"""The answers of HTTP by which Replicate refuses; shapes from its documentation and from public reports."""

from __future__ import annotations

from typing import Literal

from luxvid.testing.replicate.faults import Answer

ThrottledShape = Literal["documented", "live", "older", "text", "empty", "list"]


def throttled(shape: ThrottledShape = "live", *, delay_s: int = 1, header: bool = False) -> Answer:
    """Return a 429.

    Args:
        shape: Of the body: as `documented`, as seen `live` (with `retry_after`), as in `older` reports, plain `text`, `empty`,
            or a `list`.
        delay_s: How long it asks to wait.
        header: It has a Retry-After header too.

    Example:
        >>> throttled("documented", delay_s=30).body
        {'detail': 'Request was throttled. Your rate limit resets in ~30s.'}
    """
    resets = f"Your rate limit resets in ~{delay_s}s."
    reduced = f"Your rate limit for creating predictions is reduced while you have less than $5.0 in credit. {resets}"
    bodies = {
        "documented": {"detail": f"Request was throttled. {resets}"},
        "live": {"title": "Request was throttled", "detail": reduced, "status": 429, "retry_after": delay_s},
        "older": {"detail": f"Request was throttled. Expected available in {delay_s} second{'s' if delay_s != 1 else ''}."},
        "text": "Too Many Requests",
        "empty": "",
        "list": ["Request was throttled."],
    }
    return Answer(status=429, body=bodies[shape], headers={"Retry-After": str(delay_s)} if header else {})


def html_error(status: int = 502, *, counted: bool = False) -> Answer:
    """Return the page of a proxy before the service; `counted` where the request went through before.

    Example:
        >>> html_error(504).body.startswith("<html>")
        True
    """
    page = f"<html><head><title>{status}</title></head><body><h1>Error {status}</h1><p>No answer.</p></body></html>"
    return Answer(status=status, body=page, counted=counted)


def server_error(status: int = 500, *, counted: bool = False) -> Answer:
    """Return an error of the service itself.

    Example:
        >>> server_error(503).body
        {'detail': 'Internal server error'}
    """
    return Answer(status=status, body={"detail": "Internal server error"}, counted=counted)


def unauthenticated() -> Answer:
    """Return a 401.

    Example:
        >>> unauthenticated().status
        401
    """
    return problem(401, "Unauthenticated", "You did not pass a valid authentication token")


def no_credit() -> Answer:
    """Return a 402.

    Example:
        >>> no_credit().body["title"]
        'Insufficient credit'
    """
    detail = "You have insufficient credit to run this model. Go to https://replicate.com/account/billing to add some."
    return problem(402, "Insufficient credit", detail)


def forbidden() -> Answer:
    """Return a 403, as a proxy sends to clients that it does not like.

    Example:
        >>> forbidden().status
        403
    """
    return html_error(403)


def not_found() -> Answer:
    """Return a 404.

    Example:
        >>> not_found().body
        {'detail': 'The requested resource could not be found.', 'status': 404}
    """
    return Answer(status=404, body={"detail": "The requested resource could not be found.", "status": 404})


def invalid_version() -> Answer:
    """Return the 422 of a version that does not exist.

    Example:
        >>> invalid_version().body["status"]
        422
    """
    detail = "The specified version does not exist (or perhaps you don't have permission to use it?)"
    return problem(422, "Invalid version or not permitted", detail)


def invalid_input(*fields: tuple[str, str, str]) -> Answer:
    """Return the 422 of a body or input that breaks the schema: (type, field, description) each.

    Example:
        >>> invalid_input(("required", "input", "prompt is required")).body["invalid_fields"]
        [{'type': 'required', 'field': 'input', 'description': 'prompt is required'}]
    """
    answer = problem(422, "Input validation failed", "".join(f"- {field}: {text}\n" for _, field, text in fields))
    answer.body["invalid_fields"] = [{"type": kind, "field": field, "description": text} for kind, field, text in fields]
    return answer


def too_large() -> Answer:
    """Return the 413 of a file that is too large.

    Example:
        >>> too_large().headers
        {'Content-Type': 'application/problem+json'}
    """
    return Answer(
        status=413, body={"detail": "Files must be less than 100MB in size"}, headers={"Content-Type": "application/problem+json"}
    )


def problem(status: int, title: str, detail: str) -> Answer:
    """Return an error in the shape that most of the service's errors have.

    Example:
        >>> problem(400, "Bad", "so bad").body
        {'title': 'Bad', 'detail': 'so bad', 'status': 400}
    """
    return Answer(status=status, body={"title": title, "detail": detail, "status": status})
