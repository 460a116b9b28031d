"""Lets a claim through that was held back because its account is paid already: a second shop of one business."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit.operations import record
from naniwa.kernel.payments import rules
from naniwa.kernel.payments.actors import Clerk, person_of
from naniwa.kernel.payments.errors import ClaimIsMoving
from naniwa.kernel.payments.models import Claim, ClaimState, Objection
from naniwa.kernel.payments.rules import Candidate, Code


@transaction.atomic
def waive(*, objection: Objection, by: Clerk, reason: str, now: datetime) -> Objection:
    """Have the next run pay it all the same, to the account it asks for now; a second call changes nothing.

    Raises NotWaivable, SamePerson, NoReason, ClaimIsMoving.
    """
    claim = Claim.objects.select_for_update().get(pk=objection.claim_id)
    objection = Objection.objects.select_related("run").defer("run__file").get(pk=objection.pk)
    if objection.waived_at:
        return objection
    code, made_up_by = Code(objection.code), objection.run.created_by_id
    rules.check_may_waive(code, created_by=made_up_by, waived_by=person_of(by).pk, reason=reason)
    if claim.state != ClaimState.PENDING:
        raise ClaimIsMoving(claim.reference)
    objection.waived_by, objection.waived_at = person_of(by), now
    objection.waived_reason, objection.waived_account = reason.strip(), _account(claim)
    objection.save(update_fields=["waived_by", "waived_at", "waived_reason", "waived_account"])
    record(
        "payments.objection_waived", by=by, target=claim, subject=claim.person, organisation=claim.organisation,
        now=now, run=objection.run.reference, objection=code.value, shown=objection.shown,
        reason=objection.waived_reason,
    )  # fmt: skip
    return objection


def _account(claim: Claim) -> str:
    asked = (claim.bank_code, claim.branch_code, claim.account_type, claim.account_number)
    return rules.written(Candidate(claim.pk, *asked, claim.payee_kana, claim.amount_yen).account)
