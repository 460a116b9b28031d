"""Daily reports: judged as they come; what is RED opens a task at once, and what is missing climbs the ladder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case, Cause, Observation, Stage, Task, Way
from naniwa.services.outbreak.operations.reporting import locked_and_kept
from naniwa.services.outbreak.queries import centres, regimes
from naniwa.services.outbreak.rules import levels
from naniwa.services.outbreak.rules import risk as risks
from naniwa.services.outbreak.rules.broken import NothingSaid, NotReached
from naniwa.services.outbreak.rules.regime import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a patient says; `asked` is true where symptoms were asked for, so that none is an answer."""

    temperature: Decimal | None = None
    spo2: int | None = None
    symptoms: tuple[str, ...] = ()
    mood: int | None = None
    asked: bool = False


def record(*, case: Case, said: Said, way: Way, press: UUID, by: Staff | None, now: datetime) -> Observation:
    """Write a report down and judge it; a second press finds the first. Without `by`, run as the system.

    A report after the end is taken too: who is RED then still gets a task.

    Raises NothingSaid, NotReached; Closed where the time of the case is over.
    """
    if said.temperature is None and said.spo2 is None and not said.symptoms and not said.asked:
        raise NothingSaid
    found = locked_and_kept(case)
    if known := Observation.objects.filter(press=press, case=found).first():
        return known
    if found.stage == Stage.FIRST_CONTACT:
        raise NotReached
    force = regimes.in_force(found.disease)
    judged = levels.judge(force.regime, _report(found, said, now), risk=found.risk)
    made = Observation.objects.create(
        press=press,
        case=found,
        at=now,
        way=way,
        by=by.person if by else None,
        temperature=said.temperature,
        spo2=said.spo2,
        symptoms=list(said.symptoms),
        mood=said.mood,
        level=judged.level,
        reasons=list(judged.reasons),
        rules=force.number,
        task=_red_task(found, force.regime, now) if judged.level == "red" else None,
    )
    _heard(found, force.regime, judged.severity, now)
    audit.record("outbreak.observed", by=by, target=found, now=now, level=judged.level, way=str(way))
    return made


def open_task(case: Case, *, cause: Cause, due_at: datetime, now: datetime) -> Task:
    """The open one of this cause, or a new one; of the case's owner, or of the supervisor on duty."""
    if known := Task.objects.select_for_update().filter(case=case, cause=cause, closed_at=None).first():
        return known
    owner = case.owner
    if owner is None:
        centre = centres.centre_of(case.organisation_id)
        owner = centre.on_duty if centre else None
    if owner is None:
        raise RuntimeError  # a case's organisation has been a centre since it was reported
    return Task.objects.create(case=case, cause=cause, owner=owner, opened_at=now, due_at=due_at)


def _red_task(case: Case, regime: Regime, now: datetime) -> Task:
    return open_task(case, cause=Cause.RED, due_at=now + timedelta(minutes=regime.red_within_minutes), now=now)


def _report(case: Case, said: Said, now: datetime) -> levels.Report:
    earlier = Observation.objects.filter(case=case, spo2__isnull=False, at__gte=now - timedelta(days=3))
    return levels.Report(
        temperature=float(said.temperature) if said.temperature is not None else None,
        spo2=said.spo2,
        spo2_before=earlier.order_by("-at").values_list("spo2", flat=True).first(),
        mood=said.mood,
        symptoms=said.symptoms,
    )


def _heard(case: Case, regime: Regime, severity: str, now: datetime) -> None:
    """The next report is due from now; who is worse than was known is at more risk from now on."""
    if case.closed_at:
        return
    order = list(regime.severity_points)
    if severity and (case.severity not in order or order.index(severity) > order.index(case.severity)):
        case.severity = severity
        age = risks.age_on(case.born_on, case.age, case.reported_on)
        case.risk = risks.risk(regime, age=age, severity=severity, factors=case.factors)
    case.ladder, case.next_due_at = 0, risks.next_report_due(regime, risk=case.risk, now=now)
    case.save(update_fields=["severity", "risk", "ladder", "next_due_at"])
