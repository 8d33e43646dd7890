"""The emulator speaks as Replicate does: by its OpenAPI document, and with the published client."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import jsonschema
import pytest

from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate.outcomes import aborted, fails
from luxvid.testing.replicate.uploads import signature

DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "providers" / "replicate-openapi.json"
MODEL = "google/veo-3.1-fast"
MUSIC = "meta/musicgen"
HASH = "671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb"


FORMATS = jsonschema.FormatChecker(())


@FORMATS.checks("date-time", ValueError)
def is_time(text: object) -> bool:
    return datetime.fromisoformat(str(text)).tzinfo is not None


@FORMATS.checks("uri", ValueError)
def is_uri(text: object) -> bool:
    return bool(urlsplit(str(text)).netloc)


@cache
def document() -> dict[str, Any]:
    if not DOCUMENT.is_file():
        pytest.skip("needs Replicate's OpenAPI document beside the project")
    return dict(with_nulls(json.loads(DOCUMENT.read_text("utf-8"))))


def with_nulls(part: Any) -> Any:
    """Return JSON Schema for OpenAPI 3.0, which writes `nullable` for the type null.

    `oneOf` becomes `anyOf`: the document says of `version` that it is either a text or `hidden`, which is a text.
    """
    if isinstance(part, list):
        return [with_nulls(item) for item in part]
    if not isinstance(part, dict):
        return part
    schema = {"anyOf" if name == "oneOf" else name: with_nulls(value) for name, value in part.items()}
    if schema.get("nullable") is True:
        return {"anyOf": [schema, {"type": "null"}]}
    return schema


def check(answer: httpx.Response, path: str, method: str = "get") -> Any:
    """Assert that an answer has a status, a type and a body that the document gives for the path; return its body."""
    responses = document()["paths"][path][method]["responses"]
    assert str(answer.status_code) in responses, f"{method} {path} answered {answer.status_code}: {answer.text}"
    content = responses[str(answer.status_code)].get("content", {})
    if not content:
        return None
    media_type = answer.headers["Content-Type"].partition(";")[0]
    assert media_type in content
    if media_type not in ("application/json", "application/problem+json"):
        return answer.content
    schema = content[media_type]["schema"] | {"components": document()["components"]}
    jsonschema.Draft202012Validator(schema, format_checker=FORMATS).validate(answer.json())
    return answer.json()


def test_predictions_are_as_documented(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    order = {"input": {"prompt": "slow", "image": caller.upload(picture), "duration": 4}}
    path = "/models/{model_owner}/{model_name}/predictions"
    ordered = check(caller.http.post(f"/models/{MODEL}/predictions", json=order, headers={"Cancel-After": "5m"}), path, "post")
    check(caller.http.get(ordered["urls"]["get"]), "/predictions/{prediction_id}")
    done = caller.waited(ordered)
    check(caller.http.get(ordered["urls"]["get"]), "/predictions/{prediction_id}")
    check(caller.http.post(done["urls"]["cancel"]), "/predictions/{prediction_id}/cancel", "post")
    emulator.faults.add(fails("E003"))
    emulator.faults.add(aborted())
    for wait in ({}, {"Prefer": "wait=5"}):
        check(caller.http.post("/predictions", json={"version": MODEL, **order}, headers=wait), "/predictions", "post")
    check(caller.http.post("/predictions", json={"version": f"{MUSIC}:{HASH}", "input": {"duration": 2}}), "/predictions", "post")
    for _ in range(2):
        check(caller.http.get("/predictions"), "/predictions")
        emulator.clock.advance(minutes=62)


def test_requests_that_the_document_allows_are_taken(caller: Any) -> None:
    schema = document()["components"]["schemas"]["schemas_version_prediction_request"] | {"components": document()["components"]}
    body = {"version": MODEL, "input": {"prompt": "x"}, "webhook": "https://x.example", "webhook_events_filter": ["completed"]}
    jsonschema.validate(body, schema)
    assert caller.http.post("/predictions", json=body).status_code == 201


def test_files_are_as_documented(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    form = {"content": ("a.jpg", picture, "image/jpeg"), "metadata": (None, '{"shot": "kitchen"}', "application/json")}
    file = check(caller.http.post("/files", files=form), "/files", "post")
    assert (file["metadata"], file["content_type"]) == ({"shot": "kitchen"}, "image/jpeg")
    assert check(caller.http.get(file["urls"]["get"]), "/files/{file_id}") == file
    assert check(caller.http.get("/files"), "/files")["results"] == [file]
    expiry = 4_000_000_000
    signed = {"owner": emulator.username, "expiry": str(expiry), "signature": signature(emulator.username, file["id"], expiry)}
    link = f"{file['urls']['get']}/download"
    assert check(httpx.get(link, params=signed), "/files/{file_id}/download") == picture
    check(httpx.get(link, params=signed | {"signature": "x"}), "/files/{file_id}/download")
    check(caller.http.delete(file["urls"]["get"]), "/files/{file_id}", "delete")
    check(caller.http.get(file["urls"]["get"]), "/files/{file_id}")
    emulator.max_file_bytes = 10
    check(caller.http.post("/files", files=form), "/files", "post")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/account", "/account"),
        ("/collections", "/collections"),
        ("/deployments", "/deployments"),
        ("/hardware", "/hardware"),
        ("/models", "/models"),
        (f"/models/{MODEL}", "/models/{model_owner}/{model_name}"),
        (f"/models/{MODEL}/examples", "/models/{model_owner}/{model_name}/examples"),
        (f"/models/{MODEL}/readme", "/models/{model_owner}/{model_name}/readme"),
        (f"/models/{MUSIC}/versions", "/models/{model_owner}/{model_name}/versions"),
        (f"/models/{MUSIC}/versions/{HASH}", "/models/{model_owner}/{model_name}/versions/{version_id}"),
        ("/search?query=veo", "/search"),
        ("/trainings", "/trainings"),
        ("/webhooks/default/secret", "/webhooks/default/secret"),
    ],
)
def test_what_costs_nothing_is_as_documented(caller: Any, url: str, path: str) -> None:
    assert check(caller.http.get(url), path) is not None


@pytest.fixture
def client(emulator: ReplicateEmulator) -> Iterator[Any]:
    """The published client, pointed at the emulator."""
    if sys.version_info >= (3, 14) or importlib.util.find_spec("replicate") is None:
        pytest.skip("needs the package replicate, which does not import on Python 3.14")
    from replicate.client import Client

    client = Client(api_token=emulator.token, base_url=emulator.base_url)
    yield client
    client._client.close()  # noqa: SLF001  it has no other way to be closed


def test_the_published_client_orders_waits_and_lists(emulator: ReplicateEmulator, client: Any, picture: bytes) -> None:
    file = client.files.create(io.BytesIO(picture))
    given = {"prompt": "slow", "image": file.urls["get"], "duration": 4}
    made = client.models.predictions.create(MODEL, input=given, wait=False)
    made.wait()
    assert made.status == "succeeded"
    assert httpx.get(made.output).content[4:8] == b"ftyp"
    assert [prediction.id for prediction in client.predictions.list()] == [made.id]
    assert client.predictions.get(made.id).metrics["predict_time"] > 0
    assert len(emulator.bill) == 1


def test_the_published_client_runs_music(client: Any) -> None:
    url = client.run(f"{MUSIC}:{HASH}", input={"prompt": "calm", "duration": 2})
    assert httpx.get(str(url)).content[:4] == b"RIFF"


def test_the_published_client_sees_failures(emulator: ReplicateEmulator, client: Any) -> None:
    from replicate.exceptions import ModelError, ReplicateError

    emulator.faults.add(fails("E005"))
    with pytest.raises(ModelError, match="E005"):
        client.run(MODEL, input={"prompt": "x"})
    with pytest.raises(ReplicateError, match=r"input\.duration"):
        client.run(MODEL, input={"prompt": "x", "duration": 3})


def test_the_published_client_pages_and_cancels(emulator: ReplicateEmulator, client: Any) -> None:
    emulator.page_size, emulator.processing_s = 2, 60
    made = [client.predictions.create(model=MODEL, input={"prompt": "x"}) for _ in range(3)]
    client.predictions.cancel(made[0].id)
    page = client.predictions.list()
    assert [prediction.id for prediction in page] == [made[2].id, made[1].id]
    assert [prediction.status for prediction in client.predictions.list(page.next)] == ["canceled"]
    models: Callable[[], Any] = client.models.list
    assert MODEL in {f"{model.owner}/{model.name}" for model in models()}
    assert client.models.get(MODEL).latest_version.openapi_schema["components"]["schemas"]["Input"]["required"] == ["prompt"]
