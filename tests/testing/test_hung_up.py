"""Clients that are killed in the middle: the emulators take it quietly, bill nothing, and go on."""

from __future__ import annotations

import logging
import socket
import struct
import sys
import time
from urllib.parse import urlsplit

import httpx
import pytest

from luxvid.testing import ReplicateEmulator, XaiEmulator

FORM, JSON = "multipart/form-data; boundary=x", "application/json"
RESETS = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


def hang_up(base_url: str, path: str, *, kind: str, token: str, resets: bool) -> None:
    """Send the beginning of a request, then die: politely, or as a killed process with unread data does."""
    url = urlsplit(base_url)
    head = [
        f"POST {path} HTTP/1.1",
        "Host: x",
        f"Authorization: Bearer {token}",
        f"Content-Type: {kind}",
        "Content-Length: 99999",
    ]
    part = ["--x", 'Content-Disposition: form-data; name="content"; filename="a.jpg"', "", "a" * 500]
    with socket.create_connection((url.hostname or "", url.port or 0)) as client:
        client.sendall("\r\n".join([*head, "", *part]).encode())
        time.sleep(0.05)
        if resets:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESETS)
    time.sleep(0.05)


@pytest.mark.parametrize("resets", [False, True])
def test_a_killed_client_is_no_mistake_of_the_emulators(*, resets: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with ReplicateEmulator() as emulator:
        for path, kind in (("/v1/files", FORM), ("/v1/models/google/veo-3.1-fast/predictions", JSON)):
            hang_up(emulator.base_url, path, kind=kind, token=emulator.token, resets=resets)
        assert not emulator.records.files()
    with XaiEmulator() as xai:
        for path in ("/v1/responses", "/v1/chat/completions"):
            hang_up(xai.base_url, path, kind=JSON, token=xai.api_key, resets=resets)
    assert len(emulator.bill) == len(xai.bill) == 0
    assert [record.getMessage() for record in caplog.records if record.name.startswith("aiohttp")] == []


def test_a_mistake_of_the_emulators_is_still_told(caplog: pytest.LogCaptureFixture) -> None:
    with ReplicateEmulator() as emulator, httpx.Client(base_url=emulator.base_url) as client:
        emulator.username = object()  # type: ignore[assignment]  # no JSON can tell it
        answer = client.get("/v1/account", headers={"Authorization": f"Bearer {emulator.token}"})
    assert answer.status_code == 500
    assert any("Error handling request" in record.getMessage() for record in caplog.records)
