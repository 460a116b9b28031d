"""Registering a venue, confirming it by mail, and closing it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.operations.erasing import erase
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.check_ins.models import OfficerKey, Venue
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.rules.broken import LinkOver, NoName

CONFIRM_WITHIN = timedelta(days=2)
CONTACT_KEPT = timedelta(days=14)
"""After a venue's end its keeper's address is kept for so long, for questions about it."""
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a keeper says of a venue; `starts_at` and `ends_at` of an event alone."""

    name: str
    name_en: str
    kind: str
    capacity: int
    address: str
    email: str
    language: str = "ja"
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def register(*, told: Told, press: UUID, now: datetime) -> Venue:
    """Keep the venue until its mail is opened; a second press of one form finds the first. Raises NoName."""
    if not told.name.strip():
        raise NoName
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"check_ins:{press}"])
        if known := Venue.objects.filter(press=press).first():
            return known
        made = Venue.objects.create(organisation=keeper(), press=press, made_at=now, **vars(told))
        audit.record("check_ins.venue_registered", by=None, target=made, now=now, kind=made.kind)
        _mail(made, "confirm_venue", venues.CONFIRM, now)
        return made


def confirm(*, venue: Venue, now: datetime) -> Venue:
    """The mail was opened: from now on people can check in. Raises LinkOver."""
    with as_system():
        found = _locked(venue)
        if found.closed_at or (found.confirmed_at is None and found.made_at + CONFIRM_WITHIN < now):
            raise LinkOver
        if found.confirmed_at is None:
            found.confirmed_at = now
            found.save(update_fields=["confirmed_at"])
            audit.record("check_ins.venue_confirmed", by=None, target=found, now=now, name=found.name)
            _mail(found, "venue_ready", venues.KEEP, now)
        return found


def take_turning_codes_only(*, venue: Venue, rotating: bool, now: datetime) -> Venue:
    """Whether a photograph of the poster still counts. Raises LinkOver."""
    with as_system():
        found = _locked(venue)
        if not found.is_open:
            raise LinkOver
        if found.rotating != rotating:
            found.rotating = rotating
            found.save(update_fields=["rotating"])
            audit.record("check_ins.venue_changed", by=None, target=found, now=now, rotating=rotating)
        return found


def close(*, venue: Venue, now: datetime) -> Venue:
    """Nobody checks in there any more; what was checked in stays until its day is forgotten."""
    with as_system():
        found = _locked(venue)
        if found.closed_at is None:
            found.closed_at = now
            found.save(update_fields=["closed_at"])
            audit.record("check_ins.venue_closed", by=None, target=found, now=now)
        return found


def drop_unconfirmed(*, now: datetime) -> int:
    """Registrations that nobody confirmed, with their mails; returns how many. Run as the system."""
    over = Venue.objects.filter(confirmed_at=None, made_at__lt=now - CONFIRM_WITHIN)
    erase([venue.reference for venue in over])
    return over.delete()[0]


def erase_keepers(*, now: datetime) -> int:
    """Take the keeper out of venues that were closed, and of events that were over, CONTACT_KEPT ago; with their mails.

    Run as the system. Returns how many; at most a set at a time.
    """
    over = Q(closed_at__lt=now - CONTACT_KEPT) | Q(ends_at__lt=now - CONTACT_KEPT)
    found = list(Venue.objects.select_for_update(skip_locked=True).filter(over).exclude(email="")[:AT_ONCE])
    erase([venue.reference for venue in found])
    Venue.objects.filter(pk__in=[venue.pk for venue in found]).update(email="")
    audit.record_many(Entry(action="check_ins.keeper_erased", by=None, target=one, now=now) for one in found)
    return len(found)


def keeper() -> Organisation:
    """Who answers for check-ins: the organisation with the officer's key, else the prefecture. Run as the system."""
    key = OfficerKey.objects.select_related("organisation").order_by("-made_at").first()
    return key.organisation if key else Organisation.objects.get(code=settings.PREFECTURE_CODE)


def _locked(venue: Venue) -> Venue:
    return Venue.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=venue.pk)


def _mail(venue: Venue, turn: str, page: str, now: datetime) -> None:
    english = venue.language.startswith("en")
    notifications.send(
        f"check_ins.{turn}",
        to=None,
        name=(english and venue.name_en) or venue.name,
        address=venue.email,
        language=venue.language,
        organisation=venue.organisation,
        reference=venue.reference,
        key=f"check_ins:{venue.public_id}:{turn}",
        context={"link": venues.link(venue, page)},
        now=now,
    )
