"""The xAI emulator, seen by the published client: both interfaces, what it refuses, what it says, what it bills."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from PIL import Image

from luxvid.testing import XaiEmulator
from luxvid.testing.xai import Reply
from luxvid.testing.xai.asked import wrong_with
from luxvid.testing.xai.replies import made_up

openai = pytest.importorskip("openai", reason="needs luxvid[grok]")

SHOT = {
    "type": "object",
    "properties": {
        "scene": {"type": "string", "enum": ["hall", "pool"]},
        "first": {"anyOf": [{"$ref": "#/$defs/photo"}, {"type": "null"}]},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "reason": {"type": "string"},
    },
    "required": ["scene", "first", "confidence", "reason"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {"shots": {"type": "array", "items": SHOT, "minItems": 2, "maxItems": 2}},
    "required": ["shots"],
    "additionalProperties": False,
    "$defs": {"photo": {"type": "string", "enum": ["p1"]}},
}


@pytest.fixture
def emulator() -> Iterator[XaiEmulator]:
    with XaiEmulator() as emulator:
        yield emulator


@pytest.fixture
def client(emulator: XaiEmulator) -> Iterator[Any]:
    with openai.OpenAI(api_key=emulator.api_key, base_url=emulator.base_url, max_retries=0) as client:
        yield client


def picture(kind: str = "JPEG") -> str:
    out = io.BytesIO()
    Image.new("RGB", (32, 18), "white").save(out, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(out.getvalue()).decode()}"


def chatted(client: Any, url: str = "", **more: Any) -> Any:
    parts: list[dict[str, Any]] = [{"type": "text", "text": "Which?"}]
    parts += [{"type": "image_url", "image_url": {"url": url, "detail": "high"}}] if url else []
    wanted: dict[str, Any] = {"model": "grok-4.3", "messages": [{"role": "user", "content": parts}]}
    return client.chat.completions.create(**(wanted | more))


FORMAT = {"type": "json_schema", "json_schema": {"name": "board", "schema": SCHEMA, "strict": True}}


def test_the_older_interface_answers_after_the_schema(client: Any) -> None:
    answer = chatted(client, picture(), response_format=FORMAT)
    jsonschema.validate(json.loads(answer.choices[0].message.content), SCHEMA)
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == sum(
        (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.completion_tokens_details.reasoning_tokens)
    )


def test_the_newer_interface_answers_after_the_schema(client: Any, emulator: XaiEmulator) -> None:
    answer = client.responses.create(
        model="grok-4.3",
        input=[{"role": "user", "content": [{"type": "input_image", "image_url": picture("PNG"), "detail": "low"}]}],
        text={"format": {"type": "json_schema", "name": "board", "schema": SCHEMA, "strict": True}},
        reasoning={"effort": "none"},
        store=False,
    )
    jsonschema.validate(json.loads(answer.output_text), SCHEMA)
    assert (answer.status, answer.usage.output_tokens_details.reasoning_tokens) == ("completed", emulator.thoughts)
    assert not emulator.asked[0].is_kept


def test_answers_are_parsed_into_classes_of_ones_own(client: Any) -> None:
    pydantic = pytest.importorskip("pydantic")
    room = pydantic.create_model("Room", name=(str, ...), area_m2=(float, ...))
    question = [{"role": "user", "content": "Which room?"}]
    answer = client.chat.completions.parse(model="grok-4.3", messages=question, response_format=room)
    assert isinstance(answer.choices[0].message.parsed, room)
    assert isinstance(client.responses.parse(model="grok-4.3", input="Which?", text_format=room).output_parsed, room)


def test_each_enum_gives_its_values_in_turn_and_then_null() -> None:
    shots = made_up(SCHEMA)["shots"]
    assert [(shot["scene"], shot["first"]) for shot in shots] == [("hall", "p1"), ("pool", None)]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"model": "grok-1"}, 404),
        ({"reasoning_effort": "utmost"}, 400),
        ({"presence_penalty": 1}, 400),
        ({"url": "https://example.org/a.jpg"}, 400),
        ({"url": "data:image/webp;base64,AAAA"}, 400),
        ({"url": "data:image/jpeg;base64,AAAA"}, 400),
        ({"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"enum": []}}}}, 400),
    ],
    ids=str,
)
def test_what_the_service_refuses_is_refused_and_not_billed(
    wrong: dict[str, Any], status: int, client: Any, emulator: XaiEmulator
) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        chatted(client, **wrong)
    assert refused.value.status_code == status
    assert set(refused.value.response.json()) == {"code", "error"}
    assert len(emulator.bill) == 0


def test_another_key_and_a_question_that_is_too_large_are_refused(client: Any, emulator: XaiEmulator) -> None:
    with openai.OpenAI(api_key="xai-other", base_url=emulator.base_url, max_retries=0) as other:
        with pytest.raises(openai.AuthenticationError):
            chatted(other)
        with pytest.raises(openai.AuthenticationError):
            other.models.list()
    emulator.max_body_bytes = 100
    with pytest.raises(openai.APIStatusError) as refused:
        chatted(client, picture())
    assert refused.value.status_code == 413
    assert "grok-4.3" in {model.id for model in client.models.list()}


def test_what_a_schema_may_not_say_is_told() -> None:
    wrong = {"items": [{"anyOf": []}], "minContains": 1, "maxItems": 1000}
    assert len(list(wrong_with(wrong))) == 4
    assert list(wrong_with(SCHEMA)) == []


def test_every_answer_is_on_the_bill_and_equal_questions_are_found(client: Any, emulator: XaiEmulator) -> None:
    emulator.replies.append(Reply(is_empty=True))
    answers = [chatted(client, picture()) for _ in range(2)]
    chatted(client)
    assert answers[0].choices == []
    assert len(emulator.bill) == 3
    assert [len(group) for group in emulator.bill.duplicates()] == [2]
    assert emulator.bill.total_usd > 0


def test_replies_say_what_they_are_told_to(client: Any, emulator: XaiEmulator) -> None:
    emulator.replies += [Reply(text="so"), Reply(cut_after=0.5), Reply(refusal="no"), Reply(is_filtered=True)]
    choices = [chatted(client).choices[0] for _ in range(4)]
    assert [choice.message.content for choice in choices] == ["so", "An an", None, None]
    assert [choice.finish_reason for choice in choices] == ["stop", "length", "stop", "content_filter"]
    assert choices[2].message.refusal == "no"


async def test_it_serves_async_callers_and_ends(emulator: XaiEmulator) -> None:
    async with XaiEmulator() as other:
        assert other.base_url != emulator.base_url
        async with openai.AsyncOpenAI(api_key=other.api_key, base_url=other.base_url, max_retries=0) as client:
            assert (await client.responses.create(model="grok-4.5", input="?")).output_text == "An answer."
    async with openai.AsyncOpenAI(api_key=other.api_key, base_url=other.base_url, max_retries=0) as client:
        with pytest.raises(openai.APIConnectionError):
            await client.responses.create(model="grok-4.5", input="?")
    assert len(other.bill) == 1
    with pytest.raises(OSError, match="address already in use"), XaiEmulator(port=int(emulator.base_url.split(":")[2][:-3])):
        pass


pytestmark = pytest.mark.anyio
