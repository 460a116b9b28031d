"""Which cases may be decided and with what amount, and what a bulk decision would do before the button is pressed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency, Outcome, State
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.selecting import Selection, select
from naniwa.services.procedures.queries.viewing import Viewer


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Counts and whole yen; `unpaid` of all are of procedures that pay nothing.

    `own`, `faulty` and `no_amount` are passed over, each for its reason.
    """

    approved: int
    amount_yen: int
    declined: int
    own: int
    faulty: int
    no_amount: int
    unpaid: int

    @property
    def decided(self) -> int:
        return self.approved + self.declined

    @property
    def passed_over(self) -> int:
        return self.own + self.faulty + self.no_amount

    @property
    def pays(self) -> bool:
        """Whether there is any case among them by which money may be paid."""
        return self.decided + self.passed_over > self.unpaid


def pays(case: Application) -> bool:
    """Whether money follows an approval of this case."""
    return live(case.version_id).procedure.pays


def granted(case: Application, outcome: str, amount_yen: int | None) -> int | None:
    """The amount of an outcome: none where nothing is paid, and 0 for what is declined."""
    if not pays(case):
        return None
    return amount_yen if outcome == Outcome.APPROVED else 0


def unpaid_cases(versions: Iterable[int]) -> Q:
    """Cases of those of the versions that pay nothing.

    Never of no version at all: a condition that nothing can meet would empty every figure counted beside it.
    """
    return Q(version__in=[number for number in set(versions) if not live(number).procedure.pays] or [0])


def versions_of(found: QuerySet[Application]) -> QuerySet[Application, int]:
    """The row numbers of the versions that cases were made on, each once."""
    return found.order_by().values_list("version_id", flat=True).distinct()


def settled(free: Q) -> Q:
    """Cases whose approval would be whole: with an amount, or `free` of any."""
    return Q(amount_yen__gt=0) | free


def decidable(found: QuerySet[Application]) -> Q:
    """Those of the cases whose proposal can be carried out."""
    return _declined() | _approved(unpaid_cases(versions_of(found)))


def waiting(selection: Selection, *, viewer: Viewer, now: datetime, until: datetime) -> QuerySet[Application]:
    """Cases of a selection that awaited decision at `until`."""
    found = select(selection, viewer=viewer, now=now)
    return found.filter(
        organisation_id=viewer.organisation_id, stage="decision", state=State.UNDER_REVIEW, reviewed_at__lte=until
    )


def ready(found: QuerySet[Application], *, viewer: Viewer) -> QuerySet[Application]:
    """Those that this person may decide as proposed."""
    return found.exclude(_own(viewer)).filter(_declined() | (_approved(unpaid_cases(versions_of(found))) & ~_faulty()))


def foresee(found: QuerySet[Application], *, viewer: Viewer) -> Foreseen:
    """All of them in one query, and one for their versions."""
    free = unpaid_cases(versions_of(found))
    own, approved = _own(viewer), _approved(free)
    faulty = Q(proposed_outcome=Outcome.APPROVED, is_faulty=True)
    counted = found.annotate(is_faulty=_faulty()).aggregate(
        approved=Count("pk", filter=~own & approved & ~faulty),
        amount_yen=Sum("amount_yen", filter=~own & approved & ~faulty),
        declined=Count("pk", filter=~own & _declined()),
        own=Count("pk", filter=own),
        faulty=Count("pk", filter=~own & faulty),
        unpaid=Count("pk", filter=free),
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
        unpaid=counted["unpaid"],
    )


def ids_ready(found: QuerySet[Application], *, viewer: Viewer) -> list[int]:
    return list(ready(found, viewer=viewer).order_by("pk").values_list("pk", flat=True))


def _own(viewer: Viewer) -> Q:
    """Reviewed or keyed in by whoever is to decide."""
    return Q(reviewed_by_id=viewer.person_id) | Q(keyed_by_id=viewer.person_id)


def _approved(free: Q) -> Q:
    return Q(proposed_outcome=Outcome.APPROVED) & settled(free)


def _declined() -> Q:
    return Q(proposed_outcome=Outcome.DECLINED)


def _faulty() -> Exists:
    return Exists(Deficiency.objects.filter(application=OuterRef("pk"), state__in=OPEN_ITEMS))
