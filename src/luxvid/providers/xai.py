"""`XaiProvider`: how to speak to xAI, through the published client `openai`."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from attrs import field, frozen

from luxvid.calls import Waiting
from luxvid.errors import InvalidInput, MissingExtra, Unauthorized
from luxvid.net.hosts import is_loopback
from luxvid.providers.repeating import Repeats
from luxvid.providers.xai_connection import XaiConnection
from luxvid.providers.xai_errors import XAI
from luxvid.providers.xai_wire import PATHS, Api

if TYPE_CHECKING:
    from openai import AsyncOpenAI

API = "https://api.x.ai/v1"
VARIABLE = "XAI_API_KEY"

_KEY = re.compile(r"[\x21-\x7e]+")


def _is_key(_provider: object, _attribute: object, key: str) -> None:
    if not _KEY.fullmatch(str(key)):
        raise InvalidInput(
            f"the key must be visible ASCII without spaces: pass the one from your account at xAI, or set {VARIABLE}"
        )


def _base(url: str) -> str:
    """Return the URL in one form: with its version, without a slash at the end."""
    return re.sub(r"^(https?://[^/]+)$", r"\1/v1", str(url).rstrip("/"))


def _is_base(_provider: object, _attribute: object, url: str) -> None:
    found = re.fullmatch(r"(https?)://(\[[0-9a-fA-F:]+\]|[\w.-]+)(:\d+)?(/[\w./-]*)?", url)
    if found is None or (found[1] == "http" and not is_loopback(found[2])):
        raise InvalidInput(f"base_url must be a plain https URL such as {API!r} (http only on this machine), not {url!r}")


def _is_api(_provider: object, _attribute: object, api: str) -> None:
    if api not in PATHS:
        raise InvalidInput(f"api must be one of {', '.join(PATHS)}, not {api!r}")


@frozen(kw_only=True)
class XaiProvider:
    """How to speak to xAI: settings only, picklable, bound to no event loop. Needs `luxvid[grok]` when it is spoken to.

    Its one call is a question with pictures, whose answer is the result itself. xAI has no list of calls: an answer that is lost
    on its way is `unknown` for ever. Nothing of this was run against the live service.

    Attributes:
        api_key: From your account at xAI. It is told to the API's host only, and stands in no repr, log or error.
        base_url: Where the API is; with or without `/v1`.
        api: `responses`, which xAI prefers and where it is asked not to keep what it is shown (`store: false`), or `chat`, the
            older one.
        waiting: How long to wait for what. An answer may take five minutes; one that is under way when its caller is cancelled is
            waited for half a minute more, because it is given once.
        connections: Questions under way at the same time.
        repeats: How often a question is asked that was refused for now, which costs nothing.

    Example:
        >>> from luxvid.providers.xai import XaiProvider
        >>> XaiProvider(api_key="xai-secret")
        XaiProvider(base_url='https://api.x.ai/v1', api='responses', ...)
    """

    api_key: str = field(repr=False, validator=_is_key)
    base_url: str = field(default=API, converter=_base, validator=_is_base)
    api: Api = field(default="responses", validator=_is_api)
    waiting: Waiting = field(factory=lambda: Waiting(answer_s=300.0, hurry_s=30.0))
    connections: int = 4
    repeats: Repeats = field(factory=lambda: Repeats(attempts=4, pause_s=2.0, paused_s=180.0))

    @classmethod
    def from_env(cls, *, base_url: str = API) -> Self:
        """Return the provider with the key that the variable XAI_API_KEY holds.

        Raises:
            Unauthorized: The variable is not set.
        """
        key = os.environ.get(VARIABLE, "").strip()
        if not key:
            raise Unauthorized(XAI, f"there is no key: set the variable {VARIABLE}, or pass XaiProvider(api_key=...)")
        return cls(api_key=key, base_url=base_url)

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        return XAI

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[XaiConnection]:
        """Open a connection in the running event loop; leaving closes it. Raises `MissingExtra` without the extra `grok`."""
        async with _client(self) as client:
            yield XaiConnection(
                client=client,
                host=urlsplit(self.base_url).hostname or "",
                api=self.api,
                secret=self.api_key,
                waiting=self.waiting,
                connections=self.connections,
                repeats=self.repeats,
            )


def _client(provider: XaiProvider) -> AsyncOpenAI:
    """Return a client that never repeats a paid call by itself, follows nobody elsewhere, and tells nobody who pays OpenAI."""
    try:
        import openai
    except ModuleNotFoundError as error:
        if error.name != "openai":
            raise
        raise MissingExtra("grok", "speaking to xAI") from error
    is_local = is_loopback(urlsplit(provider.base_url).hostname or "")
    return openai.AsyncOpenAI(
        api_key=provider.api_key,
        base_url=provider.base_url,
        max_retries=0,
        timeout=provider.waiting.answer_s,
        default_headers={"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit()},  # type: ignore[dict-item]
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False, trust_env=not is_local),
    )
