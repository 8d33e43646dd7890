"""Cassettes: what goes over the wire, kept in files without the token, and played back without a service."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr
from vcr.persisters.filesystem import FilesystemPersister
from vcr.serialize import serialize

SECRETS = ["authorization", "cookie", "set-cookie"]
PINNED = ("content-type", "cancel-after", "prefer")
_BOUNDARY = re.compile(rb"boundary=([^\s;]+)")


@contextmanager
def tape(path: Path, *, origin: str, record: bool) -> Iterator[Any]:
    """Play a cassette, or record it anew; `origin` is written into it: where its answers come from.

    A request is known again by method, URL, body and the headers that mean something, boundaries of forms put aside.
    """

    class Told(FilesystemPersister):  # type: ignore[misc]
        @staticmethod
        def save_cassette(cassette_path: Any, cassette_dict: Any, serializer: Any) -> None:
            Path(cassette_path).parent.mkdir(parents=True, exist_ok=True)
            Path(cassette_path).write_text(f"# {origin}\n{serialize(cassette_dict, serializer)}", encoding="utf-8")

    if record:
        path.unlink(missing_ok=True)
    recorder = vcr.VCR(
        record_mode="once" if record else "none",
        match_on=["method", "uri", "body", "pinned"],
        filter_headers=SECRETS,
        before_record_request=_without_boundary,
        before_record_response=_without_cookies,
        decode_compressed_response=True,
    )
    recorder.register_persister(Told)
    recorder.register_matcher("pinned", _same_headers)
    with recorder.use_cassette(str(path)) as cassette:
        yield cassette


def _without_boundary(request: Any) -> Any:
    type_ = str(request.headers.get("content-type", "")).encode()
    if found := _BOUNDARY.search(type_):
        body = request.body if isinstance(request.body, bytes) else b"".join(request.body)
        request.body = body.replace(found[1], b"boundary")
        request.headers["content-type"] = "multipart/form-data; boundary=boundary"
    return request


def _without_cookies(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in response["headers"].items() if name.lower() not in SECRETS}
    return {**response, "headers": kept}


def _same_headers(one: Any, other: Any) -> None:
    for name in PINNED:
        assert one.headers.get(name) == other.headers.get(name), name


def bodies(cassette: Any) -> list[tuple[str, str, Any]]:
    """Return method, path and JSON body of every request on a cassette."""
    return [
        (request.method, request.path, json.loads(request.body) if _is_json(request) else None) for request in cassette.requests
    ]


def _is_json(request: Any) -> bool:
    return str(request.headers.get("content-type", "")) == "application/json" and bool(request.body)
