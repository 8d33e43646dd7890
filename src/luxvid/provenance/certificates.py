"""Certificates and keys: read, and checked before anything is signed with them, so that what is wrong is said clearly."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from attrs import frozen

from luxvid.errors import InvalidInput
from luxvid.provenance.library import signing_package

_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
_ORDER = "put the signer's certificate first, then the one that issued it, and so on"


@frozen
class Chain:
    """A certificate chain that can sign.

    Attributes:
        algorithm: `ES256`, `ES384`, `ES512`, `PS256` or `ED25519`, as the key wants it.
        signer: The signer's name.
        certificates: The signer's certificate first.
    """

    algorithm: str
    signer: str
    certificates: tuple[Any, ...]

    def check_time(self, now: datetime) -> None:
        """Raise `InvalidInput` where a certificate has expired or does not hold yet."""
        for certificate in self.certificates:
            begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
            if now > ends:
                raise InvalidInput(
                    f"the certificate of {_name(certificate)!r} expired on {ends:%Y-%m-%d}: sign with a renewed one"
                )
            if now < begins:
                raise InvalidInput(f"the certificate of {_name(certificate)!r} holds from {begins:%Y-%m-%d %H:%M} UTC on only")

    def check_key(self, key: bytes) -> None:
        """Raise `InvalidInput` where a private key is not the certificate's."""
        serialization = signing_package("cryptography.hazmat.primitives.serialization")
        public = serialization.load_pem_private_key(key, None).public_key()
        if public != self.certificates[0].public_key():
            raise InvalidInput(
                f"the private key is not the one of {self.signer!r}'s certificate: give the pair that belongs together"
            )


def read_chain(pem: bytes) -> Chain:
    """Return a chain of PEM certificates, checked but for the time.

    Raises:
        InvalidInput: It cannot be read, is not in order, or cannot sign for C2PA.
        MissingExtra: `luxvid[provenance]` is not installed.
    """
    x509 = signing_package("cryptography.x509")
    try:
        certificates = tuple(x509.load_pem_x509_certificates(pem))
    except ValueError as error:
        raise InvalidInput(f"the certificate chain cannot be read: {error}; it is PEM text, {_ORDER}") from error
    leaf = certificates[0]
    if leaf.issuer == leaf.subject:
        raise InvalidInput(
            f"the certificate of {_name(leaf)!r} is self-signed, and C2PA takes none of those: sign with one that an authority "
            f"issued, and {_ORDER}"
        )
    _check_usage(leaf, x509)
    for issued, issuer in pairwise(certificates):
        _check_issued(issued, issuer)
    return Chain(_algorithm(leaf), _name(leaf), certificates)


def read_key(pem: bytes, password: bytes | None) -> bytes:
    """Return a private key as plain PKCS 8 PEM. Raises `InvalidInput` where it cannot be read."""
    serialization = signing_package("cryptography.hazmat.primitives.serialization")
    try:
        key = serialization.load_pem_private_key(pem, password)
    except TypeError as error:
        wanted = "needs its password" if password is None else "has no password"
        raise InvalidInput(f"the private key {wanted}: password=") from error
    except Exception as error:  # the library raises several kinds of its own
        raise InvalidInput(f"the private key cannot be read: {error}; it is PEM text, and its password goes with it") from error
    plain = serialization.NoEncryption()
    return bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def _check_issued(issued: Any, issuer: Any) -> None:
    wrong = signing_package("cryptography.exceptions").InvalidSignature
    try:
        issued.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, wrong) as error:
        raise InvalidInput(f"{_name(issuer)!r} did not issue the certificate of {_name(issued)!r}: {_ORDER}") from error


def _check_usage(leaf: Any, x509: Any) -> None:
    try:
        if leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            raise InvalidInput(f"the certificate of {_name(leaf)!r} is an authority's, which issues and does not sign: {_ORDER}")
    except x509.ExtensionNotFound:
        pass
    try:
        leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        raise InvalidInput(
            f"the certificate of {_name(leaf)!r} does not say what it may be used for: C2PA wants an extended key usage, such as "
            "e-mail protection or document signing"
        ) from None


def _algorithm(leaf: Any) -> str:
    key = leaf.public_key()
    kind = type(key).__name__.lower()
    if "ed25519" in kind:
        return "ED25519"
    if "rsa" in kind:
        return "PS256"
    curve = getattr(getattr(key, "curve", None), "name", "")
    if curve not in _CURVES:
        raise InvalidInput(
            f"C2PA does not sign with the kind of key that {_name(leaf)!r} has: use P-256, P-384, P-521, Ed25519 or RSA"
        )
    return _CURVES[curve]


def _name(certificate: Any) -> str:
    names = certificate.subject.get_attributes_for_oid(signing_package("cryptography.x509").oid.NameOID.COMMON_NAME)
    return str(names[0].value) if names else str(certificate.subject.rfc4514_string())
