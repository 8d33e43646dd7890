"""Models as data: what they say, and that nothing is sent which they do not have."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from luxvid.errors import InvalidInput
from luxvid.providers.models import InputField, Price, Variant, VideoModel, known_models, model_from_file, video_model

NAMED = {
    "google/veo-3": None,
    "google/veo-3-fast": None,
    "google/veo-3.1": "last_frame",
    "google/veo-3.1-fast": "last_frame",
    "google/veo-3.1-lite": "last_frame",
    "minimax/hailuo-02": "last_frame_image",
    "kwaivgi/kling-v2.1": "end_image",
    "bytedance/seedance-1-pro": "last_frame_image",
    "wan-video/wan-2.2-i2v-fast": "last_image",
    "kwaivgi/kling-o1": "end_image",
    "kwaivgi/kling-v3-video": "end_image",
    "bytedance/seedance-2.0": "last_frame_image",
    "minimax/h3": "last_frame_image",
    "prunaai/p-video": "last_frame_image",
}


def mine(**changes: Any) -> VideoModel:
    values: dict[str, Any] = {
        "name": "me/mine",
        "input": {"prompt": InputField(type="string", required=True), "image": InputField(type="file")},
        "first": "image",
        "variants": [Variant(seconds=5, size="720p", size_px=(1280, 720))],
    }
    return VideoModel(**(values | changes))


@pytest.mark.parametrize(("name", "last"), NAMED.items())
def test_the_named_models_are_there_and_say_their_last_frame(name: str, last: str | None) -> None:
    assert (video_model(name).last or None) == last


@pytest.mark.parametrize("name", known_models())
def test_every_model_round_trips_and_dates_its_prices(name: str) -> None:
    model = video_model(name)
    assert VideoModel.from_json(model.to_json()) == model
    assert all(price.source and price.seen_on.startswith("2026-") for price in model.prices)
    assert any(model.price({**model.always, **variant.input}, seconds=variant.seconds) for variant in model.variants)


@pytest.mark.parametrize("name", known_models())
def test_every_model_has_the_keys_of_its_published_schema(name: str, shared: Path) -> None:
    file = shared.parent / "providers" / "replicate-model-schemas.json"
    if not file.is_file():
        pytest.skip("needs the collected schemas beside the project")
    published = json.loads(file.read_text("utf-8"))["models"].get(name)
    if published is None:
        pytest.skip("no schema of it was collected")
    model, properties = video_model(name), published["input"]["properties"]
    assert set(model.input) <= set(properties)
    assert set(model.input) == set(properties) or not model.complete
    assert {key for key, wanted in model.input.items() if wanted.required} == set(published["input"]["required"])
    for key, wanted in model.input.items():
        assert list(wanted.one_of) == properties[key].get("enum", []), key
        assert wanted.default == properties[key].get("default") or properties[key].get("default") == [], key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("google/veo-3.1-fast", "last_frame_image"),
        ("minimax/hailuo-02", "end_image"),
        ("kwaivgi/kling-v2.1", "last_image"),
        ("google/veo-3", "last_frame"),
    ],
)
def test_a_misnamed_last_frame_is_refused_with_the_remedy(name: str, key: str) -> None:
    model = video_model(name)
    with pytest.raises(InvalidInput, match=f"no input '{key}' .the service would ignore it, and bill.: it has") as refused:
        model.check({model.prompt: "slowly"}, files=[model.first, key])
    assert model.last in str(refused.value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"duration": 5}, "duration must be one of 4, 6, 8, not 5"),
        ({"duration": "4"}, "duration must be a whole number"),
        ({"duration": True}, "duration must be a whole number"),
        ({"generate_audio": 0}, "generate_audio must be a boolean"),
        ({"prompt": 3}, "prompt must be a string"),
        ({"seed": 1.5}, "seed must be a whole number"),
    ],
)
def test_wrong_values_are_refused(values: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        video_model("google/veo-3.1").check({"prompt": "slowly", **values})


def test_what_is_required_is_asked_for_and_bounds_hold() -> None:
    wan = video_model("wan-video/wan-2.2-i2v-fast")
    with pytest.raises(InvalidInput, match="needs the input 'image'"):
        wan.check({"prompt": "slowly"})
    with pytest.raises(InvalidInput, match="num_frames must be 121 or less"):
        wan.check({"prompt": "slowly", "num_frames": 122}, files=["image"])
    wan.check({"prompt": "slowly", "num_frames": 121, "sample_shift": 3}, files=["image", "last_image"])


@pytest.mark.parametrize(
    ("name", "values", "seconds", "usd"),
    [
        ("google/veo-3.1-fast", {"generate_audio": False}, 4, "0.40"),
        ("google/veo-3.1-fast", {"generate_audio": False}, 8, "0.80"),
        ("google/veo-3.1-fast", {}, 4, "0.60"),
        ("google/veo-3.1", {"generate_audio": False}, 4, "0.80"),
        ("minimax/hailuo-02", {"duration": 6, "resolution": "768p"}, 6, "0.27"),
        ("minimax/hailuo-02", {"duration": 6}, 6, "0.48"),
        ("kwaivgi/kling-v2.1", {"mode": "pro"}, 5, "0.45"),
        ("wan-video/wan-2.2-i2v-fast", {"resolution": "720p"}, Fraction(81, 16), "0.11"),
    ],
)
def test_prices_are_those_that_were_published(name: str, values: dict[str, Any], seconds: Fraction, usd: str) -> None:
    priced = video_model(name).price(values, seconds=seconds)
    assert priced is not None
    assert priced[0] == Decimal(usd)


def test_an_unknown_price_stays_unknown_until_it_is_stated() -> None:
    hailuo = video_model("minimax/hailuo-02")
    assert hailuo.price({"resolution": "512p", "duration": 6}, seconds=6) is None
    priced = hailuo.priced("0.10", per="second", when={"resolution": "512p"}).price({"resolution": "512p"}, seconds=6)
    assert priced is not None
    assert priced[0] == Decimal("0.60")
    assert priced[1].confidence == "stated"


def test_a_model_of_ones_own_is_checked_when_it_is_described() -> None:
    assert mine().price({}, seconds=5) is None
    with pytest.raises(InvalidInput, match="has no input 'last_frame'"):
        mine(last="last_frame")
    with pytest.raises(InvalidInput, match="takes no file"):
        mine(last="prompt")
    with pytest.raises(InvalidInput, match="has no input 'length'"):
        mine(variants=[Variant(input={"length": 5}, seconds=5, size="720p", size_px=(1280, 720))])
    with pytest.raises(InvalidInput, match="has no input 'mode'"):
        mine(prices=[Price(usd=1, when={"mode": "pro"}, source="me", seen_on="2026-11-01")])
    with pytest.raises(InvalidInput, match="at least one variant"):
        mine(variants=[])


def test_a_file_describes_a_model(tmp_path: Path) -> None:
    file = tmp_path / "my model.toml"
    shipped = Path(str(known_models.__globals__["_DATA"].joinpath("minimax__hailuo-02.toml")))
    file.write_text(shipped.read_text("utf-8").replace("minimax/hailuo-02", "me/hailuo"), encoding="utf-8")
    assert model_from_file(file) == evolve(video_model("minimax/hailuo-02"), name="me/hailuo")
    file.write_text('name = "me/mine"\nfrist = "image"', encoding="utf-8")
    with pytest.raises(InvalidInput, match="frist"):
        model_from_file(file)
    file.write_text("name: no", encoding="utf-8")
    with pytest.raises(InvalidInput, match="not TOML"):
        model_from_file(file)
    with pytest.raises(InvalidInput, match="cannot be read"):
        model_from_file(tmp_path / "none.toml")


def test_an_unknown_model_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InvalidInput, match=r"google/veo-3\.1-fast"):
        video_model("google/veo-9")
