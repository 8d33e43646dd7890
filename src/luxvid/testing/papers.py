"""Papers to sign films with in tests: an authority that nobody trusts, made anew each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from luxvid.errors import MissingExtra

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate, KeyUsage, Name

_SIGNER, _AUTHORITY = "A test's signer", "A test's authority"


@frozen(kw_only=True)
class Papers:
    """A signer's papers, as PEM.

    Attributes:
        chain: The signer's certificate, and the authority's.
        key: The signer's private key.
        authority: The authority's certificate alone: whoever trusts it trusts the signer.
    """

    chain: bytes
    key: bytes
    authority: bytes

    def save(self, folder: str | Path) -> Path:
        """Write `chain.pem`, `key.pem` and `authority.pem` into a folder that exists; return it."""
        folder = Path(folder)
        for name, pem in (("chain", self.chain), ("key", self.key), ("authority", self.authority)):
            (folder / f"{name}.pem").write_bytes(pem)
        return folder


def issue_papers(*, begins_d: float = -1, days: float = 30, self_signed: bool = False) -> Papers:
    """Issue papers for `luxvid.provenance.Signer`, for tests only: P-256, for signing e-mail, as C2PA takes it.

    Args:
        begins_d: From when on they hold, in days from now.
        days: For how long.
        self_signed: The signer issues its own certificate, which C2PA refuses.

    Raises:
        MissingExtra: `luxvid[provenance]` is not installed.

    Example:
        >>> issue_papers().key[:27]
        b'-----BEGIN PRIVATE KEY-----'
    """
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ModuleNotFoundError:
        raise MissingExtra("provenance", "issuing papers for tests") from None
    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    begins = datetime.now(UTC) + timedelta(days=begins_d)
    span = (begins, begins + timedelta(days=days))
    authority = _certificate(_AUTHORITY, root, issuer=_AUTHORITY, issuer_key=root, span=span)
    issuer, issuer_key = (_SIGNER, own) if self_signed else (_AUTHORITY, root)
    leaf = _certificate(_SIGNER, own, issuer=issuer, issuer_key=issuer_key, span=span)
    pem = serialization.Encoding.PEM
    return Papers(
        chain=leaf.public_bytes(pem) + (b"" if self_signed else authority.public_bytes(pem)),
        key=own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        authority=authority.public_bytes(pem),
    )


def _certificate(
    subject: str,
    key: EllipticCurvePrivateKey,
    *,
    issuer: str,
    issuer_key: EllipticCurvePrivateKey,
    span: tuple[datetime, datetime],
) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    is_authority = subject == _AUTHORITY
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not is_authority:
        email = x509.oid.ExtendedKeyUsageOID.EMAIL_PROTECTION
        builder = builder.add_extension(x509.ExtendedKeyUsage([email]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _named(name: str) -> Name:
    from cryptography import x509

    kinds = {x509.oid.NameOID.ORGANIZATION_NAME: "A test", x509.oid.NameOID.COMMON_NAME: name}
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in kinds.items()])


def _usage(*, is_authority: bool) -> KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
