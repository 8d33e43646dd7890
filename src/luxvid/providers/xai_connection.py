"""A connection to xAI: questions go through it, each paid once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from attrs import define, field

from luxvid.blobs import Blob
from luxvid.calls import SUCCEEDED, Found, Job, Prediction, Waiting
from luxvid.errors import CallFailed, CallLost, CallUnknown, InvalidInput, Moderated, Unavailable
from luxvid.providers.chat_models import ChatModel, chat_model
from luxvid.providers.forbidden import refuse_spending
from luxvid.providers.repeating import Repeats, repeated
from luxvid.providers.xai_errors import XAI, refused, told
from luxvid.providers.xai_wire import PATHS, Api, Reply, body_of, reply_of

if TYPE_CHECKING:
    from openai import APIConnectionError, AsyncOpenAI

_NEVER_LEFT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"})
"""Errors after which nothing had been sent, by their names: `openai` 2 stands on httpx, `openai` 3 on httpx2."""

_UPLOADED = "uploaded:"


@define(eq=False, kw_only=True)
class XaiConnection:
    """Asks xAI over a client of the package `openai`.

    A job's input is a request as `luxvid.providers.xai_wire` describes it. What must stand neither in the ledger nor in the
    job's key, such as the pictures, comes as a file of JSON: its members join the request. `model` in it, a `ChatModel` as a
    dict, says what a token costs; without it the model has to be one that luxvid knows.
    """

    _client: AsyncOpenAI = field(repr=False)
    _host: str
    _api: Api
    _secret: str = field(repr=False)
    _waiting: Waiting
    _connections: int
    _repeats: Repeats
    _uploads: dict[str, Blob] = field(factory=dict, init=False, repr=False)
    _slots: anyio.Semaphore = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._slots = anyio.Semaphore(self._connections)

    @property
    def sends_whole(self) -> bool:
        """A question that is cancelled has sent nothing: once it is sent, its answer is waited for."""
        return True

    async def upload(self, blob: Blob, *, name: str) -> str:
        """Keep a file of JSON until its question is asked, and return what the input names it by. Free; sends nothing."""
        if blob.media_type != "application/json":
            raise InvalidInput(f"{name} is {blob.media_type}: pictures go to xAI inside a request, a file of JSON")
        reference = _UPLOADED + secrets.token_hex(8)
        self._uploads[reference] = blob
        return reference

    async def create(self, job: Job, wire_input: dict[str, Any], /) -> Prediction:
        """Ask, once it is its turn, and return the answer.

        What was refused for now (429, 503, a connection that never stood) is asked again; nothing else is.

        Raises:
            SpendingForbidden: Inside `forbid_spending()`, unless the API is on this machine.
            CallUnknown: It may have been answered.
            CallFailed: It was refused, or the answer is none; `cost_usd` says what that cost.
        """
        request = await self._request(wire_input)
        prices = _prices(job, request)
        body = body_of(request, model=job.model, api=self._api)

        async def attempt() -> Mapping[str, Any]:
            refuse_spending(self._host)
            data: Mapping[str, Any] = {}
            async with self._slots:
                with anyio.CancelScope(shield=True):
                    data = await self._asked(body)
            return data

        data = await repeated(attempt, repeats=self._repeats)
        return self._answered(job, wire_input, reply_of(data, api=self._api), prices)

    async def get(self, prediction_id: str, /) -> Prediction:
        """Raise `CallLost`: xAI is asked not to keep its answers."""
        raise CallLost(XAI, f"the answer {prediction_id!r} was given once and is not kept")

    async def find(self, _job: Job, _wire_input: dict[str, Any], /, *, since: datetime) -> Found:  # noqa: ARG002  part of the seam
        """Return nothing: there is no list of calls."""
        return Found()

    async def cancel(self, prediction_id: str, /) -> Prediction:
        """Raise `CallFailed`: an answer cannot be called off."""
        raise CallFailed(XAI, f"{prediction_id!r} cannot be cancelled: it ends by itself, within {self._waiting.answer_s:g} s")

    async def download(self, url: str, _into: Path, /) -> None:
        """Raise `CallLost`: an answer is its own result."""
        raise CallLost(XAI, f"there is nothing to download at {told(url)!r}")

    def failure(self, prediction: Prediction, /) -> CallFailed:
        """Return what an answer that is none came to nothing of."""
        return CallFailed(XAI, told(prediction.error, self._secret) or "it gave no answer")

    async def now(self) -> datetime:
        """Return this machine's time: nothing is looked for by xAI's."""
        return datetime.now(UTC)

    async def _request(self, wire_input: Mapping[str, Any]) -> dict[str, Any]:
        """Return the whole request. A file is read once: what is asked again is uploaded again."""
        request: dict[str, Any] = {}
        for name, value in wire_input.items():
            blob = self._uploads.pop(value, None) if isinstance(value, str) else None
            request |= {name: value} if blob is None else json.loads(await blob.read())
        if not request.get("content"):
            raise InvalidInput("a question to xAI needs content: [{'text': …}], in the job's input or in its file of JSON")
        return request

    async def _asked(self, body: dict[str, Any]) -> Mapping[str, Any]:
        import openai

        try:
            with anyio.fail_after(self._waiting.answer_s):
                data: Any = await self._client.post(PATHS[self._api], body=body, cast_to=object)
        except openai.APIStatusError as error:
            response = error.response
            raise refused(response.status_code, response.headers, response.content, secret=self._secret) from None
        except openai.APIConnectionError as error:
            raise _unanswered(error) from None
        except TimeoutError:
            raise CallUnknown(XAI, f"no answer within {self._waiting.answer_s:g} s; whether there was one is not known") from None
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise CallUnknown(
                XAI, "what came is no answer of the service; whether there was one is not known (is the base URL right?)"
            )
        return data

    def _answered(self, job: Job, wire_input: dict[str, Any], reply: Reply, prices: ChatModel | None) -> Prediction:
        cost = job.likely_usd
        if reply.usage and prices:
            cost = prices.cost_usd(read=reply.usage.read, written=reply.usage.written, cached=reply.usage.cached)
        if reply.text:
            return Prediction(
                id=reply.id or f"unnamed-{secrets.token_hex(8)}",
                model=job.model,
                status=SUCCEEDED,
                input=wire_input,
                outputs=(reply.text,),
                cost_usd=cost,
                logs="the answer was cut off" if reply.is_cut else "",
            )
        if reply.refusal:
            raise Moderated(XAI, f"{job.model} does not answer: {told(reply.refusal, self._secret)}", str(cost))
        why = told(reply.failed, self._secret) or ("it thought too long" if reply.is_cut else "the answer is empty")
        raise Unavailable(XAI, f"{job.model} gave no answer: {why}", _charged(cost))


def _prices(job: Job, request: dict[str, Any]) -> ChatModel | None:
    stated = request.pop("model", None)
    if stated is not None:
        return ChatModel.from_dict(stated)
    try:
        return chat_model(job.model)
    except InvalidInput:
        return None


def _charged(cost: Decimal) -> str:
    """Return the cost of a call that was taken: never 0, which would say that it may be made again at no risk."""
    return str(max(cost, Decimal("0.000001")))


def _unanswered(error: APIConnectionError) -> CallFailed:
    """Return what it means that no answer came; only the client's own cause tells whether anything had left."""
    cause = type(error.__cause__).__name__
    if cause in _NEVER_LEFT:
        return Unavailable(XAI, f"it cannot be reached ({cause})")
    return CallUnknown(XAI, f"no answer came ({cause}); whether there was one is not known")
