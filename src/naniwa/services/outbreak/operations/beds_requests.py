"""Asking for a bed for a case, and withdrawing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.definitions.scores import current
from naniwa.services.outbreak.models import Case, PlacementRequest, RequestState
from naniwa.services.outbreak.operations import beds_matching, beds_offers
from naniwa.services.outbreak.rules.broken import Closed, NotYourCase
from naniwa.services.outbreak.rules.placement_broken import AlreadyAsked, NotWaiting, NotYourRequest
from naniwa.services.outbreak.service import COORDINATOR

KEPT = timedelta(days=90)
"""After the person arrived or the request was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of the person: no name, but the number that the health centre's case has."""

    case_reference: str
    severity: str
    municipality: str
    deadline: datetime
    score_items: Sequence[str] = ()
    needs: Sequence[str] = ()
    age: str = ""


@transaction.atomic
def ask(*, asked: Asked, press: UUID, by: Staff, now: datetime, body: Organisation | None = None) -> PlacementRequest:
    """Ask `body`, else the prefecture; a second press of the same form finds the first.

    Raises NotYourCase, Closed, AlreadyAsked.
    """
    if known := PlacementRequest.objects.filter(press=press).first():
        return known
    _check_own(asked.case_reference, by)
    score = current()
    try:
        with transaction.atomic():
            made = PlacementRequest.objects.create(
                organisation=body or organisations.prefecture(),
                centre=by.organisation,
                press=press,
                case_reference=asked.case_reference,
                severity=asked.severity,
                score=score.points(asked.score_items),
                score_items=sorted(asked.score_items),
                score_name=score.name,
                needs=sorted(asked.needs),
                age=asked.age,
                municipality=asked.municipality,
                asked_at=now,
                asked_by=by.person,
                deadline=max(asked.deadline, now),
            )
    except IntegrityError as error:
        raise AlreadyAsked from error
    audit.record("outbreak.bed_asked", by=by, target=made, now=now, case=made.case_reference, severity=made.severity)
    beds_matching.wanted()
    return made


def _check_own(reference: str, by: Staff) -> None:
    """A number that no case here has is taken too: centres also write down what they keep elsewhere."""
    with as_system():
        held = Case.objects.select_for_update(of=("self",)).filter(reference=reference)
        case = held.only("organisation_id", "closed_at").first()
    if case and case.organisation_id != by.organisation.pk and not by.may(COORDINATOR):
        raise NotYourCase
    if case and case.closed_at:
        raise Closed


@transaction.atomic
def withdraw(*, request: PlacementRequest, by: Staff, now: datetime) -> PlacementRequest:
    """Nobody seeks a bed any more; one that was kept is given back. Raises NotYourRequest, NotWaiting."""
    if by.organisation.pk not in {request.centre_id, request.organisation_id}:
        raise NotYourRequest
    with as_system():
        found = PlacementRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if found.closed_at:
            raise NotWaiting
        end(found, by=by, now=now)
        return found


def end(found: PlacementRequest, *, by: Staff, now: datetime) -> None:
    """Withdraw one that is open; the caller holds its row and acts as the system."""
    beds_offers.give_back(found, now=now, by=by)
    found.state, found.closed_at = RequestState.WITHDRAWN, now
    found.save(update_fields=["state", "closed_at"])
    audit.record("outbreak.bed_request_withdrawn", by=by, target=found, now=now)
    beds_matching.wanted()


_COUNTED = """
    INSERT INTO outbreak_waitingchange (organisation_id, day, change)
    SELECT organisation_id, day, sum(n) FROM (
        SELECT organisation_id, (asked_at AT TIME ZONE 'Asia/Tokyo')::date AS day, count(*) AS n
        FROM outbreak_placementrequest WHERE id = ANY(%(over)s) GROUP BY 1, 2
        UNION ALL
        SELECT organisation_id, (least(placed_at, closed_at) AT TIME ZONE 'Asia/Tokyo')::date, -count(*)
        FROM outbreak_placementrequest WHERE id = ANY(%(over)s) GROUP BY 1, 2
    ) AS changes GROUP BY 1, 2
    ON CONFLICT (organisation_id, day) DO UPDATE SET change = outbreak_waitingchange.change + excluded.change
"""


def forget(*, now: datetime) -> int:
    """Requests that ended so long ago go with their offers; how many people waited each day stays.

    Beds and reports hold nothing of anybody and stay too.
    """
    with as_system(), connection.cursor() as cursor:
        ended = PlacementRequest.objects.select_for_update(of=("self",), skip_locked=True)
        found = list(ended.filter(closed_at__lt=now - KEPT).only("pk", "public_id", "organisation"))
        over = PlacementRequest.objects.filter(pk__in=[one.pk for one in found])
        cursor.execute(_COUNTED, {"over": [one.pk for one in found]})
        for one in found:
            audit.record("outbreak.bed_request_forgotten", by=None, target=one, now=now, organisation=one.organisation)
        over.delete()
        return len(found)
