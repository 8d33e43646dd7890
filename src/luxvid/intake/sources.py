"""Find what there is to load: folders are searched, everything gets one name, nothing is opened yet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from attrs import Factory, define, frozen

from luxvid.errors import InvalidInput
from luxvid.photos import Refused

OneSource = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A folder, a photo's path, a photo's bytes, or a binary file."""

_SYSTEM_FILES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}
_SYSTEM_FOLDERS = {"__macosx", "@eadir", "$recycle.bin", "system volume information"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_NO_URL = "it is a URL, and photos are read from files or bytes: download it first"
WORDS_FILE = "words.json"


@frozen(kw_only=True)
class Source:
    """One file to load: its name, where its bytes are, and the JSON beside it that has words about it."""

    name: str
    content: Path | bytes | BinaryIO
    words_path: Path | None = None


@define(kw_only=True)
class Found:
    """What a search found: sources in order, what was passed over and why, and the words files of folders."""

    sources: list[Source] = Factory(list)
    refused: list[Refused] = Factory(list)
    words_paths: list[Path] = Factory(list)
    _names: set[str] = Factory(set)

    def add(self, name: str, content: Path | bytes | BinaryIO, *, words_path: Path | None = None) -> None:
        """Add a source under a name that no other has."""
        self.sources.append(Source(name=self._unique(name), content=content, words_path=words_path))

    def refuse(self, name: str, reason: str) -> None:
        """Note a file that cannot be used."""
        self.refused.append(Refused(file=self._unique(name), reason=reason))

    def _unique(self, name: str) -> str:
        shown = PurePosixPath(_SURROGATE.sub("\ufffd", name))
        unique, count = shown, 1
        while str(unique) in self._names:
            count += 1
            unique = shown.with_name(f"{shown.stem} ({count}){shown.suffix}")
        self._names.add(str(unique))
        return str(unique)


def listed(sources: OneSource | Iterable[OneSource]) -> Path | list[OneSource]:
    """Return the one path, or everything else as a list. Raises `InvalidInput` for what is no source at all."""
    if isinstance(sources, str) and _URL.match(sources):
        raise InvalidInput(f"{sources!r} cannot be loaded: {_NO_URL}")
    if isinstance(sources, str | os.PathLike):
        return Path(sources)
    if isinstance(sources, bytes | bytearray | memoryview) or hasattr(sources, "read"):
        return [cast("OneSource", sources)]
    if not isinstance(sources, Iterable):
        raise InvalidInput(f"photos come from a folder, paths, bytes or binary files, not from {type(sources).__name__}")
    return list(sources)


def find(sources: Path | list[OneSource]) -> Found:
    """Search a folder, or take paths, bytes and files in their order. Blocks.

    Raises:
        InvalidInput: The only source is a path where nothing is or that may not be read, or a source is something else.
    """
    found = Found()
    if isinstance(sources, Path):
        _check(sources)
        _add_path(found, sources)
        return found
    for number, source in enumerate(sources, 1):
        _add(found, source, number)
    return found


def _check(path: Path) -> None:
    if not os.path.lexists(path):
        raise InvalidInput(f"there is no folder or photo {str(path)!r}")
    try:
        with suppress(NotADirectoryError):
            os.scandir(path).close()
    except OSError as error:
        raise InvalidInput(f"the folder {str(path)!r} cannot be read: {error.strerror}") from error


def _add(found: Found, source: OneSource, number: int) -> None:
    if isinstance(source, str) and _URL.match(source):
        found.refuse(Path(source).name, _NO_URL)
    elif isinstance(source, str | os.PathLike):
        _add_path(found, Path(source))
    elif isinstance(source, bytes | bytearray | memoryview):
        found.add(f"photo-{number}", bytes(source))
    elif hasattr(source, "read"):
        found.add(_name_of(source) or f"photo-{number}", source)
    else:
        raise InvalidInput(f"source {number} must be a path, bytes or a binary file, not {type(source).__name__}")


def _name_of(file: BinaryIO) -> str:
    name = getattr(file, "name", "")
    return Path(name).name if isinstance(name, str) and not name.startswith("<") else ""


def _add_path(found: Found, path: Path) -> None:
    if os.path.isdir(path):  # noqa: PTH112  pathlib's raises where a folder above may not be read
        _search(found, path)
    else:
        found.add(path.name, path, words_path=_beside(path))


def _search(found: Found, folder: Path) -> None:
    """Search a folder and its folders. Links to files are followed; links to folders are not, so that no search goes astray."""
    paths = sorted(_files(found, folder), key=lambda path: _natural(_relative(folder, path)))
    known = set(paths)
    for path in paths:
        if path == folder / WORDS_FILE:
            found.words_paths.append(path)
        elif path.suffix.lower() == ".json" and path.with_suffix("") in known:
            continue  # it is read with its photo
        elif reason := _passed_over(path.name):
            found.refuse(_relative(folder, path), reason)
        else:
            found.add(_relative(folder, path), path, words_path=_beside(path))


def _files(found: Found, top: Path) -> Iterator[Path]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            name = folder.name if folder == top else _relative(top, folder)
            found.refuse(name, f"the folder cannot be read ({error.strerror})")
            continue
        for entry in entries:
            path = Path(entry.path)
            if not _is_folder(entry):
                yield path
            elif reason := _closed(entry):
                found.refuse(_relative(top, path), reason)
            else:
                waiting.append(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False


def _closed(folder: os.DirEntry[str]) -> str:
    if folder.is_symlink():
        return "it is a link to a folder; such links are not followed"
    if folder.name.startswith(".") or folder.name.lower() in _SYSTEM_FOLDERS:
        return "it is a folder of the system; it was not searched"
    return ""


def _passed_over(name: str) -> str:
    if name.lower() in _SYSTEM_FILES:
        return "it is a file of the system"
    return "it is a hidden file" if name.startswith(".") else ""


def _beside(path: Path) -> Path | None:
    beside = path.with_name(path.name + ".json")
    return beside if os.path.isfile(beside) else None  # noqa: PTH113  as above


def _relative(top: Path, path: Path) -> str:
    return path.relative_to(top).as_posix()


def _natural(name: str) -> tuple[list[list[str | int]], str]:
    """Sort `IMG_2` before `IMG_10`, folder by folder, the same on every machine."""
    parts = [re.split(r"(\d+)", part) for part in name.casefold().split("/")]
    return [[int(piece) if index % 2 else piece for index, piece in enumerate(part)] for part in parts], name
