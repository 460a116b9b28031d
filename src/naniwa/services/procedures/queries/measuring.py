"""Exact figures over the cases given, counted in the database: one grouped query for each table.

A decision counts as it was made and a transfer as it went out, also where the decision was withdrawn afterwards; what
is claimed back stands beside, as some of what was paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import override

from naniwa.library.open_data import Counted, Group, Measure, Measured
from naniwa.services.procedures.models import Application, Deficiency, ItemState, Outcome, State, Step
from naniwa.services.procedures.queries.grouping import grouping
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.names import beyond, fault_names
from naniwa.services.procedures.queries.subjects import Subject

FOUND = (ItemState.CONFIRMED, ItemState.NOTIFIED, ItemState.ANSWERED, ItemState.RESOLVED)
"""States of a deficiency that a person stands by: not what a rule proposes, nor what was waived."""


class Percentiles(Aggregate):
    """Median and 90th percentile of a duration."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY %(expressions)s)%(filter)s"
    output_field = ArrayField(DurationField())


@dataclass(frozen=True, slots=True)
class Kind:
    """Which cases are counted, the moment that puts each into a day or week, and what is measured beside the count."""

    cases: Q
    moment: str
    yen: bool = False
    days: bool = False


_PAID_STEP = Step.objects.filter(application=OuterRef("pk"), state=State.PAID).order_by("at").values("at")[:1]
PAID_AT = Case(
    When(state=State.PAID, then=F("state_at")),
    When(state=State.RECALLED, then=Subquery(_PAID_STEP)),
    output_field=DateTimeField(),
)
"""When the money went out; of a withdrawn decision its history says whether it did."""
PAID = Q(paid_at__isnull=False)
KINDS: dict[Measure, Kind] = {
    "applications": Kind(Q(), "received_at"),
    "approved": Kind(Q(decision__outcome=Outcome.APPROVED), "decision__decided_at"),
    "paid_yen": Kind(PAID, "paid_at", yen=True),
    "reclaimed_yen": Kind(PAID & Q(state=State.RECALLED), "state_at", yen=True),
    "days_to_decision": Kind(Q(decision__isnull=False), "decision__decided_at", days=True),
}
TO_DECISION = F("decision__decided_at") - F("received_at")
STAGES: dict[str, Combinable] = {
    "review": F("reviewed_at") - F("received_at"),
    "decision": F("decision__decided_at") - F("reviewed_at"),
    "payment": PAID_AT - F("decision__decided_at"),
    "whole": PAID_AT - F("received_at"),
}
"""Null for a case that has not come to the end of the stage, which neither a count nor a percentile heeds."""
WITH_PAYMENT = frozenset({"payment", "whole"})


def measure(subject: Subject, version: Live, cases: QuerySet[Application]) -> Counted | None:
    """None for a question with a free answer, which is never counted. Rates are left without what they are of."""
    if subject.measure == "deficiency_rate":
        return _faults(version, cases)
    if subject.measure == "days_by_stage":
        return _stages(cases, pays=version.procedure.pays)
    kind = KINDS[subject.measure]
    found = grouping(subject.by, procedure=version.procedure, moment=kind.moment)
    if found is None:
        return None
    rows = (
        cases.alias(paid_at=PAID_AT).filter(kind.cases).values_list(found.key).annotate(n=Count("pk"), **_values(kind))
    )
    measured: dict[str, Measured] = {}
    for key, count, *values in rows.order_by():
        code, one = found.code(key), _measured(kind, count, *values)
        measured[code] = _together(measured[code], one) if code in measured else one
    groups = tuple(found.groups(measured))
    return Counted(
        measure=subject.measure,
        groups=groups,
        measured=tuple(measured.get(group.code, Measured()) for group in groups),
        whole=Measured(),
        shares=version.procedure.shares or None,
    )


def whole(measure: Measure, cases: QuerySet[Application]) -> Measured:
    """All of the cases together."""
    kind = KINDS[measure]
    found = cases.alias(paid_at=PAID_AT).filter(kind.cases).aggregate(n=Count("pk"), **_values(kind))
    return _measured(kind, found.pop("n"), *found.values())


def _values(kind: Kind) -> dict[str, Aggregate]:
    if kind.yen:
        return {"yen": Sum("amount_yen")}
    return {"days": Percentiles(TO_DECISION)} if kind.days else {}


def _measured(kind: Kind, count: int, value: Decimal | list[timedelta] | None = None) -> Measured:
    if isinstance(value, list):
        return Measured(count, days=_days(value))
    return Measured(count, yen=int(value or 0) if kind.yen else 0)


def _days(found: Sequence[timedelta]) -> tuple[float, ...]:
    """With one decimal."""
    return tuple(round(one / timedelta(days=1), 1) for one in found)


def _together(one: Measured, other: Measured) -> Measured:
    """Several answers that are told as one: counts and yen add up, medians do not."""
    return Measured(one.count + other.count, one.yen + other.yen)


def _faults(version: Live, cases: QuerySet[Application]) -> Counted:
    """Cases by the deficiencies found in them; a case may have several."""
    found = Deficiency.objects.filter(state__in=FOUND, application__in=cases.values("pk")).values_list("code")
    counts: dict[str, int] = dict(found.annotate(n=Count("application_id", distinct=True)).order_by())
    ja, en = fault_names(version, "ja"), fault_names(version, "en")
    codes: list[str] = [*ja, *sorted(set(counts) - set(ja))]
    return Counted(
        measure="deficiency_rate",
        groups=tuple(
            Group(code, ja.get(code) or beyond(code, "ja"), en.get(code) or beyond(code, "en")) for code in codes
        ),
        measured=tuple(Measured(counts.get(code, 0)) for code in codes),
        whole=Measured(),
        divides=False,
    )


def _stages(cases: QuerySet[Application], *, pays: bool) -> Counted:
    """All stages from one query; where nothing is paid, those up to the decision."""
    stages = STAGES if pays else {key: took for key, took in STAGES.items() if key not in WITH_PAYMENT}
    asked: dict[str, Aggregate] = {}
    for key, duration in stages.items():
        took = ExpressionWrapper(duration, DurationField())
        asked |= {f"{key}_n": Count(took), f"{key}_days": Percentiles(took)}
    found = cases.aggregate(**asked)
    return Counted(
        measure="days_by_stage",
        groups=tuple(group for group in stage_groups() if group.code in stages),
        measured=tuple(
            Measured(found[f"{key}_n"], days=_days(found[f"{key}_days"]) if found[f"{key}_days"] else (None, None))
            for key in stages
        ),
        whole=Measured(),
        divides=False,
    )


def stage_groups() -> list[Group]:
    words: dict[str, list[str]] = {}
    for language in ("ja", "en"):
        with override(language):
            words[language] = [
                _("受付から審査まで"),
                _("審査から決定まで"),
                _("決定から振込まで"),
                _("受付から振込まで"),
            ]
    return [Group(*each) for each in zip(STAGES, words["ja"], words["en"], strict=True)]
