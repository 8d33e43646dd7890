"""The Files API."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from aiohttp import BodyPartReader, web

from luxvid.testing.replicate import answers
from luxvid.testing.replicate.clock import iso
from luxvid.testing.replicate.faults import Answer
from luxvid.testing.replicate.predictions import Refused
from luxvid.testing.replicate.records import File
from luxvid.testing.replicate.service import Service, new_id

_LONGEST_NAME = 255
_SIGNED_WITH = b"the emulator's own"


def signature(owner: str, file_id: str, expiry: int) -> str:
    """Return what a download link is signed with.

    Example:
        >>> signature("emulator", "abc", 0) == signature("emulator", "abc", 1)
        False
    """
    signed = hmac.new(_SIGNED_WITH, f"{owner} {file_id} {expiry}".encode(), hashlib.sha256)
    return base64.b64encode(signed.digest()).decode()


class Files:
    """The handlers of `/files`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file; it gets a URL of its own each time."""
        service, now = self._service, self._service.clock.timestamp()
        parts = await _parts(request)
        if "content" not in parts:
            raise Refused(answers.problem(400, "Bad request", "Missing content"))
        content, own_name, own_type = parts["content"]
        if len(content) > service.max_file_bytes:
            raise Refused(answers.too_large())
        file = File(
            id=new_id(),
            name=_text(parts, "filename") or own_name or "file",
            media_type=_text(parts, "type") or own_type or "application/octet-stream",
            size=len(content),
            digest=service.records.keep_content(content),
            metadata=_metadata(_text(parts, "metadata")),
            created_at=now,
            expires_at=now + service.file_keep_s,
        )
        if len(file.name.encode()) > _LONGEST_NAME:
            raise Refused(answers.problem(400, "Bad request", f"filename must be {_LONGEST_NAME} bytes or less"))
        service.records.keep_file(file)
        return web.json_response(self._told(file), status=201)

    async def list(self, _request: web.Request) -> web.Response:
        """List the files that are there, newest first."""
        files = [self._told(file) for file in reversed(self._service.records.files()) if self._is_there(file)]
        return web.json_response({"next": None, "previous": None, "results": files})

    async def get(self, request: web.Request) -> web.Response:
        """Tell about a file."""
        return web.json_response(self._told(self._known(request)))

    async def delete(self, request: web.Request) -> web.Response:
        """Forget a file."""
        self._service.records.drop_file(self._known(request).id)
        return web.Response(status=204)

    async def download(self, request: web.Request) -> web.Response:
        """Give a file's bytes to whoever has a signed link."""
        file, query = self._known(request), request.query
        try:
            expiry = int(query["expiry"])
            is_signed = hmac.compare_digest(signature(query["owner"], file.id, expiry), query["signature"])
        except (KeyError, ValueError) as error:
            raise Refused(_file_not_found()) from error
        if not is_signed or expiry < self._service.clock.timestamp():
            raise Refused(_file_not_found())
        return web.Response(body=self._service.records.content(file.digest), content_type="application/octet-stream")

    def _known(self, request: web.Request) -> File:
        file = self._service.records.file(request.match_info["id"])
        if file is None or not self._is_there(file):
            raise Refused(_file_not_found())
        return file

    def _is_there(self, file: File) -> bool:
        return self._service.clock.timestamp() < file.expires_at

    def _told(self, file: File) -> dict[str, Any]:
        """Return a file as the API tells it, with `name` and `etag`, which the published client wants."""
        return {
            "id": file.id,
            "name": file.name,
            "etag": file.digest[:32],
            "content_type": file.media_type,
            "size": file.size,
            "checksums": {"sha256": file.digest},
            "metadata": file.metadata,
            "created_at": iso(file.created_at),
            "expires_at": iso(file.expires_at),
            "urls": {"get": f"{self._service.api_url}/files/{file.id}"},
        }


_Part = tuple[bytes, str, str]


async def _parts(request: web.Request) -> dict[str, _Part]:
    """Return the parts of a form by name: content, file name, media type."""
    if not request.content_type.startswith("multipart/"):
        raise Refused(answers.problem(400, "Bad request", "Expected multipart/form-data"))
    parts: dict[str, _Part] = {}
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader):
            kind = part.headers.get("Content-Type", "")
            parts[part.name or ""] = (bytes(await part.read()), part.filename or "", kind)
    return parts


def _text(parts: dict[str, _Part], name: str) -> str:
    return parts[name][0].decode("utf-8", "replace") if name in parts else ""


def _metadata(text: str) -> dict[str, Any]:
    try:
        metadata = json.loads(text or "{}")
    except ValueError as error:
        raise Refused(answers.problem(400, "Bad request", "metadata must be JSON")) from error
    return metadata if isinstance(metadata, dict) else {}


def _file_not_found() -> Answer:
    return Answer(status=404, body={"detail": "File not found"}, headers={"Content-Type": "application/problem+json"})
