"""On which day a tax was paid: what a shop or a provider says of it, else the day on which we heard."""

from datetime import date

from naniwa.kernel.fees.models import Charge, Entry, EntryKind, StatementLine
from naniwa.library.periods import day_of


def paid_on(charge: Charge) -> date | None:
    """The day of the last payment, as far as something was paid. Slips are heard of days after they were paid."""
    last = Entry.objects.filter(charge=charge, kind=EntryKind.PAY).order_by("-number").first()
    if last is None:
        return None
    told = StatementLine.objects.filter(entry=last).values_list("day", flat=True).first()
    return min(told, day_of(last.at)) if told else day_of(last.at)
