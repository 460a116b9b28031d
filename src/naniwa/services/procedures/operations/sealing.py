"""The office's electronic seal on notices of decision and certificates, put on by the worker after the decision."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naniwa.kernel.jobs import defer_many_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.signing import operations as signing
from naniwa.kernel.signing.models import SignedPaper
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.papers import certificate_data, decision_data
from naniwa.services.procedures.queries.sealing import WHICH, Which, asks, shall_be_sealed, without_seal

JOB = "procedures.seal"
SET = 50
"""Cases in one job: some seconds of work."""
LONGEST_TITLE = 100


def put_off(references: Sequence[str]) -> int:
    """Queue the sealing of those of these cases whose papers shall bear a seal; returns how many. Run as the system."""
    decided = Application.objects.filter(reference__among=references)
    versions = [
        pk for pk in decided.values_list("version", flat=True).distinct() if any(asks(live(pk), one) for one in WHICH)
    ]
    cases = decided.filter(version__in=versions).select_related("organisation", "decision").order_by("pk")
    wanted = [case.reference for case in (cases if versions else ()) if _due(case, case.decision)]
    defer_many_by_name(JOB, [{"references": wanted[start : start + SET]} for start in range(0, len(wanted), SET)])
    return len(wanted)


def _due(case: Application, decision: Decision) -> list[Which]:
    """Papers that shall bear a seal and do not yet."""
    missing = [which for which in WHICH if getattr(decision, f"{which}_id") is None]
    return [which for which in missing if shall_be_sealed(case, decision, which)]


def put_off_missed(*, now: datetime) -> int:
    """Queue those that were decided before their office had a seal, or whose job was lost."""
    return put_off(without_seal(now=now))


def seal_all(references: Sequence[str], *, now: datetime) -> None:
    """Each in a transaction of its own. Safe to repeat."""
    for reference in references:
        seal(reference, now=now)


def seal(reference: str, *, now: datetime) -> bool:
    """Issue the papers of a decision under the seal, each once; returns whether any was issued now."""
    with transaction.atomic(), as_system():
        decision = Decision.objects.select_for_update(of=("self",)).filter(application__reference=reference).first()
        if decision is None:
            return False
        case = Application.objects.select_related("organisation", "partner", "person").get(pk=decision.application_id)
        due = _due(case, decision)
        with translation.override(case.language):
            for which in due:
                setattr(decision, which, _issued(which, case, decision, now))
        decision.save(update_fields=due)
        return bool(due)


def _issued(which: Which, case: Application, decision: Decision, now: datetime) -> SignedPaper:
    notice = which == "paper"
    data = decision_data(case, decision) if notice else certificate_data(case, decision)
    return signing.issue(
        "procedures/decision" if notice else "procedures/certificate",
        data,
        title=_("決定通知書") if notice else data["called"][:LONGEST_TITLE],
        name=f"{'decision' if notice else 'certificate'}-{case.reference}.pdf",
        language=case.language,
        organisation=case.organisation,
        partner=case.partner,
        person=case.person,
        dated=decision.decided_at,
        now=now,
    )
