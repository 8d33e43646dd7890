"""What stands between a request and its answer at every emulator: faults, and clients that are gone."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn

from aiohttp import web

from luxvid.testing.replicate.faults import Answer, Lost, Slow

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LINGER_NOT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # closing then resets the connection
_NOBODY_READS_IT = 499


@web.middleware
async def while_heard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve a request; one whose client was killed meanwhile ends quietly, and is no mistake of the emulator."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        if not is_gone(request):
            raise
        return web.Response(status=_NOBODY_READS_IT)


def is_gone(request: web.Request) -> bool:
    """Tell whether the client has hung up."""
    return request.transport is None or request.transport.is_closing()


async def answered(
    request: web.Request, fault: Answer | Lost | Slow | None, handle: Callable[[], Awaitable[web.StreamResponse]]
) -> web.StreamResponse | None:
    """Return what `handle` answers, or what a fault makes of it; None where the connection is to be cut instead.

    A fault that is `counted` comes after the request went through.
    """
    if isinstance(fault, Slow):
        await asyncio.sleep(fault.seconds)
    if fault is None or isinstance(fault, Slow):
        return await handle()
    if fault.counted:
        await handle()
    if isinstance(fault, Answer):
        return response_of(fault)
    await asyncio.sleep(fault.after_s)
    if fault.reset and request.transport is not None:
        request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    return None


def cut(request: web.Request) -> NoReturn:
    """Cut the connection to whoever asked."""
    if request.transport is not None:
        request.transport.abort()
    raise web.HTTPInternalServerError  # to a connection that is closed: nobody reads it


def response_of(answer: Answer) -> web.Response:
    """Return an answer as aiohttp sends it."""
    headers = dict(answer.headers)
    if isinstance(answer.body, str):
        headers.setdefault("Content-Type", "text/html" if answer.body.startswith("<") else "text/plain")
        return web.Response(status=answer.status, body=answer.body.encode(), headers=headers)
    headers.setdefault("Content-Type", "application/json")
    return web.Response(status=answer.status, body=json.dumps(answer.body).encode(), headers=headers)
