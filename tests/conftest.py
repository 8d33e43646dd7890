"""What the whole suite shares."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photos and odd files beside the project; tests that need it skip where it is missing."""
    data = ROOT.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("needs the shared test data beside the project")
    return data


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Photos drawn by code: what the suite runs on where it needs photos."""
    from luxvid.testing import draw_photos

    return draw_photos(tmp_path_factory.mktemp("drawn photos"))
