"""Faults on demand: each reaches the client as meant, and the bill tells what had been counted."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from luxvid.errors import InvalidInput
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import Answer, Delivery, Faults, Flaws, Lost, Outcome, Slow
from luxvid.testing.replicate.answers import (
    ThrottledShape,
    forbidden,
    html_error,
    no_credit,
    server_error,
    throttled,
)

VEO = "google/veo-3.1-fast"


@pytest.mark.parametrize("shape", ["documented", "live", "older", "text", "empty", "list"])
@pytest.mark.parametrize("header", [False, True])
def test_throttling_in_all_shapes(emulator: ReplicateEmulator, caller: Any, shape: ThrottledShape, header: bool) -> None:  # noqa: FBT001
    emulator.faults.add(throttled(shape, delay_s=7, header=header))
    answer = caller.create(VEO)
    assert answer.status_code == 429
    assert answer.headers.get("Retry-After") == ("7" if header else None)
    assert ("7" in answer.text) is (shape in ("documented", "live", "older"))
    assert not emulator.bill
    assert caller.create(VEO).status_code == 201


@pytest.mark.parametrize(
    "fault", [html_error(502), html_error(504), server_error(500), server_error(503), no_credit(), forbidden()]
)
@pytest.mark.parametrize("counted", [False, True])
def test_errors_of_http(emulator: ReplicateEmulator, caller: Any, fault: Answer, counted: bool) -> None:  # noqa: FBT001
    emulator.faults.add(Answer(status=fault.status, body=fault.body, counted=counted))
    answer = caller.create(VEO)
    assert answer.status_code == fault.status
    assert len(emulator.bill) == counted
    assert answer.headers["Content-Type"].startswith("text/html" if isinstance(fault.body, str) else "application/json")


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("reset", [False, True])
def test_answers_get_lost(emulator: ReplicateEmulator, caller: Any, counted: bool, reset: bool) -> None:  # noqa: FBT001
    emulator.faults.add(Lost(counted=counted, reset=reset))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        caller.create(VEO)
    assert len(emulator.bill) == counted
    assert len(caller.http.get("/predictions").json()["results"]) == counted
    assert [seen.status for seen in emulator.requests] == [0, 200]


def test_a_caller_that_hangs_may_give_up(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.faults.add(Lost(counted=True, after_s=60))
    emulator.faults.add(Slow(seconds=60), on="get")
    with pytest.raises(httpx.ReadTimeout):
        caller.http.post(f"/models/{VEO}/predictions", json={"input": {"prompt": "x"}}, timeout=0.2)
    with pytest.raises(httpx.ReadTimeout):
        caller.http.get(f"/predictions/{emulator.bill.lines[0].prediction}", timeout=0.2)
    assert len(emulator.bill) == 1


@pytest.mark.parametrize("on", ["get", "list", "cancel", "upload", "file", "download", "account", "model"])
def test_every_request_can_fail(emulator: ReplicateEmulator, caller: Any, picture: bytes, on: Any) -> None:
    done = caller.waited(caller.ordered(VEO, image=caller.upload(picture), duration=4))
    emulator.faults.add(html_error(503), on=on)
    asks = {
        "get": lambda: caller.http.get(done["urls"]["get"]),
        "list": lambda: caller.http.get("/predictions"),
        "cancel": lambda: caller.http.post(done["urls"]["cancel"]),
        "upload": lambda: caller.http.post("/files", files={"content": ("a.jpg", picture, "image/jpeg")}),
        "file": lambda: caller.http.get(done["input"]["image"]),
        "download": lambda: caller.http.get(done["output"]),
        "account": lambda: caller.http.get("/account"),
        "model": lambda: caller.http.get(f"/models/{VEO}"),
    }
    assert asks[on]().status_code == 503
    assert asks[on]().status_code in (200, 201)


@pytest.fixture
def url(caller: Any) -> str:
    return str(caller.waited(caller.ordered(VEO, duration=4))["output"])


@pytest.mark.parametrize("chunked", [False, True])
def test_truncated_downloads(emulator: ReplicateEmulator, url: str, chunked: bool) -> None:  # noqa: FBT001
    emulator.faults.add(Delivery(cut_after=0.5, chunked=chunked))
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(url)
    assert httpx.get(url).content[4:8] == b"ftyp"


def test_other_downloads(emulator: ReplicateEmulator, url: str) -> None:
    whole = httpx.get(url).content
    emulator.faults.add(Delivery(body=b"<html>not a clip</html>", media_type="text/html"))
    emulator.faults.add(Delivery(chunked=True))
    emulator.faults.add(Delivery(bytes_per_s=len(whole) * 5))
    assert httpx.get(url).text == "<html>not a clip</html>"
    answer = httpx.get(url)
    assert "Content-Length" not in answer.headers
    assert answer.content == whole
    assert httpx.get(url).content == whole  # slowly
    assert len(emulator.faults.happened) == 3


def test_redirected_downloads(emulator: ReplicateEmulator, url: str) -> None:
    whole = httpx.get(url).content
    emulator.faults.add(Delivery(redirect="other host"))
    moved = httpx.get(url, follow_redirects=True)
    assert moved.url.host == "localhost"
    assert moved.content == whole
    emulator.faults.add(Delivery(redirect="loop"), count=None)
    with pytest.raises(httpx.TooManyRedirects):
        httpx.get(url, follow_redirects=True)
    emulator.faults.clear()
    emulator.faults.add(Delivery(redirect="http://10.0.0.1/secret"))
    assert httpx.get(url).headers["Location"] == "http://10.0.0.1/secret"


def test_outputs_may_lie_on_another_host(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.delivery_host = "localhost"
    done = caller.waited(caller.ordered(VEO, duration=4))
    assert httpx.URL(done["output"]).host == "localhost"
    assert httpx.get(done["output"]).status_code == 200


def test_an_endless_download(emulator: ReplicateEmulator, url: str) -> None:
    emulator.faults.add(Delivery(endless=True))
    with httpx.stream("GET", url) as answer:
        loaded = 0
        for part in answer.iter_bytes():
            loaded += len(part)
            if loaded > 10_000_000:
                break
    assert loaded > 10_000_000


def test_the_script_goes_by_model_count_and_order() -> None:
    faults = Faults()
    first, second, third = (Outcome(error=name) for name in ("first", "second", "third"))
    faults.add(first, model="a/b", count=2)
    faults.add(second)
    faults.add(third, count=None)
    taken = [faults.take(Outcome, on="create", model=model) for model in ("x/y", "a/b", "a/b", "a/b", "a/b")]
    assert taken == [second, first, first, third, third]
    assert faults.happened == taken
    assert faults.take(Flaws, on="create") is None
    faults.clear()
    assert faults.take(Outcome, on="create", model="a/b") is None


def test_chance_is_seeded() -> None:
    scripts = [Faults(seed=3), Faults(seed=3), Faults(seed=4)]
    for faults in scripts:
        faults.add(Outcome(status="failed"), chance=0.5, count=None)
    runs = [[faults.take(Outcome, on="create") is not None for _ in range(60)] for faults in scripts]
    assert runs[0] == runs[1] != runs[2]
    assert 10 < sum(runs[0]) < 50


def test_a_script_that_cannot_happen_is_refused() -> None:
    with pytest.raises(InvalidInput, match="count"):
        Faults().add(Slow(seconds=1), count=0)
    with pytest.raises(InvalidInput, match="download"):
        Faults().add(Delivery(), on="create")
