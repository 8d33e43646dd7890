"""Create, get, list and cancel."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from attrs import evolve

from luxvid.testing.replicate import answers
from luxvid.testing.replicate.faults import Answer, Flaws, Outcome
from luxvid.testing.replicate.inputs import fetched, fingerprint
from luxvid.testing.replicate.making import Unusable, Wanted
from luxvid.testing.replicate.models import EmulatedModel, wrong_fields
from luxvid.testing.replicate.orders import Order, seconds_of, stopped, told
from luxvid.testing.replicate.outcomes import ERRORS
from luxvid.testing.replicate.service import Service, new_id

_log = logging.getLogger("luxvid.testing.replicate")

_KEYS = {"input", "stream", "webhook", "webhook_events_filter"}
_WAIT = re.compile(r"^wait(=([1-9]|[1-5][0-9]|60))?$")
_LONGEST_WAIT_S = 60
_LEAST_LIFE_S = 5
_LOOK_EVERY_S = 0.02
_HASH = re.compile(r"[0-9a-f]{64}")


class Refused(Exception):
    """The request is answered with an error."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


def model_of(service: Service, path: str, body: bytes) -> str:
    """Return the name of the model that a create is about, empty where there is none."""
    steps = path.strip("/").split("/")
    if steps[1:2] == ["models"]:
        return "/".join(steps[2:4])
    try:
        version = str(json.loads(body)["version"])
    except (ValueError, KeyError, TypeError):
        return ""
    name, _, number = version.rpartition(":")
    if _HASH.fullmatch(number):
        return next((model.name for model in service.models.values() if model.version == number), name)
    return version


class Predictions:
    """The handlers of `/predictions` and `/models/…/predictions`."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._making: set[asyncio.Task[None]] = set()

    async def create(self, request: web.Request) -> web.Response:
        """Order a prediction; it is on the bill from here on."""
        body = await _body(request, by_version=request.path == "/v1/predictions")
        model = self._model(request, await request.read())
        if wrong := wrong_fields(model, body["input"]):
            raise Refused(answers.invalid_input(*wrong))
        wait_s = _wait_s(request)
        order = self._order(model, body["input"], request.headers.get("Cancel-After"))
        self._service.records.keep_order(order)
        self.begin(order)
        if wait_s:
            order = await self._waited(order, wait_s)
        return self._answer(order, status=201 if order.ended or not wait_s else 202)

    async def get(self, request: web.Request) -> web.Response:
        """Tell how a prediction stands."""
        return self._answer(self._known(request))

    async def cancel(self, request: web.Request) -> web.Response:
        """Stop a prediction."""
        now = self._service.clock.timestamp()
        return self._answer(self._service.records.change_order(self._known(request).id, lambda order: stopped(order, now)))

    async def list(self, request: web.Request) -> web.Response:
        """List predictions, newest first, page by page; new ones as late as the service is set."""
        service, query = self._service, request.query
        now = service.clock.timestamp()
        after, before = (_time(query.get(name), name) for name in ("created_after", "created_before"))
        shown = [
            order
            for order in reversed(service.everything())
            if now >= order.created_at + service.list_delay_s
            and (after is None or order.created_at >= after)
            and (before is None or order.created_at <= before)
            and query.get("source") != "web"
        ]
        start = next((at + 1 for at, order in enumerate(shown) if order.id == query.get("cursor")), 0)
        stop = start + service.page_size
        page = shown[start:stop]
        filters = {name: value for name, value in query.items() if name != "cursor"}
        earlier = shown[start - service.page_size - 1].id if start > service.page_size else ""
        return web.json_response(
            {
                "next": self._page(filters, page[-1].id) if stop < len(shown) else None,
                "previous": self._page(filters, earlier) if start else None,
                "results": [self._told(order) for order in page],
            }
        )

    def begin(self, order: Order) -> None:
        """Make a prediction's result, in the background."""
        task = asyncio.get_running_loop().create_task(self._make(order))
        self._making.add(task)
        task.add_done_callback(self._making.discard)

    async def end(self) -> None:
        """Make nothing more."""
        for task in self._making:
            task.cancel()
        await asyncio.gather(*self._making, return_exceptions=True)

    async def _make(self, order: Order) -> None:
        try:
            made = await self._made(order)
        except Unusable as error:
            made = {"problem": str(error)}
        except Exception as error:  # noqa: BLE001  say so, or whoever waits for the prediction waits for ever
            _log.warning("emulator_failed", extra={"model": order.model}, exc_info=True)
            made = {"problem": f"the emulator failed: {error!r}"}
        made["made_at"] = self._service.clock.timestamp()
        self._service.records.change_order(order.id, lambda latest: evolve(latest, **made))

    async def _made(self, order: Order) -> dict[str, Any]:
        """Make an order's result; raises `Unusable` where its input cannot be used."""
        service, model = self._service, self._service.models[order.model]
        filled = model.filled(order.input)
        if model.refuses(filled):
            raise Unusable(ERRORS["E006"])
        wanted = Wanted(
            input=filled,
            files=await fetched(service, model, order.input),
            flaws=order.flaws,
            longest_px=service.longest_px,
            has_sound=service.has_sound,
        )
        result = await asyncio.get_running_loop().run_in_executor(service.workers, model.make, wanted)
        digest = service.records.keep_content(result.content)
        return {"made": digest, "file_name": result.file_name, "logs": result.logs}

    def _model(self, request: web.Request, body: bytes) -> EmulatedModel:
        name = model_of(self._service, request.path, body)
        model = self._service.models.get(name)
        if request.path != "/v1/predictions":
            if model is None or model.version:
                raise Refused(answers.not_found())
            return model
        version = str(json.loads(body)["version"])
        if model is None or bool(model.version) != bool(_HASH.search(version)) or model.version not in version:
            raise Refused(answers.invalid_version())
        return model

    def _order(self, model: EmulatedModel, given: dict[str, Any], cancel_after: str | None) -> Order:
        service, now = self._service, self._service.clock.timestamp()
        life_s = None if cancel_after is None else seconds_of(cancel_after)
        if cancel_after is not None and (life_s is None or life_s < _LEAST_LIFE_S):
            detail = f"Cancel-After must be a length of {_LEAST_LIFE_S} seconds or more"
            raise Refused(answers.problem(422, "Invalid Cancel-After header", detail))
        outcome = service.faults.take(Outcome, on="create", model=model.name) or Outcome()
        return Order(
            id=new_id(),
            model=model.name,
            version=model.version or "hidden",
            input=model.filled(given) | given if service.echoes_defaults else given,
            fingerprint=fingerprint(service, model, given),
            price_usd=model.price(model.filled(given)),
            created_at=now,
            deadline=None if life_s is None else now + life_s,
            starting_s=service.starting_s if outcome.starting_s is None else outcome.starting_s,
            processing_s=service.processing_s if outcome.processing_s is None else outcome.processing_s,
            outcome=outcome,
            flaws=service.faults.take(Flaws, on="create", model=model.name) or Flaws(),
        )

    async def _waited(self, order: Order, seconds: float) -> Order:
        """Wait for a prediction's end, in real time."""
        for _ in range(round(seconds / _LOOK_EVERY_S)):
            order = self._service.current(order)
            if order.ended:
                break
            await asyncio.sleep(_LOOK_EVERY_S)
        return order

    def _known(self, request: web.Request) -> Order:
        order = self._service.records.order(request.match_info["id"])
        if order is None:
            raise Refused(answers.not_found())
        return self._service.current(order)

    def _answer(self, order: Order, *, status: int = 200) -> web.Response:
        return web.json_response(self._told(order), status=status)

    def _told(self, order: Order) -> dict[str, Any]:
        service = self._service
        return told(order, service.clock.timestamp(), api=service.api_url, delivery=service.delivery_url)

    def _page(self, filters: dict[str, str], cursor: str) -> str:
        query = urlencode(filters | ({"cursor": cursor} if cursor else {}))
        return f"{self._service.api_url}/predictions{'?' if query else ''}{query}"


async def _body(request: web.Request, *, by_version: bool) -> dict[str, Any]:
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        raise Refused(answers.problem(400, "Bad request", "The request body is not valid JSON")) from error
    if not isinstance(body, dict):
        raise Refused(answers.invalid_input(("invalid_type", "(root)", "Invalid type. Expected: object")))
    allowed, required = (_KEYS | {"version"}, ("version", "input")) if by_version else (_KEYS, ("input",))
    wrong = [("required", "(root)", f"{name} is required") for name in required if name not in body]
    wrong += [
        ("additional_property_not_allowed", "(root)", f"Additional property {name} is not allowed")
        for name in body
        if name not in allowed
    ]
    if wrong:
        raise Refused(answers.invalid_input(*wrong))
    return body


def _wait_s(request: web.Request) -> float:
    prefer = request.headers.get("Prefer")
    if prefer is None:
        return 0
    found = _WAIT.match(prefer)
    if found is None:
        raise Refused(answers.problem(422, "Invalid Prefer header", "Prefer must be wait or wait=n, n from 1 to 60"))
    return float(found[2] or _LONGEST_WAIT_S)


def _time(text: str | None, name: str) -> float | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text.replace(" ", "+")).timestamp()
    except ValueError as error:
        raise Refused(answers.problem(400, "Bad request", f"{name} must be an ISO 8601 date-time")) from error
