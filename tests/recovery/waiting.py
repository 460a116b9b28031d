"""Run in a process of its own: a ward with few beds, people who wait for them, and, where asked for, their offers."""

from datetime import datetime, timedelta
from uuid import uuid4

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.operations import beds, beds_offers, beds_requests
from naniwa.web.demo import people


def furnish(*, staffed: int, waiting: int, offered: int, now: datetime) -> None:
    """The demo's coordinator and hospital have it all; offers were made an hour ago."""
    with as_system():
        body, person = organisations.prefecture(), people.by_key("coordinator")
        assert person
        by, before = Staff(person, body, frozenset({"coordinator"})), now - timedelta(hours=1)
        pools = [("moderate", (), (staffed,) * 5, staffed)]
        told = beds.Told(kind="ward", name="見本病棟", name_en="", municipality="271004", pools=pools)
        ward = beds.open_facility(told=told, body=body, reporter=body, by=by, now=before)
        for number in range(waiting):
            asked = beds_requests.Asked(
                case_reference=f"KN-{number:04d}", severity="moderate_1", municipality="271004", deadline=now
            )
            request = beds_requests.ask(asked=asked, press=uuid4(), by=by, now=before)
            if number < offered:
                beds_offers.offer(request=request, pool=ward.pools.get(), by=by, now=before)
