"""A question as it came in over either interface, checked as the service checks it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from luxvid.testing.replicate.faults import Answer
from luxvid.testing.xai.errors import invalid

_IMAGE_BYTES = 20 * 1024 * 1024
_NEVER_WITH_THOUGHT = ("presence_penalty", "frequency_penalty", "stop")
_ITEMS_MOST = 256


class Refused(Exception):
    """The question is refused with `answer`."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@frozen(kw_only=True)
class Asked:
    """One question.

    Attributes:
        api: `responses` or `chat`.
        model: The model.
        texts: All texts in order, those of its own earlier answers among them.
        pictures: The pictures in order, JPEG or PNG.
        schema: The JSON Schema that the answer has to keep to; empty where there is none.
        effort: How hard it is to think; empty where nothing is said.
        most_tokens: The longest answer, None where nothing is said.
        is_kept: The service may keep what it was shown, and its answer.
        body: All of it, as it came.
        headers: The headers that it came with, by names in small letters, without the key.
    """

    api: str
    model: str
    texts: tuple[str, ...]
    pictures: tuple[bytes, ...] = field(repr=False)
    schema: Mapping[str, Any]
    effort: str
    most_tokens: int | None
    is_kept: bool
    body: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)

    @property
    def fingerprint(self) -> str:
        """Equal for equal questions."""
        whole = json.dumps([self.model, self.effort, self.texts, self.schema], sort_keys=True)
        digests = [hashlib.sha256(picture).hexdigest() for picture in self.pictures]
        return hashlib.sha256(json.dumps([whole, digests]).encode()).hexdigest()


def asked_of(body: Any, *, api: str, headers: Mapping[str, str]) -> Asked:
    """Read a question. Raises `Refused` where the service would not take it."""
    if not isinstance(body, dict) or not isinstance(body.get("model"), str):
        raise Refused(invalid("The request must be an object with a model."))
    turns = body.get("input" if api == "responses" else "messages")
    if isinstance(turns, str):
        turns = [{"role": "user", "content": turns}]
    if not isinstance(turns, list) or not turns:
        raise Refused(invalid("There is no message."))
    parts = [part for turn in turns for part in _parts(turn)]
    schema = _schema_in(body, api)
    for why in wrong_with(schema):
        raise Refused(invalid(f"The JSON schema cannot be used: {why}."))
    most = body.get("max_output_tokens" if api == "responses" else "max_completion_tokens")
    effort = (body.get("reasoning") or {}).get("effort") if api == "responses" else body.get("reasoning_effort")
    return Asked(
        api=api,
        model=body["model"],
        texts=tuple(part for part in parts if isinstance(part, str)),
        pictures=tuple(part for part in parts if isinstance(part, bytes)),
        schema=schema,
        effort=effort or "",
        most_tokens=most,
        is_kept=api == "chat" or body.get("store", True) is not False,
        body=body,
        headers={name.lower(): value for name, value in headers.items() if name.lower() != "authorization"},
    )


def refused_by(asked: Asked, efforts: tuple[str, ...]) -> Answer | None:
    """Return the refusal of a model that may think as hard as `efforts` say, None where it takes the question."""
    if asked.effort and asked.effort not in efforts:
        return invalid(f"Model {asked.model} does not support reasoning effort {asked.effort}.")
    for name in _NEVER_WITH_THOUGHT:
        if name in asked.body:
            return invalid(f"Model {asked.model} does not support {name}.")
    return None


def wrong_with(schema: Any) -> Iterator[str]:
    """Yield what the service does not take in a schema.

    Example:
        >>> list(wrong_with({"type": "array", "items": [{"enum": []}]}))
        ['items must be one schema', 'an enum is empty']
    """
    inside = schema if isinstance(schema, list) else list(schema.values()) if isinstance(schema, dict) else []
    if isinstance(schema, dict):
        yield from _wrong_here(schema)
    for one in inside:
        yield from wrong_with(one)


def _wrong_here(schema: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(schema.get("items"), list):
        yield "items must be one schema"
    yield from (f"an {name} is empty" for name in ("enum", "anyOf", "oneOf") if schema.get(name) == [])
    yield from (f"{name} is not supported" for name in ("minContains", "maxContains") if name in schema)
    yield from (f"{name} is above {_ITEMS_MOST}" for name in ("minItems", "maxItems") if schema.get(name, 0) > _ITEMS_MOST)


def _parts(turn: Any) -> Iterator[str | bytes]:
    content = turn.get("content") if isinstance(turn, dict) else None
    if isinstance(content, str):
        yield content
        return
    if not isinstance(content, list):
        raise Refused(invalid("A message has no content."))
    for part in content:
        if part.get("type") in ("text", "input_text", "output_text"):
            yield part["text"]
        elif part.get("type") == "input_image":
            yield _picture(part.get("image_url"))
        elif part.get("type") == "image_url":
            yield _picture((part.get("image_url") or {}).get("url"))
        else:
            raise Refused(invalid(f"A part of type {part.get('type')} is not known."))


def _picture(url: Any) -> bytes:
    from PIL import Image, UnidentifiedImageError

    head, _, data = str(url).partition(";base64,")
    if head not in ("data:image/jpeg", "data:image/jpg", "data:image/png"):
        raise Refused(invalid("An image must be JPEG or PNG in a data URL (nothing is fetched here)."))
    picture = base64.b64decode(data)
    if len(picture) > _IMAGE_BYTES:
        raise Refused(invalid("An image is larger than 20 MiB."))
    try:
        Image.open(io.BytesIO(picture)).verify()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise Refused(invalid("An image cannot be read.")) from error
    return picture


def _schema_in(body: Mapping[str, Any], api: str) -> Mapping[str, Any]:
    asked = (body.get("text") or {}).get("format") if api == "responses" else body.get("response_format")
    if not isinstance(asked, dict) or asked.get("type") != "json_schema":
        return {}
    found: Mapping[str, Any] = (asked if api == "responses" else asked.get("json_schema") or {}).get("schema") or {}
    return found
