"""The files of an input: the emulator's own by their URLs, data URLs, and what lies on this machine."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import aiohttp

from luxvid.testing.replicate.making import Unusable
from luxvid.testing.replicate.models import EmulatedModel
from luxvid.testing.replicate.outcomes import ERRORS
from luxvid.testing.replicate.service import Service

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_TIMEOUT_S = 10


def fingerprint(service: Service, model: EmulatedModel, given: Mapping[str, Any]) -> str:
    """Return the SHA-256 of model and input, files by their bytes where the emulator has them."""
    named = {name: _named(service, value) if name in model.files else value for name, value in given.items()}
    text = json.dumps([model.name, named], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


async def fetched(service: Service, model: EmulatedModel, given: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the bytes of an input's files by field. Raises `Unusable` for what cannot be fetched."""
    return {name: await _fetch(service, str(given[name])) for name in model.files if given.get(name)}


def _named(service: Service, value: Any) -> Any:
    """Return what tells a file from others: its SHA-256 where it is known, else the value itself."""
    steps = urlsplit(str(value)).path.split("/")
    if steps[:3] == ["", "v1", "files"] and (file := service.records.file(steps[3])):
        return file.digest
    own = _own(service, str(value))
    return hashlib.sha256(own).hexdigest() if own is not None else value


def _own(service: Service, url: str) -> bytes | None:
    """Return the bytes behind a URL that the emulator knows itself, None for any other."""
    if url.startswith("data:"):
        return _data(url)
    parts = urlsplit(url)
    steps = parts.path.strip("/").split("/")
    if parts.hostname not in _LOOPBACK or len(steps) < 3:
        return None
    if steps[:2] == ["v1", "files"] and (file := service.records.file(steps[2])):
        return service.records.content(file.digest) if service.clock.timestamp() < file.expires_at else b""
    if steps[0] == "delivery" and (order := service.records.order(steps[1])) and not service.current(order).removed:
        return service.records.content(order.made) if order.made else b""
    return None


def _data(url: str) -> bytes:
    head, _, body = url.partition(",")
    try:
        return base64.b64decode(body, validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
    except binascii.Error:
        return b""


async def _fetch(service: Service, url: str) -> bytes:
    content = _own(service, url)
    if content is None:
        content = await _loaded(url)
    if not content:
        raise Unusable(ERRORS["E006"])
    return content


async def _loaded(url: str) -> bytes:
    """Load a URL of this machine; the emulator reaches nothing else."""
    if urlsplit(url).hostname not in _LOOPBACK:
        raise Unusable(ERRORS["E006"])
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
            return await response.read() if response.ok else b""
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise Unusable(ERRORS["E006"]) from error
