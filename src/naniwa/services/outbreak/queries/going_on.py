"""What goes on around cases and ends with them: beds that are sought, transports, rooms in hotels."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from naniwa.services.outbreak.models import Case, Lodging, PlacementRequest, Transport


@dataclass(frozen=True, slots=True)
class GoingOn:
    """What is not ended yet; read as the system, as beds are the coordinating body's."""

    requests: QuerySet[PlacementRequest]
    transports: QuerySet[Transport]
    lodgings: QuerySet[Lodging]


def going_on(cases: Collection[Case]) -> GoingOn:
    keys = [one.pk for one in cases]
    requests = PlacementRequest.objects.filter(case_reference__in=[one.reference for one in cases], closed_at=None)
    return GoingOn(
        requests.order_by("pk"),
        Transport.objects.filter(case__in=keys, done_at=None, cancelled_at=None).order_by("pk"),
        Lodging.objects.filter(case__in=keys, left_at=None).order_by("pk"),
    )
