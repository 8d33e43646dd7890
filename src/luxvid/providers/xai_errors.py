"""What xAI's refusals mean, in one place. Facts of 2026-11-22 from documentation and issue threads; none was seen live."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from luxvid.errors import (
    CallFailed,
    CallUnknown,
    InputRefused,
    Moderated,
    NoCredit,
    Throttled,
    Unauthorized,
    Unavailable,
)
from luxvid.net.fetching import asked_delay_s
from luxvid.providers.replicate_errors import SURELY_NOT_MADE

XAI = "xai"

STATUSES: dict[int, type[CallFailed]] = {
    400: InputRefused,
    401: Unauthorized,
    402: NoCredit,
    403: Unauthorized,
    422: InputRefused,
}
"""Others below 500 speak of how it was asked, not of what: 404 of the model, 413 of the settings' sizes."""

_QUOTA = re.compile(r"usage quota|out of credits?|run out of|insufficient|spending limit|no credits", re.IGNORECASE)
_HELD_BACK = re.compile(r"usage guidelines|content (?:policy|violat)|safety|moderat", re.IGNORECASE)
_KEY = re.compile(r"\bapi[ _-]?key\b", re.IGNORECASE)
_SECRET = re.compile(r"\bxai-[\w*-]+|\bbearer\s+\S+", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_WORDS_MOST = 400


def refused(status: int, headers: Mapping[str, str], body: bytes, *, secret: str = "") -> CallFailed:
    """Return what an answer that is no success means for a call that costs money.

    The code of a 429 is the same for "too many" and for "the quota is used up": only the words tell them apart. After 500 and
    above it may have been made, but for those answers which say that nobody was there to take it.
    """
    data = _parsed(body)
    text = _words(data, body)
    words = f"{status}: {told(text, secret)}"
    if status == 429:
        return NoCredit(XAI, words) if _QUOTA.search(text) else Throttled(XAI, words, "0", asked_delay_s(headers))
    if status in SURELY_NOT_MADE:
        return Unavailable(XAI, words)
    if status >= 500 or status == 408:
        return CallUnknown(XAI, f"{words}; whether it was answered is not known")
    return _kind(status, data, text)(XAI, words)


def _kind(status: int, data: Any, text: str) -> type[CallFailed]:
    """Return the kind of a refusal below 500; a page of HTML speaks of the way to the service, not of what was asked."""
    if not isinstance(data, dict):
        return Unauthorized if status == 401 else CallFailed
    if _KEY.search(text):
        return Unauthorized
    if status in (400, 403, 422) and _HELD_BACK.search(text):
        return Moderated
    return STATUSES.get(status, CallFailed)


def told(text: str, secret: str = "") -> str:
    """Return words of the service on one line of bounded length, without what may be a key."""
    if secret:
        text = text.replace(secret, "…")
    text = " ".join(_SECRET.sub("…", text).split())
    return text if len(text) <= _WORDS_MOST else text[:_WORDS_MOST] + "…"


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _words(data: Any, body: bytes) -> str:
    """Return what an error says; its `error` is mostly a text here, where OpenAI's is an object."""
    if isinstance(data, dict):
        error = data.get("error")
        message = error.get("message") if isinstance(error, dict) else error
        found = [str(part) for part in (data.get("code"), message, data.get("message"), data.get("detail")) if part]
        return ": ".join(found) or json.dumps(data)
    text = body.decode("utf-8", "replace")
    if title := _TITLE.search(text):
        return unescape(title[1])
    return "an answer that is no JSON" if text.strip() else "an empty answer"
