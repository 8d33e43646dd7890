"""What else the API tells: account, models, hardware, and lists that are empty here."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from aiohttp import web

from luxvid.testing.replicate import answers
from luxvid.testing.replicate.clock import iso
from luxvid.testing.replicate.models import EmulatedModel
from luxvid.testing.replicate.predictions import Refused
from luxvid.testing.replicate.service import Service

_NOTHING: dict[str, Any] = {"next": None, "previous": None, "results": []}


class Catalogue:
    """The handlers of what costs nothing."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def account(self, _request: web.Request) -> web.Response:
        """Tell whose token it is."""
        return web.json_response(
            {"type": "user", "username": self._service.username, "name": "Emulator", "github_url": "https://github.com/"}
        )

    async def models(self, _request: web.Request) -> web.Response:
        """List the models."""
        return web.json_response(_NOTHING | {"results": [_told(model) for model in self._service.models.values()]})

    async def model(self, request: web.Request) -> web.Response:
        """Tell about a model."""
        return web.json_response(_told(self._known(request)))

    async def versions(self, request: web.Request) -> web.Response:
        """List a model's versions; official ones have none that is shown."""
        model = self._known(request)
        return web.json_response(_NOTHING | {"results": [_version(model)] if model.version else []})

    async def version(self, request: web.Request) -> web.Response:
        """Tell about a version."""
        model = self._known(request)
        if not model.version or model.version != request.match_info["version"]:
            raise Refused(answers.not_found())
        return web.json_response(_version(model))

    async def readme(self, request: web.Request) -> web.Response:
        """Give a model's description."""
        return web.Response(text=f"# {self._known(request).name}\n\nPlayed by the emulator of luxvid.\n")

    async def examples(self, request: web.Request) -> web.Response:
        """List a model's examples: none."""
        self._known(request)
        return web.json_response(_NOTHING)

    async def search(self, request: web.Request) -> web.Response:
        """Find models by a part of their name."""
        query = request.query.get("query", "")
        found = [model for model in self._service.models.values() if query.lower() in model.name]
        models = [{"model": _told(model), "metadata": {"score": 1.0, "tags": [], "generated_description": ""}} for model in found]
        return web.json_response({"query": query, "models": models, "collections": [], "pages": []})

    async def hardware(self, _request: web.Request) -> web.Response:
        """List the hardware."""
        return web.json_response([{"name": "CPU", "sku": "cpu"}])

    async def nothing(self, _request: web.Request) -> web.Response:
        """List nothing: collections, deployments, trainings."""
        return web.json_response(_NOTHING)

    async def webhook_secret(self, _request: web.Request) -> web.Response:
        """Give the key by which webhooks would be signed; the emulator sends none."""
        key = base64.b64encode(hashlib.sha256(self._service.token.encode()).digest()[:24]).decode()
        return web.json_response({"key": f"whsec_{key}"})

    def _known(self, request: web.Request) -> EmulatedModel:
        model = self._service.models.get(f"{request.match_info['owner']}/{request.match_info['name']}")
        if model is None:
            raise Refused(answers.not_found())
        return model


def _told(model: EmulatedModel) -> dict[str, Any]:
    owner, _, name = model.name.partition("/")
    return {
        "url": f"https://replicate.com/{model.name}",
        "owner": owner,
        "name": name,
        "description": "Played by the emulator of luxvid",
        "visibility": "public",
        "is_official": not model.version,
        "github_url": None,
        "paper_url": None,
        "license_url": None,
        "run_count": 0,
        "cover_image_url": None,
        "default_example": None,
        "latest_version": _version(model),
    }


def _version(model: EmulatedModel) -> dict[str, Any]:
    number = model.version or hashlib.sha256(model.name.encode()).hexdigest()
    return {"id": number, "created_at": iso(0), "cog_version": "0.0.0", "openapi_schema": model.schema}
