"""Every refusal and failure has a kind, which says what may be tried next."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from luxvid import errors
from luxvid.calls import Prediction
from luxvid.errors import Throttled
from luxvid.providers.asking import Answer
from luxvid.providers.replicate_errors import CODES, failure, refusal, refused_create
from luxvid.testing.replicate import Answer as Answered
from luxvid.testing.replicate import answers
from luxvid.testing.replicate.outcomes import ERRORS


def answer(status: int, body: Any = "", **headers: str) -> Answer:
    data = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Answer(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=data)


def of(answered: Answered) -> Answer:
    return answer(answered.status, answered.body, **{name.lower(): value for name, value in answered.headers.items()})


@pytest.mark.parametrize(
    ("answered", "free", "create"),
    [
        (answers.unauthenticated(), "Unauthorized", "Unauthorized"),
        (answers.html_error(401), "Unauthorized", "Unauthorized"),
        (answers.no_credit(), "NoCredit", "NoCredit"),
        (answers.forbidden(), "CallFailed", "CallFailed"),
        (answers.not_found(), "CallFailed", "CallFailed"),
        (answers.html_error(404), "CallFailed", "CallFailed"),
        (answers.invalid_version(), "CallFailed", "CallFailed"),
        (answers.invalid_input(("enum", "input.duration", "must be one of 4, 6, 8")), "InputRefused", "InputRefused"),
        (answers.too_large(), "InputRefused", "InputRefused"),
        (answers.throttled(), "Throttled", "Throttled"),
        (answers.server_error(500), "Unavailable", "CallUnknown"),
        (answers.html_error(502), "Unavailable", "CallUnknown"),
        (answers.server_error(503), "Unavailable", "Unavailable"),
        (answers.html_error(504), "Unavailable", "CallUnknown"),
        (answers.html_error(520), "Unavailable", "CallUnknown"),
        (answers.html_error(521), "Unavailable", "Unavailable"),
        (answers.html_error(524), "Unavailable", "CallUnknown"),
        (answers.problem(408, "Timeout", "too slow"), "Unavailable", "CallUnknown"),
        (Answered(status=302, body=""), "Unavailable", "CallUnknown"),
        (Answered(status=204, body=""), "Unavailable", "CallUnknown"),
        (Answered(status=422, body=["a list"]), "CallFailed", "CallFailed"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.status} {str(value.body)[:20]}",
)
def test_a_status_has_a_kind(answered: Answered, free: str, create: str) -> None:
    assert type(refusal(of(answered))).__name__ == free
    error = refused_create(of(answered))
    assert type(error).__name__ == create
    assert str(answered.status) in error.reason
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert (type(again), again.reason) == (type(error), error.reason)


@pytest.mark.parametrize(
    ("body", "header", "delay_s"),
    [
        ({"detail": "Request was throttled. Your rate limit resets in ~30s."}, None, 30),
        ({"detail": "…", "retry_after": 5}, None, 5),
        ({"detail": "…", "retry_after": "7"}, None, 7),
        ({"detail": "Expected available in 1 second."}, None, 1),
        ({"detail": "Expected available in 2 minutes."}, None, 120),
        ({"detail": "resets in ~30s", "retry_after": 5}, "2", 2),
        ({"detail": "…"}, "Wed, 21 Oct 2026 07:28:05 GMT", 5),
        ({"detail": "Request was throttled."}, None, None),
        ({"detail": "…", "retry_after": None}, None, None),
        ({"detail": "…", "retry_after": -1}, None, None),
        (["Request was throttled."], None, None),
        ("<html><title>Too many</title></html>", None, None),
        ("", "soon", None),
    ],
)
def test_a_delay_is_found_wherever_it_stands(body: Any, header: str | None, delay_s: float | None) -> None:
    headers = {"date": "Wed, 21 Oct 2026 07:28:00 GMT"} | ({"retry_after": header} if header else {})
    error = refusal(answer(429, body, **headers))
    assert isinstance(error, Throttled)
    assert error.delay_s == delay_s


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E001", "Unavailable"), ("E002", "CallFailed"), ("E003", "Unavailable"), ("E004", "Unavailable"),
        ("E005", "Moderated"), ("E006", "InputRefused"), ("PA", "Unavailable"), ("E8765", "Unavailable"),
        ("E9828", "Unavailable"), ("E9825", "Unavailable"), ("E1000", "Unavailable"), ("E1001", "CallFailed"),
        ("E6716", "Unavailable"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wrapping", ["{}", "Prediction failed: Async prediction failed: ModelError: {}"])
def test_an_error_code_has_a_kind(code: str, kind: str, wrapping: str) -> None:
    error = failure(Prediction(id="a", status="failed", error=wrapping.format(ERRORS[code])))
    assert type(error).__name__ == kind
    assert CODES[code].words in error.reason
    assert ERRORS[code] in error.reason


@pytest.mark.parametrize(
    ("prediction", "kind", "says"),
    [
        ({"status": "canceled"}, "CallStopped", "may be charged"),
        ({"status": "aborted"}, "CallStopped", "costs nothing"),
        ({"status": "succeeded", "data_removed": True}, "CallLost", "deleted"),
        ({"status": "succeeded"}, "CallFailed", "no result"),
        ({"status": "failed"}, "CallFailed", "does not say why"),
        ({"status": "failed", "error": "Traceback (most recent call last): KeyError"}, "CallFailed", "KeyError"),
        ({"status": "failed", "error": "NSFW content detected"}, "Moderated", "NSFW"),
        ({"status": "failed", "error": "CUDA out of memory"}, "CallFailed", "memory"),
        ({"status": "failed", "error": "something new (E7777)"}, "CallFailed", "E7777"),
    ],
)
def test_every_end_without_a_result_has_a_kind(prediction: dict[str, Any], kind: str, says: str) -> None:
    error = failure(Prediction(id="a", **prediction))
    assert type(error).__name__ == kind
    assert says in str(error)


def test_no_kind_is_retried_that_would_be_pointless() -> None:
    kinds = {code: meaning.kind for code, meaning in CODES.items()}
    assert not any(kind.retryable for code, kind in kinds.items() if code in ("E002", "E005", "E006", "E1001", "E4875"))
    assert all(hasattr(errors, kind.__name__) for kind in kinds.values())


@pytest.mark.parametrize(
    "body",
    [
        {"detail": "the token r8_0123456789abcdef is not valid"},
        {"detail": "Authorization: Bearer gateway-secret-42 is not valid"},
        {"error": "you sent a b c"},
        "<html><title>a b c is not welcome</title></html>",
    ],
)
def test_a_token_that_comes_back_is_not_told_on(body: Any) -> None:
    reason = refusal(answer(401, body), secrets=("a b c",)).reason
    assert "r8_0" not in reason
    assert "secret" not in reason
    assert "a b c" not in reason


def test_words_are_kept_short_and_on_one_line() -> None:
    reason = refusal(answer(422, {"title": "Input validation failed", "detail": "- input.a: no\n" * 500})).reason
    assert len(reason) < 450
    assert "\n" not in reason
    assert reason.startswith("422: Input validation failed: - input.a: no")
