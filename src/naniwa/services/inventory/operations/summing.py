"""What the accepted proposals of a row save, kept beside the row so that lists and the public page can add it up."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Sum

from naniwa.kernel.jobs import defer_many_by_name
from naniwa.services.inventory.models import Procedure, ProposalVerdict, Seal
from naniwa.services.inventory.queries.redesign import Redesign, redesign_of
from naniwa.services.inventory.rules.verdicts import ACCEPTED, DECIDED, shares

JOB = "inventory.sum_up"
SET = 50
"""Rows in one job: about a second of work."""


@transaction.atomic
def sum_up(procedure: Procedure) -> None:
    """Those accepted whose reason has gone from the row keep what they were counted for. Safe to repeat."""
    now = redesign_of(procedure)
    _keep_of_seals(procedure, now)
    for key, share in shares(now.facts, now.accepted).items():
        ProposalVerdict.objects.filter(procedure=procedure, key=key).update(
            office_minutes=share.office_minutes, applicant_minutes=share.applicant_minutes, yen=share.yen
        )
    kept = ProposalVerdict.objects.filter(procedure=procedure)
    sums = kept.aggregate(office=Sum("office_minutes"), applicant=Sum("applicant_minutes"), yen=Sum("yen"))
    procedure.accepted = kept.filter(verdict=ACCEPTED).count()
    procedure.dismissed = kept.exclude(verdict=ACCEPTED).count()
    procedure.saved_minutes = (sums["office"] or 0) + (sums["applicant"] or 0)
    procedure.saved_yen = sums["yen"] or 0
    procedure.save(update_fields=["accepted", "dismissed", "saved_minutes", "saved_yen"])


def _keep_of_seals(procedure: Procedure, now: Redesign) -> None:
    """The decision is the seal's; kept here is what it saves, which stays when the seal has gone from the row."""
    for key, seal in now.seals.items():
        found = ProposalVerdict.objects.filter(procedure=procedure, key=key)
        if not seal.decision:
            found.filter(verdict=ACCEPTED).delete()
            continue
        one = now.verdicts[key]
        values = {name: getattr(one, name) for name in ("sentence_ja", "sentence_en", "verdict", "reason")}
        values |= {
            "organisation_id": seal.organisation_id,
            "decided_at": seal.decided_at,
            "decided_by": seal.decided_by,
        }
        sums = dict.fromkeys(("office_minutes", "applicant_minutes", "yen"), 0)
        ProposalVerdict.objects.update_or_create(procedure=procedure, key=key, defaults=values | sums)


def put_off(procedures: Iterable[UUID]) -> None:
    """Sum these up soon, in jobs."""
    numbers = sorted(map(str, set(procedures)))
    defer_many_by_name(JOB, [{"procedures": numbers[at : at + SET]} for at in range(0, len(numbers), SET)])


def sum_up_all(procedures: Iterable[str]) -> None:
    """Run as the system."""
    for procedure in Procedure.objects.select_for_update().filter(public_id__in=list(procedures)).order_by("pk"):
        sum_up(procedure)


def put_off_missed() -> int:
    """Rows with a decided seal for which nothing is kept yet, as after an import or an upgrade. Run as the system."""
    counted = ProposalVerdict.objects.filter(
        Q(*[Q(key__startswith=f"{code}:") for code in DECIDED], _connector=Q.OR), procedure=OuterRef("procedure")
    )
    decided = Seal.objects.exclude(decision="").filter(~Exists(counted), procedure__removed_at=None)
    found = set(decided.values_list("procedure__public_id", flat=True))
    put_off(found)
    return len(found)
