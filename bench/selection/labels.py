"""What is true of each file of a folder: the labels file, in its long form (a manifest) or its short one."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from bench.selection.rules import OURS, Rules
from luxvid.errors import InvalidInput

YES, DUPLICATE, NO = "yes", "duplicate", "no"
_ROOM_COLUMNS = ("room_label", "room")
_FORM = "write a CSV with the columns file and room_label (or room), and, where there are copies, derived_from and selectable"


@frozen(kw_only=True)
class Known:
    """What is true of a file.

    Attributes:
        origin: The original that it is or was made of; itself where nothing else is said.
        label: What it shows in the file's words, or empty.
        rooms: The same in our words: any of these is right.
        selectable: `yes`; `duplicate`, only instead of what it was made of; or `no`, a reject.
    """

    origin: str
    label: str = ""
    rooms: tuple[str, ...] = ()
    selectable: str = YES


def labels_beside(folder: Path) -> Path:
    """Return the labels file of a folder: `manifest.csv` in it, `FOLDER.manifest.csv` or `FOLDER.labels.csv` beside it.

    Raises:
        InvalidInput: There is none.
    """
    folder = folder.absolute()
    names = [folder.with_name(f"{folder.name}.{kind}.csv") for kind in ("manifest", "labels")]
    for path in (folder / "manifest.csv", *names):
        if path.is_file():
            return path
    raise InvalidInput(f"no labels file lies in or beside {folder.name!r}: name one with --labels, or {_FORM}")


def read_labels(path: Path, *, folder: Path, rules: Rules) -> dict[str, Known]:
    """Return what a labels file says of the files in `folder`, by name relative to it.

    Raises:
        InvalidInput: The file cannot be read, is empty or lacks a column; a line of it names a file that is not in the folder
            or was named before, a label that means none of our rooms, or something else than yes, duplicate, no.
    """
    there = {_plain(found.relative_to(folder).as_posix()) for found in folder.rglob("*") if found.is_file()}
    known: dict[str, Known] = {}
    for line, row in _rows(path):
        file = _plain(row["file"])
        where = f"{path.name}, line {line}"
        if file not in there:
            raise InvalidInput(f"{where}: {file!r} is not in the folder {folder.name!r}: correct the name or drop the line")
        if file in known:
            raise InvalidInput(f"{where}: {file!r} was named before: keep one of the lines")
        known[file] = _known(row, where, rules)
    if not known:
        raise InvalidInput(f"{path.name} names no file: {_FORM}")
    return known


def known_of(known: Mapping[str, Known], file: str) -> Known | None:
    """Return what is true of a photo: by its name in the folder, else by the name's last part."""
    name = _plain(file.replace("\\", "/"))
    return known.get(name) or known.get(name.rpartition("/")[2])


def _known(row: Mapping[str, str], where: str, rules: Rules) -> Known:
    label = next((row[column] for column in _ROOM_COLUMNS if column in row), "").lower()
    selectable = row.get("selectable", "").lower() or YES
    rooms = rules.meant_by(label)
    if label and not rooms:
        raise InvalidInput(f"{where}: {label!r} means none of our rooms ({', '.join(OURS)}): say which one with --rules")
    if selectable not in (YES, DUPLICATE, NO):
        raise InvalidInput(f"{where}: selectable must be yes, duplicate or no, not {selectable!r}")
    origin = _plain(row.get("derived_from", "")) or _plain(row["file"])
    return Known(origin=origin, label=label, rooms=rooms, selectable=selectable)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines as (number, values by column), blanks off."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restkey="", restval="", strict=True)
            _check_columns(path, table.fieldnames or [])
            for row in table:
                if row.pop("", None):
                    raise InvalidInput(f"{path.name}, line {table.line_num}: it has more values than columns: quote commas")
                yield table.line_num, {column.strip(): value.strip() for column, value in row.items()}
    except OSError as error:
        raise InvalidInput(f"the labels file {path.name!r} cannot be read ({error.strerror}): name another one") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(f"the labels file {path.name!r} is no CSV in UTF-8 ({error}): {_FORM}") from error


def _check_columns(path: Path, names: object) -> None:
    columns = [str(name).strip() for name in names] if isinstance(names, list) else []
    if not columns:
        raise InvalidInput(f"the labels file {path.name!r} is empty: {_FORM}")
    for needed in (("file",), _ROOM_COLUMNS):
        if not {*needed} & {*columns}:
            has = ", ".join(columns)
            raise InvalidInput(f"the labels file {path.name!r} has no column {needed[0]!r} (it has {has}): {_FORM}")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())  # file systems of Macs take letters apart
