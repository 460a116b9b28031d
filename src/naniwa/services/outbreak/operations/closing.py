"""A case ends: by the rule of isolation, or because it ended otherwise."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case, Observation, Outcome, Stage
from naniwa.services.outbreak.operations.ending import end_with
from naniwa.services.outbreak.operations.reporting import locked
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.rules import isolation
from naniwa.services.outbreak.rules.broken import Closed, NotYet, OpenTasks
from naniwa.services.outbreak.service import PHYSICIAN


def last_day(case: Case) -> date:
    """The last day of isolation at the earliest."""
    rule = regimes.in_force(case.disease).regime.isolation
    return isolation.last_day(
        rule, onset_on=case.onset_on, diagnosed_on=case.diagnosed_on, reported_on=case.reported_on
    )


def may_end(case: Case, *, now: datetime) -> bool:
    """By the rule; symptoms and fever are those of the reports: without a report nobody knows that they are gone."""
    rule = regimes.in_force(case.disease).regime.isolation
    known, since = _free(case, rule.fever)
    today = timezone.localtime(now).date()
    return known and isolation.may_end(rule, last=last_day(case), today=today, free_since=since, now=now)


def _free(case: Case, fever: float) -> tuple[bool, datetime | None]:
    """Whether the last report knows of no symptoms, and since which report; None where none ever knew of any."""
    reports = Observation.objects.filter(case=case).order_by("at")
    unwell = reports.filter(~Q(symptoms=[]) | Q(temperature__gte=fever)).values_list("at", flat=True).last()
    if unwell is None:
        return reports.exists(), None
    since = reports.filter(at__gt=unwell).values_list("at", flat=True).first()
    return since is not None, since


def _ended_on(case: Case, now: datetime) -> date:
    rule = regimes.in_force(case.disease).regime.isolation
    _known, since = _free(case, rule.fever)
    return isolation.ended_on(rule, last=last_day(case), today=timezone.localtime(now).date(), free_since=since)


def close(*, case: Case, outcome: str, by: Staff, now: datetime) -> Case:
    """As recovered only when the rule lets it end, or a doctor says so; what goes on around it ends with it.

    Raises Closed, OpenTasks, NotYet.
    """
    found = locked(case)
    if found.closed_at:
        raise Closed
    if found.tasks.filter(closed_at=None).exists():
        raise OpenTasks
    if outcome == Outcome.RECOVERED:
        if not may_end(found, now=now) and not by.may(PHYSICIAN):
            raise NotYet
        found.isolation_ended_on = _ended_on(found, now)
    found.stage, found.outcome, found.closed_at = Stage.CLOSED, outcome, now
    found.owner, found.next_due_at, found.ladder = None, None, 0
    found.save(update_fields=["stage", "outcome", "closed_at", "owner", "next_due_at", "ladder", "isolation_ended_on"])
    ended = end_with([found], by=by, now=now)
    audit.record("outbreak.closed", by=by, target=found, now=now, outcome=outcome, ended_with_it=ended)
    return found
