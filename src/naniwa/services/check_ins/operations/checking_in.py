"""Checking in: what is written of a visit is made without the database, and written many at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import day_of
from naniwa.services.check_ins.models import Day, OfficerKey, Venue
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.rules.addresses import padded
from naniwa.services.check_ins.rules.broken import NotOpenYet, NotThen, Stale
from naniwa.services.check_ins.rules.sealing import WAITED
from naniwa.services.check_ins.secrecy import days, officer
from naniwa.services.check_ins.secrecy.days import DayKey

MOST_MAILS = 6
"""Completion mails to one address in a day: whoever types other people's addresses is soon of no use to himself."""
AROUND_AN_EVENT = timedelta(hours=2)
DELIVER = "check_ins.deliver"
_WRITE = """
WITH given AS (
    SELECT * FROM unnest(%s::date[], %s::bytea[], %s::uuid[], %s::uuid[], %s::timestamptz[], %s::bytea[], %s::text[],
        %s::bytea[], %s::bytea[]) AS g (day, subject, press, venue, at, sealed, language, tag, post)
), written AS (
    INSERT INTO check_ins_checkin (day, subject, press, venue, at, sealed, language)
    SELECT day, subject, press, venue, at, sealed, language FROM given
    ON CONFLICT DO NOTHING RETURNING day, subject, press
), numbered AS (
    SELECT g.day, g.tag, g.post, row_number() OVER (PARTITION BY g.day, g.subject ORDER BY g.press) + (
        SELECT count(*) FROM (
            SELECT 1 FROM check_ins_checkin k WHERE k.day = g.day AND k.subject = g.subject LIMIT %s
        ) AS earlier
    ) AS mail FROM given g JOIN written w ON (w.day, w.subject, w.press) = (g.day, g.subject, g.press)
    WHERE g.post <> ''
), mails AS (
    INSERT INTO check_ins_post (id, day, tag, reference, sealed, state, attempts, next_attempt_at)
    SELECT gen_random_uuid(), day, tag, '', post, 'queued', 0, %s FROM numbered WHERE mail <= %s
    ON CONFLICT DO NOTHING RETURNING 1
)
SELECT (SELECT count(*) FROM written), (SELECT count(*) FROM mails)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What a check-in needs to know of a venue."""

    number: UUID
    name: str
    name_en: str
    starts_at: datetime | None
    ends_at: datetime | None
    rotating: bool

    @classmethod
    def of(cls, venue: Venue) -> "Place":
        """Raises NotThen for a venue that takes no check-ins."""
        if not venue.is_open:
            raise NotThen
        return cls(venue.public_id, venue.name, venue.name_en, venue.starts_at, venue.ends_at, venue.rotating)


@dataclass(frozen=True, slots=True)
class Row:
    """A check-in as it is written, with its mail; nothing in it says whose it is."""

    day: date
    subject: bytes
    press: UUID
    venue: UUID
    at: datetime
    sealed: bytes
    language: str
    tag: bytes
    post: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """How many are new, and how many mails wait for the post."""

    check_ins: int
    mails: int


def officer_key() -> bytes:
    """The public key that addresses are sealed to. Raises NotOpenYet."""
    with as_system():
        found = OfficerKey.objects.order_by("-made_at").values_list("public", flat=True).first()
    if found is None:
        raise NotOpenYet
    return bytes(found)


def check_proof(place: Place, proof: str, *, now: datetime) -> None:
    """Raises Stale where the venue takes only what its screen shows."""
    if place.rotating and not venues.proves(place.number, proof, now=now):
        raise Stale


def prepare(
    *,
    place: Place,
    email: str,
    press: UUID,
    language: str,
    key: bytes,
    now: datetime,
    waited: timedelta = timedelta(),
    mail: bool = True,
) -> Row:
    """A check-in ready to be written; the address is normal already. `waited` is how long its page had no network.
    Without `mail` nothing is sent for it.

    Raises NotThen outside an event.
    """
    at = now - min(max(waited, timedelta()), WAITED)
    if place.starts_at and place.ends_at and not place.starts_at - AROUND_AN_EVENT <= at <= place.ends_at:
        raise NotThen
    today = days.to_write(day_of(at))
    post = {"to": email, "turn": "checked_in", "language": language, "place": place.name, "place_en": place.name_en}
    post["at"] = at.isoformat()
    return Row(
        day=today.day,
        subject=today.subject(email),
        press=press,
        venue=place.number,
        at=at,
        sealed=today.seal(officer.seal(padded(email), to=key)),
        language=language,
        tag=today.subject(email, about=f"check-in {press}"),
        post=today.seal(padded(json.dumps(post, ensure_ascii=False), 256)) if mail else b"",
    )


def write(rows: Sequence[Row], *, now: datetime) -> Written:
    """Write check-ins by one statement; those that were written before (one page sent twice) change nothing.

    The partitions of their days must be there (`open_days`).
    """
    columns = [[getattr(row, name) for row in rows] for name in Row.__slots__]
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_WRITE, [*columns, MOST_MAILS, now, MOST_MAILS])
        found = cursor.fetchone()
    return Written(*found) if found else Written(0, 0)


def commit(rows: Sequence[Row], *, now: datetime) -> Written:
    """Write check-ins in a transaction of their own; the first of a day makes its partition."""
    try:
        with transaction.atomic():
            return write(rows, now=now)
    except IntegrityError:  # no partition takes this day
        open_days({row.day for row in rows}, now=now)
        with transaction.atomic():
            return write(rows, now=now)


def ask_for_delivery() -> None:
    defer_by_name(DELIVER)


def check_in(row: Row, *, now: datetime) -> Written:
    """One check-in in the open transaction."""
    open_days({row.day}, now=now)
    written = write([row], now=now)
    if written.mails:
        defer_by_name(DELIVER)
    return written


def open_days(wanted: set[date], *, now: datetime) -> None:
    """Make what is missing of these days: key, partition, and the published fingerprint."""
    with as_system():
        for day in sorted(wanted):
            key = days.to_write(day)
            with connection.cursor() as cursor:
                cursor.execute("SELECT check_ins_open_day(%s)", [day])
            Day.objects.bulk_create([Day(day=day, fingerprint=key.fingerprint, opened_at=now)], ignore_conflicts=True)
            _note_lost_key(key, now=now)


def _note_lost_key(key: DayKey, *, now: datetime) -> None:
    """A day whose key was lost goes on under a new one; what the lost one sealed nobody can read, and it is said."""
    found = Day.objects.filter(day=key.day, forgotten_at=None).exclude(fingerprint=key.fingerprint).first()
    if found is None:
        return
    lost = f"{found.lost_keys}\n{found.fingerprint}".strip()
    mine = Day.objects.filter(day=key.day, fingerprint=found.fingerprint)
    if mine.update(fingerprint=key.fingerprint, lost_keys=lost):
        audit.record("check_ins.day_key_lost", by=None, target=found, now=now, fingerprint=found.fingerprint)


def today_and_tomorrow(now: datetime) -> set[date]:
    return {day_of(now), day_of(now) + timedelta(days=1)}
