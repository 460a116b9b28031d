"""The office's electronic seal on notices of decision, put on by the worker after the decision."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naniwa.kernel.jobs import defer_many_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.signing import operations as signing
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.papers import decision_data
from naniwa.services.procedures.queries.sealing import shall_be_sealed, without_seal

JOB = "procedures.seal"
SET = 50
"""Notices in one job: some seconds of work."""


def put_off(references: Sequence[str]) -> int:
    """Queue the sealing of those of these cases whose notice shall bear a seal; returns how many. Run as the system."""
    decided = Application.objects.filter(reference__among=references)
    versions = [pk for pk in decided.values_list("version", flat=True).distinct() if live(pk).procedure.sealed]
    cases = decided.filter(version__in=versions).select_related("organisation").order_by("pk") if versions else ()
    wanted = [case.reference for case in cases if shall_be_sealed(case)]
    defer_many_by_name(JOB, [{"references": wanted[start : start + SET]} for start in range(0, len(wanted), SET)])
    return len(wanted)


def put_off_missed(*, now: datetime) -> int:
    """Queue those that were decided before their office had a seal, or whose job was lost."""
    return put_off(without_seal(now=now))


def seal_all(references: Sequence[str], *, now: datetime) -> None:
    """Each in a transaction of its own. Safe to repeat."""
    for reference in references:
        seal(reference, now=now)


def seal(reference: str, *, now: datetime) -> bool:
    """Issue the notice of a decision under the seal, once; returns whether it was done now."""
    with transaction.atomic(), as_system():
        decision = Decision.objects.select_for_update(of=("self",)).filter(application__reference=reference).first()
        if decision is None or decision.paper_id is not None:
            return False
        case = Application.objects.select_related("organisation", "partner", "person").get(pk=decision.application_id)
        if not shall_be_sealed(case):
            return False
        with translation.override(case.language):
            decision.paper = signing.issue(
                "procedures/decision",
                decision_data(case, decision),
                title=_("決定通知書"),
                name=f"decision-{case.reference}.pdf",
                language=case.language,
                organisation=case.organisation,
                partner=case.partner,
                person=case.person,
                dated=decision.decided_at,
                now=now,
            )
        decision.save(update_fields=["paper"])
        return True
