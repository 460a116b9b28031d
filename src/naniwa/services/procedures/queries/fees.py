"""What is owed on cases, and whether it is there."""

from collections.abc import Sequence

from django.urls import reverse

from naniwa.kernel.fees.models import Charge
from naniwa.kernel.fees.queries import own
from naniwa.kernel.forms.answers import Answers
from naniwa.services.procedures.definitions import decider
from naniwa.services.procedures.definitions.fees import Due, Unreckonable
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import FeeUnpaid


def foreseen(version: Live, answers: Answers) -> tuple[Due, ...]:
    """What these answers would owe; nothing as long as that cannot be worked out."""
    if not version.procedure.fees:
        return ()
    try:
        return decider(version.procedure).charger.dues(version.form.assess(answers, informing=False))
    except Unreckonable:
        return ()


def charges_of(case: Application) -> list[Charge]:
    return own.charges_for([case.reference]) if live(case.version_id).procedure.fees else []


def unpaid_references(cases: Sequence[Application]) -> set[str]:
    """Which of the cases wait for a fee that is due before the review."""
    waiting = {
        case.reference: {fee.key for fee in live(case.version_id).procedure.fees if fee.due == "before_review"}
        for case in cases
    }
    asked = [reference for reference, keys in waiting.items() if keys]
    charges = own.charges_for(asked) if asked else []
    return {one.reference for one in charges if one.item in waiting[one.reference] and not one.sums.secured}


def check_paid(cases: Sequence[Application]) -> None:
    """Raises FeeUnpaid."""
    if unpaid_references(cases):
        raise FeeUnpaid


def link(reference: str) -> str:
    """The applicant's page of a case; empty where there is no such case."""
    known = Application.objects.filter(reference=reference).exists()
    return reverse("procedures:case", args=[reference]) if known else ""
