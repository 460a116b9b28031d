"""Payout runs as a clerk looks at them: the list, the totals, what was objected to, the file."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from naniwa.kernel.payments.models import Claim, Objection, Run, RunState, Transfer, TransferState
from naniwa.kernel.payments.queries import places

_BY_PLACE = """
    SELECT coalesce(o.code, ''), count(*), sum(t.amount_yen)::bigint
    FROM payments_transfer t LEFT JOIN organisations_organisation o ON o.id = t.partner_id
    WHERE t.run_id = %s GROUP BY o.code ORDER BY o.code NULLS LAST
"""
_BY_PAYER = """
    SELECT s.key, count(*), sum(s.value::bigint)::bigint
    FROM payments_transfer t JOIN payments_claim c ON c.id = t.claim_id
    CROSS JOIN LATERAL jsonb_each_text(c.shares) s
    WHERE t.run_id = %s GROUP BY s.key ORDER BY s.key
"""


@dataclass(frozen=True, slots=True)
class Total:
    """Count and yen of one municipality or payer (団体コード)."""

    code: str
    name: str
    count: int
    total_yen: int


@dataclass(frozen=True, slots=True)
class PayoutFile:
    """A file that went to the bank."""

    name: str
    content: bytes
    sha256: str
    records: int
    total_yen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the transfers of a procedure or a run ended; each failed attempt counts."""

    paid: int
    paid_yen: int
    failed: int
    failed_yen: int


def runs(procedure: str | None = None) -> QuerySet[Run]:
    """Newest first, without their files."""
    found = Run.objects.defer("file").select_related("organisation", "created_by", "released_by", "closed_by")
    return (found.filter(procedure=procedure) if procedure else found).order_by("-created_at", "-pk")


def by_public_id(public_id: UUID | str) -> Run:
    """Raises Run.DoesNotExist."""
    return runs().get(public_id=public_id)


def by_municipality(run: Run) -> list[Total]:
    return _totals(_BY_PLACE, run)


def by_payer(run: Run) -> list[Total]:
    """The shares of the run's claims."""
    return _totals(_BY_PAYER, run)


def objections(run: Run) -> QuerySet[Objection]:
    """What kept claims out, by kind."""
    found = Objection.objects.filter(run=run).select_related("claim", "waived_by")
    return found.order_by("code", "claim__reference")


def references(run_public_id: UUID | str) -> list[str]:
    """The applications whose claims the run pays, in the order of its lines."""
    transfers = Transfer.objects.filter(run__public_id=run_public_id).order_by("line")
    return list(transfers.values_list("claim__reference", flat=True))


def payout_file(run: Run) -> PayoutFile | None:
    """None until the run is released, and once every name in it has been taken away."""
    stored = Run.objects.select_related("organisation").get(pk=run.pk)
    if stored.state not in {RunState.RELEASED, RunState.CONFIRMED} or not stored.file:
        return None
    name = f"{stored.organisation.code}-{stored.number:04}-{stored.transfer_on:%Y%m%d}.txt"
    return PayoutFile(name, bytes(stored.file), stored.sha256, stored.records, stored.total_yen)


def outcome(procedure: str) -> Outcome:
    """Of all confirmed runs of a procedure."""
    transfers = Transfer.objects.filter(run__procedure=procedure)
    states = transfers.values("state").annotate(count=Count("pk"), yen=Sum("amount_yen"))
    found = {row["state"]: (row["count"], row["yen"]) for row in states.order_by()}
    return Outcome(*found.get(TransferState.PAID, (0, 0)), *found.get(TransferState.FAILED, (0, 0)))


def claims(procedure: str, state: str | None = None) -> QuerySet[Claim]:
    """Oldest decision first."""
    found = Claim.objects.filter(procedure=procedure).select_related("partner")
    return (found.filter(state=state) if state else found).order_by("approved_at", "pk")


def claim_of(reference: str) -> Claim | None:
    return Claim.objects.filter(reference=reference).first()


def _totals(query: str, run: Run) -> list[Total]:
    with connection.cursor() as cursor:
        cursor.execute(query, [run.pk])
        rows = cursor.fetchall()
    names = places.names(code for code, *_ in rows)
    return [Total(code, names[code], *figures) for code, *figures in rows]
