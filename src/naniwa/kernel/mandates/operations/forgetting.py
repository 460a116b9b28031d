"""Letting go of mandates that are long over and that nothing names any more, with their papers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, QuerySet

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.documents.operations import erasing as documents
from naniwa.kernel.mandates.models import OVER, Mandate
from naniwa.kernel.notifications.operations import erasing as messages

KEPT = timedelta(days=365)
AT_ONCE = 200


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Remove them; run as the system. Returns how many, a set at a time."""
    due = Mandate.objects.filter(state__in=OVER, over_at__lt=now - KEPT)
    for relation in Mandate._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            model: type[Model] = relation.related_model
            due = due.exclude(Exists(QuerySet(model).filter(**{relation.field.name: OuterRef("pk")})))
    gone = list(due.select_for_update(of=("self",), skip_locked=True).order_by("over_at")[:AT_ONCE])
    documents.erase(numbers=[one.paper_id for one in gone if one.paper_id is not None])
    messages.erase([one.reference for one in gone])
    audit.record_many(Entry(action="mandates.forgotten", by=None, target=one, now=now) for one in gone)
    Mandate.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)
