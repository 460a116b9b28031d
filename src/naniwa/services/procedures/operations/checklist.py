"""Ticking off what a reviewer looked at, with who and when; and the time that it took, with neither."""

from datetime import datetime, timedelta

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.procedures.models import Application, CaseTime, CheckMark
from naniwa.services.procedures.operations.history import locked
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import BrokenRule, check_may_review

LONGEST = timedelta(hours=1)
"""A case that lay open for longer was left, not looked at."""


class NoSuchPoint(BrokenRule):
    """The definition asks for no such look."""


@transaction.atomic
def tick(*, application: Application, point: str, by: Person, now: datetime) -> CheckMark:
    """Tick a point off; the first tick stands. Raises NoSuchPoint, WrongState, TakenByAnother."""
    case = _reviewable(application, point, by)
    mark, is_new = CheckMark.objects.get_or_create(application=case, point=point, defaults={"by": by, "at": now})
    if is_new:
        audit.record("procedures.point_ticked", by=by, target=case, now=now, point=point)
    return mark


@transaction.atomic
def untick(*, application: Application, point: str, by: Person, now: datetime) -> None:
    """Take a tick away again. Raises NoSuchPoint, WrongState, TakenByAnother."""
    case = _reviewable(application, point, by)
    gone, _rows = CheckMark.objects.filter(application=case, point=point).delete()
    if gone:
        audit.record("procedures.point_unticked", by=by, target=case, now=now, point=point)


def _reviewable(application: Application, point: str, by: Person) -> Application:
    case = locked(application)
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by.pk)
    check = live(case.version_id).form.checks.get(point)
    if check is None or check.must is not None:
        raise NoSuchPoint(point)
    return case


def took(*, application: Application, stage: str, opened_at: datetime, now: datetime) -> None:
    """Keep how long a case lay open before it was moved on, unless it was left lying."""
    if timedelta() <= now - opened_at <= LONGEST:
        CaseTime.objects.create(
            organisation_id=application.organisation_id,
            procedure=application.procedure,
            stage=stage,
            seconds=round((now - opened_at).total_seconds()),
            on=day_of(now),
        )
