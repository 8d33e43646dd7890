"""What `import luxvid` loads, and what its public names promise."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import luxvid

HEAVY = ("av", "numpy", "PIL", "httpx", "openai", "replicate", "cattrs")
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(luxvid.__path__, "luxvid.") if not module.name.endswith("__main__")
)


def loaded_by(code: str) -> list[str]:
    """Return which heavy modules a fresh process has loaded after running `code`."""
    telling = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", telling], capture_output=True, text=True, check=True)
    return done.stdout.split()


def doctests_of(module: ModuleType) -> list[doctest.DocTest]:
    return [test for test in doctest.DocTestFinder(exclude_empty=True).find(module) if test.examples]


def test_importing_luxvid_loads_nothing_heavy() -> None:
    assert loaded_by("import luxvid") == []


def test_values_are_made_without_loading_anything_heavy() -> None:
    code = "import luxvid; luxvid.Storyboard(shots=[luxvid.Shot(scene=s) for s in luxvid.LUXURY_SCENES]).lock('living')"
    assert loaded_by(code) == []


def test_listing_the_names_loads_nothing_heavy() -> None:
    assert loaded_by("import luxvid; dir(luxvid)") == []


def test_public_names_are_few_and_listed() -> None:
    assert len(luxvid.__all__) <= 40
    assert set(luxvid.__all__) <= set(dir(luxvid))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        luxvid.no_such_name  # noqa: B018  the look-up is the test


@pytest.mark.parametrize("name", luxvid.__all__)
def test_every_public_name_resolves_and_is_described(name: str) -> None:
    value = getattr(luxvid, name)
    if inspect.isclass(value) or inspect.isroutine(value):
        assert inspect.getdoc(value), f"luxvid.{name} has no docstring"
        assert value.__doc__, f"luxvid.{name} has no docstring of its own"


@pytest.mark.parametrize("name", MODULES)
def test_every_module_is_described_and_its_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LUXVID_STORAGE", str(tmp_path / "storage"))
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for example in doctests_of(module):
        runner.run(example)
    assert runner.summarize(verbose=False).failed == 0
