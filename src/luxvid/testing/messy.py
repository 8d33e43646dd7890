"""`messy_upload`: what clients really upload, made of any photos, with a manifest that says what is what."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import attrs
import numpy as np
from attrs import frozen

from luxvid.errors import InvalidInput
from luxvid.media.stills import open_still
from luxvid.storage.files import written_beside
from luxvid.testing.messy_recipes import RECIPES, Original, Recipe

_LEAST_PX = 1600
_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".heic"}
_ROOMS = {
    "entrance": ("entrance", "entry", "hall", "foyer", "lobby", "door"),
    "bathroom": ("bath", "shower", "wc"),
    "bedroom": ("bed",),
    "kitchen": ("kitchen",),
    "dining": ("dining",),
    "living": ("living", "lounge"),
    "pool": ("pool",),
    "view": ("view",),
    "exterior": ("exterior", "facade", "front", "hero", "home", "house", "villa"),
    "outdoor": ("garden", "outdoor", "patio", "pergola", "terrace"),
}


@frozen(kw_only=True)
class MessyFile:
    """One line of the manifest.

    Attributes:
        file: Its name in the folder.
        kind: What was done: `original`, `exact_duplicate`, `defocus`, `truncated_jpeg` ...
        derived_from: The original it was made of, or empty.
        room_label: What it shows, or empty.
        selectable: `yes`, `duplicate` (only instead of what it was made of) or `no`.
        why: The reason, in words.
    """

    file: str
    kind: str
    derived_from: str = ""
    room_label: str = ""
    selectable: Literal["yes", "duplicate", "no"] = "yes"
    why: str = ""


def messy_upload(
    photos: str | Path | Iterable[str | Path],
    folder: str | Path,
    *,
    rooms: Mapping[str, str] | None = None,
    seed: int = 0,
) -> list[MessyFile]:
    """Write photos into `folder` together with about fifty that are spoilt, doubled, foreign or lying, and return what is what.

    The same list is written as a manifest beside the folder: `upload/` gets `upload.manifest.csv`. Equal photos and an equal
    seed give equal files. HEIC is among them where pillow-heif is installed. All positions in EXIF are invented.

    Args:
        photos: A folder of photos, or their paths; all must be readable, and one at least is needed.
        folder: Where to; it is made, and must be empty.
        rooms: Room labels by file name; without, they are read off the names.
        seed: Decides which photo meets which fate.

    Raises:
        InvalidInput: There is no photo, two have one name, or `folder` is not empty.
        PhotoRefused: A photo cannot be read.

    Example:
        >>> import tempfile
        >>> from luxvid.testing import draw_photos, messy_upload
        >>> home = Path(tempfile.mkdtemp())
        >>> files = messy_upload(draw_photos(home / "photos", count=2), home / "upload")
        >>> [file.kind for file in files if file.file == "exterior-1.jpg"]
        ['original']
    """
    paths, folder = _paths(photos), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise InvalidInput(f"the folder {str(folder)!r} must be empty")
    labels = {path.name: (rooms or {}).get(path.name, room_in(path.stem)) for path in paths}
    files = []
    for path in paths:
        shutil.copyfile(path, folder / path.name)
        files.append(MessyFile(file=path.name, kind="original", derived_from=path.name, room_label=labels[path.name]))
    rng = np.random.default_rng(seed)
    order = [paths[index] for index in rng.permutation(len(paths))]
    for number, recipe in enumerate(_possible()):
        fitting = [path for path in order if labels[path.name] == recipe.room] if recipe.room else []
        sources = [(fitting or order)[(number + step) % len(fitting or order)] for step in range(4)]
        files.append(_made(recipe, sources, labels, folder, rng))
    _write_manifest(files, folder.with_name(f"{folder.name}.manifest.csv"))
    return files


def room_in(name: str) -> str:
    """Return the label of the room that a file's name speaks of, or an empty text.

    Example:
        >>> room_in("downstairs-bathroom-2")
        'bathroom'
    """
    lowered = name.lower()
    return next((room for room, words in _ROOMS.items() if any(word in lowered for word in words)), "")


def _paths(photos: str | Path | Iterable[str | Path]) -> list[Path]:
    if isinstance(photos, str | Path):
        photos = sorted(path for path in Path(photos).iterdir() if path.suffix.lower() in _SUFFIXES)
    paths = [Path(path) for path in photos]
    names = [path.name for path in paths]
    if not paths:
        raise InvalidInput("a messy upload needs at least one photo")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InvalidInput(f"two photos are called {twice[0]!r}")
    return paths


def _possible() -> list[Recipe]:
    has_heif = find_spec("pillow_heif") is not None
    return [recipe for recipe in RECIPES if has_heif or recipe.kind != "format_heic"]


def _made(recipe: Recipe, sources: list[Path], labels: Mapping[str, str], folder: Path, rng: np.random.Generator) -> MessyFile:
    originals = [_original(path) for path in sources[: recipe.needs]]
    target = _free(folder / recipe.name.format(stem=sources[0].stem, upper=sources[0].stem.upper()))
    target.write_bytes(recipe.make(originals, rng))
    shown = sources[0].name if recipe.needs == 1 else ""
    return MessyFile(
        file=target.name,
        kind=recipe.kind,
        derived_from=shown,
        room_label=labels.get(shown, ""),
        selectable=recipe.selectable,
        why=recipe.why,
    )


def _original(path: Path) -> Original:
    data = path.read_bytes()
    return Original(data=data, picture=open_still(io.BytesIO(data), least_px=_LEAST_PX))


def _free(path: Path) -> Path:
    """Return the path, or one with a number where that name is taken; upper and lower case count as one."""
    taken = {other.name.lower() for other in path.parent.iterdir()}
    free, number = path, 1
    while free.name.lower() in taken:
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def _write_manifest(files: list[MessyFile], path: Path) -> None:
    with written_beside(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, [field.name for field in attrs.fields(MessyFile)], lineterminator="\n")
        table.writeheader()
        table.writerows(attrs.asdict(file) for file in files)
