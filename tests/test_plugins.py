"""Parts of installed packages, by name: a package is put on the path as pip would lay it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import luxvid
from luxvid.__main__ import main
from luxvid.errors import InvalidInput
from luxvid.plugins import plugin, plugins

Install = Callable[..., None]

CODE = """
class Renderer:
    def __init__(self, *, speed=1):
        self.speed = speed

    async def render(self, shot, /, *, run=None):
        raise NotImplementedError

class Composer:
    async def compose(self, cues, /, *, run=None):
        raise NotImplementedError

def store(**settings):
    from luxvid.storage import Storage
    return Storage.memory()

NUMBER = 3
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Lay a package with these entry points on the path."""

    def lay(package: str, points: str, code: str = CODE) -> None:
        site = tmp_path / package
        info = site / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"{package}_parts.py").write_text(code, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, f"{package}_parts", raising=False)

    return lay


ALL = """
[luxvid.renderers]
acme = acme_parts:Renderer
odd = acme_parts:Composer
three = acme_parts:NUMBER
gone = acme_parts:Nowhere

[luxvid.composers]
acme = acme_parts:Composer

[luxvid.stores]
acme = acme_parts:store
"""


def test_parts_are_listed_without_loading_them(install: Install) -> None:
    install("acme", ALL, code="raise SystemExit")
    assert plugins("renderers") == {"acme": "acme", "gone": "acme", "odd": "acme", "three": "acme"}


def test_parts_are_made_with_their_settings(install: Install) -> None:
    install("acme", ALL)
    assert vars(plugin("renderers", "acme", speed=2)) == {"speed": 2}
    studio = luxvid.Studio(renderer=plugin("renderers", "acme"))
    assert type(studio.renderer).__name__ == "Renderer"
    luxvid.ProgressiveScorer(composer=plugin("composers", "acme"))
    luxvid.Run(storage=plugin("stores", "acme"))
    with pytest.raises(TypeError, match="hue"):
        plugin("renderers", "acme", hue=1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nobody", "no renderer is called 'nobody'; installed packages bring acme, gone, odd, three"),
        ("odd", "'acme' gives for 'odd' a Composer, which has no render"),
        ("three", "'acme_parts:NUMBER' of the package 'acme' makes no renderer"),
        ("gone", "'gone' of the package 'acme' cannot be loaded"),
    ],
)
def test_what_is_wrong_is_said_with_the_package(name: str, words: str, install: Install) -> None:
    install("acme", ALL)
    with pytest.raises(InvalidInput, match=words):
        plugin("renderers", name)


def test_two_packages_with_one_name_are_named(install: Install) -> None:
    install("acme", ALL)
    install("ajax", "[luxvid.renderers]\nacme = ajax_parts:Renderer\n")
    with pytest.raises(InvalidInput, match="'acme' and 'ajax' both bring a renderer 'acme'"):
        plugin("renderers", "acme")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InvalidInput, match="renderers, composers, stores"):
        plugins("lenses")  # type: ignore[arg-type]


def test_the_command_takes_names(install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install("acme", ALL)
    call = ["film", str(tmp_path), "--out", str(tmp_path / "film.mp4"), "--storage", str(tmp_path / "storage")]
    assert main([*call, "--composer", "nobody"]) == 1
    assert "no composer is called 'nobody'; installed packages bring acme" in capsys.readouterr().err
