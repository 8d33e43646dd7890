"""The README's commands are those that CI and the docs use."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import luxvid

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def commands(heading: str) -> list[str]:
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)\n```$", section, re.MULTILINE | re.DOTALL)


def test_ci_runs_the_readmes_test_command() -> None:
    assert commands("Run the tests")[0] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_public_name_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "api.md").read_text("utf-8")
    missing = [name for name in luxvid.__all__ if not re.search(rf"\b{name}\b", reference)]
    assert not missing


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == luxvid.__version__
