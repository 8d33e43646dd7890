"""`connected`: one connection for equal providers in an event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from anyio.lowlevel import RunVar
from attrs import define, field

from luxvid.protocols import Connection, Provider


@asynccontextmanager
async def connected(provider: Provider) -> AsyncIterator[Connection]:
    """Share one connection between equal providers in the running event loop; the last that leaves closes it.

    So a run of a thousand calls has one pool of sockets and one pace, without anybody having to pass a client on.

    Raises:
        CallFailed: The provider cannot be reached, or takes no connection without a token.
    """
    shared = _shared_by(provider)
    shared.users += 1
    try:
        yield await shared.connect()
    finally:
        shared.users -= 1
        if not shared.users:
            _all.get().remove(shared)
            await shared.close()


@define(eq=False)
class _Shared:
    """A connection and how many use it."""

    provider: Provider
    users: int = 0
    _lock: anyio.Lock = field(factory=anyio.Lock)
    _opening: AbstractAsyncContextManager[Connection] | None = None
    _connection: Connection | None = None

    async def connect(self) -> Connection:
        async with self._lock:
            if self._connection is None:
                opening = self.provider.connect()
                self._connection = await opening.__aenter__()
                self._opening = opening
            return self._connection

    async def close(self) -> None:
        if self._opening is not None:
            with anyio.move_on_after(_CLOSING_S, shield=True):  # also where the last one was cancelled
                await self._opening.__aexit__(None, None, None)


def _shared_by(provider: Provider) -> _Shared:
    try:
        everybody = _all.get()
    except LookupError:
        everybody = []
        _all.set(everybody)
    for shared in everybody:
        if shared.provider == provider:
            return shared
    everybody.append(_Shared(provider))
    return everybody[-1]


_all: RunVar[list[_Shared]] = RunVar("luxvid connections")
_CLOSING_S = 5.0
