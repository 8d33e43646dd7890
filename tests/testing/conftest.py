"""An emulator and a client of it, for its own tests."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from attrs import frozen
from PIL import Image

from luxvid.testing import ReplicateEmulator


def jpeg(colour: tuple[int, int, int] = (200, 120, 60), size: tuple[int, int] = (640, 360)) -> bytes:
    """A picture that can be told from others: one colour above, its opposite below."""
    picture = Image.new("RGB", size, colour)
    picture.paste((255 - colour[0], 255 - colour[1], 255 - colour[2]), (0, size[1] // 2, *size))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95)
    return file.getvalue()


@frozen
class Caller:
    """Speaks plain HTTP to an emulator."""

    http: httpx.Client

    def upload(self, content: bytes, media_type: str = "image/jpeg") -> str:
        answer = self.http.post("/files", files={"content": ("photo.jpg", content, media_type)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["urls"]["get"])

    def create(self, model: str, headers: dict[str, str] | None = None, **given: Any) -> httpx.Response:
        return self.http.post(f"/models/{model}/predictions", json={"input": {"prompt": "slow", **given}}, headers=headers)

    def ordered(self, model: str, headers: dict[str, str] | None = None, **given: Any) -> dict[str, Any]:
        answer = self.create(model, headers, **given)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def get(self, prediction: dict[str, Any]) -> dict[str, Any]:
        return dict(self.http.get(prediction["urls"]["get"]).raise_for_status().json())

    def waited(self, prediction: dict[str, Any]) -> dict[str, Any]:
        """Poll until it has ended, as every client does."""
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            prediction = self.get(prediction)
            if prediction["status"] in ("succeeded", "failed", "canceled", "aborted"):
                return prediction
            time.sleep(0.02)
        raise AssertionError(prediction)


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(longest_px=160) as emulator:
        yield emulator


@pytest.fixture
def caller(emulator: ReplicateEmulator) -> Iterator[Caller]:
    with httpx.Client(base_url=emulator.base_url + "/v1", headers={"Authorization": f"Bearer {emulator.token}"}) as http:
        yield Caller(http)


@pytest.fixture
def picture() -> bytes:
    return jpeg()
