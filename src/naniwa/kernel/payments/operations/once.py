"""Making up a run once, however often the button is pressed."""

from datetime import date, datetime

from django.db import transaction

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.actors import Clerk, person_of
from naniwa.kernel.payments.models import PayingAccount, Run, RunState
from naniwa.kernel.payments.operations.collecting import collect


@transaction.atomic
def collect_once(*, organisation: Organisation, procedure: str, transfer_on: date, by: Clerk, now: datetime) -> Run:
    """The draft that this person already made up for the day, else a new one. Raises what `collect` raises."""
    list(PayingAccount.objects.select_for_update().filter(organisation=organisation))
    drafts = Run.objects.defer("file").filter(
        organisation=organisation,
        procedure=procedure,
        transfer_on=transfer_on,
        state=RunState.DRAFT,
        created_by=person_of(by),
    )
    return drafts.first() or collect(
        organisation=organisation, procedure=procedure, transfer_on=transfer_on, by=by, now=now
    )
