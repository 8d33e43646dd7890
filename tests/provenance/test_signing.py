"""A signed film lists its photos and what was done to them, and a changed byte is found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import av
import pytest
from attrs import evolve

import luxvid
from luxvid.errors import InvalidInput, MediaRefused, MissingBlob, MissingExtra, SigningFailed
from luxvid.media.marking import read_xmp
from luxvid.provenance import Signer, signed_record
from luxvid.testing import Papers, issue_papers

if TYPE_CHECKING:
    from pathlib import Path

NAME = "A test's signer"


def test_a_signed_film_is_trusted_and_lists_every_photo(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    told = film.disclosure("eu_ai_act_50")
    path = luxvid.wait(film.save(tmp_path / "villa.mp4", disclosure=told, signer=_signer(papers)))
    record = luxvid.wait(signed_record(path, anchors=papers.authority))
    assert (record.state, record.problems, record.signed_by, record.title) == ("trusted", (), NAME, "villa.mp4")
    assert sorted(record.photos) == sorted({(photo.file, photo.digest) for photo in film.storyboard.photos})
    assert record.disclosure == told
    assert luxvid.wait(signed_record(path)).state == "valid"


def test_the_manifest_says_shot_by_shot_what_was_done(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    import c2pa

    path = luxvid.wait(film.save(tmp_path / "a.mp4", signer=_signer(papers)))
    with c2pa.Reader(str(path)) as reader:
        manifest = reader.get_active_manifest()
    actions = next(each["data"]["actions"] for each in manifest["assertions"] if each["label"] == "c2pa.actions.v2")
    assert [action["action"] for action in actions] == ["c2pa.created", "c2pa.edited", "c2pa.placed"]
    whole, generated, moved = actions
    assert whole["digitalSourceType"].endswith("/compositeSynthetic")
    assert generated["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert generated["softwareAgent"]["name"] == "a/model"
    assert generated["when"].startswith("2026-11-29T09:30:00")
    assert len(moved["parameters"]["ingredients"]) == len(film.report.shots[1].digests)
    assert {each["relationship"] for each in manifest["ingredients"]} == {"inputTo", "componentOf"}
    assert not any("thumbnail" in each for each in (manifest, *manifest["ingredients"]))


def test_any_changed_byte_is_found(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    path = luxvid.wait(film.save(tmp_path / "a.mp4", signer=_signer(papers)))
    data = path.read_bytes()
    for place in (data.index(b"mdat") + 1000, data.index(b"moov") + 60, data.index(b"DigitalSourceType")):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        record = luxvid.wait(signed_record(path, anchors=papers.authority))
        assert record.state == "invalid"
        assert "bmffHash.mismatch" in record.problems[0]


def test_a_signed_film_still_plays_and_keeps_moov_first_and_its_statement(
    film: luxvid.Film, papers: Papers, tmp_path: Path
) -> None:
    plain, signed = luxvid.wait(film.save(tmp_path / "a.mp4")), luxvid.wait(film.save(tmp_path / "b.mp4", signer=_signer(papers)))
    data = signed.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert read_xmp(signed) == read_xmp(plain)
    with av.open(str(plain)) as before, av.open(str(signed)) as after:
        assert [bytes(p) for p in after.demux()] == [bytes(p) for p in before.demux()]
    with av.open(str(signed)) as file:
        assert sum(1 for _ in file.decode(video=0)) == film.picture.frames
    assert {each.name for each in tmp_path.iterdir()} == {"a.mp4", "b.mp4", "a.disclosure.json", "b.disclosure.json"}


def test_deliveries_are_signed_too_and_keep_their_rules(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    run = luxvid.Run(storage=luxvid.Storage.memory())
    done = luxvid.wait(film.deliver("youtube", folder=tmp_path, signer=_signer(papers), run=run))
    assert luxvid.wait(signed_record(tmp_path / "youtube.mp4", anchors=papers.authority)).state == "trusted"
    rules = {check.fact: check.passed for check in done["youtube"].checks}
    assert rules["moov_first"]
    assert rules["declared"]
    assert rules["edit_list"]


def test_a_key_service_signs_without_giving_the_key_away(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = serialization.load_pem_private_key(papers.key, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signer = Signer(chain=papers.chain, service=lambda data: key.sign(data, ec.ECDSA(hashes.SHA256())))
    path = luxvid.wait(film.save(tmp_path / "a.mp4", signer=signer))
    assert luxvid.wait(signed_record(path, anchors=papers.authority)).state == "trusted"


def test_a_key_service_that_fails_leaves_what_lay_there(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    def down(_data: bytes) -> bytes:
        raise ConnectionError("the key service does not answer")

    (tmp_path / "a.mp4").write_bytes(b"the film of yesterday")
    with pytest.raises(SigningFailed, match="does not answer") as failed:
        luxvid.wait(film.save(tmp_path / "a.mp4", signer=Signer(chain=papers.chain, service=down)))
    assert isinstance(failed.value.__cause__, ConnectionError)
    assert [each.name for each in tmp_path.iterdir()] == ["a.mp4"]
    assert (tmp_path / "a.mp4").read_bytes() == b"the film of yesterday"


def test_a_photo_that_was_changed_since_is_not_signed_for(film: luxvid.Film, papers: Papers, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.jpg"
    spoilt.write_bytes(b"another photo")
    told = film.disclosure()
    told = evolve(told, originals=[evolve(photo, place=spoilt) for photo in told.originals])
    with pytest.raises(MissingBlob, match=r"spoilt\.jpg"):
        luxvid.wait(film.save(tmp_path / "a.mp4", disclosure=told, signer=_signer(papers)))
    assert not (tmp_path / "a.mp4").exists()


def test_what_is_wrong_with_papers_is_said_before_anything_is_made(papers: Papers) -> None:
    def refused(match: str, *, chain: bytes = papers.chain, key: bytes = papers.key) -> None:
        with pytest.raises(InvalidInput, match=match):
            Signer(chain=chain, key=key)

    expired, alone = issue_papers(begins_d=-40), issue_papers(self_signed=True)
    refused(f'{NAME}" expired on ', chain=expired.chain, key=expired.key)
    early = issue_papers(begins_d=5)
    refused("holds from .* on only", chain=early.chain, key=early.key)
    refused(f'{NAME}" is self-signed', chain=alone.chain, key=alone.key)
    refused(f'is not the one of "{NAME}', key=issue_papers().key)
    refused('authority" is self-signed', chain=papers.authority)
    refused("chain cannot be read", chain=b"no PEM")
    refused("private key cannot be read", key=b"no PEM")
    refused("either a private key", key=b"")
    leaf = papers.chain.removesuffix(papers.authority)
    refused('authority" did not issue', chain=leaf + issue_papers().authority)
    refused('signer" did not issue', chain=leaf + leaf)


def test_papers_come_from_files_and_a_password_opens_the_key(papers: Papers, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(papers.key, None)
    locked = serialization.BestAvailableEncryption(b"open sesame")
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (tmp_path / "key.pem").write_bytes(key.private_bytes(pem, form, locked))
    (tmp_path / "chain.pem").write_bytes(papers.chain)
    files = (tmp_path / "chain.pem", tmp_path / "key.pem")
    signer = Signer.from_files(*files, password="open sesame")  # noqa: S106  a test's
    assert signer.name == NAME
    assert "PRIVATE" not in repr(signer)
    with pytest.raises(InvalidInput, match="needs its password"):
        Signer.from_files(*files)
    with pytest.raises(InvalidInput, match="cannot be read"):
        Signer.from_files(tmp_path / "none.pem", files[1], password="open sesame")  # noqa: S106  a test's


@pytest.mark.usefixtures("papers")
def test_a_file_without_a_signature_is_refused(film: luxvid.Film, tmp_path: Path) -> None:
    path = luxvid.wait(film.save(tmp_path / "a.mp4"))
    with pytest.raises(MediaRefused, match="no C2PA manifest"):
        luxvid.wait(signed_record(path))


def test_without_the_extra_it_says_what_to_install(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    monkeypatch.setitem(sys.modules, "cryptography.x509", None)
    with pytest.raises(MissingExtra, match=r"luxvid\[provenance\]"):
        Signer(chain=papers.chain, key=papers.key)


def _signer(papers: Papers) -> Signer:
    return Signer(chain=papers.chain, key=papers.key)
