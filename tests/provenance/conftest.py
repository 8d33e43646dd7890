"""A tiny authority, made anew, and films with generated shots that were paid to nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, frozen

import luxvid
from luxvid.report import GENERATED, Provenance
from luxvid.testing import draw_photos

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = luxvid.Encoding(width_px=320, height_px=180)


@frozen(kw_only=True)
class Papers:
    """A signer's papers: `chain` and `key` as PEM, and the authority that issued them."""

    chain: bytes
    key: bytes
    authority: bytes

    @property
    def signer(self) -> Any:
        from luxvid.provenance import Signer

        return Signer(chain=self.chain, key=self.key)


@pytest.fixture(scope="session")
def issue() -> Callable[..., Papers]:
    """Issue papers that hold from `begins_d` days from now for `days`."""
    pytest.importorskip("c2pa", reason="the extra 'provenance' is not installed")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(name: str) -> x509.Name:
        parts = {NameOID.ORGANIZATION_NAME: "A test", NameOID.COMMON_NAME: name}
        return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts.items()])

    def certificate(subject: str, key: Any, issuer: str, issuer_key: Any, begins: datetime, ends: datetime) -> x509.Certificate:
        is_authority = subject == "Authority"
        unused = [
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ]
        usage = dict.fromkeys(names, False)
        signs = {"digital_signature": not is_authority, "key_cert_sign": is_authority, "crl_sign": is_authority}
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(subject))
            .issuer_name(named(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage, **signs), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        )
        if not is_authority:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        return builder.sign(issuer_key, hashes.SHA256())

    def issued(*, begins_d: int = -1, days: int = 30, self_signed: bool = False) -> Papers:
        root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        begins = datetime.now(UTC) + timedelta(days=begins_d)
        span = (begins, begins + timedelta(days=days))
        authority = certificate("Authority", root, "Authority", root, *span)
        leaf = certificate("Agent", own, *(("Agent", own) if self_signed else ("Authority", root)), *span)
        pem = serialization.Encoding.PEM
        return Papers(
            chain=leaf.public_bytes(pem) + (b"" if self_signed else authority.public_bytes(pem)),
            key=own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
            authority=authority.public_bytes(pem),
        )

    return issued


@pytest.fixture(scope="session")
def papers(issue: Callable[..., Papers]) -> Papers:
    return issue()


class Declared:
    """A renderer whose clips of some shots say that they were generated."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        clip = await luxvid.KenBurnsRenderer().render(shot, run=run)
        if shot.key not in self.keys:
            return clip
        made = Provenance(
            treatment=GENERATED,
            model="a/model",
            generated_at="2026-11-29T09:30:00+00:00",
            photos=clip.provenance.photos,
            scores={"first": 0.83, "strange": 0.04},
        )
        return evolve(clip, provenance=made)


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> luxvid.Film:
    """Two seconds: an exterior that says that it was generated, and an entrance that is a camera move."""
    folder = tmp_path_factory.mktemp("film")

    async def made() -> luxvid.Film:
        photos = await luxvid.load_photos(draw_photos(folder / "photos", count=4))
        run = luxvid.Run(storage=luxvid.Storage.memory())
        scenes = [evolve(scene, duration_s=1) for scene in luxvid.LUXURY_SCENES[:2]]
        studio = luxvid.Studio(renderer=Declared("exterior"), combiner=luxvid.Combiner(encoding=SMALL))
        board = await studio.plan(photos, scenes=scenes, run=run)
        return await studio.produce(board, photos=photos, run=run)

    return luxvid.wait(made())
