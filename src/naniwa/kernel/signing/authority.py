"""Our own test authority: a root, an issuing certificate and a seal for each office, each named TEST.

For demonstrations, rehearsals and tests. An office that signs for good puts the files that its real authority gave it
in the same places (docs/how-to/electronic-signature.md).
"""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from naniwa.kernel.signing import seals

LASTS = {seals.ROOT: timedelta(days=20 * 365), seals.ISSUING: timedelta(days=10 * 365)}
SEAL_LASTS = timedelta(days=5 * 365)
EARLIER = timedelta(minutes=5)  # clocks differ
COUNTRY = "JP"


def make(offices: Iterable[tuple[str, str]], *, now: datetime) -> list[str]:
    """Make what is missing of the authority and of the seals of these offices (code, name); returns whose were made."""
    _authority(seals.ROOT, seals.ROOT, path_length=1, now=now)
    _authority(seals.ISSUING, seals.ROOT, path_length=0, now=now)
    missing = [(code, name) for code, name in offices if seals.seal_of(code) is None]
    for code, name in missing:
        subject = _name(f"{name} {seals.TEST} electronic seal", organisation=name)
        _write(seals.of_office(code), seals.ISSUING, subject, path_length=None, lasts=SEAL_LASTS, now=now)
    return [code for code, _name_of_it in missing]


def _authority(name: str, issuer: str, *, path_length: int, now: datetime) -> None:
    if not seals.certificate_of(name).is_file():
        subject = _name(f"Naniwa {seals.TEST} {name} authority", organisation=f"Naniwa {seals.TEST}")
        _write(name, issuer, subject, path_length=path_length, lasts=LASTS[name], now=now)


def _name(common: str, *, organisation: str) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: COUNTRY,
        NameOID.ORGANIZATION_NAME: organisation[:64],
        NameOID.COMMON_NAME: common[-64:],
    }
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts.items()])


def _write(
    name: str, issuer: str, subject: x509.Name, *, path_length: int | None, lasts: timedelta, now: datetime
) -> None:
    """A key and its certificate; the issuer signs, or the key itself where both have one name."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = issuer == name
    by = key if own else _key(issuer)
    above = subject if own else x509.load_pem_x509_certificate(seals.certificate_of(issuer).read_bytes()).subject
    unsigned = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=above, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + lasts)
        .add_extension(x509.BasicConstraints(ca=path_length is not None, path_length=path_length), critical=True)
        .add_extension(_usage(authority=path_length is not None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    certificate = unsigned.sign(by, hashes.SHA256())
    shape = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _put(seals.key_of(name), key.private_bytes(*shape))
    _put(seals.certificate_of(name), certificate.public_bytes(serialization.Encoding.PEM))


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _key(name: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(seals.key_of(name).read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(name)
    return key


def _put(file: Path, content: bytes) -> None:
    """For our own account alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
