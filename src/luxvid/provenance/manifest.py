"""What a C2PA manifest says of a film: how it began, what was done in each shot, and from which photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

import luxvid
from luxvid.disclosure import GENERATED_SOURCE, DisclosedShot, Disclosure
from luxvid.photos import Photo

RECORD = "luxvid.disclosure"
"""The label of the assertion that holds the whole disclosure."""

DIGEST = "urn:sha256:"
"""What an ingredient's instance id begins with: the photo's SHA-256 follows."""


@frozen(kw_only=True)
class Ingredient:
    """A photo of the film.

    Attributes:
        label: What the actions call it.
        file: Its name.
        digest: Its SHA-256.
        is_shown: The film shows it; otherwise a model was given it.
        photo: The photo, where its bytes are at hand: what it carries of its own origin goes into the manifest.
    """

    label: str
    file: str
    digest: str
    is_shown: bool
    photo: Photo | None = None

    def described(self) -> dict[str, Any]:
        """Return it as the library takes it."""
        return {
            "title": self.file or self.digest[:12],
            "format": self.photo.media_type if self.photo else "image/jpeg",
            "instance_id": DIGEST + self.digest,
            "relationship": "componentOf" if self.is_shown else "inputTo",
            "label": self.label,
        }


def ingredients_of(disclosed: Disclosure) -> tuple[Ingredient, ...]:
    """Return the film's photos, each once, in the order they are first used."""
    at_hand = {photo.digest: photo for photo in disclosed.originals}
    shown = {digest for shot in disclosed.shots if not shot.is_generated for digest in shot.photos}
    files: dict[str, str] = {}
    for shot in disclosed.shots:
        for number, digest in enumerate(shot.photos):
            files.setdefault(digest, shot.files[number] if number < len(shot.files) else "")
    return tuple(
        Ingredient(label=f"photo-{number}", file=file, digest=digest, is_shown=digest in shown, photo=at_hand.get(digest))
        for number, (digest, file) in enumerate(files.items(), 1)
    )


def manifest_of(disclosed: Disclosure, ingredients: Sequence[Ingredient], *, title: str, now: str) -> dict[str, Any]:
    """Return the manifest's definition, without the photos whose bytes are added by themselves."""
    generator = {"name": "luxvid", "version": luxvid.__version__}
    made = {
        "action": "c2pa.created",
        "when": now,
        "softwareAgent": generator,
        "digitalSourceType": disclosed.source_type,
        "description": disclosed.statement,
    }
    labels = {each.digest: each.label for each in ingredients}
    actions = [made, *(_action(shot, labels) for shot in disclosed.shots)]
    return {
        "claim_generator_info": [generator],
        "title": title,
        "format": "video/mp4",
        "ingredients": [each.described() for each in ingredients if each.photo is None],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": actions}},
            {"label": RECORD, "data": disclosed.to_dict()},
        ],
    }


def _action(shot: DisclosedShot, labels: dict[str, str]) -> dict[str, Any]:
    begin, end = float(shot.begins_s), float(shot.begins_s + shot.duration_s)
    action: dict[str, Any] = {"description": f"{shot.title or shot.scene}, {begin:.2f} to {end:.2f} s: {shot.treatment}"}
    if shot.photos:
        action["parameters"] = {"ingredientIds": [labels[digest] for digest in dict.fromkeys(shot.photos)]}
    if not shot.is_generated:
        return {"action": "c2pa.placed" if shot.photos else "c2pa.edited", **action}
    when = {"when": shot.generated_at} if shot.generated_at else {}
    return {
        "action": "c2pa.edited",
        "digitalSourceType": GENERATED_SOURCE,
        "softwareAgent": {"name": shot.model},
        **when,
        **action,
    }
