"""The routes, and what stands before all of them: token, limits, faults, the clock's date."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Any

from aiohttp import web

from luxvid.testing.replicate import answers
from luxvid.testing.replicate.bill import Bill
from luxvid.testing.replicate.catalogue import Catalogue
from luxvid.testing.replicate.delivery import Downloads
from luxvid.testing.replicate.predictions import Predictions, Refused, model_of
from luxvid.testing.replicate.service import Seen, Service
from luxvid.testing.replicate.uploads import Files
from luxvid.testing.serving import Handler, answered, cut, is_gone, response_of, while_heard

_OPEN = ("/delivery/", "/emulator/")
_FORM_BYTES = 1 << 20


def application(service: Service, predictions: Predictions) -> web.Application:
    """Return the service as a web application."""
    desk = _Desk(service)
    app = web.Application(middlewares=[while_heard, desk.serve], client_max_size=service.max_file_bytes + _FORM_BYTES)
    app.on_response_prepare.append(desk.begins)
    files, catalogue = Files(service), Catalogue(service)
    model = "/v1/models/{owner}/{name}"
    routes: list[tuple[str, str, Any, str]] = [
        ("POST", "/v1/predictions", predictions.create, "create"),
        ("POST", f"{model}/predictions", predictions.create, "create-by-model"),
        ("GET", "/v1/predictions", predictions.list, "list"),
        ("GET", "/v1/predictions/{id}", predictions.get, "get"),
        ("POST", "/v1/predictions/{id}/cancel", predictions.cancel, "cancel"),
        ("POST", "/v1/files", files.upload, "upload"),
        ("GET", "/v1/files", files.list, "file-list"),
        ("GET", "/v1/files/{id}", files.get, "file"),
        ("DELETE", "/v1/files/{id}", files.delete, "file-delete"),
        ("GET", "/v1/files/{id}/download", files.download, "file-download"),
        ("GET", "/delivery/{id}/{name}", Downloads(service).get, "download"),
        ("GET", "/v1/account", catalogue.account, "account"),
        ("GET", "/v1/models", catalogue.models, "model-list"),
        ("QUERY", "/v1/models", catalogue.models, "model-query"),
        ("GET", model, catalogue.model, "model"),
        ("GET", f"{model}/versions", catalogue.versions, "model-versions"),
        ("GET", f"{model}/versions/{{version}}", catalogue.version, "model-version"),
        ("GET", f"{model}/readme", catalogue.readme, "model-readme"),
        ("GET", f"{model}/examples", catalogue.examples, "model-examples"),
        ("GET", "/v1/search", catalogue.search, "other-search"),
        ("GET", "/v1/hardware", catalogue.hardware, "other-hardware"),
        ("GET", "/v1/collections", catalogue.nothing, "other-collections"),
        ("GET", "/v1/deployments", catalogue.nothing, "other-deployments"),
        ("GET", "/v1/trainings", catalogue.nothing, "other-trainings"),
        ("GET", "/v1/webhooks/default/secret", catalogue.webhook_secret, "other-secret"),
        ("GET", "/emulator/bill", desk.bill, "other-bill"),
        ("POST", "/emulator/clock", desk.advance, "other-clock"),
    ]
    for method, path, handler, name in routes:
        app.router.add_route(method, path, handler, name=name)
    return app


class _Desk:
    """Where every request passes."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def begins(self, request: web.Request, response: web.StreamResponse) -> None:
        """Tell the emulator's time with every answer, and remember the request before the caller has it."""
        if not is_gone(request):
            self._saw(request, response.status)
        response.headers["Date"] = format_datetime(self._service.clock.now(), usegmt=True)

    async def bill(self, _request: web.Request) -> web.Response:
        """Give the bill as JSON, to tests in other processes."""
        return web.json_response(Bill.of(self._service.everything()).to_dict())

    async def advance(self, request: web.Request) -> web.Response:
        """Move the clock ahead by `?seconds=`, for tests in other processes."""
        self._service.clock.advance(seconds=float(request.query["seconds"]))
        return web.json_response({"now": self._service.clock.now().isoformat()})

    @web.middleware
    async def serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Serve one request."""
        response = await self._answered(request, handler, _operation(request))
        if response is None:
            self._saw(request, 0)
            cut(request)
        return response

    def _saw(self, request: web.Request, status: int) -> None:
        seen = Seen(
            operation=_operation(request),
            method=request.method,
            path=request.path_qs,
            host=request.host,
            status=status,
            has_token="Authorization" in request.headers,
            user_agent=request.headers.get("User-Agent", ""),
            at=self._service.clock.timestamp(),
        )
        self._service.requests.append(seen)

    async def _answered(self, request: web.Request, handler: Handler, operation: str) -> web.StreamResponse | None:
        """Return the answer, None where the connection was cut instead."""
        if (
            not request.path.startswith(_OPEN)
            and not self._is_known(request)
            and request.match_info.route.name != "file-download"
        ):
            return response_of(answers.unauthenticated())
        fault = self._service.faults.take_answer(on=operation, model=await self._model(request, operation))
        return await answered(request, fault, lambda: self._handled(request, handler, operation))

    async def _handled(self, request: web.Request, handler: Handler, operation: str) -> web.StreamResponse:
        service = self._service
        try:
            if operation == "create":
                if len(await request.read()) > service.max_body_bytes:
                    return response_of(answers.html_error(413))
                if service.limits and (refused := service.bucket.refused(service.limits, service.clock.timestamp())):
                    return response_of(refused)
            return await handler(request)
        except Refused as refused:
            return response_of(refused.answer)
        except web.HTTPRequestEntityTooLarge:
            return response_of(answers.too_large())
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
            return response_of(answers.not_found())

    async def _model(self, request: web.Request, operation: str) -> str:
        if operation == "create":
            return model_of(self._service, request.path, await request.read())
        order = self._service.records.order(request.match_info.get("id", ""))
        return order.model if order else ""

    def _is_known(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") in (f"Bearer {self._service.token}", f"Token {self._service.token}")


def _operation(request: web.Request) -> str:
    return (request.match_info.route.name or "other").partition("-")[0]
