"""The first message to an applicant: we have it, and this is its number."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.library.wareki import format_date
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations.messages import RELATED, message
from naniwa.services.procedures.operations.words import review_words
from naniwa.services.procedures.queries.live import live


@transaction.atomic
def send_receipts(references: Sequence[str], *, now: datetime) -> int:
    """Confirm receipt to each applicant, once. Safe to repeat."""
    cases = Application.objects.filter(reference__among=references).select_related(*RELATED).order_by("pk")
    return notifications.send_many([_message(case) for case in cases], now=now)


def _message(case: Application) -> Outgoing:
    return message(
        case,
        "received",
        key=f"procedures.received.{case.reference}",
        context={
            "date": format_date(timezone.localtime(case.received_at).date()),
            "days": review_words(live(case.version_id).procedure, case.language),
        },
    )
