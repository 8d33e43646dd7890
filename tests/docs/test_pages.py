"""Every fenced `python` block of the README and the docs runs: a page is one script, in a folder with drawn photos."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(page for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")] if FENCE.search(page.read_text("utf-8")))


def blocks(page: Path) -> Iterator[CodeType]:
    """Yield the page's blocks compiled, with the page's own line numbers for tracebacks."""
    text = page.read_text("utf-8")
    for fence in FENCE.finditer(text):
        above = "\n" * text[: fence.start(1)].count("\n")
        yield compile(above + fence[1], str(page), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("material")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
async def test_page_runs(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page):
        running = eval(block, names)  # noqa: S307  the docs are ours
        if inspect.isawaitable(running):
            await running
