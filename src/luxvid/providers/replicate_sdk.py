"""`ReplicateSDK`: Replicate through a client of the published package `replicate` that the user has set up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from anyio.to_thread import run_sync
from attrs import define, field, frozen

from luxvid.calls import Waiting
from luxvid.errors import InvalidInput
from luxvid.net import Hosts
from luxvid.net.fetching import said
from luxvid.net.hosts import is_loopback
from luxvid.providers.asking import Answer, Ask, NoAnswer
from luxvid.providers.replicate import DELIVERY, fetching
from luxvid.providers.replicate_connection import ReplicateConnection, ReplicateLimits
from luxvid.providers.replicate_errors import REPLICATE

if TYPE_CHECKING:
    import httpx
    from replicate.client import Client


def _is_client(_provider: object, _attribute: object, value: Any) -> None:
    if not hasattr(type(value), "predictions") or not hasattr(type(value), "_client"):
        raise InvalidInput(f"ReplicateSDK takes a client of the package replicate 1.0.7, as replicate.Client(), not {value!r}")


@frozen
class ReplicateSDK:
    """Speaks to Replicate over your own `replicate.Client`: its token, its base URL, its transport and headers.

    Take it where a client is set up already; `ReplicateProvider` does the same without the package, which does not import
    on Python 3.14. The client's own calls are not used, only what they stand on: they cannot set a deadline, fail on the
    status `aborted`, and drop what a refusal says. Its requests run in threads, so that it may be used in several event
    loops, one after another. It is not picklable, because the client is not.

    Attributes:
        client: A `replicate.Client` (extra `replicate`).
        waiting: How long to wait for what.
        limits: Sizes, times, how many at once.
        hosts: Where results may be downloaded from, as for `ReplicateProvider`.

    Example:
        >>> import replicate
        >>> from luxvid.providers import ReplicateSDK
        >>> ReplicateSDK(replicate.Client(api_token="r8_secret")).name
        'replicate'
    """

    client: Client = field(repr=False, validator=_is_client)
    waiting: Waiting = field(factory=Waiting, kw_only=True)
    limits: ReplicateLimits = field(factory=ReplicateLimits, kw_only=True)
    hosts: tuple[str, ...] = field(default=DELIVERY, converter=tuple[str, ...], kw_only=True)

    @property
    def name(self) -> str:
        """What the ledger calls it: who is paid is the same."""
        return REPLICATE

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[ReplicateConnection]:
        """Open a connection in the running event loop; leaving closes it, but not your client."""
        sender = SdkSender(self.client._client, self.limits)  # noqa: SLF001  the one thing of the package that carries everything
        is_local = is_loopback(sender.host)
        async with fetching(self.limits, is_local=is_local) as downloads:
            yield ReplicateConnection(
                sender=sender,
                fetching=downloads,
                hosts=Hosts(allowed=(*self.hosts, sender.host), loopback=is_local),
                waiting=self.waiting,
                limits=self.limits,
            )


@define(eq=False)
class SdkSender:
    """Carries requests over the package's own HTTP client, in threads."""

    _client: httpx.Client = field(repr=False)
    _limits: ReplicateLimits
    _threads: anyio.CapacityLimiter = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._threads = anyio.CapacityLimiter(self._limits.connections)

    @property
    def base_url(self) -> str:
        """The API's URL; the package's has no version in it."""
        return f"{str(self._client.base_url).rstrip('/')}/v1"

    @property
    def host(self) -> str:
        """The API's host."""
        return self._client.base_url.host

    @property
    def secrets(self) -> tuple[str, ...]:
        """The token, as the client's header holds it."""
        token = self._client.headers.get("authorization", "").partition(" ")[2]
        return (token,) if token else ()

    def auth(self, url: httpx.URL, /) -> httpx.Auth | None:
        """Return what tells the token to the API's host; None for every other."""
        from luxvid.providers.http_sender import Bearer, is_same_origin

        is_there = self.secrets and is_same_origin(url, self._client.base_url)
        return Bearer(self.secrets[0]) if is_there else None

    async def send(self, ask: Ask, /) -> Answer:
        """Send a request, once. A transport of the user's cannot be looked into: all but a connection refused may be there."""
        import httpx

        try:
            with anyio.fail_after(ask.whole_s):
                return await run_sync(self._exchange, ask, limiter=self._threads, abandon_on_cancel=True)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            raise NoAnswer(said(error), may_be_there=False) from error
        except httpx.HTTPError as error:
            raise NoAnswer(said(error), may_be_there=True) from error
        except TimeoutError as error:
            raise NoAnswer(f"it took longer than {ask.whole_s:g} s", may_be_there=True) from error

    def _exchange(self, ask: Ask) -> Answer:
        url = ask.path if "://" in ask.path else self.base_url + ask.path
        request = self._client.build_request(
            ask.method, url, params=ask.params or None, headers=ask.headers, timeout=ask.whole_s, **ask.content
        )
        response = self._client.send(request, follow_redirects=False)
        return Answer(status=response.status_code, headers=response.headers, body=response.content)
