"""All checks of the project: `nox` runs them, `nox -l` lists them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
PYTHONS = sorted({"3.11", "3.12", "3.13", RUNNING}, key=lambda version: int(version.split(".")[1]))
TESTED = sorted({"3.11", "3.13", RUNNING}, key=lambda version: int(version.split(".")[1]))

# Once is enough, on the Python that runs nox, for what only computes, for the pages, which make whole films, for what speaks to
# providers and for what becomes of generated clips. Elsewhere runs what meets the interpreter and the other PyAV: imports, files,
# storage, tasks, processes, stops, media, films from end to end.
COMPUTING = ("audio", "bench", "delivery", "editing", "intake", "selection", "titles", "values", "vision", "words")
SPEAKING = ("providers", "testing")
FROM_END_TO_END = {
    "render": ("combiner", "ken_burns", "kept", "whole"),
    "studio": ("cloud_processes", "cloud_stops", "command", "one_call"),
}
UNREAD = "--no-compile"  # where little of what is installed is imported, compiling all of it is half of the time

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "types", "docs", "wheel", *(f"tests-{version}" for version in TESTED)]


def _show_pyenv_its_versions() -> None:
    """Name all that pyenv holds: versions that are not `global` hide behind shims that fail."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = [folder.name for version in PYTHONS for folder in sorted((root / "versions").glob(f"{version}.*"))]
    if found and shutil.which("pyenv"):
        os.environ.setdefault("PYENV_VERSION", ":".join(found))


_show_pyenv_its_versions()


def _group(name: str) -> list[str]:
    return list(nox.project.dependency_groups(PYPROJECT, name))


def _spared() -> list[Path]:
    """Return what runs on one Python only; a new room runs on all until it is named."""
    rooms = ROOT / "tests"
    others = [
        file
        for room, kept in FROM_END_TO_END.items()
        for file in sorted((rooms / room).glob("test_*.py"))
        if file.stem.removeprefix("test_") not in kept
    ]
    return [rooms / "docs" / "test_pages.py", *(rooms / room for room in COMPUTING + SPEAKING), *others]


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff's rules and format, and the direction of imports."""
    session.install(*_group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-logo", env={"PYTHONPATH": "src"})


@nox.session
def types(session: nox.Session) -> None:
    """Mypy, strict, over the package, its tests, docs and bench."""
    session.install(UNREAD, "-e", ".", *_group("types"))
    session.run("mypy", "--num-workers", "auto")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The suite against the installed package; arguments go to pytest."""
    session.install(".", *_group("test"))
    spared = _spared() if session.python != RUNNING else []
    everything = ["-n", "2", "--durations=12", *(f"--ignore={part}" for part in spared)]
    session.run("pytest", *(session.posargs or everything))


@nox.session
def openai2(session: nox.Session) -> None:
    """What speaks to xAI, with the other major of the package `openai`; the suite has the newer one."""
    session.install(".", *(need for need in _group("test") if not need.startswith("openai")), "openai>=2,<3")
    grok = sorted(map(str, Path("tests/selection").glob("test_grok_*.py")))
    session.run("pytest", "-q", *(session.posargs or ("tests/providers/xai", "tests/testing/test_xai.py", *grok)))


@nox.session
def docs(session: nox.Session) -> None:
    """The pages as HTML, notebooks run; a warning is an error."""
    session.install(UNREAD, ".", *_group("docs"))
    session.run("towncrier", "build", "--draft", "--version", "unreleased", silent=True)
    session.run("sphinx-build", "-W", "--keep-going", "-j", "auto", "-b", "html", "docs", "docs/_build/html")


@nox.session
def wheel(session: nox.Session) -> None:
    """The wheel as users get it: built, installed alone, and made to make a film."""
    session.install("build", "check-wheel-contents")
    work = Path(session.create_tmp()) / "fresh"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    session.run("python", "-m", "build", "--outdir", str(work / "dist"), silent=True)
    (built,) = (work / "dist").glob("*.whl")
    session.run("check-wheel-contents", str(built))
    session.install(UNREAD, "--force-reinstall", "--no-deps", str(built))
    session.install(UNREAD, str(built))
    with session.chdir(work):
        # The wheel brings the photos for tests, too.
        session.run("python", "-c", "import luxvid.testing; luxvid.testing.draw_photos('photos')")
        villa = str(ROOT / "examples" / "villa")
        session.run("python", "-m", "luxvid", "film", villa, "--out", "film.mp4", "--storage", "storage", "--size", "320x180")


@nox.session
def schema(session: nox.Session) -> None:
    """Write docs/schema/ anew after a value has changed."""
    session.install("-e", ".")
    session.run("python", "docs/schema/generate.py")


@nox.session
def bench(session: nox.Session) -> None:
    """The table of speed, memory and motion; `nox -s bench -- --help` lists the rows."""
    session.install(".", *_group("bench"))
    peers = Path(session.create_tmp()) / "peers"
    session.run("python", "-m", "venv", str(peers))
    bin_ = peers / ("Scripts" if os.name == "nt" else "bin")
    session.run(str(bin_ / "python"), "-m", "pip", "install", "-q", *_group("peers"), external=True)
    session.run("python", "-m", "bench", "--peers", str(bin_ / "python"), *session.posargs)


@nox.session(name="bench-selection")
def bench_selection(session: nox.Session) -> None:
    """How the choice does on photos whose truth is known; with arguments: `FOLDER [--labels FILE]`, `--speed`."""
    session.install(".[heif,vision]")
    villa, others = ROOT / "examples" / "villa", ROOT.parent / "shared" / "data"
    folders = [villa, *(others / name for name in ("starfish-30", "upload-mess"))]
    named = [[str(folder)] for folder in folders if folder.is_dir()]
    runs = [*named, *([*run, "--unnamed"] for run in named), *([str(villa), "--messy", seed] for seed in "123")]
    for arguments in [session.posargs] if session.posargs else [*runs, ["--speed"]]:
        session.run("python", "-m", "bench.selection", *arguments)


@nox.session(name="bench-delivery")
def bench_delivery(session: nox.Session) -> None:
    """Seven deliveries of the villa: every rule on every file, the bill, and the time against the encodes alone."""
    session.install(".[flow,testing,titles]")
    session.run("python", "-m", "bench.delivery", *(session.posargs or [str(ROOT / "examples" / "villa")]))


@nox.session(name="bench-titles")
def bench_titles(session: nox.Session) -> None:
    """Titles over the villa in every frame shape: contrast, safe area, what drawing costs, what another price makes anew."""
    session.install(".[titles]")
    session.run("python", "-m", "bench.titles", *(session.posargs or [str(ROOT / "examples" / "villa")]))


@nox.session
def paying(session: nox.Session) -> None:
    """Is anything paid twice? Buyers are killed at every step, 20 times each, and the bill is counted; takes half an hour."""
    session.install(".[testing]")
    for shop in ("bank", "bank-late", "emulator", "emulator-lossy"):
        session.run("python", "-m", "bench.paying", "--shop", shop, *session.posargs)
    session.run("python", "-m", "bench.production", *session.posargs)
