"""The models that the emulator plays: what they take, what they cost, and what they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from luxvid.testing.replicate.making import Maker, Video
from luxvid.testing.replicate.musicians import compose_whole, continue_music

Input = Mapping[str, Any]
Price = Callable[[Input], Decimal]

UNPRICED_USD = Decimal(1)
"""What the emulator bills where no price is published; a stand-in, not what the service takes."""

_SHARP = {"720p": (1280, 720), "1080p": (1920, 1080)}


def _never(_given: Input) -> bool:
    return False


@frozen(kw_only=True)
class EmulatedModel:
    """A model of the emulator.

    Attributes:
        name: `owner/name`.
        properties: JSON Schema of each field of its input; what is not among them is ignored, as the service does.
        required: The fields without which it answers 422.
        price: What a run costs, from the input with defaults filled in.
        make: Makes the result.
        refuses: Whether it fails with E006 though the schema allows the input.
        version: 64 hex digits where it is no official model: then it is called by that alone.

    Example:
        >>> from luxvid.testing.replicate import MODELS
        >>> MODELS["google/veo-3.1-fast"].price({"duration": 4, "generate_audio": False})
        Decimal('0.40')
    """

    name: str
    properties: dict[str, dict[str, Any]]
    required: tuple[str, ...] = ("prompt",)
    price: Price
    make: Maker
    refuses: Callable[[Input], bool] = _never
    version: str = ""

    def filled(self, given: Input) -> dict[str, Any]:
        """Return an input with the defaults of what it leaves out, and without what the model does not know."""
        defaults = {name: schema["default"] for name, schema in self.properties.items() if "default" in schema}
        return defaults | {name: value for name, value in given.items() if name in self.properties}

    @property
    def files(self) -> tuple[str, ...]:
        """The fields that take a file's URL."""
        return tuple(name for name, schema in self.properties.items() if schema.get("format") == "uri")

    @property
    def schema(self) -> dict[str, Any]:
        """The part of an OpenAPI document that the service shows for a model."""
        taken = {"type": "object", "title": "Input", "required": list(self.required), "properties": self.properties}
        made = {"type": "string", "title": "Output", "format": "uri"}
        return {"openapi": "3.0.2", "components": {"schemas": {"Input": taken, "Output": made}}}


def _choice(*allowed: Any, default: Any = None) -> dict[str, Any]:
    kind = "integer" if isinstance(allowed[0], int) else "string"
    return {"type": kind, "enum": list(allowed), "default": allowed[0] if default is None else default}


def _whole(default: int | None = None, **bounds: int) -> dict[str, Any]:
    return {"type": "integer", **bounds} | ({} if default is None else {"default": default})


def _flag(*, default: bool) -> dict[str, Any]:
    return {"type": "boolean", "default": default}


_TEXT: dict[str, Any] = {"type": "string"}
_FILE: dict[str, Any] = {"type": "string", "format": "uri"}
_ANY_SEED: dict[str, Any] = {"type": "integer"}


def _a_second(prices: Mapping[str, str], key: str) -> Price:
    """Return a price by the second, which the value of `key` decides."""
    return lambda given: Decimal(prices[str(given.get(key, ""))]) * int(given["duration"])


def _veo(name: str, silent: str, sounding: str, *, has_last: bool, can_be_silent: bool = True) -> EmulatedModel:
    properties = {
        "prompt": _TEXT,
        "image": _FILE,
        "duration": _choice(4, 6, 8, default=8),
        "resolution": _choice("720p", "1080p", default="1080p"),
        "aspect_ratio": _choice("16:9", "9:16"),
        "negative_prompt": _TEXT,
        "seed": _ANY_SEED,
    }
    if has_last:
        properties["last_frame"] = _FILE
    if can_be_silent:
        properties["generate_audio"] = _flag(default=True)
    return EmulatedModel(
        name=name,
        properties=properties,
        price=_a_second({"True": sounding, "False": silent, "": silent}, "generate_audio"),
        make=Video(first="image", last="last_frame" if has_last else "", fps=24, sizes=_SHARP),
    )


def _hailuo_price(given: Input) -> Decimal:
    if given["resolution"] == "1080p":
        return Decimal("0.48")
    return Decimal("0.27" if given["duration"] == 6 else "0.45")


_HAILUO = EmulatedModel(
    name="minimax/hailuo-02",
    properties={
        "prompt": _TEXT,
        "first_frame_image": _FILE,
        "last_frame_image": _FILE,
        "duration": _choice(6, 10),
        "resolution": _choice("512p", "768p", "1080p", default="1080p"),
        "prompt_optimizer": _flag(default=True),
    },
    price=_hailuo_price,
    make=Video(
        first="first_frame_image",
        last="last_frame_image",
        fps=25,
        sizes={"512p": (910, 512), "768p": (1366, 768), "1080p": (1920, 1080)},
    ),
    refuses=lambda given: given["duration"] == 10 and given["resolution"] == "1080p",
)

_KLING = EmulatedModel(
    name="kwaivgi/kling-v2.1",
    properties={
        "mode": _choice("standard", "pro"),
        "prompt": _TEXT,
        "duration": _choice(5, 10),
        "start_image": _FILE,
        "end_image": _FILE,
        "negative_prompt": {"type": "string", "default": ""},
    },
    required=("prompt", "start_image"),
    price=_a_second({"standard": "0.05", "pro": "0.09"}, "mode"),
    make=Video(
        first="start_image",
        last="end_image",
        fps=24,
        sizes={"standard": (1280, 720), "pro": (1920, 1080)},
        size_field="mode",
    ),
    refuses=lambda given: bool(given.get("end_image")) and given["mode"] != "pro",
)

_SEEDANCE = EmulatedModel(
    name="bytedance/seedance-1-pro",
    properties={
        "prompt": _TEXT,
        "image": _FILE,
        "last_frame_image": _FILE,
        "duration": _whole(5, minimum=2, maximum=12),
        "resolution": _choice("480p", "720p", "1080p", default="1080p"),
        "aspect_ratio": _TEXT,
        "fps": _choice(24),
        "camera_fixed": _flag(default=False),
        "seed": _ANY_SEED,
    },
    # Only the price at 1080p is published; the others are billed alike here.
    price=lambda given: Decimal("0.15") * int(given["duration"]),
    make=Video(first="image", last="last_frame_image", fps=24, sizes={"480p": (864, 480), **_SHARP}),
)


def _wan_price(given: Input) -> Decimal:
    is_smooth = bool(given["interpolate_output"])
    prices = {"480p": ("0.05", "0.065"), "720p": ("0.11", "0.145")}
    return Decimal(prices[given["resolution"]][is_smooth])


_WAN = EmulatedModel(
    name="wan-video/wan-2.2-i2v-fast",
    properties={
        "image": _FILE,
        "last_image": _FILE,
        "prompt": _TEXT,
        "num_frames": _whole(81, minimum=81, maximum=121),
        "frames_per_second": _whole(16, minimum=5, maximum=30),
        "resolution": _choice("480p", "720p"),
        "interpolate_output": _flag(default=False),
        "go_fast": _flag(default=True),
        "sample_shift": {"type": "number", "minimum": 1, "maximum": 20, "default": 12},
        "seed": _ANY_SEED,
        "disable_safety_checker": _flag(default=False),
    },
    required=("prompt", "image"),
    price=_wan_price,
    make=Video(
        first="image",
        last="last_image",
        fps=16,
        sizes={"480p": (832, 480), "720p": (1280, 720)},
        frames_field="num_frames",
        fps_field="frames_per_second",
        has_sound=False,
    ),
)

_MUSICGEN = EmulatedModel(
    name="meta/musicgen",
    version="671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb",
    properties={
        "prompt": {"type": "string", "nullable": True},
        "input_audio": _FILE,
        "duration": _whole(8),
        "continuation": _flag(default=False),
        "continuation_start": _whole(0, minimum=0),
        "continuation_end": _whole(minimum=0) | {"nullable": True},
        "model_version": _choice("stereo-melody-large", "stereo-large", "melody-large", "large"),
        "multi_band_diffusion": _flag(default=False),
        "normalization_strategy": _choice("loudness", "clip", "peak", "rms"),
        "top_k": _whole(250),
        "top_p": {"type": "number", "default": 0},
        "temperature": {"type": "number", "default": 1},
        "classifier_free_guidance": _whole(3),
        "output_format": _choice("wav", "mp3"),
        "seed": {"type": "integer", "nullable": True},
    },
    required=(),
    # Billed by the time of the GPU; users report about $0.25 for 90 s.
    price=lambda given: (Decimal("0.0028") * int(given["duration"])).quantize(Decimal("0.0001")),
    make=continue_music,
)


def _whole_piece(name: str, properties: dict[str, Any], *, rate_hz: int, length_s: Callable[[Input], float]) -> EmulatedModel:
    return EmulatedModel(
        name=name,
        properties={"prompt": _TEXT, **properties},
        price=lambda _given: UNPRICED_USD,
        make=compose_whole(rate_hz=rate_hz, length_s=length_s),
    )


_ALL = (
    _veo("google/veo-3", "0.20", "0.40", has_last=False),
    _veo("google/veo-3-fast", "0.10", "0.15", has_last=False),
    _veo("google/veo-3.1", "0.20", "0.40", has_last=True),
    _veo("google/veo-3.1-fast", "0.10", "0.15", has_last=True),
    _veo("google/veo-3.1-lite", "0.05", "0.05", has_last=True, can_be_silent=False),
    _HAILUO,
    _KLING,
    _SEEDANCE,
    _WAN,
    _MUSICGEN,
    _whole_piece(
        "stability-ai/stable-audio-2.5",
        {"duration": _whole(190), "steps": _whole(8), "cfg_scale": {"type": "number", "default": 1}, "seed": _ANY_SEED},
        rate_hz=44_100,
        length_s=lambda given: float(given["duration"]),
    ),
    _whole_piece("google/lyria-2", {"negative_prompt": _TEXT, "seed": _ANY_SEED}, rate_hz=48_000, length_s=lambda _given: 30.0),
    _whole_piece(
        "elevenlabs/music",
        {"music_length_ms": _whole(10_000), "force_instrumental": _flag(default=True), "output_format": _TEXT},
        rate_hz=44_100,
        length_s=lambda given: given["music_length_ms"] / 1000,
    ),
)

MODELS: dict[str, EmulatedModel] = {model.name: model for model in _ALL}
"""The models by name, as an emulator begins with them."""


def short_at_1080p_with_last_frame(given: Input) -> bool:
    """Tell whether Veo refuses this by one reading of its documentation: 1080p with a last frame, but not 8 s long.

    Example:
        >>> short_at_1080p_with_last_frame({"duration": 4, "resolution": "1080p", "last_frame": "https://x"})
        True
    """
    return bool(given.get("last_frame")) and given.get("resolution") == "1080p" and given.get("duration") != 8


def wrong_fields(model: EmulatedModel, given: Any) -> list[tuple[str, str, str]]:
    """Return what breaks the model's schema: (type, field, description) each; unknown fields do not.

    Example:
        >>> wrong_fields(MODELS["google/veo-3"], {"prompt": "x", "duration": 5, "last_frame": "ignored"})
        [('enum', 'input.duration', 'must be one of 4, 6, 8')]
    """
    if not isinstance(given, dict):
        return [("invalid_type", "input", "Invalid type. Expected: object")]
    missing = [("required", "input", f"{name} is required") for name in model.required if given.get(name) is None]
    wrong = []
    for name, schema in model.properties.items():
        if given.get(name) is not None and (found := _wrong(schema, given[name])):
            wrong.append((found[0], f"input.{name}", found[1]))
    return missing + wrong


_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}


def _wrong(schema: Mapping[str, Any], value: Any) -> tuple[str, str] | None:
    kind = schema["type"]
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return "invalid_type", f"Invalid type. Expected: {kind}, given: {type(value).__name__}"
    if "enum" in schema and value not in schema["enum"]:
        return "enum", f"must be one of {', '.join(map(str, schema['enum']))}"
    if "minimum" in schema and value < schema["minimum"]:
        return "number_gte", f"Must be greater than or equal to {schema['minimum']}"
    if "maximum" in schema and value > schema["maximum"]:
        return "number_lte", f"Must be less than or equal to {schema['maximum']}"
    return None
