"""Sign films: a C2PA manifest with the photos as ingredients goes into the file, last of all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from attrs import field, frozen

from luxvid.disclosure import Disclosure
from luxvid.errors import InvalidInput, SigningFailed
from luxvid.provenance.certificates import Chain, now, read_chain, read_key
from luxvid.provenance.library import signing_package
from luxvid.provenance.manifest import Ingredient, ingredients_of, manifest_of
from luxvid.tasks import from_worker

_SETTINGS = {
    "builder": {"thumbnail": {"enabled": False}},  # a thumbnail of every photo would triple what is written
    "core": {"backing_store_memory_threshold_in_mb": 32},  # else what is signed lies in memory twice
}


@frozen(kw_only=True)
class Signer:
    """Who signs films: a certificate chain, with its private key or a key service. Checked when it is made.

    The chain is the caller's own: luxvid ships none. Viewers call a signature trusted where they know the chain's authority.
    Signing adds some kilobytes to a film, and takes as much memory as the film has bytes: the library reads it whole.

    Attributes:
        chain: PEM certificates, the signer's first, then the one that issued it, and so on.
        key: The private key, PEM without password; see `from_files` for one that has one.
        service: Instead of a key: gets the bytes to sign and returns the signature, as a key management service does. ECDSA
            signatures may be DER or plain. It is called in a worker thread, and blocks it.
        timestamp_url: A time-stamping authority (RFC 3161), asked over the network at every signature; none by default. With
            it a signature outlives its certificate.

    Raises:
        InvalidInput: The chain or the key cannot sign; the message says what is wrong with it.
        MissingExtra: `luxvid[provenance]` is not installed.

    Example:
        >>> signer = Signer.from_files("chain.pem", "key.pem")  # doctest: +SKIP
        >>> path = await film.save("villa.mp4", signer=signer)  # doctest: +SKIP
    """

    chain: bytes
    key: bytes = field(default=b"", repr=False)
    service: Callable[[bytes], bytes] | None = field(default=None, repr=False)
    timestamp_url: str = ""

    def __attrs_post_init__(self) -> None:
        if bool(self.key) == (self.service is not None):
            raise InvalidInput("a signer has either a private key, key=, or a key service, service=")
        self._checked.check_time(now())
        if self.key:
            self._checked.check_key(read_key(self.key, None))

    @classmethod
    def from_files(cls, chain: str | Path, key: str | Path, *, password: str | None = None, timestamp_url: str = "") -> Self:
        """Return a signer whose chain and key lie in PEM files; `password` opens the key.

        Raises:
            InvalidInput: A file cannot be read, or they cannot sign.
            MissingExtra: `luxvid[provenance]` is not installed.
        """
        secret = read_key(_read(key), password.encode() if password is not None else None)
        return cls(chain=_read(chain), key=secret, timestamp_url=timestamp_url)

    @property
    def _checked(self) -> Chain:
        return read_chain(self.chain)

    @property
    def name(self) -> str:
        """The signer's name, as the certificate has it."""
        return self._checked.signer

    def seal(self, file: Path, into: Path, /, *, title: str, disclosed: Disclosure) -> None:
        """Write `file` with a signed manifest to `into`: see `FilmSigner`. `film.save(path, signer=...)` calls it.

        Raises:
            InvalidInput: The certificate has expired since.
            MissingBlob: A photo's bytes are gone, or were changed.
            SigningFailed: The key service failed, or the library refused to sign.
        """
        self._checked.check_time(now())
        c2pa = signing_package("c2pa")
        ingredients = ingredients_of(disclosed)
        manifest = json.dumps(manifest_of(disclosed, ingredients, title=title, now=f"{now():%Y-%m-%dT%H:%M:%SZ}"))
        failed: list[Exception] = []
        try:
            with c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)) as context, c2pa.Builder(manifest, context) as builder:
                for ingredient in ingredients:
                    _add(builder, ingredient)
                with self._native(c2pa, failed) as signer, file.open("rb") as source, into.open("w+b") as target:
                    builder.sign(signer, "video/mp4", source, target)
        except c2pa.C2paError as error:
            reason = f"the key service failed: {failed[0]}" if failed else str(error)
            cause = failed[0] if failed else error
            raise SigningFailed(f"{title!r} could not be signed: {reason}; it can be saved without signer=") from cause

    def _native(self, c2pa: Any, failed: list[Exception]) -> Any:
        algorithm = getattr(c2pa.C2paSigningAlg, self._checked.algorithm)
        if self.service is None:
            key = read_key(self.key, None)
            address = self.timestamp_url or None
            return c2pa.Signer.from_info(
                c2pa.C2paSignerInfo(alg=algorithm, sign_cert=self.chain, private_key=key, ta_url=address)
            )
        service = self.service

        def sign(data: bytes) -> bytes:
            try:
                return service(data)
            except Exception as error:
                failed.append(error)  # the library forgets what it was
                raise

        return c2pa.Signer.from_callback(sign, algorithm, self.chain.decode(), self.timestamp_url or None)


def _add(builder: Any, ingredient: Ingredient) -> None:
    if ingredient.photo is None:
        return
    with from_worker(ingredient.photo.blob.open) as file:
        builder.add_ingredient(json.dumps(ingredient.described()), ingredient.photo.media_type, file)


def _read(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InvalidInput(f"{str(path)!r} cannot be read: {error.strerror or error}") from error
