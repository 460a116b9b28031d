"""A licence that an approval gives: with the answers in its words, under the seal where the definition says so."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.kernel.signing import authority
from naniwa.kernel.signing.models import SignedPaper
from naniwa.services.procedures.definitions import check
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.operations import erasing, sealing
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.sealing import offices_that_seal, without_seal
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import words
from naniwa.services.procedures.tests.designers import begin, document, save, text, writer
from naniwa.services.procedures.tests.factories import CLOSURE, NOW
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
GIVEN = """
certificate:
  title: {ja: 支援証, en: Certificate of support}
  text: {ja: "{shop}の営業を支援します。", en: "{shop} is supported."}
  sealed: true
"""


def published(folder: Path, given: str = GIVEN) -> Live:
    file = folder / CLOSURE.name
    file.write_text(CLOSURE.read_text().replace("\nnotices:", f"{given}\nnotices:", 1).replace("{shop}", "{phone}"))
    assert [str(flaw) for flaw in check(file)] == []
    return factories.published(file)


@pytest.fixture
def version(tmp_path: Path, settings: Any) -> Live:
    settings.DOCUMENTS_ROOT, settings.SIGNING_ROOT = tmp_path / "documents", tmp_path / "signing"
    return published(tmp_path)


@pytest.fixture
def case(version: Live, reviewer: Person, approver: Person) -> Application:
    return factories.approved(version, reviewer=reviewer, approver=approver)


def owner(case: Application) -> Client:
    with as_system():
        return signed_in(Person.objects.get(pk=case.person_id or 0))


def paper(case: Application, client: Client, name: str = "certificate_pdf") -> bytes:
    answer = client.get(reverse(f"procedures:{name}", args=[case.reference]))
    assert answer.status_code == 200
    return bytes(answer.content)


def read(made: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))


def test_the_licence_says_the_answers_and_is_sealed_once_beside_the_notice(case: Application, approver: Person) -> None:
    assert "支援証（PDF）を開く" in words(owner(case).get(f"/applications/{case.reference}/"))
    with as_system():
        assert list(offices_that_seal()) == [case.organisation.code]
    unsealed = read(paper(case, owner(case)))
    assert case.answers["phone"].replace("-", "") in unsealed.replace("-", "")
    authority.make([(case.organisation.code, "大阪府")], now=datetime.now(UTC))
    assert "電子署名をしています" in paper(case, owner(case)).decode()
    with as_system():
        assert without_seal(now=NOW) == [case.reference]
        assert sealing.put_off([case.reference]) == 1
    assert sealing.seal(case.reference, now=NOW)
    assert not sealing.seal(case.reference, now=NOW)
    with as_system():
        assert without_seal(now=NOW) == []
        [sealed] = SignedPaper.objects.values_list("title", flat=True)
        decision = Decision.objects.get(application=case)
    assert sealed == "支援証"
    assert decision.paper is None
    made = paper(case, owner(case))
    assert b"/ByteRange" in made
    assert paper(case, signed_in(approver), "staff_certificate_pdf") == made
    with as_system():
        assert Document.objects.count() == 1
        erasing.anonymise(live(case.version_id), [case])
        assert not Document.objects.exists()
        assert SignedPaper.objects.count() == 1


def test_a_refusal_gives_none(version: Live, reviewer: Person) -> None:
    case = factories.received(version)
    assert owner(case).get(reverse("procedures:certificate_pdf", args=[case.reference])).status_code == 404


def test_what_the_words_name_must_be_asked(tmp_path: Path) -> None:
    file = tmp_path / CLOSURE.name
    file.write_text(CLOSURE.read_text().replace("\nnotices:", f"{GIVEN.replace('{shop}', '{nobody}')}\nnotices:", 1))
    assert "{nobody} is no field or value" in [flaw.message for flaw in check(file)]


def test_the_designer_adds_and_takes_away_a_licence_and_changes_nothing_else() -> None:
    client = writer()
    begin(client)
    before = text()
    save(client, at="", part="review")
    assert text() == before
    said = {f"certificate.{part}.{language}": "許可" for part in ("title", "text") for language in ("ja", "en")}
    save(client, at="", part="review", **said)
    assert document()["certificate"] == {key: {"ja": "許可", "en": "許可"} for key in ("title", "text")}
    save(client, at="", part="review", **dict.fromkeys(said, ""))
    assert "certificate" not in document()
