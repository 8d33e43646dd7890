"""What happens, as values: progress bars, logs and traces hang on these."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from attrs import frozen

from luxvid.calls import CallState

Stage = Literal["intake", "choice", "picture", "music", "film", "timeline", "delivery"]


@frozen(kw_only=True)
class Started:
    """A stage began; `total` is the number of its steps."""

    stage: Stage
    total: int


@frozen(kw_only=True)
class Advanced:
    """One step of a stage is done; `item` names it, `reused` says that it had been made before."""

    stage: Stage
    item: str
    done: int
    total: int
    reused: bool = False


@frozen(kw_only=True)
class Finished:
    """A stage ended well after `seconds`."""

    stage: Stage
    seconds: float


@frozen(kw_only=True)
class Noticed:
    """Something that a person should know, and that did not stop the film."""

    stage: Stage
    message: str


@frozen(kw_only=True)
class Paid:
    """A paid call came into a new state, as `luxvid.calls.Call` names them; `reused` says that it had been paid for before.

    `reserved_usd` is what it may still cost, `cost_usd` what it has cost.
    """

    key: str
    model: str
    attempt: int
    state: CallState
    reserved_usd: Decimal
    cost_usd: Decimal
    reused: bool = False


Event = Started | Advanced | Finished | Noticed | Paid
