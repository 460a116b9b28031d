"""Writing the mails of an alert: addresses are opened, sealed again with what each is told, and forgotten.

May be killed at any point and begun anew: who has a mail already gets no second one.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched
from uuid import UUID

from django.db.models import Q
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import day_of
from naniwa.services.check_ins.models import Alert, Post, SharedVisit, State
from naniwa.services.check_ins.operations.checking_in import DELIVER
from naniwa.services.check_ins.queries import meetings
from naniwa.services.check_ins.rules.addresses import padded, unpadded
from naniwa.services.check_ins.secrecy import days, officer
from naniwa.services.check_ins.secrecy.days import DayKey, KeyGone

AT_ONCE = 1_000


@dataclass
class Told:
    """One person: the visits that they hear of, the newest wording first."""

    language: str
    visits: list[SharedVisit] = field(default_factory=list)

    def add(self, visit: SharedVisit) -> None:
        """Whoever checked in on both sides of midnight hears of the one stay once."""
        if all((one.venue_id, one.begins) != (visit.venue_id, visit.begins) for one in self.visits):
            self.visits.append(visit)

    @property
    def named(self) -> list[SharedVisit]:
        return [visit for visit in self.visits if visit.level == "named"]


def tell(*, number: UUID, now: datetime) -> int:
    """Queue the mails of an approved alert; returns how many are new. Must not run inside a transaction."""
    alert = _sending(number)
    if alert is None or alert.released_at is None:
        officer.take_back(number)
        return 0
    day = days.to_read(day_of(alert.released_at))
    people = _people(alert, _private_keys(number))
    made = sum(_post(alert, part, day, now) for part in batched(people.items(), AT_ONCE))
    _finish(alert, now)
    officer.take_back(number)
    return made


def take_back_strays() -> int:
    """Keys that were lent for alerts which are not being sent; returns how many."""
    return sum(_take_back_stray(number) for number in officer.all_lent())


def _take_back_stray(number: UUID) -> bool:
    """Whoever approves holds the alert's row until its state is committed: what is lent meanwhile is no stray."""
    with as_system():
        alert = Alert.objects.select_for_update().filter(public_id=number).first()
        if alert and alert.state == State.SENDING:
            return False
        officer.take_back(number)
        return True


def _sending(number: UUID) -> Alert | None:
    with as_system():
        found = Alert.objects.select_related("organisation", "code")
        return found.filter(public_id=number, state=State.SENDING).first()


def _private_keys(number: UUID) -> list[PrivateKey]:
    """Raises KeyGone where nothing is lent."""
    lent = officer.lent(number)
    if lent is None:
        raise KeyGone(number)
    sealed_on, sealed = date.fromisoformat(lent[:10].decode()), lent[10:]
    return officer.lent_keys(days.to_read(sealed_on).open(sealed))


def _people(alert: Alert, keys: Sequence[PrivateKey]) -> dict[str, Told]:
    people: dict[str, Told] = {}
    with as_system():
        visits = list(alert.visits.select_related("venue").filter(~Q(level__in=["", "none"])).order_by("begins"))
        for visit in visits:
            for address, language in _addresses(visit, keys):
                people.setdefault(address, Told(language)).add(visit)
    return people


def _addresses(visit: SharedVisit, keys: Sequence[PrivateKey]) -> Iterator[tuple[str, str]]:
    """Without those whose day was forgotten meanwhile, or that were sealed to no key of ours."""
    try:
        key = days.to_read(visit.day)
    except KeyGone:
        return
    for one in meetings.present(visit):
        try:
            yield unpadded(officer.opened_by_any(key.open(one.sealed), keys)), one.language
        except (CryptoError, KeyGone):
            continue


def _post(alert: Alert, people: Iterable[tuple[str, Told]], day: DayKey, now: datetime) -> int:
    rows = [
        Post(
            day=day.day,
            tag=day.subject(address, about=f"alert {alert.number}"),
            reference=alert.number,
            sealed=day.seal(padded(json.dumps(_said(alert, address, told), ensure_ascii=False), 256)),
            next_attempt_at=now,
        )
        for address, told in people
    ]
    with as_system():
        before = Post.objects.filter(reference=alert.number).count()
        Post.objects.bulk_create(rows, ignore_conflicts=True)
        return Post.objects.filter(reference=alert.number).count() - before


def _said(alert: Alert, address: str, told: Told) -> dict[str, object]:
    places = [_place(visit) for visit in told.named]
    first = told.visits[0]
    return {
        "to": address,
        "turn": "named" if places else "watch",
        "language": told.language,
        "number": alert.number,
        "organisation": alert.organisation.code,
        "places": places,
        "at": first.begins.isoformat(),
    }


def _place(visit: SharedVisit) -> dict[str, str]:
    venue = visit.venue
    between = {"at": visit.begins.isoformat(), "until": visit.ends.isoformat()}
    return {"place": venue.name, "place_en": venue.name_en, **between}


def _finish(alert: Alert, now: datetime) -> None:
    with as_system():
        people = Post.objects.filter(reference=alert.number).count()
        done = Alert.objects.filter(pk=alert.pk, state=State.SENDING)
        if done.update(state=State.SENT, sent_at=now, people=people):
            audit.record(
                "check_ins.sent", by=None, target=alert, now=now, organisation=alert.organisation, people=people
            )
        defer_by_name(DELIVER)
