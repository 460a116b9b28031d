"""What a health centre has in hand: codes that wait to be entered, and whether there is an officer's key."""

from datetime import datetime

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import CaseCode, OfficerKey


def waiting_codes(organisation_id: int, *, now: datetime) -> list[CaseCode]:
    """Given, not used, not over; the newest first."""
    found = CaseCode.objects.filter(organisation_id=organisation_id, used_at=None, expires_at__gt=now)
    return list(found.order_by("-given_at")[:100])


def officer_key() -> OfficerKey | None:
    with as_system():
        return OfficerKey.objects.select_related("organisation", "made_by").order_by("-made_at").first()
