"""What an alert would do, before anybody approves it: where, when, how many cases, how many people, told what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.suppression import LEAST, lowered
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, Approval, SharedVisit
from naniwa.services.check_ins.queries import meetings
from naniwa.services.check_ins.rules import telling

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One visit of the case; `people` are others who were there. A doubtful visit tells nobody."""

    visit: SharedVisit
    cases: int
    people: int
    level: telling.Level

    @property
    def other_day(self) -> bool:
        return self.visit.other_day

    @property
    def few(self) -> bool:
        """Too few to be shown: a number of one or two would tell who was there."""
        return self.people < LEAST

    @property
    def at_least(self) -> int:
        """As it is shown: in whole steps, so that no line tells of a few people when it is taken from the sum."""
        return lowered(self.people)


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
    def days(self) -> set[date]:
        """Of which addresses have to be opened."""
        return {line.visit.day for line in self.told}

    @property
    def people(self) -> int:
        """Mails at most: whoever was there twice has one."""
        return sum(line.people for line in self.told)

    @property
    def few(self) -> bool:
        return self.people < LEAST

    @property
    def at_most(self) -> int:
        """As it is shown: in whole steps, as each of its lines."""
        return lowered(self.people) + LEAST - 1

    @property
    def needed(self) -> int:
        return telling.approvals_needed([line.level for line in self.told])

    @property
    def lacking(self) -> int:
        return max(0, self.needed - len(self.approvals))


def plan(alert: Alert, policy: telling.Policy | None = None) -> Plan:
    """By the policy that the alert was made under, or by another one."""
    return plans([alert], policy or definitions.rules(alert.policy))[0]


def plans(alerts: Sequence[Alert], *policies: telling.Policy) -> list[Plan]:
    """Of each alert under each of these policies, counted once however many there are."""
    with as_system():
        found = SharedVisit.objects.filter(alert__in=alerts).select_related("venue").order_by("begins", "day")
        visits = list(found)
        counts = list(zip(visits, meetings.cases(visits), meetings.counted(visits), strict=True))
        given = list(Approval.objects.filter(alert__in=alerts).select_related("by").order_by("at"))
    of_alert, approvals = defaultdict(list), defaultdict(list)
    for one in counts:
        of_alert[one[0].alert_id].append(one)
    for approval in given:
        approvals[approval.alert_id].append(approval)
    return [
        Plan(alert, [_line(*one, policy) for one in of_alert[alert.pk]], approvals[alert.pk])
        for policy in policies
        for alert in alerts
    ]


def alerts_of(organisation_id: int, *, page: int = 1) -> tuple[list[Alert], int]:
    """A page of them, the newest first, and how many there are."""
    found = Alert.objects.filter(organisation_id=organisation_id)
    shown = found.select_related("code").order_by("-reported_at", "-pk")
    return list(shown[(page - 1) * PAGE : page * PAGE]), found.count()


def alert(organisation_id: int, number: UUID) -> Alert | None:
    found = Alert.objects.select_related("code__given_by", "entered_by", "organisation")
    return found.filter(organisation_id=organisation_id, public_id=number).first()


def sent(number: str) -> Alert | None:
    """An alert that people have in their mail. Anybody may ask."""
    with as_system():
        found = Alert.objects.filter(number=number, state__in=["sending", "sent"])
        return found.select_related("organisation").first()


def _line(visit: SharedVisit, cases: int, people: int, policy: telling.Policy) -> Line:
    level = "none" if visit.doubtful else policy.level(visit.venue.kind, visit.venue.size, cases)
    return Line(visit, cases, people, level)
