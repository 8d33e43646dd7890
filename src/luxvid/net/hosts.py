"""Which hosts may be spoken to: named ones only, over https, never at an address of a private network."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from luxvid.errors import FetchFailed

if TYPE_CHECKING:
    import httpx

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TOLD_MOST = 200
_PORT_MOST = 65_535

Watch = Callable[[str, Mapping[str, Any]], Awaitable[None]]


@frozen(kw_only=True)
class Hosts:
    """Hosts that may be spoken to.

    Attributes:
        allowed: Names, `*.name` for all names below one; empty allows every public host.
        loopback: Whether this machine may be spoken to as well, at any port and without TLS: for tests.

    Example:
        >>> from luxvid.net.hosts import Hosts
        >>> Hosts(allowed=["replicate.delivery"]).checked("https://replicate.delivery/a.mp4?x=1").host
        'replicate.delivery'
        >>> Hosts(allowed=["replicate.delivery"]).checked("https://example.org/a.mp4?signature=1")
        Traceback (most recent call last):
        luxvid.errors.FetchFailed: 'https://example.org/a.mp4' could not be fetched: its host is not one of those allowed
    """

    allowed: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    loopback: bool = False

    def checked(self, url: str) -> httpx.URL:
        """Return the URL parsed. Raises `FetchFailed` where its scheme, name, port or address is not allowed."""
        from httpx import URL, InvalidURL

        try:
            parsed = URL(url)
        except (InvalidURL, TypeError, UnicodeError) as error:
            raise FetchFailed(told(url), "it is not a URL") from error
        if reason := self._refusal(parsed):
            raise FetchFailed(told(url), reason)
        return parsed

    def watch(self, url: httpx.URL) -> Watch:
        """Return what looks at the address that is really connected to, before anything is sent there.

        It goes into the request's extension `trace`. A name may mean another address every time it is asked for, so a
        look beforehand would not do. A proxy's own address is the user's choice.
        """
        host = url.raw_host.decode("ascii")
        connecting_to = ""

        async def watch(event: str, info: Mapping[str, Any]) -> None:
            nonlocal connecting_to
            if event == "connection.connect_tcp.started":
                connecting_to = info["host"]
            elif event == "connection.connect_tcp.complete" and connecting_to == host:
                stream = info["return_value"]
                address = stream.get_extra_info("server_addr")[0]
                if not self._may_be(address):
                    await stream.aclose()
                    raise FetchFailed(told(str(url)), "its host has an address of a private network")

        return watch

    def _refusal(self, url: httpx.URL) -> str:
        if self.loopback and is_loopback(url.host) and url.scheme in ("http", "https") and (url.port or 0) <= _PORT_MOST:
            return ""
        refusals = {
            "it names a port that does not exist": (url.port or 0) > _PORT_MOST,
            "it holds a name or a password": bool(url.userinfo),
            "only https is used": url.scheme != "https",
            "it names a port": url.port is not None,
            "it is a name of this machine": is_loopback(url.host),
            "it is an address of a private network": is_address(url.host) and not is_public(url.host),
            "its host is not one of those allowed": not self._allows(url.host),
        }
        return next((reason for reason, holds in refusals.items() if holds), "")

    def _allows(self, host: str) -> bool:
        return not self.allowed or any(_matches(host, name) for name in self.allowed)

    def _may_be(self, address: str) -> bool:
        return is_public(address) or (self.loopback and is_loopback(address))


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address is this machine's own.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("10.0.0.1"), is_loopback("api.replicate.com")
        (True, True, False, False)
    """
    if host == "localhost":
        return True
    return is_address(host) and ipaddress.ip_address(host.strip("[]")).is_loopback


def is_address(host: str) -> bool:
    """Tell whether a host is given as an address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Tell whether an address is one of the open internet; IPv4 inside IPv6 is looked at, too.

    Example:
        >>> is_public("1.1.1.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::a00:1")
        (True, False, False, False)
    """
    found = ipaddress.ip_address(address.strip("[]"))
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inside = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
    return found.is_global and not found.is_multicast


def told(url: object) -> str:
    """Return a URL as it may be shown: without what follows a question mark, and without a name or password."""
    text = str(url).partition("?")[0].partition("#")[0]
    scheme, colon, rest = text.partition("://")
    authority, slash, path = rest.partition("/")
    shown = scheme + colon + authority.rpartition("@")[2] + slash + path
    return shown if len(shown) <= _TOLD_MOST else shown[:_TOLD_MOST] + "…"


def _matches(host: str, name: str) -> bool:
    return host.endswith(name[1:]) and len(host) >= len(name) if name.startswith("*.") else host == name
