"""The routes, what stands before them (key, size, faults), and answers in the form of either interface."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from luxvid.testing.replicate.bill import BillLine
from luxvid.testing.replicate.faults import Answer
from luxvid.testing.serving import answered, cut, response_of, while_heard
from luxvid.testing.xai.asked import Asked, Refused, asked_of, refused_by
from luxvid.testing.xai.errors import invalid, too_large, unauthenticated, unknown_model
from luxvid.testing.xai.replies import Reply

if TYPE_CHECKING:
    from luxvid.testing.xai.emulator import XaiEmulator

_ROOM = 1 << 20


def application(emulator: XaiEmulator) -> web.Application:
    """Return the service as a web application."""
    desk = _Desk(emulator)
    app = web.Application(middlewares=[while_heard], client_max_size=emulator.max_body_bytes + _ROOM)
    app.router.add_post("/v1/responses", desk.responses)
    app.router.add_post("/v1/chat/completions", desk.chat)
    app.router.add_get("/v1/models", desk.models)
    return app


class _Desk:
    """Takes questions and answers them."""

    def __init__(self, emulator: XaiEmulator) -> None:
        self._emulator = emulator

    async def responses(self, request: web.Request) -> web.StreamResponse:
        return await self._served(request, "responses")

    async def chat(self, request: web.Request) -> web.StreamResponse:
        return await self._served(request, "chat")

    def _is_known(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self._emulator.api_key}"

    async def models(self, request: web.Request) -> web.Response:
        if not self._is_known(request):
            return response_of(unauthenticated())
        names = [{"id": name, "object": "model", "owned_by": "xai"} for name in self._emulator.models]
        return web.json_response({"object": "list", "data": names})

    async def _served(self, request: web.Request, api: str) -> web.StreamResponse:
        if not self._is_known(request):
            return response_of(unauthenticated())
        fault = self._emulator.faults.take_answer(on="create")
        response = await answered(request, fault, lambda: self._handled(request, api))
        return response or cut(request)

    async def _handled(self, request: web.Request, api: str) -> web.Response:
        return response_of(await self._answered(request, api))

    async def _answered(self, request: web.Request, api: str) -> Answer:
        try:
            raw = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return too_large()
        if len(raw) > self._emulator.max_body_bytes:
            return too_large()
        try:
            asked = asked_of(json.loads(raw), api=api, headers=request.headers)
        except ValueError:
            return invalid("The request is no JSON.")
        except Refused as refused:
            return refused.answer
        model = self._emulator.models.get(asked.model)
        if model is None:
            return unknown_model(asked.model)
        return refused_by(asked, model.efforts) or self._told(asked)

    def _told(self, asked: Asked) -> Answer:
        reply = self._emulator.replies.popleft() if self._emulator.replies else Reply()
        text = reply.text_for(asked)
        read, written = self._read(asked), len(text) // 4
        id_ = secrets.token_hex(16)
        self._emulator.asked.append(asked)
        self._emulator.lines.append(
            BillLine(
                prediction=id_,
                model=asked.model,
                input={"texts": list(asked.texts), "pictures": len(asked.pictures)},
                cost_usd=self._emulator.models[asked.model].cost_usd(read=read, written=written + self._emulator.thoughts),
                status="answered",
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                fingerprint=asked.fingerprint,
            )
        )
        told = _response_told if asked.api == "responses" else _chat_told
        usage = {"read": read, "written": written, "thoughts": self._emulator.thoughts} if reply.has_usage else None
        return Answer(status=200, body=told(id_, asked, reply, text, usage))

    def _read(self, asked: Asked) -> int:
        words = sum(map(len, asked.texts)) + len(json.dumps(asked.schema))
        return words // 4 + self._emulator.image_tokens * len(asked.pictures)


def _response_told(id_: str, asked: Asked, reply: Reply, text: str, usage: dict[str, int] | None) -> dict[str, Any]:
    part = (
        {"type": "refusal", "refusal": reply.refusal}
        if reply.refusal
        else {"type": "output_text", "text": text, "annotations": []}
    )
    message = {"type": "message", "id": f"msg_{id_}", "role": "assistant", "status": "completed", "content": [part]}
    is_silent = reply.is_empty or reply.is_filtered
    why = "content_filter" if reply.is_filtered else "max_output_tokens" if reply.cut_after < 1 else None
    return {
        "id": id_,
        "object": "response",
        "created_at": int(datetime.now(UTC).timestamp()),
        "model": asked.model,
        "status": "incomplete" if why else "completed",
        "incomplete_details": {"reason": why} if why else None,
        "error": None,
        "store": asked.is_kept,
        "output": [{"type": "reasoning", "id": f"rs_{id_}", "summary": []}, *([] if is_silent else [message])],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": usage and _response_usage(**usage),
    }


def _chat_told(id_: str, asked: Asked, reply: Reply, text: str, usage: dict[str, int] | None) -> dict[str, Any]:
    finish = "content_filter" if reply.is_filtered else "length" if reply.cut_after < 1 else "stop"
    message = {"role": "assistant", "content": text or None, "refusal": reply.refusal or None}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return {
        "id": id_,
        "object": "chat.completion",
        "created": int(datetime.now(UTC).timestamp()),
        "model": asked.model,
        "choices": [] if reply.is_empty else [choice],
        "usage": usage and _chat_usage(**usage),
        "system_fingerprint": "fp_emulator",
    }


def _response_usage(*, read: int, written: int, thoughts: int) -> dict[str, Any]:
    return {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": written + thoughts,
        "output_tokens_details": {"reasoning_tokens": thoughts},
        "total_tokens": read + written + thoughts,
    }


def _chat_usage(*, read: int, written: int, thoughts: int) -> dict[str, Any]:
    """Return what was counted, thoughts beside what was written."""
    return {
        "prompt_tokens": read,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens": written,
        "completion_tokens_details": {"reasoning_tokens": thoughts},
        "total_tokens": read + written + thoughts,
    }
