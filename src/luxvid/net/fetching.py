"""`fetch`: write what a URL names to a file."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import anyio
from anyio.to_thread import run_sync
from attrs import frozen

from luxvid.errors import FetchFailed, StorageFailed
from luxvid.net.hosts import Hosts, told
from luxvid.storage.files import reason_of

if TYPE_CHECKING:
    import httpx

_CHUNK = 1 << 18
_SECONDS = re.compile(r"\d+(\.\d+)?")
_MAY_WORK_LATER = frozenset({408, 425, 429})


@frozen(kw_only=True)
class FetchLimits:
    """What one fetch may take: bytes, seconds in all, and redirects that are followed."""

    bytes_most: int = 1_000_000_000
    whole_s: float = 600.0
    redirects: int = 3


async def fetch(
    client: httpx.AsyncClient,
    url: str,
    into: Path,
    *,
    hosts: Hosts,
    limits: FetchLimits,
    auth: Callable[[httpx.URL], httpx.Auth | None] = lambda _: None,
) -> None:
    """Write what a URL names to a file, streamed; after a failure no file is left.

    Every redirect is checked like the first URL, and every connection by the address that was really reached. A body that
    is shorter than announced is a failure; it is written as it comes, never unpacked.

    Args:
        client: Sends the requests; its own limits of time hold for every step.
        url: What to fetch.
        into: The file; one that is there is replaced.
        hosts: Which may be spoken to.
        limits: Of bytes, seconds and redirects.
        auth: Says who is told a secret, URL by URL: nobody.

    Raises:
        FetchFailed: It could not be fetched; `retryable` says whether it may work later.
        StorageFailed: The file cannot be written.
    """
    try:
        with _failures_told(url, limits):
            await _follow(client, url, into, hosts=hosts, limits=limits, auth=auth)
    except BaseException:
        with anyio.CancelScope(shield=True):
            await run_sync(partial(into.unlink, missing_ok=True))
        raise


async def _follow(
    client: httpx.AsyncClient,
    url: str,
    into: Path,
    *,
    hosts: Hosts,
    limits: FetchLimits,
    auth: Callable[[httpx.URL], httpx.Auth | None],
) -> None:
    with anyio.fail_after(limits.whole_s):
        for _ in range(limits.redirects + 1):
            target = hosts.checked(url)
            headers, extensions = {"accept-encoding": "identity"}, {"trace": hosts.watch(target)}
            request = client.build_request("GET", target, headers=headers, extensions=extensions)
            response = await client.send(request, stream=True, auth=auth(target), follow_redirects=False)
            try:
                if not response.has_redirect_location:
                    await _keep(response, into, limits)
                    return
                url = str(target.join(response.headers["location"]))
            finally:
                await response.aclose()
    raise FetchFailed(told(url), f"it leads on more than {limits.redirects} times")


async def _keep(response: httpx.Response, into: Path, limits: FetchLimits) -> None:
    _check(response, limits)
    file = await _on_disk(into, into.open, "wb")
    try:
        size = 0
        async for chunk in response.aiter_raw(_CHUNK):
            size += len(chunk)
            if size > limits.bytes_most:
                raise _too_large(response, limits)
            await _on_disk(into, file.write, chunk)
        await _on_disk(into, file.flush)
    finally:
        with suppress(OSError):  # what could not be written was told above
            file.close()


def _check(response: httpx.Response, limits: FetchLimits) -> None:
    url, status = told(response.url), response.status_code
    if status != 200:
        later = status in _MAY_WORK_LATER or status >= 500
        raise FetchFailed(url, f"the answer is {status} {response.reason_phrase}", later, status, asked_delay_s(response.headers))
    if response.headers.get("content-encoding", "identity") != "identity":
        raise FetchFailed(url, "it comes packed, which was not asked for", retryable=False, status=status)
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limits.bytes_most:
        raise _too_large(response, limits)


def _too_large(response: httpx.Response, limits: FetchLimits) -> FetchFailed:
    return FetchFailed(told(response.url), f"it is larger than {limits.bytes_most:,} bytes", retryable=False, status=200)


async def _on_disk(into: Path, work: Callable[..., Any], *arguments: object) -> BinaryIO:
    try:
        return await run_sync(work, *arguments)
    except OSError as error:
        raise StorageFailed(f"{str(into)!r} cannot be written: {reason_of(error)}") from error


@contextmanager
def _failures_told(url: str, limits: FetchLimits) -> Iterator[None]:
    from httpx import HTTPError, InvalidURL

    try:
        yield
    except InvalidURL as error:
        raise FetchFailed(told(url), "it leads to what is no URL") from error
    except HTTPError as error:
        raise FetchFailed(told(url), f"the connection failed ({said(error)})", retryable=True) from error
    except TimeoutError as error:
        raise FetchFailed(told(url), f"it took longer than {limits.whole_s:g} s", retryable=True) from error


def said(error: Exception) -> str:
    """Return an error's kind and its words."""
    words = str(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def asked_delay_s(headers: Mapping[str, str]) -> float | None:
    """Return how long `Retry-After` asks to wait, in seconds or until a date; None where it says nothing.

    Example:
        >>> asked_delay_s({"retry-after": "7"}), asked_delay_s({})
        (7.0, None)
    """
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        until, now = parsedate_to_datetime(text), headers.get("date", "")
        since = parsedate_to_datetime(now) if now else datetime.fromtimestamp(time.time(), UTC)
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError):
        return None
