"""What a health centre has in hand: codes that wait to be entered."""

from datetime import datetime

from naniwa.services.check_ins.models import CaseCode


def waiting_codes(organisation_id: int, *, now: datetime) -> list[CaseCode]:
    """Given, not used, not over; the newest first."""
    found = CaseCode.objects.filter(organisation_id=organisation_id, used_at=None, expires_at__gt=now)
    return list(found.order_by("-given_at")[:100])
