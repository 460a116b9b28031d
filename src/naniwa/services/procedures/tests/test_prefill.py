"""One's own earlier answers in a new draft: offered, chosen, marked, and never those of another."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.consent import queries as consents
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations.prefilling import PREFILL, prefill
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import NotYours
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls, press, words
from naniwa.services.procedures.tests.journeys import JOURNEY, WHO, filled_in

LIBRARY = Path(__file__).parents[1] / "definitions/library"


@pytest.fixture
def person(db: None) -> Person:
    return factories.resident()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def applied(client: Client) -> str:
    """The receipt number of an application that the person made before."""
    factories.published(JOURNEY, now=timezone.now())
    draft = filled_in(client)
    receipt = press(client, client.get(f"/drafts/{draft.pk}/summary/"), consent="yes")
    return str(receipt["Location"]).split("/")[2]


def other(folder: Path) -> Live:
    """Another procedure, which calls the address by another key."""
    return factories.published(factories.of_one_office(LIBRARY / "bulky-waste.yaml", folder), now=timezone.now())


def begin(client: Client, folder: Path) -> str:
    """The address of the new draft's first page."""
    other(folder)
    path: str = client.get("/procedures/bulky-waste/apply/")["Location"]
    return path


def test_earlier_answers_are_offered_and_only_those_that_are_ticked_are_used(
    client: Client, person: Person, applied: str, tmp_path: Path
) -> None:
    first = begin(client, tmp_path)
    assert "前の申請の内容を使えます" in words(client.get(first))
    page = client.get(f"/drafts/{first.split('/')[2]}/earlier/")
    assert "大手前" in words(page)
    assert applied in words(page)
    back = client.post(page.request["PATH_INFO"], {"use": ["home"]})
    shown = client.get(back["Location"])
    assert controls(shown)["home.town"] == ["大手前"]
    assert f"{applied}）から入れました" in words(shown)
    with as_system():
        assert consents.has_given(person, PREFILL)
        [record] = Record.objects.filter(action="procedures.prefilled")
        assert record.detail == {"fields": ["home"], "taken_from": [applied]}


def test_nothing_is_used_and_nothing_agreed_to_where_nothing_is_ticked(
    client: Client, person: Person, applied: str, tmp_path: Path
) -> None:
    first = begin(client, tmp_path)
    client.post(f"/drafts/{first.split('/')[2]}/earlier/")
    with acting_as(Scope(person_id=person.pk)):
        assert not consents.has_given(person, PREFILL)
    assert "home.town" not in controls(client.get(first)) or controls(client.get(first))["home.town"] == [""]


def test_an_answer_that_was_changed_no_longer_says_where_it_came_from(
    client: Client, person: Person, applied: str
) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    draft = first.redirect_chain[-1][0].split("/")[2]
    client.post(f"/drafts/{draft}/earlier/", {"use": ["place", "phone", "account"]})
    page = client.get(first.redirect_chain[-1][0])
    press(client, page, answers={**WHO, "place__street": "9丁目"})
    with as_system():
        assert set(Draft.objects.get(pk=draft).origins) == {"phone", "account"}
    assert applied in words(client.get(f"/drafts/{draft}/summary/"))


def test_nobody_gets_the_answers_of_another(applied: str, tmp_path: Path) -> None:
    taro, client = factories.resident("taro@example.jp"), Client()
    client.force_login(taro)
    first = begin(client, tmp_path)
    assert "前の申請の内容を使えます" not in words(client.get(first))
    page = client.get(f"/drafts/{first.split('/')[2]}/earlier/")
    assert "使える内容はありません" in words(page)
    client.post(page.request["PATH_INFO"], {"use": ["home", "applicant"]})
    assert "大手前" not in words(client.get(first))


def test_nobody_fills_in_the_draft_of_another(client: Client, applied: str, tmp_path: Path) -> None:
    first = begin(client, tmp_path)
    taro = factories.resident("taro@example.jp")
    with as_system(), pytest.raises(NotYours):
        prefill(draft_id=first.split("/")[2], keys={"home"}, by=taro, now=timezone.now())


def test_the_draft_remembers_which_application_an_answer_came_from(client: Client, applied: str) -> None:
    first = client.get("/procedures/journey/apply/", follow=True)
    draft = first.redirect_chain[-1][0].split("/")[2]
    client.post(f"/drafts/{draft}/earlier/", {"use": ["place"]})
    with as_system():
        assert Draft.objects.get(pk=draft).origins["place"]["reference"] == applied
