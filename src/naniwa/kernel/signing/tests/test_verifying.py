"""Anybody checks a paper: as it was signed, changed, added to, by a stranger, unsigned, and what is no paper at all."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from naniwa.kernel.documents import queries as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.signing import authority, operations
from naniwa.kernel.signing.seals import Seal, seal_of
from naniwa.kernel.signing.signature import sign
from naniwa.kernel.signing.tests.conftest import OFFICE
from naniwa.kernel.signing.views import FILES

pytestmark = pytest.mark.django_db


def words(answer: Any) -> str:
    """A page without the places where its lines may break."""
    return str(answer.content.decode().replace("<wbr>", ""))


def shown(content: bytes, status: int = 200) -> str:
    """The page after sending a file."""
    answer = Client().post("/verify/", {"file": SimpleUploadedFile("通知.pdf", content)})
    assert answer.status_code == status
    return words(answer)


def with_more(content: bytes) -> bytes:
    """An update behind the signature, as an editor writes it."""
    writer, out = IncrementalPdfFileWriter(BytesIO(content)), BytesIO()
    writer.root["/Remark"] = generic.pdf_string("paid")
    writer.update_root()
    writer.write(out)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    writer, out = copy_into_new_writer(PdfFileReader(BytesIO(content))), BytesIO()
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


def test_a_paper_as_it_was_signed_is_genuine_and_nothing_is_kept(signed: bytes, root: Path) -> None:
    page = shown(signed)
    assert "署名されたときのまま、変わっていません" in page
    assert "大阪府" in page
    assert "試験用（TEST）の証明書です" in page
    assert list((root / "documents" / "incoming").iterdir()) == []
    assert not Document.objects.exists()


def test_one_changed_byte_is_seen(signed: bytes) -> None:
    place = signed.index(b"842")
    page = shown(signed[:place] + b"843" + signed[place + 3 :])
    assert "署名のあとで、変えられています" in page
    assert "大阪府</dd>" not in page


@pytest.mark.parametrize("behind", [with_more, lambda content: content + b"\n% more\n"], ids=["update", "bytes"])
def test_what_was_added_after_signing_is_told_apart(signed: bytes, behind: Any) -> None:
    assert "付け加えられた部分には、だれの署名もありません" in shown(behind(signed))


def test_a_signature_of_another_authority_is_a_strangers(signed: bytes, root: Path, settings: Any) -> None:
    settings.SIGNING_ROOT = root / "ours"
    authority.make([OFFICE], now=datetime.now(UTC))
    page = shown(signed)
    assert "だれの署名か、確かめられません" in page
    assert "大阪府（と名乗っています）" in page


def test_before_there_is_an_authority_every_signature_is_a_strangers(signed: bytes, root: Path, settings: Any) -> None:
    settings.SIGNING_ROOT = root / "nothing"
    assert "だれの署名か、確かめられません" in shown(signed)


def test_a_certificate_whose_time_is_over_is_named(unsigned: bytes) -> None:
    authority.make([OFFICE], now=datetime.now(UTC) - timedelta(days=6 * 365))
    seal = seal_of(OFFICE[0])
    assert seal is not None
    assert "証明書の期限が切れています" in shown(sign(unsigned, seal=seal, office="大阪府"))


def test_a_paper_without_signature_says_so(unsigned: bytes) -> None:
    assert "電子署名がありません" in shown(unsigned)


def test_what_cannot_be_read_is_refused_and_says_what_to_do(signed: bytes, unsigned: bytes, seal: Seal) -> None:
    for content in (b"%PDF-1.7\n" + b"[" * 100_000, b"hello", locked(unsigned), b"%PDF-1.7\n%%EOF"):
        assert "受け取ったままのPDFを選んでください" in shown(content, 422)
    assert "確かめたいPDFのファイルを選んでください" in words(Client().post("/verify/"))


def test_a_large_file_is_not_looked_at(monkeypatch: pytest.MonkeyPatch, signed: bytes) -> None:
    monkeypatch.setattr("naniwa.kernel.signing.queries.verifying.LARGEST", len(signed) - 1)
    assert "ファイルが大きすぎます" in shown(signed, 422)


def test_files_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naniwa.kernel.signing.views.FILES", type(FILES)("signing.files", 1, timedelta(minutes=10)))
    shown(b"no", 422)
    shown(b"no", 429)


def test_a_paper_is_issued_marked_kept_and_found_by_its_number(prefecture: Organisation, seal: Seal) -> None:
    now = datetime.now(UTC)
    facts: dict[str, Any] = {
        "organisation": prefecture,
        "partner": None,
        "person": None,
        "dated": now,
        "now": now,
        "language": "ja",
    }
    data = {
        **dict.fromkeys(("title", "reference", "date", "name", "legal_basis", "office"), "髙"),
        **dict.fromkeys(("agent", "outcome", "note", "amount", "reason", "received", "link", "qr"), ""),
        "office_lines": [],
        "address": [],
    }
    paper = operations.issue("procedures/decision", data, title="決定通知書", name="decision.pdf", **facts)
    with as_system():
        document = Document.objects.get(sha256=paper.sha256)
    assert (document.pk, document.assigned_at, paper.is_test) == (paper.document_id, now, True)
    with documents.open_file(document) as file:
        page = shown(file.read())
    assert "発行の記録とも一致しました" in page
    assert paper.number in page
    told = words(Client().get("/verify/", {"number": paper.number.lower()}))
    assert "この番号の文書を出しています" in told
    assert "決定通知書" in told


def test_an_unknown_number_and_a_wrong_one_say_what_to_do() -> None:
    assert "この番号の文書は、出していません" in words(Client().get("/verify/?number=7KQ2M4FX9ABC"))
    answer = Client().get("/verify/?number=12")
    assert answer.status_code == 422
    assert "紙の番号と見比べてください" in words(answer)


def test_an_office_without_a_seal_issues_nothing(prefecture: Organisation) -> None:
    with pytest.raises(operations.NoSeal):
        operations.issue(
            "procedures/decision", {}, title="", name="", language="ja", organisation=prefecture,
            partner=None, person=None, dated=datetime.now(UTC), now=datetime.now(UTC),
        )  # fmt: skip


def test_keys_are_made_once_and_are_ours_alone(seal: Seal, root: Path) -> None:
    assert authority.make([OFFICE], now=datetime.now(UTC)) == []
    assert seal_of(OFFICE[0]) == seal
    assert {file.stat().st_mode & 0o777 for file in (root / "signing").rglob("*.pem")} == {0o600}
    assert seal.is_test
