"""`forbid_spending`: tests that cannot cost anything."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from types import TracebackType
from typing import Any, Self, TypeVar

from luxvid.providers.forbidden import allow_again, forbid

Function = TypeVar("Function", bound=Callable[..., Any])


class _Forbidding:
    def __enter__(self) -> Self:
        forbid()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        allow_again()

    def __call__(self, function: Function) -> Function:
        @wraps(function)
        def calling(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, **kwargs)

        @wraps(function)
        async def awaiting(*args: Any, **kwargs: Any) -> Any:
            with self:
                return await function(*args, **kwargs)

        return awaiting if iscoroutinefunction(function) else calling  # type: ignore[return-value]


def forbid_spending() -> _Forbidding:
    """Refuse every paid call inside: a create to any host but this machine raises `SpendingForbidden` before it is sent.

    Use it as a context manager, or as a decorator of a function, async or not. It holds in all threads, and in processes
    that are started inside. What is free (uploads, polls, downloads) is not refused. A provider of your own asks
    `luxvid.providers.forbidden.refuse_spending(host)` before it creates.

    Example:
        >>> import asyncio
        >>> from luxvid.calls import Job
        >>> from luxvid.providers import ReplicateProvider
        >>> from luxvid.testing import forbid_spending
        >>> async def spend():
        ...     job = Job(provider="replicate", model="google/veo-3.1-fast", worst_usd="0.40", likely_usd="0.40")
        ...     async with ReplicateProvider(token="r8_real").connect() as connection:
        ...         await connection.create(job, {"prompt": "a slow dolly in"})
        >>> with forbid_spending():
        ...     asyncio.run(spend())
        Traceback (most recent call last):
        luxvid.errors.SpendingForbidden: a paid call to 'api.replicate.com' was tried inside forbid_spending()...
    """
    return _Forbidding()
