"""Contacts, clusters, transport and rooms of a case, through the pages."""

import re
from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case, CloseContact, Cluster, Lodging, Transport
from naniwa.services.outbreak.tests.people import centre, fresh, reached, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(client: Client) -> Case:
    lead = staff("supervisor")
    centre(lead, now=timezone.now())
    enter(client, lead.person, "mfa")
    return reached(lead, now=timezone.now())


def send(client: Client, act: str, case: Case, /, **said: str) -> int:
    return client.post(reverse(f"outbreak:{act}", args=[case.public_id]), said).status_code


CLUSTER = {"cluster-name": "A事業所", "cluster-setting": "work"}


def test_every_label_on_a_page_of_many_forms_has_a_control_of_its_own(client: Client, case: Case) -> None:
    for page in ("case", "around"):
        shown = client.get(reverse(f"outbreak:{page}", args=[case.public_id])).content.decode()
        counted = Counter(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', shown))
        assert len(counted) > 5
        assert [one for one, count in counted.items() if count > 1] == []


def test_a_contact_is_watched_for_fourteen_days_and_a_cluster_counts_its_cases(client: Client, case: Case) -> None:
    said = {"name": "難波 次郎", "setting": "home", "last_contact_on": "2026-11-01", "number": str(uuid4())}
    assert send(client, "add_contact", case, **{**said, "last_contact_on": "昨日"}) == 422
    for _press in range(2):
        assert send(client, "add_contact", case, **said) == 302
    with as_system():
        assert CloseContact.objects.get().watch_until == date(2026, 11, 15)
    send(client, "join_cluster", case, **CLUSTER)
    assert "A事業所" in client.get(reverse("outbreak:clusters")).content.decode()


def test_a_contact_who_became_a_case_is_linked_once_and_watched_no_more(client: Client, case: Case) -> None:
    said = {"name": "難波 次郎", "phone": "090-1", "setting": "home", "number": str(uuid4())}
    send(client, "add_contact", case, **said, last_contact_on=f"{timezone.localdate()}")
    listed = reverse("outbreak:contacts")
    page = client.get(listed).content.decode()
    assert "難波 次郎" in page
    assert "患者になった" not in page
    ill = reached(staff("caller"), now=timezone.now(), name="難波 次郎", phone="090-0000-0009")
    assert ill.reference in client.get(listed).content.decode()
    with as_system():
        contact = CloseContact.objects.get()
    became = reverse("outbreak:became", args=[contact.public_id])
    for one in (ill, ill, case):
        client.post(became, {"case": str(one.public_id)})
    with as_system():
        assert CloseContact.objects.get().became_id == ill.pk
    assert "難波 次郎" not in client.get(listed).content.decode()
    assert "さんの接触者でした" in client.get(reverse("outbreak:around", args=[ill.public_id])).content.decode()
    assert ill.reference in client.get(reverse("outbreak:around", args=[case.public_id])).content.decode()


def test_a_cluster_shows_its_cases_and_one_that_was_put_there_by_mistake_leaves(client: Client, case: Case) -> None:
    send(client, "join_cluster", case, **CLUSTER)
    with as_system():
        cluster = Cluster.objects.get()
    page = reverse("outbreak:cluster", args=[cluster.public_id])
    assert case.reference in client.get(page).content.decode()
    for _press in range(2):
        client.post(reverse("outbreak:leave_cluster", args=[cluster.public_id]), {"case": str(case.public_id)})
    assert case.reference not in client.get(page).content.decode()
    with as_system():
        assert Record.objects.filter(action="outbreak.cluster_left").count() == 1


def test_a_transport_waits_until_it_is_done_once(client: Client, case: Case) -> None:
    said = {"start": "自宅", "goal": "府立病院", "wanted_at": "2026-11-29 14:00", "number": str(uuid4())}
    assert send(client, "ask_transport", case, **said) == 302
    with as_system():
        asked = Transport.objects.get()
    assert "府立病院" in client.get(reverse("outbreak:transports")).content.decode()
    for how in ("done", "cancelled"):
        client.post(reverse("outbreak:end_transport", args=[asked.public_id]), {"how": how})
    with as_system():
        asked.refresh_from_db()
    assert (asked.done_at is not None, asked.cancelled_at) == (True, None)
    assert "府立病院" not in client.get(reverse("outbreak:transports")).content.decode()


def test_a_room_is_one_person_s_with_meals_until_they_leave_and_the_key_is_back(client: Client, case: Case) -> None:
    other = reached(staff("caller"), now=timezone.now(), phone="090-0000-0003")
    said = {"hotel": "見本ホテル", "room": "503", "key_number": "12", "meals": "ハラル"}
    for one in (case, other):
        send(client, "lodge", one, **said, number=str(uuid4()))
    with as_system():
        room = Lodging.objects.get()
    assert (room.case_id, fresh(case).stay) == (case.pk, "hotel")
    assert "ハラル" in client.get(reverse("outbreak:hotels")).content.decode()
    leave = reverse("outbreak:leave", args=[room.public_id])
    client.post(leave, {"key": "out"})
    assert "鍵が戻っていません" in client.get(reverse("outbreak:hotels")).content.decode()
    assert send(client, "lodge", other, **said, number=str(uuid4())) == 302
    client.post(leave, {"key": "back"})
    with as_system():
        assert Lodging.objects.filter(key_returned_at=None).get().case_id == other.pk
