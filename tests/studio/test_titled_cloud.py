"""Titles over paid clips: no word and no colour of them is paid for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

import luxvid
from luxvid.providers import ReplicateProvider
from luxvid.render import ReplicateRenderer
from luxvid.testing.replicate import ReplicateEmulator
from tests.studio.conftest import SMALL, VEO, studio_of

pytestmark = pytest.mark.anyio


async def test_titles_and_brand_change_without_a_second_payment(
    paid: ReplicateProvider, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Callable[..., luxvid.Run]
) -> None:
    studio = studio_of(ReplicateRenderer(VEO, provider=paid, encoding=SMALL))
    short = evolve(seven, shots=seven.shots[:2])
    plain = await studio.produce(short, run=money())
    creates, bill = len(shop.bill), shop.bill.total_usd
    brand = luxvid.Brand(name="Sol & Mar", phone="+34 971 000 000", watermark=True)
    titled = evolve(short, brand=brand).titled(headline="Casa Sol", price="€ 2,450,000").change("entrance", title="Entrance")
    film = await studio.produce(titled, run=money())
    cheaper = await studio.produce(titled.titled(price="€ 2,300,000"), run=money())
    bare = await studio.produce(titled.unbranded(), run=money())
    assert (len(shop.bill), shop.bill.total_usd) == (creates, bill)
    assert film.report.spent_usd == cheaper.report.spent_usd == bare.report.spent_usd == 0
    assert film.report.cost_usd == plain.report.cost_usd == bill
    assert [said.kind for said in bare.report.titles] == ["opening", "lower_third"]
