"""The first message to an applicant: we have it, and this is its number."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.library.wareki import format_date
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import live


@transaction.atomic
def send_receipts(references: Sequence[str], *, now: datetime) -> int:
    """Confirm receipt to each applicant, once. Safe to repeat."""
    cases = Application.objects.filter(reference__in=references).select_related("person").order_by("pk")
    return notifications.send_many([_message(case) for case in cases], now=now)


def _message(case: Application) -> Outgoing:
    version = live(case.version_id)
    return Outgoing(
        template=version.procedure.notices["received"],
        to=case.person,
        language=case.language,
        context={
            "name": case.applicant_name,
            "procedure": version.procedure.title.in_language(case.language),
            "reference": case.reference,
            "date": format_date(timezone.localtime(case.received_at).date()),
            "days": str(version.procedure.review_days),
            "link": f"{settings.SITE_URL}/applications/{case.reference}/",
        },
        reference=case.reference,
        key=f"procedures.received.{case.reference}",
        organisation_id=case.organisation_id,
        partner_id=case.partner_id,
        person_id=case.person_id,
    )
