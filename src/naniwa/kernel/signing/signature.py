"""Putting an office's seal on a PDF: PAdES (ETSI EN 319 142), certifying, so that nothing may be added afterwards."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from naniwa.kernel.signing.seals import Seal

FIELD = "OfficeSeal"


def sign(paper: bytes, *, seal: Seal, office: str) -> bytes:
    """The same PDF with a signature after it, at the time of this machine: no time-stamping service is asked."""
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


def _certificate(text: bytes) -> x509.Certificate:
    return x509.Certificate.load(_bare(text))


def _bare(text: bytes) -> bytes:
    """DER of PEM."""
    content: bytes = pem.unarmor(text)[2]
    return content
