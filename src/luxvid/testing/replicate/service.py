"""The service as it is set and what it knows: settings, models, clock, faults and records."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

from attrs import define, field, frozen

from luxvid.testing.replicate.clock import Clock
from luxvid.testing.replicate.faults import Faults
from luxvid.testing.replicate.models import MODELS, EmulatedModel
from luxvid.testing.replicate.orders import Order, settled
from luxvid.testing.replicate.records import Records
from luxvid.testing.replicate.throttling import Bucket, Limits


@frozen(kw_only=True)
class Seen:
    """One request that came in.

    Attributes:
        operation: `create`, `get`, `list`, `cancel`, `upload`, `file`, `download`, `account`, `model` or `other`.
        method: GET, POST …
        path: Path and query.
        host: The name by which it was asked for.
        status: What it was answered; 0 where it was not.
        has_token: It carried a token, whichever.
        user_agent: Who asked.
        at: Seconds since 1970 by the emulator's clock.
    """

    operation: str
    method: str
    path: str
    host: str
    status: int
    has_token: bool
    user_agent: str
    at: float


@define(kw_only=True, eq=False, slots=False)
class Service:
    """All that can be set; it may be changed while the emulator runs.

    Attributes:
        token: The only token that is taken.
        username: Whose account it is.
        starting_s: How long a prediction waits.
        processing_s: How long it runs; longer where its result takes longer to make.
        keep_s: How long input, output and logs are kept after the end.
        file_keep_s: How long uploaded files are kept.
        list_delay_s: How late new predictions show in the list.
        page_size: Predictions on a page of the list.
        limits: How many creates are taken; without, all.
        longest_px: The longest side of clips; 0 for the model's true sizes. The default keeps tests quick.
        has_sound: Clips have a sound track, wanted or not.
        echoes_defaults: The input that is shown has the defaults filled in.
        delivery_host: The host of outputs; `localhost` is another name for the same machine.
        max_file_bytes: Larger files are refused with 413.
        max_body_bytes: Larger bodies of a create are refused with 413.
        models: The models by name; others may be added.
        faults: What goes wrong.
        clock: The emulator's time.
        requests: Every request that came in.
    """

    token: str = "r8_" + "emulator" * 4 + "00000"
    username: str = "emulator"
    starting_s: float = 0.02
    processing_s: float = 0.1
    keep_s: float = 3600
    file_keep_s: float = 86_400
    list_delay_s: float = 0
    page_size: int = 100
    limits: Limits | None = None
    longest_px: int = 640
    has_sound: bool = True
    echoes_defaults: bool = False
    delivery_host: str = "127.0.0.1"
    max_file_bytes: int = 100 * 1000 * 1000
    max_body_bytes: int = 10 * 1000 * 1000
    models: dict[str, EmulatedModel] = field(factory=lambda: dict(MODELS))
    faults: Faults = field(factory=Faults)
    clock: Clock = field(factory=Clock)
    requests: list[Seen] = field(factory=list, init=False, repr=False)
    base_url: str = field(default="", init=False)
    records: Records = field(init=False, repr=False)
    bucket: Bucket = field(factory=Bucket, init=False, repr=False)
    workers: ThreadPoolExecutor = field(init=False, repr=False)

    @property
    def api_url(self) -> str:
        """The base URL of the API's version."""
        return f"{self.base_url}/v1"

    @property
    def delivery_url(self) -> str:
        """The base URL of outputs."""
        return f"http://{self.delivery_host}:{self.base_url.rpartition(':')[2]}/delivery"

    def current(self, order: Order) -> Order:
        """Return a prediction as it stands now, and remember it so."""
        now = self.clock.timestamp()
        return self.records.change_order(order.id, lambda latest: settled(latest, now, keep_s=self.keep_s))

    def everything(self) -> list[Order]:
        """Return all predictions as they stand now, in the order in which they were made."""
        return [self.current(order) for order in self.records.orders()]


def new_id() -> str:
    """Return a name for a prediction or a file."""
    return secrets.token_hex(13)
