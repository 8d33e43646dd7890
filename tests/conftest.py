"""What the whole suite shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytest.register_assert_rewrite("tests.providers.contract")  # before anything imports it


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _blind() -> Iterator[None]:
    """Look at drawn photos as without the extra `vision`: eyes take them for what they are, drawings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("luxvid.vision.looks.can_see", lambda: False)
        patch.setattr("luxvid.vision.furniture.is_installed", lambda: False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _spends_nothing() -> Iterator[None]:
    """Refuse paid calls to any host but this machine, in the suite and in the processes that it starts."""
    from luxvid.testing import forbid_spending

    with forbid_spending():
        yield


@pytest.fixture
def seeing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the eyes again."""
    from luxvid.vision.backbone import is_installed
    from luxvid.vision.seeing import can_see

    if not can_see():
        pytest.skip("needs luxvid[vision]")
    monkeypatch.setattr("luxvid.vision.looks.can_see", can_see)
    monkeypatch.setattr("luxvid.vision.furniture.is_installed", is_installed)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photos and odd files beside the project; tests that need it skip where it is missing."""
    data = ROOT.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("needs the shared test data beside the project")
    return data


@pytest.fixture(scope="session")
def villa() -> Path:
    """The folder of the sample villa's photos."""
    folder = ROOT / "examples" / "villa"
    if not folder.is_dir():
        pytest.skip("needs examples/villa, which only the checkout has")
    return folder


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Photos drawn by code: what the suite runs on where it needs photos."""
    from luxvid.testing import draw_photos

    return draw_photos(tmp_path_factory.mktemp("drawn photos"))
