"""A booking leads staff to the counter, and both sides back to the consultation or application that it was booked from."""

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.events import origins
from naniwa.kernel.people.models import Person
from naniwa.services.appointments.queries import links
from naniwa.services.appointments.tests import counter
from naniwa.services.consultation.tests.people import desk, taken
from naniwa.services.procedures.tests import factories
from naniwa.web.tests.doors import acting

pytestmark = pytest.mark.django_db
AT = counter.MONDAY


def day_of(person: Person) -> str:
    """The list of the day as this member of staff sees it."""
    page = counter.signed_in(person).get(reverse("appointments:day"), {"day": f"{AT:%Y-%m-%d}"})
    return page.content.decode()


def test_a_booking_from_a_consultation_leads_both_sides_back_to_it() -> None:
    lead, clerk, person = counter.lead(), counter.clerk(), counter.resident()
    talk = taken(desk(lead), person, clerk)
    booked = counter.booked(
        counter.window(lead, counter.hours()), begins=AT, origin=f"consultation:talk:{talk.reference}"
    )
    back, staff_back = (reverse(f"consultation:{name}", args=[talk.reference]) for name in ("of", "staff_of"))
    listed = day_of(clerk.person)
    assert f'href="{staff_back}"' in listed
    assert f'href="{reverse("procedures:staff_counter")}?words=' in listed
    assert counter.signed_in(clerk.person).get(staff_back).url.endswith(f"/{talk.public_id}/")  # type: ignore[attr-defined] # a redirect
    mine = Client().get(reverse("appointments:yours", args=[links.token(booked)])).content.decode()
    assert f'href="{back}"' in mine
    assert counter.signed_in(person).get(back).url.endswith(f"/{talk.public_id}/")  # type: ignore[attr-defined] # a redirect
    stranger = counter.signed_in(counter.resident("other@example.jp"))
    assert stranger.get(back).status_code == 404


def test_who_does_not_serve_at_the_counter_is_not_led_there() -> None:
    lead = counter.lead()
    counter.booked(counter.window(lead, counter.hours()), begins=AT)
    approver = acting("approver@example.jp", "approver", office=counter.OFFICE)
    listed = day_of(approver.person)
    assert counter.VISITOR.name in listed
    assert reverse("procedures:staff_counter") not in listed


def test_a_word_leads_to_the_page_that_its_service_has_and_to_none_otherwise() -> None:
    version = factories.published()
    case = factories.received(version, by=factories.resident())
    word = origins.case("procedures", case.reference)
    assert origins.page_of(word, staff=True) == reverse("procedures:staff_case", args=[case.reference])
    assert origins.page_of(word, staff=False) == reverse("procedures:case", args=[case.reference])
    for none in ("", "procedures", "procedures:case:", "elsewhere:thing:1"):
        assert origins.page_of(none, staff=True) == ""
