"""What staff read on pages: how far a missing report has come, what is late, charts in which a fall can be seen."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Observation, Way
from naniwa.services.outbreak.operations import climbing, observing
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.tests.people import centre, reached, reported, staff
from naniwa.services.outbreak.views.case_page import charts
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def test_lists_say_how_far_a_missing_report_has_come_and_the_front_page_what_is_late(client: Client) -> None:
    lead, now = staff("supervisor"), timezone.now()
    centre(lead, now=now - timedelta(days=3))
    reached(lead, now=now - timedelta(days=2))
    late = reported(lead, now=now - timedelta(days=2))
    with as_system():
        climbing.climb(now=now)
    enter(client, lead.person, "mfa")
    assert "メールで知らせる" in client.get(reverse("outbreak:observed")).content.decode()
    assert "うち期限を過ぎた 1" in client.get(reverse("outbreak:home")).content.decode()
    assert 'href="tel:090-0000-0001"' in client.get(reverse("outbreak:case", args=[late.public_id])).content.decode()


def test_a_chart_begins_below_what_is_common_and_shows_the_bounds_of_the_rules(client: Client) -> None:
    lead, now = staff("supervisor"), timezone.now()
    centre(lead, now=now)
    case = reached(lead, now=now)
    with as_system():
        for spo2, heat in ((97, "36.8"), (84, "38.9")):
            said = Said(spo2=spo2, temperature=Decimal(heat))
            observing.record(case=case, said=said, way=Way.STAFF, press=uuid4(), by=lead, now=now)
        oxygen, temperature = charts(list(Observation.objects.order_by("pk")), regimes.in_force("covid-19").regime)
    assert (oxygen.base, temperature.base) == (80, 35)
    assert [one.values[0] for one in oxygen.series] == [97, 93, 95]
    assert [one.values[0] for one in temperature.series] == [36.8, 38.5, 40]
    assert "93以下" in oxygen.description
