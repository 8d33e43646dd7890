"""Results come down: the right way, or as a fault says."""

from __future__ import annotations

import asyncio
import mimetypes

from aiohttp import web

from luxvid.testing.replicate import answers
from luxvid.testing.replicate.faults import Delivery
from luxvid.testing.replicate.predictions import Refused
from luxvid.testing.replicate.service import Service

_CHUNK = 64 << 10


class Downloads:
    """The handler of `/delivery/…`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Give a result, while it is kept; no token is needed."""
        service = self._service
        order = service.records.order(request.match_info["id"])
        if order is None or service.current(order).removed or order.file_name != request.match_info["name"]:
            raise Refused(answers.not_found())
        way = service.faults.take(Delivery, on="download", model=order.model) or Delivery()
        if way.redirect:
            raise web.HTTPFound(self._elsewhere(request, way.redirect))
        content = service.records.content(order.made) if way.body is None else way.body
        media_type = way.media_type or mimetypes.guess_type(order.file_name)[0] or "application/octet-stream"
        return await _sent(request, content, media_type, way)

    def _elsewhere(self, request: web.Request, target: str) -> str:
        if target == "loop":
            return str(request.url)
        if target == "other host":
            host = "127.0.0.1" if request.url.host == "localhost" else "localhost"
            return str(request.url.with_host(host))
        return target


async def _sent(request: web.Request, content: bytes, media_type: str, way: Delivery) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": media_type})
    if way.chunked or way.endless:
        response.enable_chunked_encoding()
    else:
        response.content_length = len(content)
    await response.prepare(request)
    last = round(len(content) * way.cut_after)
    step = max(1, min(_CHUNK, round(way.bytes_per_s / 20))) if way.bytes_per_s else _CHUNK
    for start in range(0, last, step):
        await response.write(content[start : min(last, start + step)])
        if way.bytes_per_s:
            await asyncio.sleep(step / way.bytes_per_s)
    while way.endless:
        await response.write(bytes(_CHUNK))
    if last < len(content) and request.transport is not None:
        request.transport.close()
        return response
    await response.write_eof()
    return response
