"""Putting questions to Grok, each paid for once: what they cost, what they are called in the ledger, what is sent."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from decimal import ROUND_UP, Decimal
from typing import Any

from attrs import frozen

from luxvid.billing import buy
from luxvid.billing.buying import Bought
from luxvid.blobs import Blob
from luxvid.calls import Job, JobFile
from luxvid.errors import MissingBlob, PhotoRefused
from luxvid.protocols import Provider, Run
from luxvid.providers.chat_models import ChatModel
from luxvid.selection.candidates import Candidate
from luxvid.selection.fitting import fits_of
from luxvid.selection.grok_answer import plain, rows_in, share
from luxvid.selection.grok_offer import Offer
from luxvid.selection.grok_pictures import Shown, jpeg_of
from luxvid.selection.grok_prompt import (
    CARD_BYTES,
    FIRST_LOOK,
    REQUEST,
    card_of,
    choice_schema,
    correction_of,
    look_schema,
    question_of,
    shortened,
)
from luxvid.storage import MemoryBlobs
from luxvid.tasks import side_by_side

_CARD_TOKENS, _AROUND_BYTES = 120, 60
_CHOICE_TOKENS, _LOOK_TOKENS = 1_200, 45
_CORRECTION_BYTES = 6_000
_ANSWERS_TO = {"choice": "storyboard", "first look": "first_look"}


@frozen(kw_only=True)
class Cost:
    """What a question costs: mostly, and at most."""

    likely_usd: Decimal
    worst_usd: Decimal


@frozen(kw_only=True)
class Asked:
    """What decides what is asked: `Job.input` and the key of the paid call. `kind` is `choice` or `first look`."""

    kind: str
    brief: Mapping[str, Any]
    wanted: tuple[str, ...]
    scenes: tuple[str, ...]

    def question(self, count: int) -> str:
        """Return the words before the photos."""
        told = question_of(self.brief, wanted=self.wanted, count=count)
        return f"{FIRST_LOOK}\n\n{told}" if self.kind == "first look" else told

    def schema(self, photos: Sequence[str]) -> dict[str, Any]:
        """Return the form of the answer."""
        return (look_schema if self.kind == "first look" else choice_schema)(self.scenes, photos)


@frozen(kw_only=True)
class Rating:
    """What a first look found in a photo: the scene that it tells best (empty: none), how well, and what it shows."""

    scene: str
    score: float
    shows: str


@frozen(kw_only=True, eq=False)
class Grok:
    """Asks one model, for one run.

    Attributes:
        model: The model.
        provider: Who is asked.
        instructions: What it is told first.
        effort: How hard it is to think; empty where it takes no such wish.
        most_tokens: The longest answer, thoughts included.
        shown: How photos are shown.
        take: Counts up when the same is to be asked once more.
        run: Whose budget and ledger.
    """

    model: ChatModel
    provider: Provider
    instructions: str
    effort: str
    most_tokens: int
    shown: Shown
    take: int
    run: Run

    async def choose(self, offer: Offer, shortlist: Sequence[str], shows: Mapping[str, str]) -> Bought:
        """Ask for the whole choice. Raises as `buy` does."""
        return await self._bought("choice", offer, shortlist, shows=shows, key={"asked": "choice"})

    async def again(
        self, offer: Offer, shortlist: Sequence[str], shows: Mapping[str, str], *, first: Bought, wrong: Sequence[str]
    ) -> Bought:
        """Send an answer back, once, with what is wrong with it. The key names the answer: this is paid for once, too."""
        answered = (await first.blob.read()).decode("utf-8", "replace")
        more = {"answered": answered, "wrong": shortened_lines(correction_of(wrong))}
        return await self._bought(
            "choice", offer, shortlist, shows=shows, key={"asked": "again", "answer": first.blob.digest}, more=more
        )

    async def look(self, offer: Offer, part: Sequence[str], *, at: int, of: int) -> dict[str, Rating]:
        """Have a first look at one part of the photos; return what is said of each, as far as it can be read."""
        bought = await self._bought("first look", offer, part, key={"asked": "first look", "part": at, "of": of})
        text = (await bought.blob.read()).decode("utf-8", "replace")
        return ratings_in(text, offer)

    async def _bought(
        self,
        kind: str,
        offer: Offer,
        numbers: Sequence[str],
        *,
        key: Mapping[str, Any],
        shows: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> Bought:
        asked = Asked(kind=kind, brief=offer.brief, wanted=offer.wanted, scenes=offer.scenes)
        cost = cost_of(asked, len(numbers), model=self.model, instructions=self.instructions, most_tokens=self.most_tokens)

        async def prepare() -> Blob:
            pictures = await self._pictures(offer, numbers)
            cards = {
                number: card_of(number, offer.candidates[number], shows=(shows or {}).get(number, "")) for number in pictures
            }
            request = self._request(asked, cards, pictures) | dict(more or {})
            return await MemoryBlobs().put(json.dumps(request).encode(), media_type="application/json")

        named = {"request": REQUEST, "photos": offer.upload, "brief": offer.brief, **key}
        job = Job(
            provider=self.provider.name,
            model=self.model.name,
            input={"instructions": self.instructions, **({"effort": self.effort} if self.effort else {})},
            files=[JobFile(field="request", named=named, prepare=prepare)],
            take=self.take,
            worst_usd=cost.worst_usd,
            likely_usd=cost.likely_usd,
            deadline_s=int(self.provider.waiting.answer_s),
            found_by="nothing",
            media_type="application/json",
        )
        return await buy(job, self.provider, run=self.run)

    def _request(self, asked: Asked, cards: Mapping[str, str], pictures: Mapping[str, bytes]) -> dict[str, Any]:
        content: list[dict[str, Any]] = [{"text": asked.question(len(pictures))}]
        for number, jpeg in pictures.items():
            content += [{"text": cards[number]}, {"jpeg": b64encode(jpeg).decode(), "detail": self.shown.detail}]
        return {
            "content": content,
            "schema": asked.schema(list(pictures)),
            "schema_name": _ANSWERS_TO[asked.kind],
            "most_tokens": self.most_tokens,
            "model": self.model.to_dict(),
        }

    async def _pictures(self, offer: Offer, numbers: Sequence[str]) -> dict[str, bytes]:
        """Return the photos as they are shown; those that cannot be read now are not. Raises where that is all of them."""
        made: dict[str, bytes] = {}
        failed: list[PhotoRefused | MissingBlob] = []

        async def make(number: str, one: Candidate) -> None:
            try:
                made[number] = await jpeg_of(one.photo, self.shown)
            except (PhotoRefused, MissingBlob) as error:
                failed.append(error)

        async with side_by_side() as group:
            for number in numbers:
                group.start_soon(make, number, offer.candidates[number])
        if not made:
            raise failed[0]
        return {number: made[number] for number in numbers if number in made}


def cost_of(asked: Asked, count: int, *, model: ChatModel, instructions: str, most_tokens: int) -> Cost:
    """Return what a question over so many photos costs, asked once more or not.

    No tokeniser makes more tokens than there are bytes, so that `worst_usd` holds as far as `image_tokens_most` does.
    """
    photos = [f"p{at:03d}" for at in range(count)]
    words = len((instructions + asked.question(count)).encode())
    form = len(json.dumps(asked.schema(photos)).encode())
    expected = _LOOK_TOKENS * count if asked.kind == "first look" else _CHOICE_TOKENS
    most_read = count * (model.image_tokens_most + CARD_BYTES + _AROUND_BYTES) + words + form
    if asked.kind == "choice":
        most_read += most_tokens + _CORRECTION_BYTES
    read = count * (model.image_tokens + _CARD_TOKENS) + (words + form) // 4
    return Cost(
        likely_usd=_told_usd(model.cost_usd(read=read, written=min(expected, most_tokens))),
        worst_usd=_told_usd(model.cost_usd(read=most_read, written=most_tokens)),
    )


def _told_usd(amount: Decimal) -> Decimal:
    """Return an amount rounded up to hundredths of a cent: people read it in notes."""
    return amount.quantize(Decimal("0.0001"), ROUND_UP)


def ratings_in(text: str, offer: Offer) -> dict[str, Rating]:
    """Return what a first look's answer says of photos that there are."""
    found = {}
    for row in rows_in(text, "photos") or ():
        number = row.get("photo") if isinstance(row, dict) else None
        if isinstance(number, str) and number in offer.candidates:
            scene = row.get("scene")
            found[number] = Rating(
                scene=scene if isinstance(scene, str) and scene in offer.scenes else "",
                score=share(row.get("fit")) * (0.5 + share(row.get("beauty")) / 2),
                shows=plain(row.get("shows"), 120),
            )
    return found


def shortened_lines(text: str) -> str:
    """Return text of at most as many bytes as a correction may have, its lines kept."""
    lines, left = [], _CORRECTION_BYTES
    for line in text.splitlines():
        short = shortened(line, left)
        lines.append(short)
        left -= len(short.encode()) + 1
        if left <= 0:
            break
    return "\n".join(lines)


def parts_of(numbers: Sequence[str], at_once: int) -> list[Sequence[str]]:
    """Return numbers in as few parts as may be, of nearly equal size.

    Example:
        >>> parts_of(["a", "b", "c", "d", "e"], 2)
        [['a', 'b'], ['c', 'd'], ['e']]
    """
    count = -(-len(numbers) // at_once)
    base, extra = divmod(len(numbers), count)
    parts, begin = [], 0
    for at in range(count):
        end = begin + base + (at < extra)
        parts.append(numbers[begin:end])
        begin = end
    return parts


def shortlist_of(offer: Offer, ratings: Mapping[str, Rating], at_once: int) -> list[str]:
    """Return the photos that are seen again for the choice: wanted ones, then each scene's best in turn.

    What no first look told of is taken for what is measured.
    """
    shots = [shot for shot in offer.shots if not shot.locked]
    by_scene: dict[str, list[tuple[float, str]]] = {shot.key: [] for shot in shots}
    lead = fits_of(list(offer.candidates.values()), [shot.scene for shot in shots]).lead.T.tolist()
    for (number, one), leads in zip(offer.candidates.items(), lead, strict=True):
        rating = ratings.get(number)
        if rating is None:
            most = max(leads)
            rating = Rating(scene=shots[leads.index(most)].key, score=most * (0.5 + one.quality / 2), shows="")
        if rating.scene:
            by_scene[rating.scene].append((-rating.score, number))
    chosen = dict.fromkeys(offer.wanted)
    ranked = [sorted(found) for found in by_scene.values()]
    for place in range(max(map(len, ranked), default=0)):
        chosen |= dict.fromkeys(found[place][1] for found in ranked if place < len(found))
    return sorted(list(chosen)[:at_once])
