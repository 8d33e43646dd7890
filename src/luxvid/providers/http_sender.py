"""`HttpSender`: carries requests over httpx, and tells the token to the API's host only."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

import anyio
import httpx
from attrs import define, field

from luxvid.net.fetching import said
from luxvid.providers.asking import Answer, Ask, NoAnswer


@define(eq=False, kw_only=True)
class HttpSender:
    """Carries requests over one client, which its maker closes."""

    base_url: str
    _client: httpx.AsyncClient = field(repr=False)
    _token: str = field(repr=False)

    @property
    def host(self) -> str:
        """The API's host."""
        return httpx.URL(self.base_url).host

    @property
    def secrets(self) -> tuple[str, ...]:
        """The token."""
        return (self._token,)

    def auth(self, url: httpx.URL, /) -> httpx.Auth | None:
        """Return what tells the token to the API's host; None for every other scheme, host or port."""
        return Bearer(self._token) if is_same_origin(url, httpx.URL(self.base_url)) else None

    async def send(self, ask: Ask, /) -> Answer:
        """Send a request, once. Raises `NoAnswer`, which knows whether anything of a paid one had left."""
        began = not ask.is_paid

        async def watch(event: str, _: Mapping[str, Any]) -> None:
            nonlocal began
            began = began or event.endswith(".send_request_headers.started")

        try:
            with anyio.fail_after(ask.whole_s):
                return await self._exchange(ask, {"trace": watch} if ask.is_paid else None)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoAnswer(said(error), may_be_there=began) from error
        except TimeoutError as error:
            raise NoAnswer(f"it took longer than {ask.whole_s:g} s", may_be_there=began) from error

    async def _exchange(self, ask: Ask, extensions: dict[str, Any] | None) -> Answer:
        url = ask.path if "://" in ask.path else self.base_url + ask.path
        request = self._client.build_request(
            ask.method, url, params=ask.params or None, headers=ask.headers, extensions=extensions, **ask.content
        )
        response = await self._client.send(request, auth=self.auth(request.url), follow_redirects=False)
        return Answer(status=response.status_code, headers=response.headers, body=response.content)


class Bearer(httpx.Auth):
    """Puts the token into one request; its repr is silent."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the header."""
        request.headers["authorization"] = f"Bearer {self._token}"
        yield request


def is_same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Tell whether two URLs are of one scheme, host and port."""
    return (one.scheme, one.host, _port(one)) == (other.scheme, other.host, _port(other))


def _port(url: httpx.URL) -> int | None:
    return url.port or {"https": 443, "http": 80}.get(url.scheme)
