"""With a case ends what goes on around it: the bed that is sought, transports, the room."""

from collections.abc import Collection
from datetime import datetime

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.operations import beds_requests
from naniwa.services.outbreak.queries.going_on import going_on


def end_with(cases: Collection[Case], *, by: Staff, now: datetime) -> int:
    """In the transaction in which the cases end, whose rows the caller holds; returns how many things ended.

    A key that did not come back is still missed.
    """
    ended = 0
    with as_system():
        found = going_on(cases)
        for request in found.requests.select_for_update(of=("self",)):
            beds_requests.end(request, by=by, now=now)
            ended += 1
        for transport in found.transports.select_for_update(of=("self",)).select_related("case"):
            transport.cancelled_at = now
            transport.save(update_fields=["cancelled_at"])
            audit.record("outbreak.transport_ended", by=by, target=transport.case, now=now, done=False, with_case=True)
            ended += 1
        for lodging in found.lodgings.select_for_update(of=("self",)).select_related("case"):
            lodging.left_at = now
            lodging.save(update_fields=["left_at"])
            audit.record("outbreak.lodging_ended", by=by, target=lodging.case, now=now, with_key=False, with_case=True)
            ended += 1
    return ended
