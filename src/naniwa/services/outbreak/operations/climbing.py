"""The ladder: who did not report is reminded, then called, then asked for by a person, then visited."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from naniwa.kernel.jobs import defer_many_by_name
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.organisations import bulk
from naniwa.services.outbreak.models import Case, Cause, Stage, Task
from naniwa.services.outbreak.queries import centres, regimes
from naniwa.services.outbreak.rules import risk as risks
from naniwa.services.outbreak.telephones import machine

AT_ONCE = 2_000
ASK = "outbreak.ask_by_call"
_CAUSES = {"call": Cause.CALL, "person": Cause.PERSON, "visit": Cause.VISIT}


def climb(*, now: datetime) -> int:
    """One step for each whose report is late, by sets of AT_ONCE; returns how many. Run as the system."""
    late = Case.objects.filter(stage=Stage.OBSERVATION, next_due_at__lt=now).select_related("organisation", "owner")
    cases = list(late.select_for_update(of=("self",), skip_locked=True).order_by("next_due_at")[:AT_ONCE])
    by_act: dict[str, list[Case]] = defaultdict(list)
    rules = {disease: regimes.in_force(disease).regime for disease in {one.disease for one in cases}}
    for case in cases:
        regime = rules[case.disease]
        by_act[regime.ladder[min(case.ladder, len(regime.ladder) - 1)].act].append(case)
        case.ladder = min(case.ladder + 1, len(regime.ladder))
        case.next_due_at = risks.next_step_due(regime, risk=case.risk, ladder=case.ladder, now=now)
    bulk.amend(Case, ("id", "ladder", "next_due_at"), [(one.pk, one.ladder, one.next_due_at) for one in cases])
    _remind(by_act.pop("reminder", []), now)
    if machine():
        _ring(by_act.pop("call", []))
    for act, each in by_act.items():
        _open(each, _CAUSES[act], now)
    return len(cases)


def _ring(cases: Sequence[Case]) -> None:
    """The automatic call first; it opens the task where nobody answers."""
    each = [{"case": str(one.public_id), "key": f"{one.public_id}:{one.next_due_at:%Y%m%d%H%M}"} for one in cases]
    defer_many_by_name(ASK, each)


def _open(cases: Sequence[Case], cause: Cause, now: datetime) -> None:
    """One open task of each cause; who asks in person or visits is the supervisor on duty."""
    known = set(Task.objects.filter(case__in=cases, cause=cause, closed_at=None).values_list("case_id", flat=True))
    duty = {one.organisation_id: one.on_duty for one in centres.centres()} if cause != Cause.CALL else {}
    Task.objects.bulk_create(
        Task(
            case=case,
            cause=cause,
            owner=duty.get(case.organisation_id, case.owner),
            opened_at=now,
            due_at=min(case.next_due_at or now, now + timedelta(hours=2)),
        )
        for case in cases
        if case.pk not in known and case.owner is not None
    )


def _remind(cases: Sequence[Case], now: datetime) -> None:
    """By mail where there is an address; the mail says nothing of the disease."""
    link = settings.SITE_URL + reverse("outbreak:enter")
    notifications.send_many(
        [
            Outgoing(
                template="outbreak.reminder",
                key=f"outbreak:{case.public_id}:reminder:{case.next_due_at:%Y%m%d%H%M}",
                organisation=case.organisation,
                to=None,
                name=case.name,
                address=case.email,
                reference=case.reference,
                language=case.language,
                context={"link": link},
            )
            for case in cases
            if case.email
        ],
        now=now,
    )
