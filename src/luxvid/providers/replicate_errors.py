"""What Replicate's refusals and failures mean, in one place: statuses of HTTP, and the codes in a prediction's error.

The codes are facts of 2026-11-22, read in documentation, a model wrapper's source and issue threads; none was seen live.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from attrs import frozen

from luxvid.calls import SUCCEEDED, Prediction
from luxvid.errors import (
    CallFailed,
    CallLost,
    CallStopped,
    CallUnknown,
    InputRefused,
    Moderated,
    NoCredit,
    Throttled,
    Unauthorized,
    Unavailable,
)
from luxvid.net.fetching import asked_delay_s
from luxvid.providers.asking import Answer, NoAnswer

REPLICATE = "replicate"


@frozen
class Meaning:
    """What a code stands for: the kind of error, and words for people."""

    kind: type[CallFailed]
    words: str


CODES = {
    "E001": Meaning(Unavailable, "the model's own account with its maker is empty"),
    "E002": Meaning(CallFailed, "the model's own key is not taken by its maker"),
    "E003": Meaning(Unavailable, "the model is in high demand"),
    "E004": Meaning(Unavailable, "the model's maker does not answer"),
    "E005": Meaning(Moderated, "input or result was held back as sensitive"),
    "E006": Meaning(InputRefused, "the model cannot use the input"),
    "PA": Meaning(Unavailable, "the prediction was interrupted"),
    "E1000": Meaning(Unavailable, "the platform failed"),
    "E1001": Meaning(CallFailed, "the model ran out of memory"),
    "E4875": Meaning(CallFailed, "the webhook's URL is empty"),
    "E6716": Meaning(Unavailable, "the model did not start in time"),
    "E8367": Meaning(CallStopped, "the prediction was stopped"),
    "E8765": Meaning(Unavailable, "the platform failed"),
    "E9243": Meaning(Unavailable, "the platform failed"),
    "E9825": Meaning(Unavailable, "the result could not be stored"),
    "E9828": Meaning(Unavailable, "the platform failed"),
}
WORDS = {
    "flagged as sensitive": CODES["E005"],
    "NSFW content": CODES["E005"],
    "high demand": CODES["E003"],
    "temporarily unavailable": CODES["E004"],
    "Prediction interrupted": CODES["PA"],
    "The input was invalid": CODES["E006"],
    "out of memory": CODES["E1001"],
}
STATUSES = {
    400: InputRefused,
    401: Unauthorized,
    402: NoCredit,
    403: Unauthorized,
    408: Unavailable,
    413: InputRefused,
    415: InputRefused,
    422: InputRefused,
    425: Unavailable,
}
SURELY_NOT_MADE = frozenset({503, 521, 523, 525, 526})
"""Answers of 500 and above after which nothing runs: nobody was there to take the call (52x are Cloudflare's)."""

_CODE = re.compile(r"\b(E\d{3,4})\b|\(code: (\w+)\)")
_DELAY = re.compile(r"(?:in|after|for)\s+~?\s*(\d+(?:\.\d+)?)\s*(ms|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)\b", re.IGNORECASE)
_SECRET = re.compile(r"\br8_\w+|\b(?:bearer|token)\s+(?=\S*\d)[\w.~+/=-]{8,}", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_WORDS_MOST = 400


def refusal(answer: Answer, *, secrets: tuple[str, ...] = ()) -> CallFailed:
    """Return what an answer that is no success means for a request that may be repeated freely."""
    data, status = parsed(answer), answer.status
    words = f"{status}: {_words(data, answer, secrets)}"
    if status == 429:
        return Throttled(REPLICATE, words, "0", _delay_s(data, answer))
    if status >= 500:
        return Unavailable(REPLICATE, words)
    if status < 400:
        return Unavailable(REPLICATE, f"{words} (an answer that was not expected: is the base URL right?)")
    return _kind(status, data)(REPLICATE, words)


def refused_create(answer: Answer, *, secrets: tuple[str, ...] = ()) -> CallFailed:
    """Return what such an answer means for a create: where it may run all the same, `CallUnknown`."""
    error = refusal(answer, secrets=secrets)
    is_sure = answer.status in SURELY_NOT_MADE or (400 <= answer.status < 500 and answer.status != 408)
    return error if is_sure else CallUnknown(REPLICATE, f"{error.reason}; whether it was made is not known")


def unanswered(error: NoAnswer) -> Unavailable:
    """Return what it means that no answer came to a request that may be repeated freely."""
    return Unavailable(REPLICATE, f"no answer ({error.reason})")


def unanswered_create(error: NoAnswer) -> CallFailed:
    """Return what it means that no answer came to a create."""
    if error.may_be_there:
        return CallUnknown(REPLICATE, f"no answer ({error.reason}); whether the call was made is not known")
    return unanswered(error)


def failure(prediction: Prediction, *, secrets: tuple[str, ...] = ()) -> CallFailed:
    """Return what a prediction that is over, but gave no result, failed of."""
    if prediction.status == "canceled":
        return CallStopped(REPLICATE, "cancelled, or ended by its deadline; what it ran until then may be charged")
    if prediction.status == "aborted":
        return CallStopped(REPLICATE, "ended before it began, which costs nothing")
    if prediction.status == SUCCEEDED:
        if prediction.data_removed:
            return CallLost(REPLICATE, "it was made, and Replicate has deleted the result, as it does after an hour")
        return CallFailed(REPLICATE, "it succeeded, but gave no result")
    words = _trimmed(prediction.error, secrets) or "it failed and does not say why"
    meaning = _meaning(prediction.error)
    return CallFailed(REPLICATE, words) if meaning is None else meaning.kind(REPLICATE, f"{meaning.words}: {words}")


def parsed(answer: Answer) -> Any:
    """Return the body read as JSON; None where it is none."""
    try:
        return json.loads(answer.body)
    except ValueError:
        return None


def _meaning(error: str) -> Meaning | None:
    for code in _CODE.finditer(error):
        if found := CODES.get(code[1] or code[2]):
            return found
    return next((meaning for words, meaning in WORDS.items() if words.lower() in error.lower()), None)


def _kind(status: int, data: Any) -> type[CallFailed]:
    """Return the kind of a refusal below 500; a page of HTML speaks of the way to the service, not of the input."""
    if not isinstance(data, dict) or (status == 422 and "version" in str(data.get("title", "")).lower()):
        return Unauthorized if status == 401 else CallFailed
    return STATUSES.get(status, CallFailed)


def _delay_s(data: Any, answer: Answer) -> float | None:
    asked = asked_delay_s(answer.headers)
    if asked is None and isinstance(data, dict):
        asked = _number(data.get("retry_after"))
    found = None if asked is not None else _DELAY.search(str(data or ""))
    if found is not None:
        unit = found[2].lower()
        asked = float(found[1]) * (0.001 if unit == "ms" else 60 if unit.startswith("m") else 1)
    return asked


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 <= number < float("inf") else None


def _words(data: Any, answer: Answer, secrets: tuple[str, ...]) -> str:
    if isinstance(data, dict):
        told = [str(data[key]) for key in ("title", "detail", "error", "message") if data.get(key)]
        text = ": ".join(dict.fromkeys(told)) or json.dumps(data)
    elif data is not None:
        text = json.dumps(data)
    elif title := _TITLE.search(answer.body):
        text = unescape(title[1].decode("utf-8", "replace"))
    else:
        text = "an answer that is no JSON" if answer.body else "an empty answer"
    return _trimmed(text, secrets)


def _trimmed(text: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        text = text.replace(secret, "…")
    text = " ".join(_SECRET.sub("…", text).split())
    return text if len(text) <= _WORDS_MOST else text[:_WORDS_MOST] + "…"
