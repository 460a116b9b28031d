"""Contacts, clusters, transport and rooms of a case."""

from datetime import date, datetime, timedelta
from unicodedata import normalize
from uuid import UUID

from django.db import IntegrityError, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case, CloseContact, Cluster, ClusterMember, Lodging, Stay, Transport
from naniwa.services.outbreak.operations.reporting import locked, locked_and_kept
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.rules.broken import AlreadyDone, Closed, RoomTaken


def add_contact(
    *, case: Case, name: str, phone: str, setting: str, last_contact_on: date, press: UUID, by: Staff, now: datetime
) -> CloseContact:
    """Watched for as long as the disease's file says. A second press finds the first. Raises Closed."""
    found = locked_and_kept(case)
    if known := CloseContact.objects.filter(press=press, case=found).first():
        return known
    until = last_contact_on + timedelta(days=regimes.in_force(found.disease).regime.watch_contacts_days)
    made = CloseContact.objects.create(
        press=press, case=found, name=name, phone=phone, setting=setting, last_contact_on=last_contact_on,
        watch_until=until, at=now,
    )  # fmt: skip
    audit.record("outbreak.contact_added", by=by, target=found, now=now)
    return made


def note_became(*, contact: CloseContact, case: Case, by: Staff, now: datetime) -> CloseContact:
    """The contact has the disease now, and is watched as that case. Raises AlreadyDone."""
    found = CloseContact.objects.select_for_update(of=("self",)).select_related("case").get(pk=contact.pk)
    if found.became_id == case.pk:
        return found
    if found.became_id or found.case_id == case.pk:
        raise AlreadyDone
    found.became = case
    found.save(update_fields=["became"])
    audit.record("outbreak.contact_became", by=by, target=found.case, now=now, case=case.reference)
    return found


def leave_cluster(*, cluster: Cluster, case: Case, by: Staff, now: datetime) -> None:
    """It was put there by mistake; a second press changes nothing."""
    gone, _by_model = ClusterMember.objects.filter(cluster=cluster, case=case).delete()
    if gone:
        audit.record("outbreak.cluster_left", by=by, target=case, now=now, cluster=str(cluster.public_id))


def join_cluster(*, case: Case, name: str, setting: str, by: Staff, now: datetime) -> Cluster:
    """The centre's cluster of this name, made where there is none. Raises Closed."""
    found = locked_and_kept(case)
    cluster, _made = Cluster.objects.get_or_create(
        organisation=found.organisation, name=name, defaults={"setting": setting, "at": now}
    )
    _member, joined = ClusterMember.objects.get_or_create(cluster=cluster, case=found)
    if joined:
        audit.record("outbreak.cluster_joined", by=by, target=found, now=now, cluster=str(cluster.public_id))
    return cluster


def ask_transport(
    *, case: Case, start: str, goal: str, wanted_at: datetime, note: str, press: UUID, by: Staff, now: datetime
) -> Transport:
    """A second press finds the first. Raises Closed."""
    found = locked(case)
    if known := Transport.objects.filter(press=press, case=found).first():
        return known
    if found.closed_at:
        raise Closed
    made = Transport.objects.create(
        press=press, case=found, start=start, goal=goal, wanted_at=wanted_at, note=note, asked_by=by.person
    )
    audit.record("outbreak.transport_asked", by=by, target=found, now=now, transport=made.reference)
    return made


def end_transport(*, transport: Transport, done: bool, by: Staff, now: datetime) -> Transport:
    """Raises AlreadyDone."""
    found = Transport.objects.select_for_update(of=("self",)).select_related("case").get(pk=transport.pk)
    if found.done_at or found.cancelled_at:
        raise AlreadyDone
    if done:
        found.done_at = now
    else:
        found.cancelled_at = now
    found.save(update_fields=["done_at", "cancelled_at"])
    audit.record("outbreak.transport_ended", by=by, target=found, now=now, done=done)
    return found


def lodge(
    *, case: Case, hotel: str, room: str, key_number: str, meals: str, press: UUID, by: Staff, now: datetime
) -> Lodging:
    """Full-width figures and letters name the same room. A second press finds the first. Raises Closed, RoomTaken."""
    hotel, room = (" ".join(normalize("NFKC", one).split()) for one in (hotel, room))
    found = locked(case)
    if known := Lodging.objects.filter(press=press, case=found).first():
        return known
    if found.closed_at:
        raise Closed
    try:
        with transaction.atomic():
            made = Lodging.objects.create(
                press=press, case=found, hotel=hotel, room=room, key_number=key_number, meals=meals, entered_at=now
            )
    except IntegrityError as error:
        raise RoomTaken from error
    found.stay = Stay.HOTEL
    found.save(update_fields=["stay"])
    audit.record("outbreak.lodged", by=by, target=found, now=now, lodging=made.reference)
    return made


def leave(*, lodging: Lodging, with_key: bool, by: Staff, now: datetime) -> Lodging:
    """Out of the room, or only the key back, where it was missing. Raises AlreadyDone."""
    found = Lodging.objects.select_for_update(of=("self",)).select_related("case").get(pk=lodging.pk)
    if found.key_returned_at or (found.left_at and not with_key):
        raise AlreadyDone
    found.left_at = found.left_at or now
    found.key_returned_at = now if with_key else None
    found.save(update_fields=["left_at", "key_returned_at"])
    audit.record("outbreak.lodging_ended", by=by, target=found, now=now, with_key=with_key)
    return found
