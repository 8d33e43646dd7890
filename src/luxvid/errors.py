"""Everything that luxvid raises on purpose.

::

    LuxvidError
     ├─ InvalidInput (ValueError)       a value that cannot be used: the message names it and the remedy
     │   ├─ FileRefused                 a file that cannot be used, with its name and the reason
     │   │   ├─ PhotoRefused            a photo
     │   │   └─ MediaRefused            a video or sound file
     │   ├─ StoryboardIncomplete        a shot without a photo, a photo that is not at hand
     │   └─ WordsRefused                words that a `WordChecker` was told to stop at
     ├─ MissingBlob (LookupError)       bytes that are gone or were changed since they were identified
     ├─ MissingExtra (ImportError)      an optional package is not installed
     ├─ RenderFailed (RuntimeError)     frames or sound could not be made
     ├─ RulesBroken (RuntimeError)      a file that was delivered breaks a rule of its profile; it lies where it was written
     ├─ FetchFailed (OSError)           what a URL names could not be brought here
     ├─ StorageFailed (OSError)         the store cannot be read or written
     ├─ SigningFailed (RuntimeError)    a film could not be signed
     ├─ SpendingRefused (RuntimeError)  money would be spent without leave: nothing was sent
     │   ├─ BudgetExceeded              the call would cost more than the budget has left, or there is no budget
     │   └─ SpendingForbidden           inside `luxvid.testing.forbid_spending()`
     └─ CallFailed (RuntimeError)       a call to a provider came to nothing; says what it cost
         ├─ Unauthorized                no token, or one that the provider does not take
         ├─ NoCredit                    the provider's account is empty
         ├─ InputRefused                the provider cannot use the input; the same input is not sent again
         ├─ Moderated                   the input or the result was held back
         ├─ Throttled                   too many requests; try after `delay_s`
         ├─ Unavailable                 overloaded, interrupted or out of reach; the same call may work later
         ├─ CallStopped                 cancelled, or ended by its deadline
         ├─ HeldBack                    the result is no true picture of the property: a gate keeps it out of the film
         ├─ CallUnknown                 whether it was made cannot be found out; it counts as spent
         └─ CallLost                    it was made and paid, and the provider has deleted the result

Each is also the nearest builtin, so that code which does not know luxvid handles it too. Parameters are positional,
so that every error survives pickling.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class LuxvidError(Exception):
    """The root of the tree: catching it catches all that luxvid raises on purpose.

    `finished` is what a batch had finished before it failed: clips by their shots' keys. `cost_usd` is what was paid all the
    same, as text of a decimal number.
    """

    finished: Mapping[str, Any] = MappingProxyType({})
    cost_usd: str = "0"


class InvalidInput(LuxvidError, ValueError):
    """A value that cannot be used."""


class FileRefused(InvalidInput):
    """A file that cannot be used; `file` is its name, `reason` a short sentence without it."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file!r} cannot be used: {self.reason}"


class PhotoRefused(FileRefused):
    """A photo that cannot be used."""


class MediaRefused(FileRefused):
    """A video or sound file that cannot be used."""


class StoryboardIncomplete(InvalidInput):
    """A storyboard that cannot be produced yet; the message names the shot and what it lacks."""


class WordsRefused(InvalidInput):
    """Words that must not be shown so; nothing was rendered or paid. `findings` are those that are serious enough."""

    def __init__(self, said: str, findings: tuple[Any, ...] = ()) -> None:
        super().__init__(said, findings)
        self.said = said
        self.findings = findings

    def __str__(self) -> str:
        return f"the film's words have to be looked at: {self.said}"


class MissingBlob(LuxvidError, LookupError):
    """Bytes that are gone, or no longer those that were identified."""


class MissingExtra(LuxvidError, ImportError):
    """An optional package is not installed; `extra` is the name to install, as in `luxvid[heif]`."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra = extra
        self.purpose = purpose

    def __str__(self) -> str:
        return f"{self.purpose} needs the extra {self.extra!r}: pip install 'luxvid[{self.extra}]'"


class RenderFailed(LuxvidError, RuntimeError):
    """Frames or sound could not be made; the cause is chained."""


class RulesBroken(LuxvidError, RuntimeError):
    """A file that was delivered breaks a rule of its profile; the message says which, and who says so."""


class FetchFailed(LuxvidError, OSError):
    """What a URL names could not be brought here.

    Attributes:
        url: The URL, without what follows a question mark: that may be a signature.
        reason: What went wrong, in a sentence without secrets.
        retryable: Whether it may work later.
        status: The HTTP status of the answer; 0 where there was none.
        delay_s: How long the server asks to wait, None where it does not say.
    """

    def __init__(self, url: str, reason: str, retryable: bool = False, status: int = 0, delay_s: float | None = None) -> None:  # noqa: FBT001, FBT002  positional, to survive pickling
        super().__init__(url, reason, retryable, status, delay_s)
        self.url = url
        self.reason = reason
        self.retryable = retryable
        self.status = status
        self.delay_s = delay_s

    def __str__(self) -> str:
        return f"{self.url!r} could not be fetched: {self.reason}"


class StorageFailed(LuxvidError, OSError):
    """The store cannot be read or written; the cause is chained."""


class SigningFailed(LuxvidError, RuntimeError):
    """A film could not be signed; the cause is chained. What was made is kept: it can be saved without a signer."""


class SpendingRefused(LuxvidError, RuntimeError):
    """Money would be spent without leave; nothing was sent."""


class BudgetExceeded(SpendingRefused):
    """The call would cost more than the budget has left, or the run has no budget; the message gives the sums."""


class SpendingForbidden(SpendingRefused):
    """A paid call was tried inside `luxvid.testing.forbid_spending()`."""


class CallFailed(LuxvidError, RuntimeError):
    """A call to a provider came to nothing.

    Attributes:
        provider: Whom it was sent to, as `replicate`.
        reason: What went wrong, in a sentence without secrets.
        cost_usd: What it cost all the same, as text of a decimal number; `"0"` mostly.
    """

    retryable = False
    """Whether the very same call may work later."""

    def __init__(self, provider: str, reason: str, cost_usd: str = "0") -> None:
        super().__init__(provider, reason, cost_usd)
        self.provider = provider
        self.reason = reason
        self.cost_usd = cost_usd

    def __str__(self) -> str:
        return f"{self.provider}: {self.reason}"


class Unauthorized(CallFailed):
    """The provider takes no call without a token, or not with this one."""


class NoCredit(CallFailed):
    """The provider's account is empty: add credit and run again, what was finished is kept."""


class InputRefused(CallFailed):
    """The provider cannot use the input; sending the same again is pointless."""


class Moderated(CallFailed):
    """The provider held the input or the result back as sensitive."""


class Throttled(CallFailed):
    """Too many requests; `delay_s` is how long the provider asks to wait, None where it does not say."""

    retryable = True

    def __init__(self, provider: str, reason: str, cost_usd: str = "0", delay_s: float | None = None) -> None:
        super().__init__(provider, reason, cost_usd)
        self.delay_s = delay_s
        self.args = (provider, reason, cost_usd, delay_s)


class Unavailable(CallFailed):
    """The provider or its model is overloaded, was interrupted, or cannot be reached."""

    retryable = True


class CallStopped(CallFailed):
    """The call was cancelled, or ended by its deadline."""

    retryable = True


class HeldBack(CallFailed):
    """A gate keeps the result out of the film: it is no true picture of the property. It was paid for: `cost_usd`."""


class CallUnknown(CallFailed):
    """Whether the call was made cannot be found out. It counts as spent, and is repeated only with `Run(pay_again=True)`."""


class CallLost(CallFailed):
    """The call was made and paid, and its result is gone. It is repeated only with `Run(pay_again=True)`."""
