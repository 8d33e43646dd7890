"""`trusted`: whose certificates are taken. Reading them takes 25 to 45 ms and holds the event loop: once is enough."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl


def trusted(*, trust_env: bool = True) -> ssl.SSLContext:
    """Return what connections are opened with: one and the same as long as the environment names the same authorities.

    Args:
        trust_env: Whether `SSL_CERT_FILE` and `SSL_CERT_DIR` are heard.

    Example:
        >>> from luxvid.net.certificates import trusted
        >>> trusted() is trusted()
        True
    """
    named = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")) if trust_env else ()
    return _read(named)


@cache
def _read(named: tuple[str | None, ...]) -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context(trust_env=bool(named))
