"""Words about photos from the caller: a mapping, a JSON file, or a JSON file beside each photo."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import Factory, define, frozen

from luxvid.errors import InvalidInput
from luxvid.media.stills_words import clean

_LARGEST_JSON = 10_000_000
_LONGEST_CAPTION = 2000
_LONGEST_TAG = 100
_BESIDE_TAGS = ("tags", "keywords", "labels")
_BESIDE_CAPTIONS = ("caption", "description", "title")

WordsOfOne = str | Sequence[str] | Mapping[str, Any]
"""A caption, a list of tags, or `{"tags": [...], "caption": "..."}`."""


@frozen(kw_only=True)
class Said:
    """What was said of one photo; None where nothing was said."""

    tags: tuple[str, ...] | None = None
    caption: str | None = None

    def over(self, other: Said) -> Said:
        """Return what this says, and what `other` says where this says nothing."""
        return Said(
            tags=other.tags if self.tags is None else self.tags,
            caption=other.caption if self.caption is None else self.caption,
        )


@define
class Glossary:
    """Words by the names of photos: the name in the set, or its last part; upper, lower case and Unicode form must fit."""

    _said: dict[str, Said] = Factory(dict)
    _asked: set[str] = Factory(set)

    @classmethod
    def of(cls, words: Mapping[str, WordsOfOne] | str | Path | None) -> Glossary:
        """Read a mapping, or a JSON file that holds one. Raises `InvalidInput`, naming the photo or the file."""
        if words is None:
            return cls()
        if isinstance(words, str | Path):
            words = _from_file(Path(words))
        if not isinstance(words, Mapping):
            raise InvalidInput(f"words must map names of photos to words, not be a {type(words).__name__}")
        return cls({_form(name): _said(name, value) for name, value in words.items()})

    def about(self, name: str) -> Said:
        """Return what was said of a photo."""
        for key in (_form(name), _form(PurePosixPath(name).name)):
            if key in self._said:
                self._asked.add(key)
                return self._said[key]
        return Said()

    @property
    def unasked(self) -> tuple[str, ...]:
        """Names that no photo had."""
        return tuple(key for key in self._said if key not in self._asked)


def words_beside(path: Path) -> Said:
    """Read the JSON file beside a photo: `tags`, `keywords` or `labels`, and `caption`, `description` or `title`.

    Whatever else stands there is passed over, as in the files that photo services write; positions too.

    Raises:
        InvalidInput: It is no JSON object; the message is the reason without the file's name.
    """
    found = read_json(path)
    tags = next((found[key] for key in _BESIDE_TAGS if isinstance(found.get(key), list)), None)
    caption = next((found[key] for key in _BESIDE_CAPTIONS if isinstance(found.get(key), str) and found[key]), None)
    return _said(path.name, {"tags": [tag for tag in tags if isinstance(tag, str)] if tags else None, "caption": caption})


def _said(name: str, value: Any) -> Said:
    if isinstance(value, str):
        value = {"caption": value}
    elif isinstance(value, Sequence):
        value = {"tags": value}
    if not isinstance(value, Mapping):
        raise InvalidInput(f"the words about {name!r} must be a caption, a list of tags or an object, not {value!r}")
    if strange := sorted(set(value) - {"tags", "caption"}):
        raise InvalidInput(f"the words about {name!r} have 'tags' and 'caption', not {strange[0]!r}")
    tags, caption = value.get("tags"), value.get("caption")
    if caption is not None and not isinstance(caption, str):
        raise InvalidInput(f"the caption of {name!r} must be text, not {caption!r}")
    if tags is not None and (isinstance(tags, str) or not all(isinstance(tag, str) for tag in tags)):
        raise InvalidInput(f"the tags of {name!r} must be a list of texts, not {tags!r}")
    return Said(
        tags=None if tags is None else clean(tags, longest=_LONGEST_TAG),
        caption=None if caption is None else "".join(clean([caption], longest=_LONGEST_CAPTION)),
    )


def _from_file(path: Path) -> Mapping[str, Any]:
    try:
        return read_json(path)
    except InvalidInput as error:
        raise InvalidInput(f"the words in {str(path)!r} cannot be used: {error}") from error


def read_json(path: Path) -> Mapping[str, Any]:
    """Read a JSON object of at most 10 MB. Raises `InvalidInput` with the reason alone."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST_JSON))
    except OSError as error:
        raise InvalidInput(f"the file cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"it is no JSON ({error})") from error
    if not isinstance(found, Mapping):
        raise InvalidInput("it must hold a JSON object")
    return found


def _form(name: str) -> str:
    return unicodedata.normalize("NFC", name)
