"""What is known of a venue's keeper goes some days after the venue's end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins import jobs
from naniwa.services.check_ins.models import Venue
from naniwa.services.check_ins.operations import venues
from naniwa.services.check_ins.operations.venues import CONFIRM_WITHIN, CONTACT_KEPT, Told
from naniwa.services.check_ins.queries import venues as links
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import NOW, venue

pytestmark = pytest.mark.django_db
OVER = NOW + CONTACT_KEPT + timedelta(days=1)


def addresses() -> dict[str, str]:
    with as_system():
        return dict(Venue.objects.values_list("name", "email"))


def test_the_address_of_a_closed_venue_and_of_an_event_that_is_over_goes_with_its_mails() -> None:
    places.with_key()
    hours = timedelta(hours=1)
    venue(name="続く店", email="stays@shop.example.jp")
    closed, event = venue(name="閉じた店"), venue(name="催し", starts_at=NOW - 2 * hours, ends_at=NOW - hours)
    venue(name="来月の催し", email="later@shop.example.jp", starts_at=OVER, ends_at=OVER + hours)
    venues.close(venue=closed, now=NOW)
    jobs.erase_keepers(now=NOW + CONTACT_KEPT - timedelta(days=1))
    assert "" not in addresses().values()
    for _night in range(2):
        jobs.erase_keepers(now=OVER)
    kept = {"続く店": "stays@shop.example.jp", "来月の催し": "later@shop.example.jp"}
    assert addresses() == {**kept, "閉じた店": "", "催し": ""}
    with as_system():
        assert set(Message.objects.values_list("to_address", flat=True)) == set(kept.values())
        erased = Record.objects.filter(action="check_ins.keeper_erased")
        assert {one.target for one in erased} == {closed.reference, event.reference}
        assert erased.count() == 2


def test_a_registration_that_nobody_confirmed_goes_with_its_mail() -> None:
    places.with_key()
    told = Told(name="店", name_en="", kind="shop", capacity=5, address="大阪市", email="typo@shop.example.jp")
    venues.register(told=told, press=uuid4(), now=NOW)
    with as_system():
        assert venues.drop_unconfirmed(now=NOW + CONFIRM_WITHIN + timedelta(hours=1)) == 1
        assert not Message.objects.exists()


def test_the_keepers_page_says_when_the_address_goes_and_that_it_went(client: Client) -> None:
    places.with_key()
    page = reverse("check_ins:keep", args=[links.token(at := venue())])
    assert "14日たつと消します" in client.get(page).content.decode()
    venues.close(venue=at, now=NOW)
    assert "14日たつと消します" in client.get(page).content.decode()
    with as_system():
        venues.erase_keepers(now=OVER)
    assert "担当者のメールアドレスは消しました" in client.get(page).content.decode()
