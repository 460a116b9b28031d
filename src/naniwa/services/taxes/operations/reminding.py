"""A mail before a due day, to whoever gave an address to the municipality."""

from datetime import datetime

from naniwa.kernel.fees.models import Kind
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.library.periods import day_of
from naniwa.library.wareki import format_date
from naniwa.library.yen import format_yen
from naniwa.services.taxes.models import Instalment
from naniwa.services.taxes.queries import links
from naniwa.services.taxes.queries.bills import OWED
from naniwa.services.taxes.queries.words import title
from naniwa.services.taxes.rules.dunning import REMIND_BEFORE, is_to_be_reminded

IN_ONE_NIGHT = 20_000


def remind(*, now: datetime) -> int:
    """One mail for each instalment, however often this runs; returns how many are new. Run as the system."""
    today = day_of(now)
    found = Instalment.objects.select_related("bill__organisation", "bill__person", "charge").filter(
        OWED, charge__kind=Kind.TAX, charge__due_on__gte=today, charge__due_on__lte=today + REMIND_BEFORE,
        bill__held_at=None,
    )  # fmt: skip
    due = found.exclude(bill__email="").order_by("charge__due_on", "pk")[:IN_ONE_NIGHT]
    told = [_told(one) for one in due if is_to_be_reminded(one.standing, today=today)]
    return notifications.send_many(told, now=now)


def _told(one: Instalment) -> Outgoing:
    bill = one.bill
    return Outgoing(
        template="taxes.reminder",
        key=f"taxes:{one.public_id}:reminder",
        to=None,
        person=bill.person,
        name=bill.name,
        address=bill.email,
        language="ja",
        organisation=bill.organisation,
        reference=bill.reference,
        context={
            "title": title(bill.tax, bill.year, one.number, "ja"),
            "due": format_date(one.due_on),
            "amount": format_yen(one.charge.sums.owed),
            "link": links.address(bill.reference),
        },
    )
