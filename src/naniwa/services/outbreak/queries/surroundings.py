"""Contacts, clusters, transport and rooms, of a case and of a health centre."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q

from naniwa.services.outbreak.models import Case, CloseContact, Cluster, Lodging, Transport

MOST = 200
PAGE = 50


@dataclass(frozen=True, slots=True)
class Around:
    """All of one case."""

    contacts: list[CloseContact]
    contact_of: list[CloseContact]
    clusters: list[Cluster]
    transports: list[Transport]
    lodgings: list[Lodging]


def around(case: Case) -> Around:
    return Around(
        list(CloseContact.objects.filter(case=case).select_related("became").order_by("-at")),
        list(CloseContact.objects.filter(became=case).select_related("case").order_by("-at")),
        list(Cluster.objects.filter(members__case=case).order_by("name")),
        list(Transport.objects.filter(case=case).order_by("-wanted_at")),
        list(Lodging.objects.filter(case=case).order_by("-entered_at")),
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody's contact whose days are not over, and cases of the centre that may be of the same person."""

    contact: CloseContact
    cases: list[Case]


def watched(organisation_id: int, *, on: date) -> list[Watched]:
    """Whose last day comes first; who became a case is watched as one."""
    found = CloseContact.objects.filter(case__organisation_id=organisation_id, watch_until__gte=on, became=None)
    contacts = list(found.select_related("case").order_by("watch_until", "pk")[:MOST])
    same = Q(name__in=[one.name for one in contacts]) | Q(phone__in=[one.phone for one in contacts if one.phone])
    cases = list(Case.objects.filter(same, organisation_id=organisation_id).order_by("-received_at"))
    return [Watched(one, [case for case in cases if _may_be(one, case)]) for one in contacts]


def _may_be(contact: CloseContact, case: Case) -> bool:
    same = case.name == contact.name or (contact.phone != "" and case.phone == contact.phone)
    return same and case.pk != contact.case_id


def contact_of(organisation_id: int, number: UUID) -> CloseContact | None:
    return CloseContact.objects.filter(case__organisation_id=organisation_id, public_id=number).first()


def cluster_of(organisation_id: int, number: UUID) -> Cluster | None:
    return Cluster.objects.filter(organisation_id=organisation_id, public_id=number).first()


def members(cluster: Cluster) -> list[Case]:
    """Those who are the centre's, in the order of their reports."""
    found = Case.objects.filter(clusters__cluster=cluster, organisation_id=cluster.organisation_id)
    return list(found.order_by("reported_on", "pk")[:MOST])


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
