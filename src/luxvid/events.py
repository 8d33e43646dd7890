"""What happens, as values: progress bars, logs and traces hang on these."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Stage = Literal["intake", "choice", "picture", "music", "film"]


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


Event = Started | Advanced | Finished | Noticed
