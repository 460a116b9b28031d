"""What an alert would do, before anybody approves it: where, when, how many cases, how many people, told what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.suppression import LEAST
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, Approval, SharedVisit
from naniwa.services.check_ins.queries import meetings
from naniwa.services.check_ins.rules import telling


@dataclass(frozen=True, slots=True)
class Line:
    """One stay of the case; `people` are others who were there. A doubtful one tells nobody.

    `visits` are one, or two where it is around midnight and others checked in on either day.
    """

    visits: Sequence[SharedVisit]
    cases: int
    people: int
    level: telling.Level

    @property
    def visit(self) -> SharedVisit:
        return self.visits[0]

    @property
    def few(self) -> bool:
        """Too few to be shown: a number of one or two would tell who was there."""
        return self.people < LEAST


@dataclass(frozen=True, slots=True)
class Plan:
    """All visits of a case, and who has approved so far."""

    alert: Alert
    lines: Sequence[Line]
    approvals: Sequence[Approval]

    @property
    def told(self) -> list[Line]:
        return [line for line in self.lines if line.level != "none" and line.people]

    @property
    def people(self) -> int:
        """Mails at most: whoever was there twice has one."""
        return sum(line.people for line in self.told)

    @property
    def few(self) -> bool:
        return self.people < LEAST

    @property
    def needed(self) -> int:
        return telling.approvals_needed([line.level for line in self.told])

    @property
    def lacking(self) -> int:
        return max(0, self.needed - len(self.approvals))


@dataclass(slots=True)
class Stay:
    """A stay of a case, before anybody said from how many cases on people are told."""

    visits: list[SharedVisit]
    cases: int
    people: int


@dataclass(frozen=True, slots=True)
class Counted:
    """All stays of a case, by venue and beginning, and who has approved so far."""

    alert: Alert
    stays: dict[tuple[int, datetime], Stay]
    approvals: list[Approval]

    def under(self, policy: telling.Policy) -> Plan:
        return Plan(self.alert, [_line(stay, policy) for stay in self.stays.values()], self.approvals)


def _line(stay: Stay, policy: telling.Policy) -> Line:
    first = stay.visits[0]
    level = "none" if first.doubtful else policy.level(first.venue.kind, first.venue.size, stay.cases)
    return Line(stay.visits, stay.cases, stay.people, level)


def plan(alert: Alert, policy: telling.Policy | None = None) -> Plan:
    """By the policy that the alert was made under, or by another one."""
    return counted([alert])[0].under(policy or definitions.rules(alert.policy))


def counted(alerts: Sequence[Alert]) -> list[Counted]:
    """Who was where with how many, which no policy changes; of many alerts in as many statements as of one."""
    with as_system():
        visits = list(SharedVisit.objects.filter(alert__in=alerts).select_related("venue").order_by("begins", "day"))
        people, cases = meetings.counted(visits), meetings.cases(visits)
        given = list(Approval.objects.filter(alert__in=alerts).select_related("by").order_by("at"))
    found = {alert.pk: Counted(alert, {}, []) for alert in alerts}
    for visit, others, infected in zip(visits, people, cases, strict=True):
        stay = found[visit.alert_id].stays.setdefault((visit.venue_id, visit.begins), Stay([], infected, 0))
        stay.visits.append(visit)
        stay.people += others
    for approval in given:
        found[approval.alert_id].approvals.append(approval)
    return list(found.values())


def alerts_of(organisation_id: int) -> list[Alert]:
    """The newest hundred."""
    found = Alert.objects.filter(organisation_id=organisation_id).select_related("code")
    return list(found.order_by("-reported_at")[:100])


def alert(organisation_id: int, number: UUID) -> Alert | None:
    found = Alert.objects.select_related("code__given_by", "organisation")
    return found.filter(organisation_id=organisation_id, public_id=number).first()


def sent(number: str) -> Alert | None:
    """An alert that people have in their mail. Anybody may ask."""
    with as_system():
        found = Alert.objects.filter(number=number, state__in=["sending", "sent"])
        return found.select_related("organisation").first()
