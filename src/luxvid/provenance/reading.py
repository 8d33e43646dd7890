"""Read what a signed film says, and whether it still holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from anyio.to_thread import run_sync
from attrs import field, frozen

from luxvid.disclosure import Disclosure
from luxvid.errors import MediaRefused
from luxvid.provenance.library import signing_package
from luxvid.provenance.manifest import DIGEST, RECORD

_UNTRUSTED = "signingCredential.untrusted"


@frozen(kw_only=True)
class SignedRecord:
    """What a signed film says of itself.

    Attributes:
        state: `trusted`: unchanged, and the signer's authority is known; `valid`: unchanged; `invalid`: changed, or badly signed.
        problems: What is wrong, in the library's words.
        signed_by: The signer's name, as the certificate has it.
        title: The film's name when it was signed.
        photos: The photos' names and SHA-256, in order.
        disclosure: What was recorded; None where another program signed.
    """

    state: Literal["trusted", "valid", "invalid"]
    problems: tuple[str, ...] = field(converter=tuple[str, ...])
    signed_by: str
    title: str
    photos: tuple[tuple[str, str], ...]
    disclosure: Disclosure | None


async def signed_record(path: str | Path, *, anchors: bytes = b"") -> SignedRecord:
    """Read a file's C2PA manifest and check it against the file, all of it. Asks nobody over the network.

    Args:
        path: The file.
        anchors: PEM certificates of the authorities that are trusted.

    Raises:
        MediaRefused: The file has no manifest, or one that cannot be read.
        MissingExtra: `luxvid[provenance]` is not installed.
    """
    return await run_sync(_read, Path(path), anchors)


def _read(path: Path, anchors: bytes) -> SignedRecord:
    c2pa = signing_package("c2pa")
    trust = {"trust": {"user_anchors": anchors.decode()}} if anchors else {}
    settings = {**trust, "verify": {"remote_manifest_fetch": False}}
    try:
        with (
            c2pa.Context(c2pa.Settings.from_dict(settings)) as context,
            path.open("rb") as file,
            c2pa.Reader("video/mp4", file, context=context) as reader,
        ):
            return _record(json.loads(reader.json()), str(reader.get_validation_state()).lower())
    except c2pa.C2paError as error:
        raise MediaRefused(path.name, f"it has no C2PA manifest that can be read ({error})") from error
    except OSError as error:
        raise MediaRefused(path.name, f"it cannot be read: {error.strerror or error}") from error


def _record(store: dict[str, Any], state: str) -> SignedRecord:
    manifest = store["manifests"][store["active_manifest"]]
    failures = store.get("validation_results", {}).get("activeManifest", {}).get("failure", [])
    recorded = [each["data"] for each in manifest.get("assertions", []) if each["label"] == RECORD]
    return SignedRecord(
        state="trusted" if state == "trusted" else "valid" if state == "valid" else "invalid",
        problems=[f"{each['code']}: {each.get('explanation', '')}" for each in failures if each["code"] != _UNTRUSTED],
        signed_by=manifest.get("signature_info", {}).get("common_name", ""),
        title=manifest.get("title", ""),
        photos=tuple(
            (each.get("title", ""), each.get("instance_id", "").removeprefix(DIGEST)) for each in manifest.get("ingredients", [])
        ),
        disclosure=Disclosure.from_dict(recorded[0]) if recorded else None,
    )
