"""`ReplicateProvider`: how to speak to Replicate."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self

from attrs import field, frozen

from luxvid.calls import Waiting
from luxvid.errors import InvalidInput, Unauthorized
from luxvid.net import Hosts
from luxvid.net.certificates import trusted
from luxvid.net.hosts import is_loopback
from luxvid.providers.replicate_connection import ReplicateConnection, ReplicateLimits
from luxvid.providers.replicate_errors import REPLICATE

if TYPE_CHECKING:
    import httpx

API = "https://api.replicate.com/v1"
VARIABLE = "REPLICATE_API_TOKEN"
DELIVERY = ("replicate.delivery", "*.replicate.delivery")

_TOKEN = re.compile(r"[\x21-\x7e]+")


def _is_token(_provider: object, _attribute: object, token: str) -> None:
    if not _TOKEN.fullmatch(str(token)):
        raise InvalidInput(
            f"the token must be visible ASCII without spaces: pass the one from your account at Replicate, or set {VARIABLE}"
        )


def _api(url: str) -> str:
    """Return the API's URL in one form: with its version, without a slash at the end."""
    return re.sub(r"^(https?://[^/]+)$", r"\1/v1", str(url).rstrip("/"))


def _is_api(_provider: object, _attribute: object, url: str) -> None:
    found = re.fullmatch(r"(https?)://(\[[0-9a-fA-F:]+\]|[\w.-]+)(:\d{1,5})?(/[\w./-]*)?", url)
    if found is None or (found[1] == "http" and not is_loopback(found[2])):
        raise InvalidInput(f"base_url must be a plain https URL such as {API!r} (http only on this machine), not {url!r}")


@frozen(kw_only=True)
class ReplicateProvider:
    """How to speak to Replicate: settings only, picklable, bound to no event loop.

    Nothing of this was run against the live service; `python -m luxvid check replicate` tries a token and spends nothing.

    Attributes:
        token: From your account at Replicate. It is told to the API's host only, and stands in no repr, log or error.
        base_url: Where the API is; with or without `/v1`.
        waiting: How long to wait for what.
        limits: Sizes, times, how many at once.
        hosts: Where results may be downloaded from; the API's own host is always one of them, and this machine is where the
            API is on it.

    Example:
        >>> from luxvid.providers import ReplicateProvider
        >>> ReplicateProvider(token="r8_secret").base_url
        'https://api.replicate.com/v1'
        >>> "secret" in repr(ReplicateProvider(token="r8_secret"))
        False
    """

    token: str = field(repr=False, validator=_is_token)
    base_url: str = field(default=API, converter=_api, validator=_is_api)
    waiting: Waiting = field(factory=Waiting)
    limits: ReplicateLimits = field(factory=ReplicateLimits)
    hosts: tuple[str, ...] = field(default=DELIVERY, converter=tuple[str, ...])

    @classmethod
    def from_env(cls, *, base_url: str = API) -> Self:
        """Return the provider with the token that the variable REPLICATE_API_TOKEN holds.

        Raises:
            Unauthorized: The variable is not set.
        """
        token = os.environ.get(VARIABLE, "").strip()
        if not token:
            raise Unauthorized(REPLICATE, f"there is no token: set the variable {VARIABLE}, or pass ReplicateProvider(token=...)")
        return cls(token=token, base_url=base_url)

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        return REPLICATE

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[ReplicateConnection]:
        """Open a connection in the running event loop; leaving closes it."""
        import httpx

        from luxvid.providers.http_sender import HttpSender

        host, limits = httpx.URL(self.base_url).host, self.limits
        is_local = is_loopback(host)
        asking = client(limits.connections, stall_s=self.waiting.answer_s, connect_s=limits.connect_s, is_local=is_local)
        async with asking, fetching(limits, is_local=is_local) as downloads:
            yield ReplicateConnection(
                sender=HttpSender(base_url=self.base_url, client=asking, token=self.token),
                fetching=downloads,
                hosts=Hosts(allowed=(*self.hosts, host), loopback=is_local),
                waiting=self.waiting,
                limits=limits,
            )


def client(connections: int, *, stall_s: float, connect_s: float, is_local: bool) -> httpx.AsyncClient:
    """Return an HTTP client without any secret; what speaks to this machine ignores the environment's proxies.

    Requests and downloads have one each, with as many connections as they need: what a request costs grows with their square.
    """
    import httpx

    from luxvid import __version__

    return httpx.AsyncClient(
        verify=trusted(trust_env=not is_local),
        headers={"user-agent": f"luxvid/{__version__} python-httpx/{httpx.__version__}"},
        timeout=httpx.Timeout(stall_s, connect=connect_s, pool=None),
        limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=20.0),
        trust_env=not is_local,
    )


def fetching(limits: ReplicateLimits, *, is_local: bool) -> httpx.AsyncClient:
    """Return the client that downloads."""
    return client(limits.downloads, stall_s=limits.stall_s, connect_s=limits.connect_s, is_local=is_local)
