"""Notices of decision under the office's electronic seal: signed by the worker, once, and gone with the case."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.kernel.signing import authority
from naniwa.kernel.signing.models import SignedPaper
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.operations import erasing, sealing
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.sealing import without_seal
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import CLOSURE, NOW
from naniwa.services.procedures.tests.staff_sessions import signed_in


@pytest.fixture
def version(db: None, tmp_path: Path, settings: Any) -> Live:
    """The closure relief grant, whose notices bear a seal here."""
    settings.DOCUMENTS_ROOT, settings.SIGNING_ROOT = tmp_path / "documents", tmp_path / "signing"
    file = tmp_path / CLOSURE.name
    file.write_text(CLOSURE.read_text().replace("\nnotices:", "\nsealed: true\nnotices:", 1))
    return factories.published(file)


@pytest.fixture
def case(version: Live, reviewer: Person, approver: Person) -> Application:
    return factories.approved(version, reviewer=reviewer, approver=approver)


@pytest.fixture
def seals(version: Live) -> None:
    authority.make([(version.procedure.office, "大阪府")], now=datetime.now(UTC))


def notice(case: Application, person: Person) -> bytes:
    answer = signed_in(person).get(reverse("procedures:decision_pdf", args=[case.reference]))
    assert answer.status_code == 200
    return bytes(answer.content)


def owner() -> Person:
    with as_system():
        return Person.objects.get(email__startswith="applicant")


def test_a_notice_waits_for_its_seal_and_bears_it_once(seals: None, case: Application, approver: Person) -> None:
    person = owner()
    assert "電子署名をしています" in notice(case, person).decode()
    with as_system():
        assert sealing.put_off([case.reference]) == 1
    assert (sealing.seal(case.reference, now=NOW), sealing.seal(case.reference, now=NOW)) == (True, False)
    paper = notice(case, person)
    assert paper.startswith(b"%PDF")
    assert b"ETSI.CAdES.detached" in paper
    assert notice(case, person) == paper
    answer = signed_in(approver).get(reverse("procedures:staff_decision_pdf", args=[case.reference]))
    assert answer.content == paper
    with as_system():
        assert SignedPaper.objects.get().organisation.code == factories.OFFICE
        assert without_seal(now=NOW) == []


def test_an_office_without_a_seal_issues_its_notices_unsigned_until_it_has_one(
    version: Live, case: Application
) -> None:
    with as_system():
        assert sealing.put_off([case.reference]) == 0
    assert b"ETSI.CAdES" not in notice(case, owner())
    authority.make([(version.procedure.office, "大阪府")], now=datetime.now(UTC))
    with as_system():
        assert without_seal(now=NOW) == [case.reference]


def test_the_signed_file_goes_with_its_case_and_the_register_stays(seals: None, case: Application) -> None:
    sealing.seal(case.reference, now=NOW)
    with as_system():
        assert Document.objects.filter(name=f"decision-{case.reference}.pdf").exists()
        erasing.anonymise(live(case.version_id), [case])
        assert not Document.objects.filter(name=f"decision-{case.reference}.pdf").exists()
        assert Decision.objects.get(application=case).paper is not None
        assert SignedPaper.objects.get().document is None
