"""What is known of an account before it is paid once more: earlier transfers to it, and who looked at them."""

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from naniwa.kernel.payments.models import ClaimState, Objection, Run, Transfer

MOST_NAMED = 5

# The waiting accounts are written out first, as the transfers carry them, so that row security lets the index be used.
_PAID_BEFORE = f"""
    WITH waiting AS MATERIALIZED (
        SELECT c.id, c.bank_code, c.branch_code, c.account_type,
            CASE WHEN length(c.account_number) < 7 THEN lpad(c.account_number, 7, '0')
                ELSE c.account_number END AS number
        FROM payments_claim c
        WHERE c.organisation_id = %(organisation)s AND c.procedure = %(procedure)s AND c.state = 'pending'
    )
    SELECT w.id, array_to_string((array_agg(e.reference ORDER BY t.id))[:{MOST_NAMED}], ', ')
    FROM waiting w
    JOIN payments_transfer t ON t.account_number = w.number AND t.branch_code = w.branch_code
        AND t.bank_code = w.bank_code AND t.account_type = w.account_type AND t.state IN ('open', 'paid')
    JOIN payments_claim e ON e.id = t.claim_id AND e.procedure = %(procedure)s AND e.id <> w.id
    GROUP BY w.id
"""  # noqa: S608 - a constant only


def paid_before(organisation_id: int, procedure: str) -> dict[int, str]:
    """Waiting claims whose account is or was paid for the same procedure, with the references it was paid for."""
    with connection.cursor() as cursor:
        cursor.execute(_PAID_BEFORE, {"organisation": organisation_id, "procedure": procedure})
        return dict(cursor.fetchall())


def waived(organisation_id: int, procedure: str) -> set[tuple[int, str]]:
    """Waiting claims that a second person let through, each with the account that this is good for."""
    found = Objection.objects.filter(
        waived_at__isnull=False,
        claim__organisation=organisation_id,
        claim__procedure=procedure,
        claim__state=ClaimState.PENDING,
    )
    return set(found.values_list("claim_id", "waived_account"))


def let_through(run: Run) -> QuerySet[Objection]:
    """What was waived before and is therefore in this run."""
    paid = Transfer.objects.filter(run=run, claim=OuterRef("claim")).annotate(
        account=Concat(
            F("bank_code"), Value("-"), F("branch_code"), Value("-"), F("account_type"), Value("-"), F("account_number")
        )
    )
    found = Objection.objects.filter(
        Exists(paid.filter(account=OuterRef("waived_account"))), waived_at__lte=run.created_at
    )
    return found.select_related("claim", "waived_by").order_by("claim__reference", "waived_at")
