"""Where one renderer cannot, the next one does; the film comes in any case, and says why it came this way."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve, frozen

import luxvid
import luxvid.events
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.encoding import Encoding
from luxvid.errors import (
    HeldBack,
    InvalidInput,
    LuxvidError,
    Moderated,
    NoCredit,
    PhotoRefused,
    SpendingForbidden,
    StoryboardIncomplete,
    Unavailable,
)
from luxvid.film import Clip
from luxvid.photos import Photo
from luxvid.protocols import Run
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.render import Combiner, FallbackRenderer, KenBurnsRenderer, ReplicateRenderer
from luxvid.report import CAMERA_MOVE, GENERATED
from luxvid.storage import Storage
from luxvid.storyboard import Shot, Storyboard
from luxvid.testing.replicate import Answer, ReplicateEmulator
from luxvid.testing.replicate.outcomes import fails

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=128, height_px=72, preset="ultrafast")
QUICK = Waiting(poll_s=0.02, poll_most_s=0.1, answer_s=5, visible_s=0.1, pause_s=0.01, pause_most_s=0.02, look_again_s=0.1)
VEO, HAILUO = "google/veo-3.1-fast", "minimax/hailuo-02"


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(longest_px=128, processing_s=0.02) as running:
        yield running


@pytest.fixture
def provider(emulator: ReplicateEmulator) -> ReplicateProvider:
    return ReplicateProvider(
        token=emulator.token, base_url=emulator.base_url, waiting=QUICK, limits=ReplicateLimits(creates_per_min=None)
    )


@pytest.fixture
def chain(provider: ReplicateProvider) -> FallbackRenderer:
    paid = [ReplicateRenderer(model, provider=provider, encoding=SMALL) for model in (VEO, HAILUO)]
    return FallbackRenderer(*paid, KenBurnsRenderer())


@pytest.fixture
async def shot(drawn: list[Path]) -> Shot:
    first, last = await luxvid.load_photos(drawn[2:4])
    return Shot(scene=luxvid.Scene(key="living"), first=first, last=last, prompt="A living room.")


@frozen
class Failing:
    """A renderer that raises."""

    error: Exception
    name: str = "failing"

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:  # noqa: ARG002  the seam's signature
        raise self.error


def paying(max_usd: float = 5) -> Run:
    return Run(storage=Storage.memory(), budget=Budget(max_usd=max_usd))


async def words(run: Run) -> list[str]:
    return [str(call.input["prompt"]) async for call in run.storage.ledger.every()]


async def test_what_was_held_back_is_asked_for_once_more_in_plainer_words(
    chain: FallbackRenderer, shot: Shot, emulator: ReplicateEmulator
) -> None:
    emulator.faults.add(fails("E005", wrapped=True))
    run = paying()
    made = (await chain.render(shot, run=run)).provenance
    assert (made.treatment, made.model, made.cost_usd) == (GENERATED, VEO, Decimal("0.40"))
    assert "living room" not in (await words(run))[1]
    assert "made with plainer words" in made.notes
    assert made.notes[0].startswith(f"{VEO} could not:")


async def test_what_is_held_back_twice_goes_to_the_next_model_in_its_own_words(
    chain: FallbackRenderer, shot: Shot, emulator: ReplicateEmulator
) -> None:
    emulator.faults.add(fails("E005"), count=2)
    run = paying()
    made = (await chain.render(shot, run=run)).provenance
    assert (made.model, made.cost_usd) == (HAILUO, Decimal("0.27"))
    assert "living room" in (await words(run))[2]
    assert "made with plainer words" not in made.notes


@pytest.mark.parametrize("code", ["E003", "E001", "E006", "E1001", "PA"])
async def test_every_other_failure_goes_to_the_next_model_and_says_why(
    code: str, chain: FallbackRenderer, shot: Shot, emulator: ReplicateEmulator
) -> None:
    emulator.faults.add(fails(code), model=VEO, count=None)
    noticed: list[object] = []
    run = Run(storage=Storage.memory(), budget=Budget(max_usd=5), on_event=noticed.append)
    made = (await chain.render(shot, run=run)).provenance
    assert (made.model, made.cost_usd) == (HAILUO, Decimal("0.27"))
    assert VEO in made.notes[0]
    assert any(isinstance(event, luxvid.events.Noticed) and "living" in event.message for event in noticed)
    assert emulator.bill.total_usd == Decimal("0.27")


async def test_a_failure_that_was_charged_is_in_the_clips_cost(
    chain: FallbackRenderer, shot: Shot, emulator: ReplicateEmulator
) -> None:
    emulator.faults.add(fails("E005", charged=True), model=VEO, count=2)
    run = paying()
    made = (await chain.render(shot, run=run)).provenance
    estimate = await chain.estimate(shot)
    assert made.model == HAILUO
    assert emulator.bill.total_usd == Decimal("1.07") <= estimate.worst_usd


async def test_without_a_budget_or_a_token_the_film_is_made_offline_for_nothing(
    chain: FallbackRenderer, shot: Shot, emulator: ReplicateEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = (await chain.render(shot, run=Run(storage=Storage.memory()))).provenance
    assert made.treatment == CAMERA_MOVE
    assert made.cost_usd == 0
    assert "no budget" in made.notes[0]
    monkeypatch.delenv("REPLICATE_API_TOKEN", raising=False)
    made = (await FallbackRenderer(ReplicateRenderer(), KenBurnsRenderer()).render(shot, run=paying())).provenance
    assert "REPLICATE_API_TOKEN" in made.notes[0]
    assert not emulator.requests


async def test_models_without_a_last_frame_make_the_singles_and_others_the_pairs(provider: ReplicateProvider, shot: Shot) -> None:
    models = ("google/veo-3-fast", HAILUO)
    chain = FallbackRenderer(*(ReplicateRenderer(model, provider=provider, encoding=SMALL) for model in models))
    run = paying()
    assert (await chain.render(shot, run=run)).generated_by == HAILUO
    assert (await chain.render(evolve(shot, last=None), run=run)).generated_by == "google/veo-3-fast"


@pytest.mark.parametrize(
    "error",
    [NoCredit("replicate", "empty"), HeldBack("a/model", "a hard cut", "0.40"), PhotoRefused("a.jpg", "it is a drawing")],
    ids=["no credit", "held back", "a photo"],
)
async def test_what_another_renderer_may_do_better_is_left_to_it(error: LuxvidError, shot: Shot) -> None:
    made = (await FallbackRenderer(Failing(error), KenBurnsRenderer()).render(shot)).provenance
    assert made.treatment == CAMERA_MOVE
    assert made.notes == (f"failing could not: {error}",)
    assert made.cost_usd == Decimal(getattr(error, "cost_usd", "0"))


@pytest.mark.parametrize("error", [InvalidInput("a wish"), TypeError("a bug"), SpendingForbidden("in a test")])
async def test_mistakes_are_not_hidden(error: Exception, shot: Shot) -> None:
    with pytest.raises(type(error), match=str(error)):
        await FallbackRenderer(Failing(error), KenBurnsRenderer()).render(shot)


async def test_where_all_fail_the_last_error_comes_with_the_others_reasons(shot: Shot) -> None:
    chain = FallbackRenderer(Failing(Moderated("replicate", "sensitive")), Failing(Unavailable("replicate", "overloaded")))
    with pytest.raises(Unavailable, match="overloaded") as failed:
        await chain.render(shot)
    assert failed.value.__notes__ == ["before it, failing could not: replicate: sensitive"] * 2


async def test_an_open_shot_and_an_empty_chain_are_mistakes(chain: FallbackRenderer) -> None:
    with pytest.raises(StoryboardIncomplete):
        await chain.render(Shot())
    with pytest.raises(InvalidInput, match="at least one renderer"):
        FallbackRenderer()


async def test_the_estimate_counts_the_whole_chain(chain: FallbackRenderer, shot: Shot) -> None:
    line = (await chain.estimate(shot)).lines[0]
    assert (line.what, line.model, line.likely_usd) == ("living", VEO, Decimal("0.40"))
    assert line.worst_usd == 2 * (Decimal("0.80") + Decimal("0.27"))
    assert line.priced_on == "2026-10-05"
    assert (await FallbackRenderer(KenBurnsRenderer()).estimate(shot)).lines == ()


async def test_settings_are_picklable(chain: FallbackRenderer) -> None:
    assert pickle.loads(pickle.dumps(chain)) == chain  # noqa: S301  our own


async def test_a_budget_that_ends_in_the_middle_leaves_a_whole_film(
    chain: FallbackRenderer, drawn: list[Path], emulator: ReplicateEmulator, tmp_path: Path
) -> None:
    photos: list[Photo] = list(await luxvid.load_photos(drawn[:8]))
    shots = [
        Shot(scene=luxvid.Scene(key=f"s{n}", prompt=f"View {n}.", duration_s=3), first=photos[2 * n], last=photos[2 * n + 1])
        for n in range(4)
    ]
    studio = luxvid.Studio(renderer=chain, combiner=Combiner(encoding=SMALL), scorer=None)
    run = paying(0.80)
    film = await studio.produce(Storyboard(shots=shots), run=run)
    assert film.picture.frames == 360
    treatments = [report.provenance.treatment for report in film.report.shots]
    assert treatments.count(GENERATED) == 2
    assert treatments.count(CAMERA_MOVE) == 2
    assert sum(report.provenance.cost_usd for report in film.report.shots) == emulator.bill.total_usd <= Decimal("0.80")
    offline = next(report.provenance for report in film.report.shots if report.provenance.treatment == CAMERA_MOVE)
    assert "are left" in " ".join(offline.notes)
    await film.save(tmp_path / "film.mp4")


async def test_html_errors_end_in_the_next_renderer(chain: FallbackRenderer, shot: Shot, emulator: ReplicateEmulator) -> None:
    emulator.faults.add(Answer(status=401, body="<html>no</html>"), on="create", count=None)
    made = (await chain.render(shot, run=paying())).provenance
    assert made.treatment == CAMERA_MOVE
    assert len(made.notes) == 2
    assert emulator.bill.total_usd == 0
