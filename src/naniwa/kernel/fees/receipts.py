"""What stands on the receipt of a fee, and on the slip by which it is paid."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from naniwa.kernel.documents import pdf
from naniwa.kernel.fees.models import Charge, Entry, EntryKind, Payment, Way
from naniwa.kernel.fees.operations import slips
from naniwa.library import payment_slip
from naniwa.library.yen import format_yen

BARS = 56
"""Height of the bars in modules: 10.7 mm at the width of the slip."""


def receipt_data(charge: Charge, moved: Sequence[Entry]) -> dict[str, Any]:
    """Who paid what, how and when, and what went back; `moved` are its payments and refunds."""
    office, language = charge.organisation, get_language() or "ja"
    link = settings.SITE_URL + reverse("fees:charge", args=[charge.public_id])
    return {
        "reference": charge.reference,
        "number": str(charge.public_id).upper()[:8],
        "date": _day(moved[-1].at, language),
        "name": charge.payer_name,
        "title": charge.named,
        "sum_in_words": charge.reckoned,
        "kept": format_yen(charge.sums.kept),
        "office": str(office),
        "office_lines": [line for line in (office.phone, office.email) if line],
        "moved": [_line(one, language) for one in moved],
        "link": link,
        "qr": pdf.qr(link),
    }


def slip_data(slip: Payment) -> dict[str, Any]:
    """What is to be paid by when, and the bars that shops read."""
    charge, language, digits = slip.charge, get_language() or "ja", slips.barcode(slip)
    return {
        "reference": charge.reference,
        "number": slip.provider_reference,
        "name": charge.payer_name,
        "title": charge.named,
        "amount": format_yen(slip.amount_yen),
        "last_day": pdf.long_date(slips.last_day(slip), language=language),
        "office": str(charge.organisation),
        "digits": list(payment_slip.readable(digits)),
        "bars": payment_slip.svg(digits, height=BARS),
    }


def _line(one: Entry, language: str) -> list[str]:
    """When, how and how much; what went back has a minus sign."""
    sign = "" if one.kind == EntryKind.PAY else "−"
    return [_day(one.at, language), str(Way(one.way).label), sign + format_yen(one.amount_yen)]


def _day(at: datetime, language: str) -> str:
    return pdf.long_date(timezone.localtime(at).date(), language=language)
