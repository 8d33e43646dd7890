"""The published JSON Schemas say what the values write and read."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from luxvid.convert import JsonValue
from luxvid.delivery import Check, Deliveries, Delivery, profile
from luxvid.disclosure import Disclosure
from luxvid.errors import InvalidInput
from luxvid.photos import Photo
from luxvid.report import RefusedFile, Report, ShotReport
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.storyboard import RunnerUp, Shot, Storyboard

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"

PHOTO = Photo(file="living room/é 1.jpg", digest="0" * 64, size=12, width_px=3000, height_px=2000, tags=("sofa",))
BOARD = Storyboard(
    shots=[
        Shot(scene=LUXURY_SCENES[0], first=PHOTO, confidence=0.5, reason="the only one", terms={"fit": 0.25}),
        Shot(scene=Scene(key="odd", duration_s="1001/300"), runners_up=[RunnerUp(files=("a", "b"), score=0.1)]),
    ],
    banned=["b.jpg"],
)
REPORT = Report(
    duration_s="1001/30",
    frames=1000,
    width_px=1920,
    height_px=1080,
    fps=30,
    shots=[ShotReport(scene="a", files=["a"], digests=["0" * 64], camera="hold", begins_s=0, duration_s=4, confidence=1)],
    refused=[RefusedFile(file="b", reason="empty")],
    seconds={"picture": 1.5},
)
DELIVERED = Deliveries(
    files=[
        Delivery(
            profile="kiosk",
            file="out/kiosk.mp4",
            checks=[
                Check.of(rule, measured) for rule, measured in zip(profile("tiktok").rules, ("MP4", 3.0, None), strict=False)
            ],
        )
    ]
)
TOLD = Disclosure.of(REPORT, "eu_ai_act_50", published_at="https://example.org/a")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_schema", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def test_schemas_are_up_to_date() -> None:
    script = generator()
    for name, cls in script.PUBLISHED.items():
        assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == script.text_of(cls), "run: nox -s schema"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("storyboard", BOARD),
        ("report", REPORT),
        ("disclosure", TOLD),
        ("deliveries", DELIVERED),
        ("profile", profile("youtube")),
    ],
)
def test_what_values_write_is_valid(name: str, value: JsonValue) -> None:
    schema = published(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(value.to_json()), schema)


@pytest.mark.parametrize(
    "wrong",
    [
        {"shots": [], "extra": 1},
        {},
        {"shots": [{"camera": {"move": "dolly-in"}}]},
        {"shots": [{"duration_s": "4 s"}]},
        {"schema": 99, "shots": []},
    ],
    ids=["unknown key", "missing key", "unknown move", "no number", "newer schema"],
)
def test_what_is_refused_on_reading_is_invalid(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        Storyboard.from_dict(wrong)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, published("storyboard"))


def test_a_board_written_by_hand_is_valid_and_read() -> None:
    by_hand = {"shots": [{"scene": {"key": "cellar"}, "duration_s": 2.5, "camera": {"move": "hold"}}]}
    jsonschema.validate(by_hand, published("storyboard"))
    assert Storyboard.from_dict(by_hand)["cellar"].duration_s * 2 == 5
