"""The models that luxvid knows, each in a TOML file beside this one, read when it is asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from luxvid.errors import InvalidInput
from luxvid.providers.models.reading import model_at, model_in
from luxvid.providers.models.video_model import VideoModel

_DATA = files("luxvid.providers.models")


def known_models() -> tuple[str, ...]:
    """Return the names of the models that luxvid knows, in order.

    Example:
        >>> "google/veo-3.1-fast" in known_models()
        True
    """
    names = (file.name for file in _DATA.iterdir())
    return tuple(sorted(name.removesuffix(".toml").replace("__", "/") for name in names if name.endswith(".toml")))


@cache
def video_model(name: str) -> VideoModel:
    """Return a model that luxvid knows.

    Raises:
        InvalidInput: It knows no such model.

    Example:
        >>> video_model("minimax/hailuo-02").first
        'first_frame_image'
    """
    if name not in known_models():
        raise InvalidInput(
            f"no model {name!r} is known; there are {', '.join(known_models())}; describe another one with "
            "VideoModel(...) or in a file for model_from_file(...)"
        )
    return model_in(_DATA.joinpath(f"{name.replace('/', '__')}.toml").read_text(encoding="utf-8"), VideoModel, name=name)


def model_from_file(path: str | Path) -> VideoModel:
    """Return the model that a TOML file describes, in the form of those beside this module.

    Raises:
        InvalidInput: The file cannot be read, or does not describe a model; the message names what is wrong.

    Example:
        >>> from pathlib import Path
        >>> text = '''
        ... name = "me/mine"
        ... first = "image"
        ... input.prompt.type = "string"
        ... input.image.type = "file"
        ... variants = [{ seconds = "5", size = "720p", size_px = [1280, 720] }]
        ... prices = [{ usd = "0.30", source = "my contract", seen_on = "2026-11-01" }]
        ... '''
        >>> _ = Path("mine.toml").write_text(text)
        >>> model_from_file("mine.toml").name
        'me/mine'
    """
    return model_at(path, VideoModel)
