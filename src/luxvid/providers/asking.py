"""One request and its answer, whoever carries them: what `ReplicateProvider` and `ReplicateSDK` differ in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from attrs import field, frozen

if TYPE_CHECKING:
    import httpx


@frozen(kw_only=True)
class Upload:
    """A file on its way out."""

    name: str
    file: BinaryIO = field(repr=False)
    media_type: str


@frozen(kw_only=True)
class Ask:
    """A request.

    Attributes:
        method: As `GET`.
        path: Below the base URL, beginning with a slash; or a whole URL of the same host.
        body: Sent as JSON.
        params: The query.
        headers: Further headers; none of them is a secret.
        upload: Sent as a form.
        whole_s: It may take so long from its first byte to the answer's last.
        is_paid: It must be known whether anything of it had left where no answer comes.
    """

    method: str
    path: str
    body: dict[str, Any] | None = field(default=None, repr=False)
    params: dict[str, str] = field(factory=dict)
    headers: dict[str, str] = field(factory=dict)
    upload: Upload | None = None
    whole_s: float
    is_paid: bool = False

    @property
    def content(self) -> dict[str, Any]:
        """What httpx calls the content, as its arguments."""
        if self.upload is None:
            return {"json": self.body} if self.body is not None else {}
        name, type_ = self.upload.name, self.upload.media_type
        return {"data": {"filename": name, "type": type_}, "files": {"content": (name, self.upload.file, type_)}}


@frozen(kw_only=True)
class Answer:
    """What came back: a status, headers by their names in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class NoAnswer(Exception):
    """No answer came; `may_be_there` is False where it is certain that nothing of the request had left."""

    def __init__(self, reason: str, *, may_be_there: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_be_there = may_be_there


class Sender(Protocol):
    """Carries requests to the API's host, the token with them."""

    @property
    def base_url(self) -> str:
        """The API's URL, without a slash at its end."""

    @property
    def host(self) -> str:
        """The API's host."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be told on: the token."""

    async def send(self, ask: Ask, /) -> Answer:
        """Send a request, once. Raises `NoAnswer`."""

    def auth(self, url: httpx.URL, /) -> httpx.Auth | None:
        """Return what proves to the API's host who asks; None for every other host."""
