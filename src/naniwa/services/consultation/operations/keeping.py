"""Desks: kept by those who lead."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.consultation.models import Desk
from naniwa.services.consultation.rules.broken import NoName, NotYours
from naniwa.services.consultation.service import LEADS


@transaction.atomic
def keep(*, number: UUID, fields: dict[str, str], is_open: bool, by: Staff, now: datetime) -> Desk:
    """Add or change a desk under its number. Raises NotYours, NoName."""
    if not by.may(*LEADS):
        raise NotYours
    if not fields["name"].strip():
        raise NoName
    desk, made = Desk.objects.get_or_create(
        public_id=number, organisation=by.organisation, defaults={"name": fields["name"]}
    )
    for name, value in fields.items():
        setattr(desk, name, value)
    desk.closed_at = None if is_open else desk.closed_at or now
    desk.save()
    audit.record("consultation.desk_kept", by=by, target=desk, now=now, name=desk.name, new=made)
    return desk
