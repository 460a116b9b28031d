"""Putting an office's seal on a PDF: PAdES (ETSI EN 319 142), certifying, so that nothing may be added afterwards.

pyHanko takes a fifth of the time in which Naniwa starts, so it is read by the process that puts the first seal.
"""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING

from naniwa.kernel.signing.seals import Seal

if TYPE_CHECKING:
    from asn1crypto import x509

FIELD = "OfficeSeal"


def sign(paper: bytes, *, seal: Seal, office: str) -> bytes:
    """The same PDF with a signature after it, at the time of this machine: no time-stamping service is asked."""
    from asn1crypto import keys  # noqa: PLC0415 - as said above
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - as said above
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - as said above
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - as said above

    signer = signers.SimpleSigner(
        signing_cert=_certificate(seal.certificate),
        signing_key=keys.PrivateKeyInfo.load(_bare(seal.key)),
        cert_registry=SimpleCertificateStore.from_certs([_certificate(seal.issuing)]),
    )
    said = signers.PdfSignatureMetadata(
        field_name=FIELD,
        name=office,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    # pyHanko starts a loop of events of its own, which no thread that has one already can.
    with ThreadPoolExecutor(1) as apart:
        signed: BytesIO = apart.submit(
            signers.sign_pdf, IncrementalPdfFileWriter(BytesIO(paper)), said, signer=signer
        ).result()
    return signed.getvalue()


def _certificate(text: bytes) -> "x509.Certificate":
    from asn1crypto import x509  # noqa: PLC0415 - as said above

    return x509.Certificate.load(_bare(text))


def _bare(text: bytes) -> bytes:
    """DER of PEM."""
    from asn1crypto import pem  # noqa: PLC0415 - as said above

    content: bytes = pem.unarmor(text)[2]
    return content
