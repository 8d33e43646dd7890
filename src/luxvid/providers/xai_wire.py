"""How xAI is asked, and what it answers: a request of ours as the body of its two interfaces, and back.

A request of ours is a dict of JSON types:

    instructions   what it is told first
    content        what is shown, in order: {"text": …} or {"jpeg": base64}
    answered       its own earlier answer, and
    wrong          what was wrong with it: both, where it is asked once more
    schema         the JSON Schema that the answer has to keep to, and its `schema_name`
    effort         how hard it may think
    most_tokens    the longest answer, thoughts included

Both interfaces are documented; neither was ever spoken to by this code. `responses` is the one that xAI prefers, and the only one
where it is asked not to keep what it is shown (`store`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from attrs import frozen

Api = Literal["responses", "chat"]

PATHS: dict[Api, str] = {"responses": "/responses", "chat": "/chat/completions"}


@frozen(kw_only=True)
class Usage:
    """What was counted, in tokens: `read`, of which `cached` had been read before, and `written`, thoughts included."""

    read: int
    cached: int
    written: int


@frozen(kw_only=True)
class Reply:
    """What came back.

    Attributes:
        id: The service's name for it; empty where there is none.
        text: The answer.
        refusal: Why it does not answer, in its words.
        is_cut: The answer ended before its end, because it had become too long.
        failed: Why it came to nothing, in the service's words.
        usage: What was counted, None where the service does not say.
    """

    id: str
    text: str = ""
    refusal: str = ""
    is_cut: bool = False
    failed: str = ""
    usage: Usage | None = None


def body_of(request: Mapping[str, Any], *, model: str, api: Api) -> dict[str, Any]:
    """Return a request as the body that an interface takes."""
    return (_responses_body if api == "responses" else _chat_body)(request, model)


def reply_of(data: Mapping[str, Any], *, api: Api) -> Reply:
    """Return what an interface's answer says; members that are missing or of another kind say nothing."""
    return (_responses_reply if api == "responses" else _chat_reply)(data)


def _responses_body(request: Mapping[str, Any], model: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": model,
        "store": False,
        "input": _turns(request, _responses_part),
    }
    if "schema" in request:
        body["text"] = {"format": {"type": "json_schema", **_schema(request)}}
    if request.get("effort"):
        body["reasoning"] = {"effort": request["effort"]}
    if "most_tokens" in request:
        body["max_output_tokens"] = request["most_tokens"]
    return body


def _turns(request: Mapping[str, Any], part_of: Callable[[Mapping[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return who says what, in order; both interfaces take it in one form, but for the parts."""
    turns = [{"role": "user", "content": [part_of(part) for part in request["content"]]}]
    if "instructions" in request:
        turns.insert(0, {"role": "system", "content": request["instructions"]})
    if "wrong" in request:
        turns += [{"role": "assistant", "content": request["answered"]}, {"role": "user", "content": request["wrong"]}]
    return turns


def _responses_part(part: Mapping[str, Any]) -> dict[str, Any]:
    if "jpeg" in part:
        return {"type": "input_image", "image_url": _data_url(part), "detail": part.get("detail", "high")}
    return {"type": "input_text", "text": part["text"]}


def _chat_body(request: Mapping[str, Any], model: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": model,
        "messages": _turns(request, _chat_part),
    }
    if "schema" in request:
        body["response_format"] = {"type": "json_schema", "json_schema": _schema(request)}
    if request.get("effort"):
        body["reasoning_effort"] = request["effort"]
    if "most_tokens" in request:
        body["max_completion_tokens"] = request["most_tokens"]
    return body


def _chat_part(part: Mapping[str, Any]) -> dict[str, Any]:
    if "jpeg" in part:
        return {"type": "image_url", "image_url": {"url": _data_url(part), "detail": part.get("detail", "high")}}
    return {"type": "text", "text": part["text"]}


def _data_url(part: Mapping[str, Any]) -> str:
    return f"data:image/jpeg;base64,{part['jpeg']}"


def _schema(request: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": request.get("schema_name", "answer"), "schema": request["schema"], "strict": True}


def _responses_reply(data: Mapping[str, Any]) -> Reply:
    parts = [part for item in _dicts(data.get("output")) for part in _dicts(item.get("content"))]
    why = str(_dict(data.get("incomplete_details")).get("reason", ""))
    held_back = "the answer was filtered" if why == "content_filter" else ""
    return Reply(
        id=_text(data.get("id")),
        text="".join(_text(part.get("text")) for part in parts if part.get("type") == "output_text"),
        refusal="".join(_text(part.get("refusal")) for part in parts if part.get("type") == "refusal") or held_back,
        is_cut=why == "max_output_tokens",
        failed=_text(_dict(data.get("error")).get("message")) or ("it failed" if data.get("status") == "failed" else ""),
        usage=_usage(data.get("usage"), "input_tokens", "output_tokens"),
    )


def _chat_reply(data: Mapping[str, Any]) -> Reply:
    choice = next(iter(_dicts(data.get("choices"))), {})
    message, finish = _dict(choice.get("message")), choice.get("finish_reason")
    held_back = "the answer was filtered" if finish == "content_filter" else ""
    return Reply(
        id=_text(data.get("id")),
        text=_text(message.get("content")),
        refusal=_text(message.get("refusal")) or held_back,
        is_cut=finish == "length",
        usage=_usage(data.get("usage"), "prompt_tokens", "completion_tokens"),
    )


def _usage(data: Any, read: str, written: str) -> Usage | None:
    """Return what was counted. xAI has told thoughts both within the written tokens and beside them: the sum tells them all."""
    told = _dict(data)
    if not isinstance(told.get(read), int):
        return None
    all_read = _number(told.get(read))
    cached = _number(_dict(told.get(f"{read}_details")).get("cached_tokens"))
    all_written = max(_number(told.get(written)), _number(told.get("total_tokens")) - all_read)
    return Usage(read=all_read, cached=min(cached, all_read), written=all_written)


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
