"""Contacts, clusters, transport and rooms, of a case and of a health centre."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max, Q

from naniwa.services.outbreak.models import Case, CloseContact, Cluster, Lodging, Transport

MOST = 200
PAGE = 50


@dataclass(frozen=True, slots=True)
class Around:
    """All of one case."""

    contacts: list[CloseContact]
    clusters: list[Cluster]
    transports: list[Transport]
    lodgings: list[Lodging]


def around(case: Case) -> Around:
    return Around(
        list(CloseContact.objects.filter(case=case).select_related("became").order_by("-at")),
        list(Cluster.objects.filter(members__case=case).order_by("name")),
        list(Transport.objects.filter(case=case).order_by("-wanted_at")),
        list(Lodging.objects.filter(case=case).order_by("-entered_at")),
    )


def clusters(organisation_id: int) -> list[Cluster]:
    """With `cases` and `last_on`, the day of the last report; the newest first."""
    found = Cluster.objects.filter(organisation_id=organisation_id)
    counted = found.annotate(cases=Count("members"), last_on=Max("members__case__reported_on"))
    return list(counted.order_by("-last_on", "-pk")[:MOST])


def transports(organisation_id: int, *, page: int) -> tuple[list[Transport], int]:
    """Those that nobody has made yet, by the time they are wanted; and how many there are."""
    open_ones = Transport.objects.filter(case__organisation_id=organisation_id, done_at=None, cancelled_at=None)
    ordered = open_ones.select_related("case").order_by("wanted_at", "pk")
    return list(ordered[(page - 1) * PAGE : page * PAGE]), open_ones.count()


def transport_of(organisation_id: int, number: UUID) -> Transport | None:
    return Transport.objects.filter(case__organisation_id=organisation_id, public_id=number).first()


def lodgings(organisation_id: int, *, page: int) -> tuple[list[Lodging], int]:
    """Who is in a room, and who left with the key, by hotel and room; and how many there are."""
    held = Q(left_at=None) | (Q(key_returned_at=None) & ~Q(key_number=""))
    found = Lodging.objects.filter(held, case__organisation_id=organisation_id)
    ordered = found.select_related("case").order_by("hotel", "room", "pk")
    return list(ordered[(page - 1) * PAGE : page * PAGE]), found.count()


def meals(organisation_id: int) -> list[tuple[str, str, int]]:
    """How many meals of each kind each hotel needs; without a remark the kind is empty."""
    inside = Lodging.objects.filter(case__organisation_id=organisation_id, left_at=None)
    rows = inside.values(place=F("hotel"), kind=F("meals")).annotate(n=Count("pk")).order_by("place", "kind")
    return [(row["place"], row["kind"], row["n"]) for row in rows]


def lodging_of(organisation_id: int, number: UUID) -> Lodging | None:
    return Lodging.objects.filter(case__organisation_id=organisation_id, public_id=number).first()
