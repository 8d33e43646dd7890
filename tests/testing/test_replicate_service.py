"""The emulator's states, files, list, limits and bill, as a client meets them."""

from __future__ import annotations

from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest
from attrs import evolve

from luxvid.errors import InvalidInput, MissingExtra
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import Limits, Outcome, short_at_1080p_with_last_frame
from luxvid.testing.replicate.outcomes import aborted, canceled, fails, never_ends

VEO = "google/veo-3.1-fast"
WAN = "wan-video/wan-2.2-i2v-fast"


def test_a_prediction_goes_through_its_states(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.starting_s, emulator.processing_s = 100, 200
    ordered = caller.ordered(VEO, duration=4)
    assert ordered["status"] == "starting"
    assert "started_at" not in ordered
    emulator.clock.advance(seconds=101)
    assert caller.get(ordered)["status"] == "processing"
    emulator.clock.advance(seconds=200)
    done = caller.waited(ordered)
    assert done["status"] == "succeeded"
    assert done["metrics"]["predict_time"] == pytest.approx(200, abs=30)
    assert caller.http.get(done["output"]).content[4:8] == b"ftyp"


def test_everything_is_deleted_an_hour_after_the_end(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    done = caller.waited(caller.ordered(VEO, duration=4, image=caller.upload(picture)))
    emulator.clock.advance(minutes=59)
    assert caller.get(done) == done
    emulator.clock.advance(minutes=2)
    gone = caller.get(done)
    assert (gone["status"], gone["output"], gone["input"], gone["data_removed"]) == ("succeeded", None, {}, True)
    assert caller.http.get(done["output"]).status_code == 404
    assert emulator.bill.lines[0].input == done["input"]


def test_answers_carry_the_clocks_date(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.clock.advance(hours=30)
    date = parsedate_to_datetime(caller.http.get("/account").headers["Date"])
    assert abs((date - emulator.clock.now()).total_seconds()) < 30


def test_a_deadline_aborts_what_waits_and_cancels_what_runs(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.starting_s, emulator.processing_s = 60, 100
    waits = caller.ordered(VEO, {"Cancel-After": "30s"})
    runs = caller.ordered(VEO, {"Cancel-After": "1m50s"})
    assert "deadline" in runs
    emulator.clock.advance(seconds=1000)
    assert caller.get(waits)["status"] == "aborted"
    assert caller.get(runs)["status"] == "canceled"
    assert [line.cost_usd for line in emulator.bill] == [0, Decimal("0.60")]  # half of 8 s with sound


def test_what_has_no_deadline_ends_after_half_an_hour(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.faults.add(never_ends(status="pondering"))
    ordered = caller.ordered(VEO)
    assert caller.get(ordered)["status"] == "pondering"
    emulator.clock.advance(minutes=31)
    assert caller.get(ordered)["status"] == "canceled"


@pytest.mark.parametrize("length", ["4s", "soon", "", "-5"])
def test_a_deadline_that_is_none_is_refused(caller: Any, length: str) -> None:
    assert caller.create(VEO, {"Cancel-After": length}).status_code == 422


def test_cancelling_costs_what_ran(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.starting_s, emulator.processing_s = 60, 100
    early, late = caller.ordered(VEO, duration=4), caller.ordered(VEO, duration=4)
    assert caller.http.post(early["urls"]["cancel"]).json()["status"] == "canceled"
    emulator.clock.advance(seconds=110)
    caller.http.post(late["urls"]["cancel"])
    assert emulator.bill.lines[0].cost_usd == 0
    assert emulator.bill.lines[1].cost_usd == pytest.approx(Decimal("0.30"), abs=Decimal("0.1"))


@pytest.mark.parametrize(
    ("outcome", "status", "cost"),
    [
        (fails("E005"), "failed", 0),
        (fails("PA", charged=True), "failed", Decimal("0.40")),
        (fails("E8765", wrapped=True), "failed", 0),
        (aborted(), "aborted", 0),
        (canceled(charged=False), "canceled", 0),
        (Outcome(status="failed", error="new kind"), "failed", 0),
    ],
    ids=lambda value: value.error or value.status if isinstance(value, Outcome) else None,
)
def test_predictions_end_as_the_script_says(
    emulator: ReplicateEmulator, caller: Any, outcome: Outcome, status: str, cost: Decimal
) -> None:
    emulator.faults.add(outcome)
    done = caller.waited(caller.ordered(VEO, duration=4, generate_audio=False))
    assert (done["status"], done["error"]) == (status, outcome.error or None)
    assert done["output"] is None
    assert emulator.bill.total_usd == cost


def test_odd_answers(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.faults.add(Outcome(extra={"colour": "blue"}, output="list", skips_processing=True, processing_s=1000))
    ordered = caller.ordered(VEO, duration=4)
    emulator.clock.advance(seconds=500)
    assert caller.get(ordered)["status"] == "starting"
    emulator.clock.advance(seconds=600)
    done = caller.waited(ordered)
    assert done["colour"] == "blue"
    assert len(done["output"]) == 1


def test_what_breaks_the_schema_is_refused_and_what_is_unknown_ignored(emulator: ReplicateEmulator, caller: Any) -> None:
    refused = caller.create(VEO, duration=5).json()
    assert refused["invalid_fields"][0]["field"] == "input.duration"
    assert refused["status"] == 422
    assert caller.create(WAN).json()["invalid_fields"][0]["type"] == "required"
    assert caller.http.post(f"/models/{VEO}/predictions", json={"input": {"prompt": "x"}, "model": VEO}).status_code == 422
    assert caller.http.post("/predictions", json={"version": "0" * 64, "input": {}}).json()["title"].startswith("Invalid version")
    assert caller.http.post("/models/meta/musicgen/predictions", json={"input": {}}).status_code == 404
    assert not emulator.bill
    assert caller.ordered(VEO, last_frame_image="a misspelt key")["input"]["last_frame_image"]
    assert len(emulator.bill) == 1


def test_official_models_answer_on_both_paths(caller: Any) -> None:
    for version in (VEO, "meta/musicgen:671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb"):
        made = caller.http.post("/predictions", json={"version": version, "input": {"prompt": "x"}}).json()
        assert made["model"] == version.partition(":")[0]
        assert made["version"] in ("hidden", version.partition(":")[2])


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"GIF89a"], ids=["svg", "empty", "gif"])
def test_pictures_that_models_do_not_take_fail(emulator: ReplicateEmulator, caller: Any, content: bytes) -> None:
    done = caller.waited(caller.ordered(VEO, image=caller.upload(content)))
    assert done["status"] == "failed"
    assert "E006" in done["error"]
    assert emulator.bill.total_usd == 0


@pytest.mark.parametrize("url", ["https://example.com/a.jpg", "http://127.0.0.1:9/a.jpg", "nonsense"])
def test_pictures_that_cannot_be_fetched_fail(caller: Any, url: str) -> None:
    assert "E006" in caller.waited(caller.ordered(VEO, image=url))["error"]


def test_a_data_url_is_taken_and_not_echoed(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    import base64

    url = "data:image/jpeg;base64," + base64.b64encode(picture).decode()
    done = caller.waited(caller.ordered(VEO, image=url, duration=4))
    assert done["status"] == "succeeded"
    assert "image" not in done["input"]
    assert "image" not in emulator.bill.lines[0].input


def test_a_model_refuses_what_a_test_says(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    emulator.refuse(VEO, short_at_1080p_with_last_frame)
    url = caller.upload(picture)
    refused = caller.waited(caller.ordered(VEO, image=url, last_frame=url, duration=4))
    taken = caller.waited(caller.ordered(VEO, image=url, last_frame=url, duration=4, resolution="720p"))
    assert (refused["status"], taken["status"]) == ("failed", "succeeded")
    assert [line.cost_usd for line in emulator.bill] == [0, Decimal("0.60")]


def test_files_expire(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    url = caller.upload(picture)
    assert caller.http.get(url).json()["size"] == len(picture)
    emulator.clock.advance(hours=25)
    assert caller.http.get(url).status_code == 404
    assert "E006" in caller.waited(caller.ordered(VEO, image=url))["error"]
    assert caller.http.delete(caller.upload(picture)).status_code == 204


def test_files_that_are_too_large_are_refused(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.max_file_bytes = 1000
    answer = caller.http.post("/files", files={"content": ("a.jpg", bytes(1001), "image/jpeg")})
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_list_has_pages_and_filters(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.page_size = 2
    made = [caller.ordered(VEO)["id"] for _ in range(5)]
    pages, url = [], "/predictions?created_after=2020-01-01T00:00:00Z"
    while url:
        answer = caller.http.get(url).json()
        pages.append([prediction["id"] for prediction in answer["results"]])
        url = answer["next"]
    assert pages == [made[:2:-1], made[2:0:-1], made[:1]]
    back = caller.http.get(answer["previous"]).json()
    assert [prediction["id"] for prediction in back["results"]] == pages[1]
    assert caller.http.get("/predictions", params={"created_after": "2999-01-01T00:00:00+00:00"}).json()["results"] == []
    assert caller.http.get("/predictions?source=web").json()["results"] == []


def test_new_predictions_show_late(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.list_delay_s = 20
    ordered = caller.ordered(VEO)
    assert caller.http.get("/predictions").json()["results"] == []
    assert caller.get(ordered)["id"] == ordered["id"]
    emulator.clock.advance(seconds=21)
    assert [prediction["id"] for prediction in caller.http.get("/predictions").json()["results"]] == [ordered["id"]]


def test_a_poor_account_is_throttled(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.limits = Limits(creates_per_minute=1, burst=1)
    assert caller.create(VEO).status_code == 201
    refused = caller.create(VEO)
    assert refused.status_code == 429
    assert 40 <= refused.json()["retry_after"] <= 61
    emulator.clock.advance(seconds=refused.json()["retry_after"])
    assert caller.create(VEO).status_code == 201
    assert len(emulator.bill) == 2


def test_the_bill_tells_what_was_ordered_twice(emulator: ReplicateEmulator, caller: Any, picture: bytes) -> None:
    for _ in range(2):  # other URLs, the same picture
        caller.ordered(VEO, image=caller.upload(picture), duration=4)
    caller.ordered(VEO, image=caller.upload(picture), duration=6)
    assert [len(group) for group in emulator.bill.duplicates()] == [2]
    assert [len(group) for group in emulator.bill.duplicates(by=lambda line: str(line.input["prompt"]))] == [3]
    assert emulator.bill.total_usd == Decimal("2.10")


def test_prices_are_data(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.models[VEO] = evolve(emulator.models[VEO], price=lambda given: Decimal(given["duration"]))
    caller.ordered(VEO, duration=6)
    assert emulator.bill.total_usd == 6


def test_only_its_token_is_taken_and_every_request_is_seen(emulator: ReplicateEmulator, caller: Any) -> None:
    answer = httpx.get(f"{emulator.base_url}/v1/account", headers={"Authorization": "Bearer r8_other"})
    assert (answer.status_code, answer.json()["title"]) == (401, "Unauthenticated")
    done = caller.waited(caller.ordered(VEO, duration=4))
    assert httpx.get(done["output"]).status_code == 200
    seen = emulator.requests
    assert (seen[0].status, seen[0].has_token) == (401, True)
    assert (seen[-1].operation, seen[-1].has_token, seen[-1].status) == ("download", False, 200)
    assert emulator.token not in repr(seen)


def test_prefer_wait_holds_the_answer(emulator: ReplicateEmulator, caller: Any) -> None:
    assert caller.ordered(VEO, {"Prefer": "wait"}, duration=4)["status"] == "succeeded"
    assert caller.create(VEO, {"Prefer": "wait=61"}).status_code == 422
    emulator.processing_s = 100
    assert caller.create(VEO, {"Prefer": "wait=1"}).status_code == 202


@pytest.mark.anyio
async def test_it_runs_beside_an_event_loop() -> None:
    async with ReplicateEmulator() as emulator, httpx.AsyncClient(base_url=emulator.base_url) as http:
        assert (await http.get("/v1/account")).status_code == 401
        assert (await http.get("/nowhere")).status_code == 401
    assert len(emulator.bill) == 0


def test_a_port_that_is_taken_is_said(emulator: ReplicateEmulator) -> None:
    other = ReplicateEmulator(port=int(emulator.base_url.rpartition(":")[2]))
    with pytest.raises(OSError, match="address"):
        other.start()


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luxvid.testing.loopback.find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=r"luxvid\[testing\]"):
        ReplicateEmulator().start()


def test_it_can_be_started_again(emulator: ReplicateEmulator) -> None:
    url = emulator.base_url
    assert emulator.start().base_url == url
    emulator.stop()
    emulator.stop()
    with emulator:
        assert httpx.get(f"{emulator.base_url}/v1/account").status_code == 401


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(InvalidInput, match="burst"):
        Limits(burst=0)
