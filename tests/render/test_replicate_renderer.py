"""Clips from the emulator: what is asked, what it costs, and what comes out. Nothing here speaks to the live service."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from anyio.to_thread import run_sync
from attrs import evolve

import luxvid
from luxvid.encoding import Encoding
from luxvid.errors import BudgetExceeded, CallLost, InputRefused, InvalidInput
from luxvid.film import Clip
from luxvid.media.colour import to_rgb
from luxvid.photos import Photo
from luxvid.protocols import Run
from luxvid.providers import ReplicateProvider
from luxvid.providers.models import known_models, video_model
from luxvid.render import Combiner, ReplicateRenderer
from luxvid.render.pictures import framed
from luxvid.report import GENERATED
from luxvid.storage import Storage
from luxvid.storyboard import Shot
from luxvid.testing.replicate import MODELS as EMULATED
from luxvid.testing.replicate import Flaws, ReplicateEmulator, short_at_1080p_with_last_frame
from tests.render.conftest import SMALL, pair, paying

pytestmark = pytest.mark.anyio


def whole(shot: Shot) -> Shot:
    """Return the shot with the handles that a dissolve of 15 frames on both sides has at 30 fps."""
    return evolve(shot, handles_s=(Fraction(8, 30), Fraction(7, 30)))


async def seen(clip: Clip, start: int, stop: int, encoding: Encoding = SMALL) -> list[Any]:
    return await run_sync(list, await clip.frames(start, stop, encoding=encoding))


async def as_sent(photo: Photo, run: Run) -> Any:
    """Return a photo as the model gets it, in the film's size."""
    picture = await framed(photo, size_px=(1280, 720), run=run)
    with await photo.blob.open() as file:
        return np.asarray(picture.drawn(file, (SMALL.width_px, SMALL.height_px)))


def unlike(frame: Any, photo: Any) -> float:
    return float(np.abs(to_rgb(frame).astype(float) - photo).mean())


MODELS = [
    pytest.param("google/veo-3.1-fast", "8", Fraction(24), "0.80", id="24 fps, 8 s"),
    pytest.param("minimax/hailuo-02", "4", Fraction(25), "0.27", id="25 fps, 6 s"),
    pytest.param("wan-video/wan-2.2-i2v-fast", "4", Fraction(16), "0.11", id="16 fps, 5 s"),
]


@pytest.mark.parametrize(("model", "seconds", "rate", "usd"), MODELS)
async def test_a_clip_of_any_model_becomes_exactly_the_scene(
    model: str,
    seconds: str,
    rate: Fraction,
    usd: str,
    photos: list[Photo],
    emulator: ReplicateEmulator,
    provider: ReplicateProvider,
) -> None:
    run = paying()
    renderer = ReplicateRenderer(model, provider=provider, encoding=SMALL)
    shot = whole(pair(photos, duration_s=Fraction(seconds)))
    clip = await renderer.render(shot, run=run)
    blob = await _bought(run, clip)
    with av.open(io.BytesIO(blob)) as file:
        assert file.streams.video[0].average_rate == rate
        assert bool(file.streams.audio) is (rate > 16)  # unwanted, and not in the film
    count = SMALL.frames(shot.duration_s)
    frames = await seen(clip, -8, count + 7)
    assert len(frames) == count + 15
    assert clip.source.length_s == pytest.approx(float((count + 15) / 30))
    assert unlike(frames[0], await as_sent(photos[0], run)) < 6
    assert unlike(frames[-1], await as_sent(photos[1], run)) < 6
    assert clip.provenance.frames["repeated"] == 0
    assert min(float(np.abs(a.astype(int) - b).mean()) for a, b in pairwise(frames)) > 0
    assert clip.provenance.cost_usd == emulator.bill.total_usd == Decimal(usd)
    assert (clip.provenance.treatment, clip.provenance.model) == (GENERATED, model)
    assert (await renderer.estimate(shot)).likely_usd == Decimal(usd)


@pytest.mark.parametrize("model", [name for name in known_models() if name in EMULATED])
async def test_every_known_model_takes_what_it_is_sent_and_bills_what_was_estimated(
    model: str, photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    emulator.longest_px = 64
    run, renderer = paying(), ReplicateRenderer(model, provider=provider, encoding=SMALL)
    shot = pair(photos) if renderer.model.last else pair(photos, last=None)
    clip = await renderer.render(shot, run=run)
    assert clip.generated_by == model
    assert emulator.bill.total_usd == (await renderer.estimate(shot)).likely_usd
    sent = (await run.storage.ledger.calls(clip.provenance.call))[-1].input
    assert set(sent) <= set(EMULATED[model].properties)  # the service would ignore the rest
    assert {renderer.model.first, renderer.model.last} - {""} <= set(sent)


async def _bought(run: Run, clip: Clip) -> bytes:
    call = (await run.storage.ledger.calls(clip.provenance.call))[-1]
    return await run.storage.blobs.get(call.digest)


async def test_silence_is_asked_for_and_the_words_the_camera_and_the_aspect_are_said(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run = paying()
    clip = await ReplicateRenderer(provider=provider, encoding=SMALL).render(pair(photos), run=run)
    sent = (await run.storage.ledger.calls(clip.provenance.call))[-1].input
    assert sent["generate_audio"] is False
    assert sent["prompt"] == "A quiet house. Camera: slow dolly in."
    assert sent["aspect_ratio"] == "16:9"
    assert (sent["duration"], sent["resolution"]) == (4, "1080p")
    assert 0 <= sent["seed"] < 2**31
    assert set(sent) == {
        "prompt", "image", "last_frame", "duration", "resolution", "aspect_ratio", "generate_audio", "negative_prompt", "seed",
    }  # fmt: skip
    assert emulator.bill.total_usd == Decimal("0.40")


async def test_the_same_shot_is_paid_for_once_and_another_take_is_another_clip(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run, renderer = paying(), ReplicateRenderer(provider=provider, encoding=SMALL)
    first = await renderer.render(pair(photos), run=run)
    again = await renderer.render(pair(photos), run=Run(storage=run.storage))  # no budget: nothing has to be paid
    assert (first.provenance.reused, again.provenance.reused) == (False, True)
    assert again.source.identity == first.source.identity
    assert again.provenance.cost_usd == Decimal("0.40")
    assert len(emulator.bill.lines) == 1
    other = await renderer.render(pair(photos, take=2), run=run)
    assert other.provenance.call != first.provenance.call
    assert len(emulator.bill.lines) == 2


async def test_longer_passages_do_not_buy_another_length(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run, renderer = paying(), ReplicateRenderer(provider=provider, encoding=SMALL)
    long = evolve(pair(photos), handles_s=(Fraction(1), Fraction(1)))
    await renderer.render(long, run=run)  # 6 s of clip: 4 would be too slow
    clip = await renderer.render(pair(photos), run=run)
    assert clip.provenance.reused
    assert [line.cost_usd for line in emulator.bill.lines] == [Decimal("0.60")]


async def test_a_lost_length_is_not_replaced_by_another_unasked(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run, renderer = paying(), ReplicateRenderer(provider=provider, encoding=SMALL)
    clip = await renderer.render(evolve(pair(photos), handles_s=(Fraction(1), Fraction(1))), run=run)
    (call,) = await run.storage.ledger.calls(clip.provenance.call)
    await run.storage.blobs.delete(call.digest)
    emulator.clock.advance(minutes=61)
    for _ in range(2):
        with pytest.raises(CallLost):
            await renderer.render(pair(photos), run=run)  # 4 s would do, and cost less
    assert len(emulator.bill.lines) == 1
    await renderer.render(pair(photos), run=evolve(run, pay_again=True))
    assert [line.input["duration"] for line in emulator.bill.lines] == [6, 4]


async def test_a_refused_length_gives_way_to_the_next_and_is_not_tried_again(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    emulator.refuse("google/veo-3.1-fast", short_at_1080p_with_last_frame)
    run, renderer = paying(), ReplicateRenderer(provider=provider, encoding=SMALL)
    clip = await renderer.render(pair(photos), run=run)
    sent = (await run.storage.ledger.calls(clip.provenance.call))[-1].input
    assert (sent["duration"], sent["resolution"]) == (4, "720p")
    assert emulator.bill.total_usd == Decimal("0.40")
    creates = len(emulator.bill.lines)
    await renderer.render(pair(photos), run=run)
    assert len(emulator.bill.lines) == creates


async def test_where_a_last_frame_needs_eight_seconds_eight_are_bought_within_the_worst_case(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    emulator.refuse("google/veo-3.1-fast", lambda given: bool(given.get("last_frame")) and given["duration"] != 8)
    run, renderer = paying(), ReplicateRenderer(provider=provider, encoding=SMALL)
    shot = whole(pair(photos))
    clip = await renderer.render(shot, run=run)
    estimate = await renderer.estimate(shot)
    assert emulator.bill.total_usd == Decimal("0.80") == estimate.worst_usd
    assert estimate.likely_usd == Decimal("0.40")
    assert len(emulator.bill.lines) == 3  # 6 s have no fewer doubts than 4 s, and were left out
    frames = await seen(clip, -8, 127)
    assert unlike(frames[-1], await as_sent(photos[1], run)) < 6


async def test_an_input_that_is_refused_without_a_doubt_is_the_end(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    emulator.refuse("minimax/hailuo-02", lambda _given: True)
    with pytest.raises(InputRefused):
        await ReplicateRenderer("minimax/hailuo-02", provider=provider, encoding=SMALL).render(pair(photos), run=paying())
    assert len(emulator.bill.lines) == 1
    assert emulator.bill.total_usd == 0


async def test_one_photo_goes_to_models_without_a_last_frame_and_a_pair_does_not(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    renderer = ReplicateRenderer("google/veo-3-fast", provider=provider, encoding=SMALL)
    with pytest.raises(InputRefused, match="takes no last frame"):
        await renderer.render(pair(photos), run=paying())
    assert not emulator.requests
    run = paying()
    clip = await renderer.render(pair(photos, last=None), run=run)
    assert unlike((await seen(clip, 0, 1))[0], await as_sent(photos[0], run)) < 6


async def test_nothing_is_sent_without_a_budget_or_beyond_it(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    renderer = ReplicateRenderer(provider=provider, encoding=SMALL)
    for run in (Run(storage=Storage.memory()), paying(0.39)):
        with pytest.raises(BudgetExceeded):
            await renderer.render(pair(photos), run=run)
    assert not emulator.requests


@pytest.mark.parametrize(
    "wrong",
    [
        {"input": {"end_image": "https://example.com/b.jpg"}},
        {"input": {"duration": 5}},
        {"input": {"resolution": "4k"}},
        {"size": "4k"},
    ],
    ids=["a misnamed last frame", "a length", "a value", "a size"],
)
async def test_what_the_model_does_not_have_is_refused_before_any_create(
    wrong: dict[str, Any], photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    async def tried() -> Clip:
        return await ReplicateRenderer(provider=provider, encoding=SMALL, **wrong).render(pair(photos), run=paying())

    with pytest.raises(InvalidInput):
        await tried()
    assert not emulator.requests


async def test_a_model_without_a_price_is_used_once_it_is_stated(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    model = evolve(video_model("minimax/hailuo-02"), prices=())
    with pytest.raises(InvalidInput, match="priced"):
        await ReplicateRenderer(model, provider=provider, encoding=SMALL).render(pair(photos), run=paying())
    assert not emulator.requests
    renderer = ReplicateRenderer(model.priced("0.27"), provider=provider, encoding=SMALL)
    assert (await renderer.render(pair(photos), run=paying())).provenance.cost_usd == Decimal("0.27")


async def test_frozen_ends_and_drifting_light_are_mended_and_said(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    emulator.faults.add(Flaws(eased=True, frozen_start=8, frozen_end=14, exposure_ev=0.25, warmth=0.05))
    run = paying()
    clip = await ReplicateRenderer("minimax/hailuo-02", provider=provider, encoding=SMALL).render(pair(photos), run=run)
    frames = await seen(clip, 0, 120)
    assert unlike(frames[-1], await as_sent(photos[1], run)) < 7
    notes = " ".join(clip.provenance.notes)
    assert "stands still" in notes
    assert "exposure and white balance matched" in notes
    plain = await ReplicateRenderer("minimax/hailuo-02", provider=provider, encoding=SMALL, match_light=False).render(
        pair(photos), run=run
    )
    assert unlike((await seen(plain, 119, 120))[0], await as_sent(photos[1], run)) > 7
    assert len(emulator.bill.lines) == 1


async def test_a_clip_of_another_length_than_ordered_still_ends_where_the_shot_does(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    emulator.faults.add(Flaws(longer_s=5.5, fps=Fraction(30000, 1001)))
    run = paying()
    clip = await ReplicateRenderer(provider=provider, encoding=SMALL).render(pair(photos), run=run)
    frames = await seen(clip, 0, 120)
    assert unlike(frames[-1], await as_sent(photos[1], run)) < 6
    assert "came 9.5 s long" in " ".join(clip.provenance.notes)


async def test_a_vertical_film_asks_for_upright_clips(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider
) -> None:
    run, tall = paying(), Encoding(width_px=180, height_px=320, preset="ultrafast")
    clip = await ReplicateRenderer(provider=provider, encoding=tall).render(pair(photos), run=run)
    call = (await run.storage.ledger.calls(clip.provenance.call))[-1]
    assert call.input["aspect_ratio"] == "9:16"
    assert (await seen(clip, 0, 1, tall))[0].shape == (480, 180)
    assert emulator.bill.total_usd == Decimal("0.40")


async def test_the_studio_gives_each_shot_the_frames_of_its_passages(
    photos: list[Photo], provider: ReplicateProvider, tmp_path: Path
) -> None:
    run = paying()
    shots = [evolve(pair(photos[n : n + 2]), scene=luxvid.Scene(key=f"s{n}", prompt=f"View {n}.")) for n in range(3)]
    studio = luxvid.Studio(
        renderer=ReplicateRenderer(provider=provider, encoding=SMALL), combiner=Combiner(encoding=SMALL), scorer=None
    )
    film = await studio.produce(luxvid.Storyboard(shots=shots), run=run)
    assert film.picture.frames == 360
    assert not film.picture.notes  # no clip is a frame short, so none is held
    lengths = [SMALL.frames(Fraction(clip.source.length_s or 0).limit_denominator(1000)) for clip in film.clips.values()]
    assert lengths == [127, 135, 128]
    assert [str(clip.lead_s) for clip in film.clips.values()] == ["0", "4/15", "4/15"]
    assert not any(film.storyboard["s1"].handles_s)
    assert all(shot.provenance.treatment == GENERATED for shot in film.report.shots)
    assert "google/veo-3.1-fast, $0.40 paid" in str(film.report)
    with av.open(str(await film.save(tmp_path / "film.mp4"))) as file:
        assert not file.streams.audio
