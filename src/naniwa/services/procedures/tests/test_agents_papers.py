"""Papers of mandates checked once, scriveners and powers from the law, and the agent on everything that is told of a case."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import paper as pdf_of
from naniwa.kernel.mandates import operations as mandates
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.api import reading
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import agents, drafts, intake, receipts
from naniwa.services.procedures.queries import exporting
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.names import names
from naniwa.services.procedures.queries.papers import receipt_data
from naniwa.services.procedures.rules import NotYours
from naniwa.services.procedures.tests import agency, factories
from naniwa.services.procedures.tests.browser import words
from naniwa.services.procedures.tests.journeys import JOURNEY
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


def published(folder: Path, takes: str = "anyone") -> Live:
    """The journey of the benchmarks, taking agents as told."""
    file = folder / "journey.yaml"
    file.write_text(
        re.sub("^audience:", f"agents: {takes}\naudience:", JOURNEY.read_text(), count=1, flags=re.MULTILINE)
    )
    return factories.published(file, now=timezone.now())


@pytest.fixture(autouse=True)
def _papers_aside(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


def clerk_of(office: str) -> Person:
    return factories.staff(f"clerk@{office}.example.jp", "reviewer", office=office)


def paper(agent: Person) -> Document:
    with as_system():
        return documents.accept(
            BytesIO(pdf_of()), name="委任状.pdf", person=agent, organisation=agency.office(), field="mandate",
            now=timezone.now(),
        )  # fmt: skip


def handed_in(version: Live, mandate: Mandate, agent: Person) -> Application:
    with as_system():
        now = timezone.now()
        draft = drafts.start(version=version, by=agent, language="ja", now=now, mandate=mandate)
        draft.answers = factories.example(version, next(iter(version.procedure.examples)).name)
        draft.save()
        return intake.submit(draft_id=draft.pk, by=agent, now=now)


def test_staff_check_a_signed_paper_once_and_it_holds_for_the_cases_that_follow(journey: Live, agent: Person) -> None:
    client = agency.signed_in(agent)
    upload = BytesIO(pdf_of())
    upload.name = "委任状.pdf"
    said = client.post("/mandates/propose/family/", {**agency.form(email=""), "paper": upload}, follow=True)
    assert "職員が書類を確かめると" in words(said)
    with as_system():
        mandate = Mandate.objects.get()
    assert mandate.principal.email is None
    clerk = signed_in(clerk_of(agency.DIGITAL))
    assert mandate.reference in words(clerk.get("/staff/mandates/"))
    page = clerk.get(f"/staff/mandates/{mandate.reference}/")
    assert "委任状.pdf" in words(page)
    assert re.search(r'href="/documents/[^"]+purpose=mandates"', page.content.decode())
    told = clerk.post(f"/staff/mandates/{mandate.reference}/refuse/", {"reason": " "}, follow=True)
    assert "理由を書いてください" in words(told)
    clerk.post(f"/staff/mandates/{mandate.reference}/check/")
    mandate = agency.fresh(mandate)
    assert (mandate.state, mandate.proof) == ("confirmed", "paper")
    for _ in range(2):
        case = handed_in(journey, mandate, agent)
        shown = words(clerk.get(f"/staff/cases/{case.reference}/"))
        assert "代理人 𠮷野 幸子（家族）が 難波 ハナ の代理で" in shown
        assert "お金の受け取りは頼まれていません" in shown
    with as_system():  # who read about the mother
        assert Record.objects.filter(action="mandates.read", subject=mandate.principal).exists()


def test_an_office_ends_a_mandate_with_its_reason(journey: Live, agent: Person) -> None:
    mandate = agency.proposed(agent, paper=paper(agent), email="")
    clerk = clerk_of(agency.DIGITAL)
    client = signed_in(clerk)
    client.post(f"/staff/mandates/{mandate.reference}/check/")
    client.post(f"/staff/mandates/{mandate.reference}/end/", {"reason": "本人の死亡"})
    assert (agency.fresh(mandate).state, agency.fresh(mandate).over_by) == ("ended", clerk)
    elsewhere = signed_in(clerk_of("271403"))
    assert elsewhere.get(f"/staff/mandates/{mandate.reference}/").status_code == 404


def test_a_scrivener_is_named_with_registration_and_office(journey: Live, agent: Person) -> None:
    client = agency.signed_in(agent)
    missing = client.post("/mandates/propose/scrivener/", agency.form())
    assert "行政書士の登録番号を入力してください" in words(missing)
    for number in range(3):  # each client with a mandate of its own
        form = agency.form(email=f"firm{number}@example.jp", name=f"浪速商店{number}", registration="12345678")
        client.post("/mandates/propose/scrivener/", {**form, "office": "浪速行政書士事務所"})
    with as_system():
        held = list(Mandate.objects.order_by("pk"))
        for mandate in held:
            mandates.confirm(mandate=mandate, by=mandate.principal, now=timezone.now())
    door = words(client.get("/procedures/journey/apply/"))
    assert all(f"浪速商店{number} さんの代理で申請" in door for number in range(3))
    case = handed_in(journey, agency.fresh(held[1]), agent)
    with as_system():
        told = receipt_data(case)["agent"]
    assert "（浪速行政書士事務所 登録番号 12345678）（行政書士）が 浪速商店1 の代理で" in told


def test_what_the_law_gave_is_proved_by_paper_and_not_taken_back_by_a_press(journey: Live, agent: Person) -> None:
    client = agency.signed_in(agent)
    assert "登記事項証明書" in words(client.post("/mandates/propose/guardian/", agency.form()))
    mandate = agency.proposed(agent, kind="guardian", paper=paper(agent))
    ward = agency.signed_in(mandate.principal)
    ward.post(f"/mandates/{mandate.reference}/confirm/")
    assert agency.fresh(mandate).state == "proposed"
    signed_in(clerk_of(agency.DIGITAL)).post(f"/staff/mandates/{mandate.reference}/check/")
    assert agency.fresh(mandate).state == "confirmed"
    assert "法律による代理です" in words(ward.get(f"/mandates/{mandate.reference}/"))
    ward.post(f"/mandates/{mandate.reference}/end/", {"reason": ""})
    assert agency.fresh(mandate).state == "confirmed"


def test_a_parent_applies_until_the_child_is_of_age(journey: Live, agent: Person) -> None:
    today = timezone.localdate()
    born, upload = today - timedelta(days=17 * 365), BytesIO(pdf_of())
    upload.name = "戸籍.pdf"
    form = agency.form(born_on=born.isoformat(), ends_on=(today + timedelta(days=3 * 365)).isoformat())
    client = agency.signed_in(agent)
    assert "成人する日" in words(client.post("/mandates/propose/parent/", {**form, "paper": upload}))
    upload.seek(0)
    form = agency.form(born_on=born.isoformat(), ends_on=(today + timedelta(days=90)).isoformat())
    assert client.post("/mandates/propose/parent/", {**form, "paper": upload}).status_code == 302


@pytest.mark.parametrize(
    ("takes", "kind", "may"),
    [
        ("none", "family", False),
        ("family", "family", True),
        ("family", "other", False),
        ("anyone", "other", True),
    ],
)
def test_a_procedure_takes_the_agents_that_its_definition_names(
    tmp_path: Path, takes: str, kind: str, *, may: bool
) -> None:
    version, agent = published(tmp_path, takes), agency.daughter()
    mandate = agency.confirmed(agent, kind=kind, ends_on=timezone.localdate() + timedelta(days=30))
    door = agency.signed_in(agent).get(f"/procedures/journey/apply/?for={mandate.reference}")
    assert (door.status_code == 302) is may
    with as_system():
        if not may:
            with pytest.raises(NotYours):
                drafts.start(version=version, by=agent, language="ja", now=timezone.now(), mandate=mandate)


def test_the_agent_stands_in_letters_files_and_the_api(journey: Live, agent: Person) -> None:
    mandate, caller = agency.confirmed(agent), cast("Any", SimpleNamespace(client=SimpleNamespace(person_id=None)))
    case = handed_in(journey, mandate, agent)
    said = f"代理人 𠮷野 幸子（家族）が 難波 ハナ の代理で（代理番号 {mandate.reference}、"
    with as_system():
        receipts.send_receipts([case.reference], now=timezone.now())
        bodies = dict(Message.objects.filter(reference=case.reference).values_list("to_address", "body"))
        [(_case, [told])] = exporting.lines([case.pk], ["agent"], names=names("ja"), language="ja")
        full = reading.in_full(caller, [Application.objects.get(pk=case.pk)])[0]
    assert set(bodies) == {agency.MOTHER, agency.DAUGHTER}
    assert all(body.startswith(said) for body in bodies.values())
    assert str(told).startswith(said)
    assert full.agency is not None
    assert (full.agency.mandate, full.agency.agent) == (mandate.reference, "𠮷野 幸子")
    with as_system():
        mandates.revoke(mandate=mandate, reason="", by=mandate.principal, now=timezone.now())
        Message.objects.filter(reference=case.reference).delete()
        receipts.send_receipts([case.reference], now=timezone.now())
        after = list(Message.objects.filter(reference=case.reference).values_list("to_address", flat=True))
    assert after == [agency.MOTHER]


def test_a_mandate_for_one_case_takes_that_case_and_a_renewed_one_goes_on(journey: Live, agent: Person) -> None:
    mother = Person.objects.create(email=agency.MOTHER, name="難波 ハナ")
    case = factories.received(journey, name=next(iter(journey.procedure.examples)).name, by=mother, now=timezone.now())
    mandate = agency.confirmed(agent, case=case.reference)
    client = agency.signed_in(agent)
    assert client.get(f"/applications/{case.reference}/").status_code == 404
    with as_system():
        assert agents.take_on(mandate.reference, now=timezone.now()) == 1
    assert client.get(f"/applications/{case.reference}/").status_code == 200
    with as_system():
        mandates.revoke(mandate=mandate, reason="", by=mother, now=timezone.now())
    assert client.get(f"/applications/{case.reference}/").status_code == 404
    renewed = agency.confirmed(agent)
    with as_system():
        assert agents.take_on(renewed.reference, now=timezone.now()) == 1
        assert agents.take_on(renewed.reference, now=timezone.now()) == 0
    assert client.get(f"/applications/{case.reference}/").status_code == 200


def test_the_terms_of_a_mandate_never_change_and_what_is_over_does_not_begin_again(
    journey: Live, agent: Person
) -> None:
    mandate = agency.confirmed(agent)
    with as_system():
        for change in ({"ends_on": mandate.ends_on + timedelta(days=1)}, {"acts": ["apply", "money"]}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Mandate.objects.filter(pk=mandate.pk).update(**change)
        mandates.revoke(mandate=mandate, reason="", by=mandate.principal, now=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.filter(pk=mandate.pk).update(state="confirmed", over_at=None, over_by=None)


def test_mandates_long_over_go_unless_a_case_names_them(journey: Live, agent: Person) -> None:
    used, unused = agency.confirmed(agent), agency.proposed(agent, email="aunt@example.jp", paper=paper(agent))
    handed_in(journey, used, agent)
    later = timezone.now() + timedelta(days=366)
    with as_system():
        for one in (used, unused):
            mandates.end(mandate=one, reason="", by=agent, now=timezone.now())
        assert mandates.forget(now=timezone.now()) == 0
        assert mandates.forget(now=later) == 1
        assert list(Mandate.objects.all()) == [used]
        assert not Document.objects.filter(field="mandate").exists()
