"""The end of a case's time: who it was goes, by sets, each whole in a transaction; what statistics count stays."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.notifications.operations import erasing as messages
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.definitions import defined
from naniwa.services.outbreak.models import (
    Attempt,
    Case,
    CloseContact,
    Cluster,
    ClusterMember,
    IntakeLine,
    Lodging,
    Observation,
    Passing,
    Task,
    Transport,
)
from naniwa.services.outbreak.models.cases import EMPTIED
from naniwa.services.outbreak.queries import retention
from naniwa.services.outbreak.rules import risk as risks

AT_ONCE = 500
GOES: tuple[type[models.Model], ...] = (Observation, Task, CloseContact, ClusterMember, Transport, Lodging, IntakeLine)
"""What goes with the person, reports before the tasks that they name."""


def go_on(*, now: datetime) -> int:
    """Take the person out of the next set; returns how many cases, so 0 when all is done.

    Safe to repeat and to kill: a set goes whole or not at all.
    """
    with as_system(), transaction.atomic():
        for disease in defined():
            due = retention.may_go(disease, now=now).select_for_update(of=("self",), skip_locked=True)
            if cases := list(due.order_by("closed_at", "pk")[:AT_ONCE]):
                _erase(cases, now)
                return len(cases)
    return 0


def _erase(cases: Sequence[Case], now: datetime) -> None:
    """Days, age band, sex, municipality, severity, stay and outcome stay, and who worked on it when."""
    ids = [case.pk for case in cases]
    messages.erase([case.reference for case in cases])
    bulk.amend(Case, ("id", "age"), [(case.pk, risks.band(case.born_on, case.age, case.reported_on)) for case in cases])
    Case.objects.filter(pk__in=ids).update(**EMPTIED, language="ja", erased_at=now)
    clusters = list(Cluster.objects.filter(members__case__in=ids).values_list("pk", flat=True))
    for model in GOES:
        model._default_manager.filter(case__in=ids).delete()  # noqa: SLF001 - Django's documented name
    CloseContact.objects.filter(became__in=ids).update(became=None)
    Cluster.objects.filter(pk__in=clusters, members=None).delete()
    Attempt.objects.filter(case__in=ids).update(note="")
    Passing.objects.filter(case__in=ids).update(note="")
    audit.record_many(
        Entry(action="outbreak.case_erased", by=None, target=case, now=now, detail={"disease": case.disease})
        for case in cases
    )
