"""A daughter applies for her mother: proposed, confirmed, applied, seen by both, and ended at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.mandates import operations as mandates
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Draft, Submission
from naniwa.services.procedures.operations import drafts, intake
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import NotYours
from naniwa.services.procedures.tests import agency, factories
from naniwa.services.procedures.tests.browser import press, words
from naniwa.services.procedures.tests.journeys import MONEY, WHO, the_application, the_draft

pytestmark = pytest.mark.django_db


def mails(turn: str) -> dict[str, str]:
    with as_system():
        return dict(Message.objects.filter(template=turn).values_list("to_address", "body"))


def test_a_daughter_applies_for_her_mother_who_sees_it_and_takes_it_back(agent: Person) -> None:
    client = agency.signed_in(agent)
    form = agency.form()
    for _ in range(2):  # pressed twice
        said = client.post("/mandates/propose/family/", form, follow=True)
    assert "本人に確認のメールを送りました" in words(said)
    with as_system():
        mandate = Mandate.objects.get()

    # Nothing is allowed yet.
    assert "難波 ハナ" not in words(client.get("/procedures/journey/apply/", follow=True))
    with as_system():
        Draft.objects.all().delete()

    # The mother opens the mail, reads, and confirms.
    link = re.search(r"https?://[^/]+(/\S+)", mails("mandates.proposed")[agency.MOTHER])
    assert link
    mother = Client()
    page = mother.get(link[1], follow=True)
    page = mother.post(page.request["PATH_INFO"], follow=True) if "代理を頼みますか" not in words(page) else page
    assert "𠮷野 幸子" in words(page)
    assert "代理を頼みますか" in words(page)
    mother.post(f"/mandates/{mandate.reference}/confirm/")
    assert set(mails("mandates.confirmed")) == {agency.MOTHER, agency.DAUGHTER}

    # The daughter is asked for whom, and every page says so.
    door = client.get("/procedures/journey/apply/")
    assert "だれの申請ですか" in words(door)
    first = client.get(f"/procedures/journey/apply/?for={mandate.reference}", follow=True)
    assert "難波 ハナ さんの代理で手続しています" in words(first)
    second = press(client, first, answers=WHO)
    page = client.get(second["Location"])
    assert "難波 ハナ さんの代理で手続しています" in words(page)
    press(client, page, answers=MONEY)
    last = client.get(f"/drafts/{the_draft().pk}/summary/")
    assert "難波 ハナ さんの代理で手続しています" in words(last)
    press(client, last, consent="yes")

    # The case is the mother's, with both names, in the trail too.
    case = the_application()
    with as_system():
        assert (case.person, case.mandate) == (mandate.principal, mandate)
        assert Submission.objects.get().by == agent
        acted = Record.objects.get(action="mandates.acted", target=case.reference)
        assert (acted.actor, acted.subject) == (agent, mandate.principal)
        assert acted.detail["mandate"] == mandate.reference
    for who in (client, mother):
        shown = words(who.get(f"/applications/{case.reference}/"))
        assert "代理人 𠮷野 幸子（家族）が 難波 ハナ の代理で" in shown
        assert mandate.reference in shown
        assert case.reference in words(who.get("/applications/"))
    assert "代理人としての手続" in words(mother.get("/account/who-looked/"))
    assert client.get(f"/applications/{case.reference}/receipt.pdf").status_code == 200

    # She takes it back: from then on there is nothing for the daughter.
    done = mother.post(f"/mandates/{mandate.reference}/end/", {"reason": "自分でできます"}, follow=True)
    assert "終わりました" in words(done)
    assert set(mails("mandates.over")) == {agency.MOTHER, agency.DAUGHTER}
    assert client.get(f"/applications/{case.reference}/").status_code == 404
    assert case.reference not in words(client.get("/applications/"))
    assert mother.get(f"/applications/{case.reference}/").status_code == 200
    again = client.get(f"/procedures/journey/apply/?for={mandate.reference}", follow=True)
    assert "その代理では、この手続を申請できません" in words(again)


def begun(version: Live, mandate: Mandate, agent: Person, **more: object) -> Draft:
    """A draft that is ready to be handed in."""
    answers = factories.example(version, next(iter(version.procedure.examples)).name)
    with as_system():
        draft = drafts.start(version=version, by=agent, language="ja", now=timezone.now(), mandate=mandate)
        draft.answers = {**answers, **more}
        draft.pages = {page.key: {"save": 1, "complete": True} for page in version.form.form.pages}
        draft.saves = 1
        draft.save()
        return draft


def shut_out(draft: Draft, agent: Person) -> None:
    """Neither open, nor save, nor hand in, nor throw away, by no page and by no operation."""
    client = agency.signed_in(agent)
    for address in ("", "summary/", f"{live_page(draft)}/", "resume/", "discard/"):
        assert client.get(f"/drafts/{draft.pk}/{address}").status_code == 404, address
    assert client.post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"}).status_code == 404
    with as_system():
        assert not Application.objects.exists()


def live_page(draft: Draft) -> str:
    return str(next(iter(draft.pages)))


def test_an_agent_hands_in_until_the_last_moment_of_the_last_day_in_japan(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent)
    draft, over = begun(journey, mandate, agent), agency.over_at(mandate)
    with as_system():
        with pytest.raises(NotYours):
            intake.submit(draft_id=draft.pk, by=agent, now=over)
        case = intake.submit(draft_id=draft.pk, by=agent, now=over - timedelta(microseconds=1))
    assert case.mandate_id == mandate.pk


def test_past_the_last_day_nothing_opens_though_no_job_has_run(journey: Live, agent: Person) -> None:
    ago = timezone.now() - timedelta(days=365)
    mandate = agency.confirmed(agent, now=ago)  # ended yesterday
    with as_system():
        draft = Draft.objects.create(
            person=mandate.principal, mandate=mandate, version_id=journey.version_id, procedure="journey",
            pages={"who": {"save": 1, "complete": True}}, created_at=ago, saved_at=ago,
        )  # fmt: skip
    shut_out(draft, agent)
    with as_system():
        assert mandates.expire(now=timezone.now()) == 1
    assert agency.fresh(mandate).state == "expired"
    assert set(mails("mandates.over")) == {agency.MOTHER, agency.DAUGHTER}


def test_an_agent_whose_mandate_was_revoked_is_shut_out_at_once(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent)
    draft = begun(journey, mandate, agent)
    assert agency.signed_in(agent).get(f"/drafts/{draft.pk}/summary/").status_code == 200
    mother, address = agency.signed_in(mandate.principal), f"/mandates/{mandate.reference}/"
    assert "さんがあなたの代理をします" in words(mother.get(address))
    with as_system():
        mandates.revoke(mandate=mandate, reason="", by=mandate.principal, now=timezone.now())
        with pytest.raises(NotYours):
            intake.submit(draft_id=draft.pk, by=agent, now=timezone.now())
    shut_out(draft, agent)
    assert "さんがあなたの代理をします" not in words(mother.get(address))


def test_a_mandate_for_other_procedures_opens_nothing_here(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent)
    with as_system():
        other = agency.confirmed(agent, email="aunt@example.jp", case="KX-0123-4567-8903")
        with pytest.raises(NotYours):
            drafts.start(version=journey, by=agent, language="ja", now=timezone.now(), mandate=other)
    page = agency.signed_in(agent).get(f"/procedures/journey/apply/?for={other.reference}")
    assert "その代理では、この手続を申請できません" in words(page)
    offered = re.findall(r'href="/procedures/journey/apply/\?for=([^"]+)"', page.content.decode())
    assert offered == ["oneself", mandate.reference]


def test_the_number_of_anothers_mandate_gives_nothing(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent)
    draft = begun(journey, mandate, agent)
    stranger = agency.daughter("stranger@example.jp")
    client = agency.signed_in(stranger)
    for address in ("", "end/"):
        assert client.get(f"/mandates/{mandate.reference}/{address}").status_code == 404
    for act in ("confirm", "refuse", "end"):
        assert client.post(f"/mandates/{mandate.reference}/{act}/").status_code == 404
    page = words(client.get(f"/procedures/journey/apply/?for={mandate.reference}", follow=True))
    assert "難波" not in page
    shut_out(draft, stranger)
    with as_system(), pytest.raises(NotYours):
        drafts.start(version=journey, by=stranger, language="ja", now=timezone.now(), mandate=mandate)


def test_while_acting_under_one_mandate_the_database_shows_that_one_alone(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent)
    begun(journey, mandate, agent)
    with as_system():
        drafts.start(version=journey, by=mandate.principal, language="ja", now=timezone.now())
    with acting_as(Scope(person_id=agent.pk)):
        assert [one.mandate_id for one in Draft.objects.all()] == [mandate.pk]
        assert Draft.objects.update(saves=9) == 0  # finding is not writing
    with acting_as(Scope(person_id=mandate.principal_id, mandate_id=mandate.pk)):
        assert [one.mandate_id for one in Draft.objects.all()] == [mandate.pk]
    with acting_as(Scope(person_id=mandate.principal_id)):
        assert Draft.objects.count() == 2


def test_who_was_not_asked_to_receive_money_names_no_account_of_their_own(journey: Live, agent: Person) -> None:
    mandate = agency.confirmed(agent, agent_kana="ツジ キイチ")
    draft = begun(journey, mandate, agent)
    account = {**draft.answers["account"], "holder_kana": "ツジ キイチ"}
    with as_system():
        Draft.objects.update(answers={**draft.answers, "account": account})
    page = agency.signed_in(agent).post(f"/drafts/{draft.pk}/summary/", {"consent": "yes"})
    assert "お金の受け取りは頼まれていません" in words(page)
    with as_system():
        assert not Application.objects.exists()
