"""`GrokSelector`: xAI's Grok looks at the photos and chooses; what it leaves open is chosen on this machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from attrs import evolve, field, frozen

from luxvid.billing.buying import Bought
from luxvid.billing.payments import Payments, costs_of
from luxvid.costs import CostLine, Estimate, PaidChoice
from luxvid.errors import BudgetExceeded, CallFailed, InvalidInput, LuxvidError, MissingBlob, MissingExtra, PhotoRefused
from luxvid.events import Noticed
from luxvid.photos import Photo
from luxvid.protocols import Provider, Run
from luxvid.providers.chat_models import ChatModel, Effort, chat_model
from luxvid.providers.xai import XaiProvider
from luxvid.selection.grok_answer import Pick, Read, read_choice, with_room_for
from luxvid.selection.grok_asking import Asked, Cost, Grok, Rating, cost_of, parts_of, shortlist_of
from luxvid.selection.grok_offer import Offer, asked_for, numbers_of, offered
from luxvid.selection.grok_pictures import Shown
from luxvid.selection.grok_prompt import INSTRUCTIONS
from luxvid.selection.local import LocalSelector, brand_of, shots_of
from luxvid.storyboard import Brief, Shot, Storyboard
from luxvid.tasks import side_by_side

DEFAULT_MODEL = "grok-4.3"

_INSTEAD = (BudgetExceeded, CallFailed, MissingBlob, MissingExtra, PhotoRefused)
"""What the choice on this machine steps in for. Anything else is a mistake in the brief or in the program, and is not hidden."""

_MOST_WORDS = 300


def _model(value: ChatModel | str) -> ChatModel:
    return value if isinstance(value, ChatModel) else chat_model(value)


def _digest(text: str) -> str:
    """Return what stands for a long text in a repr: boards are remembered by their selector's repr."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@frozen(kw_only=True)
class GrokSelector:
    """Has xAI's Grok choose the photos: it sees them, with their names, tags, captions and what was measured, and the brand.

    Before, what cannot be shown and copies are left out on this machine. Its answer is checked: each photo once, each scene once,
    wishes and limits kept; an answer that is wrong is sent back once. What is missing then, or all where Grok cannot be asked (no
    budget, no key, a failed call), is chosen by `local`, and the board's notes say so. Locked shots stay as they are.

    An answer that arrived is kept: for the same photos, brief, model and instructions it is never paid for again. Nothing here
    was ever run against the live service. Needs `luxvid[grok]`.

    Attributes:
        model: A name of `luxvid.providers.chat_models.CHAT_MODELS`, or a `ChatModel` of your own with its prices.
        provider: Who is asked; by default `XaiProvider.from_env()`, with the key from XAI_API_KEY.
        effort: How hard it thinks, where the model takes that wish; empty leaves it to the model.
        most_tokens: The longest answer, thoughts included.
        shown: How photos are shown: size, and how many at once. More are seen in parts first, and the best of these again.
        instructions: What it is told first; in words of your own, if you like.
        take: Counts up when the same is to be asked once more.
        local: Chooses what is left open, and tells what cannot be shown.

    Raises:
        InvalidInput: No such model is known, or it cannot think so hard.

    Example:
        >>> from luxvid.selection import GrokSelector
        >>> GrokSelector(effort="none").model.name
        'grok-4.3'
    """

    model: ChatModel = field(factory=lambda: chat_model(DEFAULT_MODEL), converter=_model)
    provider: Provider | None = None
    effort: Effort = field()
    most_tokens: int = 12_000
    shown: Shown = field(factory=Shown)
    instructions: str = field(default=INSTRUCTIONS, repr=_digest)
    take: int = 1
    local: LocalSelector = field(factory=LocalSelector)

    @effort.default
    def _usual_effort(self) -> Effort:
        return "low" if "low" in self.model.efforts else ""

    @effort.validator
    def _is_effort(self, _attribute: object, value: str) -> None:
        if value and value not in self.model.efforts:
            takes = ", ".join(self.model.efforts) or "no such wish"
            raise InvalidInput(f"{self.model.name} cannot be told to think {value!r} hard; it takes {takes}")

    async def select(self, photos: Sequence[Photo], /, *, brief: Brief, run: Run | None = None) -> Storyboard:
        """Return a storyboard for the brief's scenes. Costs what `estimate` says, once; found again it costs nothing.

        Photos without a look are measured first, which reads them; those that are shown are read once more.

        Raises:
            InvalidInput: No photo can be used (the message counts the reasons), or a wish of the brief cannot be met.
            MissingBlob: A photo that has to be measured is gone.
            StorageFailed: The run's ledger cannot be written; nothing was sent that is not recorded.
        """
        run = run or Run()
        offer = await offered(photos, brief=brief, encoding=self.local.encoding)
        banned = (*(brief.keep.banned if brief.keep else ()), *brief.banned)
        kept = Storyboard(
            shots=offer.shots, brand=brand_of(brief), banned=tuple(dict.fromkeys(banned))
        )  # before anything is paid
        picked: dict[str, Pick] = {}
        notes: tuple[str, ...] = ()
        choice = brief.keep.choice if brief.keep else None
        if offer.candidates:
            payments = Payments(run)
            picks, notes, instead = await self._picked(offer, payments.run)
            picked = {pick.scene: pick for pick in picks}
            choice = await _paid(payments, choice, model=self.model.name, instead=instead)
        for note in notes:
            run.tell(Noticed(stage="choice", message=note))
        shots = [_filled(shot, picked[shot.key], offer) if shot.key in picked else shot for shot in offer.shots]
        kept = evolve(kept, shots=tuple(shots))
        board = await self.local.select(offer.photos, brief=evolve(brief, keep=kept), run=run)
        shots = [evolve(shot, locked=False) if shot.key in picked else shot for shot in board.shots]
        return evolve(board, shots=tuple(shots), notes=(*notes, *board.notes), choice=choice)

    async def estimate(self, photos: Iterable[Photo], /, *, brief: Brief | None = None) -> Estimate:
        """Return what choosing from these photos would cost: likely one answer, at worst one that has to be sent back.

        Spends nothing and reads no photo: what will turn out to be copies or unusable counts as if it were shown. The bill is
        never higher than the worst, as far as what a picture counts as is not (`ChatModel.image_tokens_most`).

        Example:
            >>> import asyncio
            >>> from luxvid.photos import Photo
            >>> from luxvid.selection import GrokSelector
            >>> photos = [Photo(file=f"{n}.jpg", digest=f"{n:064x}", size=1, width_px=3, height_px=2) for n in range(40)]
            >>> print(asyncio.run(GrokSelector().estimate(photos)))
            choice: likely $0.10, at most $0.59 (grok-4.3, prices of 2026-09-21); ...
        """
        photos, brief = tuple(photos), brief or Brief()
        numbers = sorted(numbers_of(photos).values())
        scenes = tuple(shot.key for shot in shots_of(brief) if not shot.locked)
        if not numbers or not scenes:
            return Estimate()
        asked = asked_for(brief, photos)
        wanted = tuple(numbers[: len(asked["must"])])
        choice = Asked(kind="choice", brief=asked, wanted=wanted, scenes=scenes)
        parts = parts_of(numbers, self.shown.at_once)
        looks = [self._cost(evolve(choice, kind="first look"), len(part)) for part in parts] if len(parts) > 1 else []
        chosen = self._cost(choice, min(len(numbers), self.shown.at_once))
        line = CostLine(
            what="choice",
            model=self.model.name,
            likely_usd=chosen.likely_usd + sum((look.likely_usd for look in looks), Decimal(0)),
            worst_usd=2 * chosen.worst_usd + sum((look.worst_usd for look in looks), Decimal(0)),
            priced_on=self.model.seen_on,
            note=self.model.note,
        )
        return Estimate(lines=[line])

    def _cost(self, asked: Asked, count: int) -> Cost:
        return cost_of(asked, count, model=self.model, instructions=self.instructions, most_tokens=self.most_tokens)

    async def _picked(self, offer: Offer, run: Run) -> tuple[tuple[Pick, ...], tuple[str, ...], str]:
        """Return what Grok chose, what has to be said of it, and, where it chose nothing, why it could not."""
        try:
            grok = Grok(
                model=self.model,
                provider=self.provider or XaiProvider.from_env(),
                instructions=self.instructions,
                effort=self.effort,
                most_tokens=self.most_tokens,
                shown=self.shown,
                take=self.take,
                run=run,
            )
            return (*await _chosen(grok, offer), "")
        except _INSTEAD as error:
            return (), (f"chosen without {self.model.name}: {_told(error)}",), _told(error)


async def _paid(payments: Payments, before: PaidChoice | None, *, model: str, instead: str) -> PaidChoice:
    """Return what a choice cost, with what choosing the board that it goes on from had cost."""
    known = before or PaidChoice(model=model)
    return PaidChoice(
        model=model,
        calls=known.calls | await costs_of(payments.calls, ledger=payments.run.storage.ledger),
        instead=instead,
        fresh=dict.fromkeys((*known.fresh, *payments.begun)),
    )


async def _chosen(grok: Grok, offer: Offer) -> tuple[tuple[Pick, ...], tuple[str, ...]]:
    shortlist, ratings, notes = await _shortlisted(grok, offer)
    shows = {number: rating.shows for number, rating in ratings.items()}
    first = await grok.choose(offer, shortlist, shows)
    read = await _read(first, offer)
    if read.wrong:
        try:
            second = await grok.again(offer, shortlist, shows, first=first, wrong=read.wrong)
        except _INSTEAD as error:
            notes.append(f"{grok.model.name} could not be asked to put its answer right: {_told(error)}")
        else:
            read = max(await _read(second, offer), read, key=lambda one: (len(one.picks), -len(one.wrong)))
    picks = with_room_for(read.picks, offer.rules)
    return picks, (_summary(grok.model.name, picks, offer), *(f"wrong in its answer: {one}" for one in read.wrong), *notes)


async def _shortlisted(grok: Grok, offer: Offer) -> tuple[list[str], dict[str, Rating], list[str]]:
    """Return the photos that are shown for the choice: all, or where they are too many, the best by a first look in parts."""
    numbers = sorted(offer.candidates)
    parts = parts_of(numbers, grok.shown.at_once)
    if len(parts) == 1:
        return numbers, {}, []
    ratings: dict[str, Rating] = {}
    failed: list[LuxvidError] = []

    async def look(at: int, part: Sequence[str]) -> None:
        try:
            ratings.update(await grok.look(offer, part, at=at, of=len(parts)))
        except _INSTEAD as error:
            failed.append(error)

    async with side_by_side() as group:
        for at, part in enumerate(parts, start=1):
            group.start_soon(look, at, part)
    if len(failed) == len(parts):
        raise failed[0]
    notes = [f"a first look at a part of the photos failed: {_told(error)}" for error in failed]
    return shortlist_of(offer, ratings, grok.shown.at_once), ratings, notes


async def _read(bought: Bought, offer: Offer) -> Read:
    return read_choice((await bought.blob.read()).decode("utf-8", "replace"), offer.rules)


def _filled(shot: Shot, pick: Pick, offer: Offer) -> Shot:
    """Return a shot with the photos that were picked, locked until the others are chosen round it."""
    photos = [offer.candidates[number].photo for number in pick.photos]
    chosen = shot.with_photos(photos)
    return evolve(chosen, confidence=pick.confidence, reason=pick.reason, terms={}, runners_up=(), locked=True)


def _summary(model: str, picks: Sequence[Pick], offer: Offer) -> str:
    chosen = [pick.scene for pick in picks]
    left = [scene for scene in offer.scenes if scene not in chosen]
    if not chosen:
        return f"{model} chose no photo that can be used: all was chosen by what is measured"
    others = f"; by what is measured: {', '.join(left)}" if left else ""
    return f"chosen by {model}: {', '.join(chosen)}{others}"


def _told(error: LuxvidError) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS] + "…"
