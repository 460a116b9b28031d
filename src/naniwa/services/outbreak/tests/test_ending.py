"""What goes on around a case ends with it, in the same transaction and in the audit trail."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case, Lodging, PlacementRequest, Transport
from naniwa.services.outbreak.operations import beds_offers, beds_requests, closing, surroundings
from naniwa.services.outbreak.operations.beds_requests import Asked
from naniwa.services.outbreak.rules.broken import Closed
from naniwa.services.outbreak.tests.people import NOW, centre, reached, staff
from naniwa.services.outbreak.tests.wards import counts, hospital, offered, world
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def bed_for(case: Case, by: Staff) -> PlacementRequest:
    told = Asked(case_reference=case.reference, severity="moderate_1", municipality="271403", deadline=LATER)
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        return beds_requests.ask(asked=told, press=uuid4(), by=by, now=NOW)


def surrounded(by: Staff) -> Case:
    """A case with a transport and a room."""
    case = reached(by)
    with as_system():
        told: dict[str, Any] = {"start": "自宅", "goal": "府立病院", "wanted_at": LATER, "note": ""}
        surroundings.ask_transport(case=case, **told, press=uuid4(), by=by, now=NOW)
        room = {"hotel": "見本ホテル", "room": "301", "key_number": "1", "meals": ""}
        surroundings.lodge(case=case, **room, press=uuid4(), by=by, now=NOW)
    return case


@pytest.mark.parametrize("outcome", ["died", "recovered"])
def test_bed_transport_and_room_end_with_the_case(client: Client, outcome: str) -> None:
    by = staff("physician", email="lead@example.jp")
    lead = staff("supervisor")
    centre(lead)
    case, here = surrounded(by), world()
    (pool,) = hospital(here, now=NOW)
    request = bed_for(case, by)
    offer = offered(here, request, pool, now=NOW)
    beds_offers.accept(offer=offer, by=here.ward, now=NOW)
    assert counts(pool)[2] == 1
    enter(client, by.person, "mfa")
    page = client.get(reverse("outbreak:case", args=[case.public_id])).content.decode().replace("<wbr>", "")
    assert all(word in page for word in ("いっしょに終わるもの", "受入れ決定", "府立病院", "見本ホテル 301"))
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        closing.close(case=case, outcome=outcome, by=by, now=LATER)
    with as_system():
        known = PlacementRequest.objects.get(pk=request.pk)
        assert (known.state, known.closed_at, counts(pool)[2]) == ("withdrawn", LATER, 0)
        assert Transport.objects.get().cancelled_at == LATER
        assert (Lodging.objects.get().left_at, Lodging.objects.get().key_returned_at) == (LATER, None)
        kinds = list(Record.objects.filter(at=LATER).values_list("action", flat=True))
    ended = {
        f"outbreak.{one}"
        for one in ("bed_request_withdrawn", "bed_offer_withdrawn", "transport_ended", "lodging_ended")
    }
    assert ended <= set(kinds)


def test_no_bed_is_sought_for_a_case_that_ended() -> None:
    by = staff("supervisor")
    centre(by)
    case = reached(by)
    with as_system():
        closing.close(case=case, outcome="died", by=by, now=LATER)
    with pytest.raises(Closed):
        bed_for(case, by)
