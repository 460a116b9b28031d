"""What a bulk decision over a selection would do, before anybody presses the button."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency, Outcome, State
from naniwa.services.procedures.queries.selecting import Selection, select
from naniwa.services.procedures.queries.viewing import Viewer


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Counts and whole yen; the last three are passed over, each for its reason."""

    approved: int
    amount_yen: int
    declined: int
    own: int
    faulty: int
    no_amount: int

    @property
    def decided(self) -> int:
        return self.approved + self.declined

    @property
    def passed_over(self) -> int:
        return self.own + self.faulty + self.no_amount


def waiting(selection: Selection, *, viewer: Viewer, now: datetime, until: datetime) -> QuerySet[Application]:
    """Cases of a selection that awaited decision at `until`."""
    found = select(selection, viewer=viewer, now=now)
    return found.filter(
        organisation_id=viewer.organisation_id, stage="decision", state=State.UNDER_REVIEW, reviewed_at__lte=until
    )


def ready(found: QuerySet[Application], *, viewer: Viewer) -> QuerySet[Application]:
    """Those that this person may decide as proposed."""
    return found.exclude(_own(viewer)).filter(_declined() | (_approved() & ~_faulty()))


def foresee(found: QuerySet[Application], *, viewer: Viewer) -> Foreseen:
    """One query over all of them."""
    own = _own(viewer)
    faulty = Q(proposed_outcome=Outcome.APPROVED, is_faulty=True)
    counted = found.annotate(is_faulty=_faulty()).aggregate(
        approved=Count("pk", filter=~own & _approved() & ~faulty),
        amount_yen=Sum("amount_yen", filter=~own & _approved() & ~faulty),
        declined=Count("pk", filter=~own & _declined()),
        own=Count("pk", filter=own),
        faulty=Count("pk", filter=~own & faulty),
        all=Count("pk"),
    )
    amount = counted.pop("amount_yen") or 0
    known = counted["approved"] + counted["declined"] + counted["own"] + counted["faulty"]
    return Foreseen(
        approved=counted["approved"],
        amount_yen=amount,
        declined=counted["declined"],
        own=counted["own"],
        faulty=counted["faulty"],
        no_amount=counted["all"] - known,
    )


def ids_ready(found: QuerySet[Application], *, viewer: Viewer) -> list[int]:
    return list(ready(found, viewer=viewer).order_by("pk").values_list("pk", flat=True))


def _own(viewer: Viewer) -> Q:
    """Reviewed or keyed in by whoever is to decide."""
    return Q(reviewed_by_id=viewer.person_id) | Q(keyed_by_id=viewer.person_id)


def _approved() -> Q:
    return Q(proposed_outcome=Outcome.APPROVED, amount_yen__gt=0)


def _declined() -> Q:
    return Q(proposed_outcome=Outcome.DECLINED)


def _faulty() -> Exists:
    return Exists(Deficiency.objects.filter(application=OuterRef("pk"), state__in=OPEN_ITEMS))
