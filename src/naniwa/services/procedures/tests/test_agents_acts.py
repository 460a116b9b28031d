"""What an agent does after an application is begun: pays, opens files, mends, goes on elsewhere, throws away, withdraws."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import paper as pdf_of
from naniwa.kernel.fees.operations import NewCharge, open_charges
from naniwa.kernel.mandates import operations as mandates
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Draft, Notice, Submission
from naniwa.services.procedures.operations import agents, correcting, drafts, intake, notices, review, withdrawals
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import NotYours
from naniwa.services.procedures.tests import agency, factories
from naniwa.services.procedures.tests.browser import press, words

pytestmark = pytest.mark.django_db
FAULTY = "a company whose sales did not halve"
BAR = "難波 ハナ さんの代理で手続しています"
ALL = frozenset({"apply", "correct", "notices", "withdraw"})


@pytest.fixture(autouse=True)
def _as_set_up(settings: Settings, tmp_path: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    settings.SLIP_ISSUERS = {agency.DIGITAL: "912345"}
    settings.PAYMENT_PROVIDERS = {"card": "console:"}


def begun(journey: Live, mandate: Mandate, agent: Person) -> Draft:
    with as_system():
        draft = drafts.start(version=journey, by=agent, language="ja", now=timezone.now(), mandate=mandate)
        draft.answers = factories.example(journey, FAULTY)
        draft.save()
        return draft


def to_mend(journey: Live, agent: Person, **terms: Any) -> tuple[Mandate, Application]:
    """What the agent handed in came back with a fault."""
    mandate, now = agency.confirmed(agent, **terms), timezone.now()
    draft = begun(journey, mandate, agent)
    clerk = factories.staff("clerk@digital.example.jp", "reviewer", office=agency.DIGITAL)
    with as_system():
        case = intake.submit(draft_id=draft.pk, by=agent, now=now)
        review.claim(application=case, by=clerk, now=now)
        notices.send_notice(notice=Notice.objects.get(application=case), by=clerk, now=now)
        Message.objects.all().delete()
    return mandate, fresh(case)


def fresh(case: Application) -> Application:
    with as_system():
        return Application.objects.get(pk=case.pk)


def acted(case: Application) -> list[tuple[str, int | None]]:
    """Each act that the trail tells of an agent, and for whom."""
    with as_system():
        found = Record.objects.filter(action="mandates.acted", target=case.reference).order_by("pk")
        return [(one.detail["act"], one.subject_id) for one in found]


def file_of(mandate: Mandate, case: Application, agent: Person, collection: str) -> Document:
    with as_system():
        return documents.accept(
            BytesIO(pdf_of()), name="通帳.pdf", person=mandate.principal, by=agent, organisation=case.organisation,
            field="book", collection=collection, now=timezone.now(),
        )  # fmt: skip


def takes_back(mandate: Mandate) -> None:
    with as_system():
        mandates.revoke(mandate=mandate, reason="", by=mandate.principal, now=timezone.now())


def test_an_agent_pays_a_fee_also_by_slip_until_the_mandate_is_over(journey: Live, agent: Person) -> None:
    mandate, case = to_mend(journey, agent)
    with as_system():
        wanted = NewCharge(
            reference=case.reference, item="copies", subject="journey", title="写し", title_en="Copies",
            amount_yen=300, payer_name="難波 ハナ", organisation_id=case.organisation_id, person_id=case.person_id,
        )  # fmt: skip
        number = open_charges([wanted], by=None, now=timezone.now())[0].public_id
    client, stranger = agency.signed_in(agent), agency.signed_in(agency.daughter("stranger@example.jp"))
    assert BAR in words(client.get(f"/fees/{number}/"))
    slip = client.post(f"/fees/{number}/slip/")["Location"]
    assert client.post(f"/fees/{number}/slip/")["Location"] == slip
    assert client.get(slip).content.startswith(b"%PDF")
    page = client.post(f"/fees/{number}/pay/", {"way": "card"})["Location"]
    assert BAR in words(client.get(page))
    for who in (stranger, client):
        if who is client:
            back = words(client.get(page.partition("?")[0], follow=True))
            assert BAR in back
            assert "お支払いを確かめました" in back
            takes_back(mandate)
        for address in (f"/fees/{number}/", page, slip):
            assert who.get(address).status_code == 404, address
        for act in ("pay", "slip"):
            assert who.post(f"/fees/{number}/{act}/", {"way": "card"}).status_code == 404, act


def test_files_of_the_principal_open_to_the_agent_also_after_a_renewal(journey: Live, agent: Person) -> None:
    mandate, case = to_mend(journey, agent)
    with as_system():
        sent_in = str(Draft.objects.get(application=case).pk)
    files = [file_of(mandate, case, agent, one) for one in (sent_in, f"correction {case.reference}", "another's")]
    client, stranger = agency.signed_in(agent), agency.signed_in(agency.daughter("stranger@example.jp"))

    def opened(who: Client) -> list[bool]:
        answers = [b"".join(who.get(f"/documents/{one.pk}/file/{one.name}")) for one in files]
        return [answer.startswith(b"%PDF") for answer in answers]

    assert opened(client) == [True, True, False]
    assert opened(stranger) == [False, False, False]
    with as_system():
        read = Record.objects.filter(action="documents.read", subject=mandate.principal)
        assert set(read.values_list("actor", flat=True)) == {agent.pk}
    takes_back(mandate)
    assert opened(client) == [False, False, False]
    with as_system():
        agents.take_on(agency.confirmed(agent).reference, now=timezone.now())
    assert opened(client) == [True, True, False]
    receipt = f"/applications/{case.reference}/receipt/"
    assert agency.signed_in(mandate.principal).get(f"/drafts/{sent_in}/")["Location"] == receipt


def test_an_agent_goes_on_elsewhere_and_throws_a_draft_away(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent)
    draft, client = begun(journey, mandate, agent), agency.signed_in(agent)
    assert BAR in words(client.get(f"/drafts/{draft.pk}/resume/"))
    assert "メール" in words(client.post(f"/drafts/{draft.pk}/resume/"))
    with as_system():
        assert Message.objects.get(template="procedures.resume").to_address == agency.DAUGHTER
    assert BAR in words(client.get(f"/drafts/{draft.pk}/discard/"))
    assert "下書きを消しました" in words(client.post(f"/drafts/{draft.pk}/discard/", follow=True))
    with as_system():
        assert not Draft.objects.exists()


def test_an_agent_mends_and_withdraws_and_both_are_told(journey: Live, agent: Person) -> None:
    mandate, case = to_mend(journey, agent, acts=ALL)
    client, url = agency.signed_in(agent), f"/applications/{case.reference}"
    page = client.get(f"{url}/correction/")
    assert BAR in words(page)
    shown = client.get(press(client, page, sales_after="400,000")["Location"])
    assert BAR in words(shown)
    assert BAR in words(client.get(press(client, shown)["Location"]))
    assert (fresh(case).state, fresh(case).answers["sales_after"]) == ("resubmitted", 400_000)
    with as_system():
        assert Submission.objects.get(application=case, number=2).by == agent
    press(client, client.get(f"{url}/withdraw/"), reason="やめます")
    assert fresh(case).state == "withdrawn"
    with as_system():
        told = Message.objects.filter(template="procedures.withdrawn")
        assert set(told.values_list("to_address", flat=True)) == {agency.MOTHER, agency.DAUGHTER}
    assert acted(case) == [(act, mandate.principal_id) for act in ("apply", "correct", "withdraw")]


def refused(case: Application, agent: Person, *, status: int) -> None:
    """Neither mended nor withdrawn by any page."""
    client, url = agency.signed_in(agent), f"/applications/{case.reference}"
    for address in ("correction/", "correction/confirm/", "withdraw/"):
        assert client.get(f"{url}/{address}").status_code == status, address
        assert client.post(f"{url}/{address}", {"sales_after": "1", "save": "next"}).status_code == status, address
    assert (fresh(case).state, fresh(case).answers) == (case.state, case.answers)


def refused_at(case: Application, agent: Person, now: Any) -> None:
    """Neither by any operation."""
    with as_system():
        for act, said in (
            (correcting.keep, {"changes": {"sales_after": 1}, "typed": {}}),
            (correcting.hand_in, {}),
            (withdrawals.withdraw, {"reason": ""}),
        ):
            with pytest.raises(NotYours):
                act(application=case, by=agent, now=now, **said)


def test_without_being_asked_to_an_agent_neither_mends_nor_withdraws(journey: Live, agent: Person) -> None:
    _mandate, case = to_mend(journey, agent, acts=frozenset({"apply"}))
    client, url = agency.signed_in(agent), f"/applications/{case.reference}/"
    assert f"{url}correction/" not in (page := client.get(url).content.decode())
    assert f"{url}withdraw/" not in page
    refused(case, agent, status=302)
    refused_at(case, agent, timezone.now())
    assert "取り下げることまでは頼まれていません" in words(client.post(f"{url}withdraw/", follow=True))


def test_an_agent_whose_mandate_is_over_neither_mends_nor_withdraws(journey: Live, agent: Person) -> None:
    mandate, case = to_mend(journey, agent, acts=ALL)
    refused_at(case, agent, agency.over_at(mandate))
    past = agency.confirmed(agent, now=timezone.now() - timedelta(days=365), acts=ALL)  # ended yesterday
    with as_system():
        Application.objects.filter(pk=case.pk).update(mandate=past)
    refused(case, agent, status=404)
    with as_system():
        Application.objects.filter(pk=case.pk).update(mandate=mandate)
    takes_back(mandate)
    refused(case, agent, status=404)
    refused_at(case, agent, timezone.now())
