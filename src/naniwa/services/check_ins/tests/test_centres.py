"""Only those whom the prefecture's administrator named give codes and approve; the officer's key is the prefecture's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.services.check_ins.models import AlertCentre, CaseCode, OfficerKey
from naniwa.services.check_ins.operations import approving, keys, naming
from naniwa.services.check_ins.rules.broken import NotACentre, NotPrefecture
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, PASSPHRASE, check_in, venue
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
OTHER = "271403"


def words_of(page: object) -> str:
    return str(page.content.decode()).replace("<wbr>", "")  # type: ignore[attr-defined] # a response


@pytest.mark.parametrize(("office", "may"), [(places.OFFICE, True), (places.PREFECTURE, True), (OTHER, False)])
def test_codes_are_given_by_named_health_centres_and_the_prefecture_alone(office: str, *, may: bool) -> None:
    places.with_key()
    by = places.staff_of(office, "somebody@example.jp", "reviewer")
    sent = {"case": "2026-0001", "onset": NOW.date().isoformat(), "number": str(uuid4())}
    browser = enter(Client(), by.person, "mfa")
    desk, page = browser.get(reverse("check_ins:desk")), browser.post(reverse("check_ins:give"), sent)
    with as_system():
        assert (page.status_code, CaseCode.objects.count()) == ((302, 1) if may else (422, 0))
    assert ("通知コードを渡す" in words_of(desk), "府の管理者に連絡してください" in words_of(desk)) == (may, not may)


def test_who_is_no_health_centre_any_more_approves_and_drops_nothing() -> None:
    places.with_key()
    at, officer = venue(), places.approvers()[0]
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    alert = places.reported(places.giver())
    later = NOW + timedelta(days=1, hours=1)
    naming.end(organisation=officer.organisation, by=places.keeper(), now=later)
    with acting_as(Scope(organisation_id=officer.organisation.pk, person_id=officer.person.pk)):
        with pytest.raises(NotACentre):
            approving.approve(alert=alert, passphrase=PASSPHRASE, by=officer, now=later)
        with pytest.raises(NotACentre):
            approving.drop(alert=alert, reason="誤り", by=officer, now=later)


def test_the_key_is_made_by_an_administrator_of_the_prefecture_alone() -> None:
    by = places.staff_of(OTHER, "stranger@example.jp", "administrator")
    browser = enter(Client(), by.person, "mfa")
    assert "府の管理者に連絡してください" in words_of(browser.get(reverse("check_ins:key")))
    browser.post(reverse("check_ins:key"), {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    with as_system():
        assert not OfficerKey.objects.exists()
        with pytest.raises(NotPrefecture):
            keys.make(passphrase=PASSPHRASE, by=by, now=NOW)


def test_the_prefectures_administrator_names_a_centre_takes_it_back_and_undoes_that() -> None:
    browser = enter(Client(), places.keeper().person, "mfa")
    page, change = reverse("check_ins:centres"), reverse("check_ins:change_centre")
    assert "まだありません" in words_of(browser.get(page))
    for act in ("name", "name", "end", "end", "name"):
        text = words_of(browser.post(change, {"organisation": OTHER, "act": act}, follow=True))
        assert ("堺市を外す" in text, "堺市を元に戻す" in text) == (act == "name", act == "end")
    with as_system():
        found = Record.objects.filter(action__startswith="check_ins.centre").order_by("pk")
        assert [one.action.rpartition("_")[2] for one in found] == ["named", "ended", "named"]
        assert {one.detail["office"] for one in found} == {OTHER}


def test_an_administrator_of_another_organisation_names_nobody_and_reads_who_can() -> None:
    places.with_key()
    browser = enter(Client(), places.staff_of(OTHER, "stranger@example.jp", "administrator").person, "mfa")
    for act, office in (("name", OTHER), ("end", places.OFFICE)):
        answer = browser.post(reverse("check_ins:change_centre"), {"organisation": office, "act": act}, follow=True)
        assert "府の管理者が行います" in words_of(answer)
    with as_system():
        assert [one.organisation.code for one in AlertCentre.objects.filter(ended_at=None)] == [places.OFFICE]
    for wrong in ({"organisation": "nobody", "act": "name"}, {"organisation": OTHER, "act": "x"}):
        assert browser.post(reverse("check_ins:change_centre"), wrong).status_code == 404


def test_no_organisation_names_itself_in_the_database() -> None:
    by = places.staff_of(OTHER, "stranger@example.jp", "administrator")
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        assert AlertCentre.objects.update(ended_at=NOW) == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            AlertCentre.objects.create(organisation=by.organisation, since=NOW, by=by.person)
