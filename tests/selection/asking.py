"""What the tests of Grok's choice share: a small brief, money, and a look at what was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import anyio

from luxvid import Brand, Brief, Encoding, LocalSelector, Photo, Run, Storage, Storyboard
from luxvid.costs import Budget
from luxvid.scenes import LUXURY_SCENES
from luxvid.testing import XaiEmulator
from luxvid.testing.xai import Asked

Photos = tuple[Photo, ...]
SCENES = tuple(scene for scene in LUXURY_SCENES if scene.key in ("exterior", "kitchen", "bedroom"))
LOCAL = LocalSelector(encoding=Encoding(width_px=320, height_px=180))  # small photos do
BRIEF = Brief(scenes=SCENES, brand=Brand(name="Casa Sol", tone="quiet, Mediterranean"))


def paying(storage: Storage | None = None, max_usd: str = "5", **settings: Any) -> Run:
    return Run(storage=storage or Storage.memory(), budget=Budget(max_usd=max_usd), **settings)


async def asked_for(emulator: XaiEmulator) -> None:
    """Wait until the emulator has taken a question that a fault waits for."""
    with anyio.fail_after(60):
        while not emulator.faults.happened:  # noqa: ASYNC110  it happens in another thread
            await anyio.sleep(0.02)


def cards(asked: Asked) -> list[dict[str, Any]]:
    return [json.loads(text) for text in asked.texts if text.startswith('{"photo"')]


def chosen(board: Storyboard) -> dict[str, tuple[str, ...]]:
    return {shot.key: tuple(photo.file for photo in shot.photos) for shot in board.shots}


def with_shot(at: int, **changes: Any) -> Callable[[Any], Any]:
    def change(answer: Any) -> Any:
        answer["shots"][at] |= changes
        return answer

    return change
