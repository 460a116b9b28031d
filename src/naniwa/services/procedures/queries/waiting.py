"""What waits for a member of staff this morning."""

from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.payments.models import Claim, ClaimState, Run, RunState
from naniwa.services.procedures.queries import drafted, queue
from naniwa.services.procedures.queries.counting import count
from naniwa.services.procedures.queries.selecting import Selection
from naniwa.services.procedures.queries.viewing import Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts by what they wait for; `next_case` is the own case that is due first."""

    counts: dict[str, int]
    next_case: queue.Listed | None


def waiting(*, viewer: Viewer, now: datetime, roles: frozenset[str]) -> Waiting:
    """Money is counted only for those who pay."""
    counts = count(Selection(), viewer=viewer, now=now).tabs
    counts["notices"] = drafted.counts(drafted.NoticeFilter(), viewer=viewer).total if viewer.reviews else 0
    pays = bool(roles & {"payer", "releaser"})
    counts["claims"] = _claims(viewer) if pays else 0
    counts["runs"] = _runs(viewer) if pays else 0
    mine = queue.page(Selection(tab="mine"), viewer=viewer, now=now, length=1) if viewer.reviews else []
    return Waiting(counts, mine[0] if mine else None)


def _claims(viewer: Viewer) -> int:
    return Claim.objects.filter(organisation_id=viewer.organisation_id, state=ClaimState.PENDING).count()


def _runs(viewer: Viewer) -> int:
    """Draft runs that this person may release, as somebody else made them up."""
    drafts = Run.objects.filter(organisation_id=viewer.organisation_id, state=RunState.DRAFT)
    return drafts.exclude(created_by_id=viewer.person_id).count()
