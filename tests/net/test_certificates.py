"""Whose certificates are taken."""

from __future__ import annotations

import shutil
from pathlib import Path

import certifi
import pytest

from luxvid.net.certificates import trusted
from luxvid.providers.replicate import client


def test_they_are_read_once_for_all_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted()
    monkeypatch.setattr("httpx.create_ssl_context", lambda **_: pytest.fail("they were read again"))
    for _ in range(2):
        client(2, stall_s=1, connect_s=1, is_local=False)


def test_whoever_names_others_is_heard_at_once(tmp_path: Path) -> None:
    before, own = trusted(), trusted(trust_env=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(shutil.copyfile(certifi.where(), tmp_path / "ours.pem")))
        assert trusted() is not before
        assert trusted(trust_env=False) is own
    assert trusted() is before
