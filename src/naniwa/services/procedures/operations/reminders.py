"""Reminders before a correction is due, and what happens when it never came."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.notifications import operations as notifications
from naniwa.services.procedures.models import Channel, Deficiency, ItemState, Notice, NoticeState, State, StepKind
from naniwa.services.procedures.operations.history import add_step, move
from naniwa.services.procedures.operations.messages import RELATED
from naniwa.services.procedures.operations.notices import outgoing
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import waits_until

BATCH = 1_000


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Send each reminder that the definitions ask for by now; returns how many. Safe to repeat."""
    waiting = _waiting(now).select_related(*(f"application__{name}" for name in RELATED))
    due = [notice for notice in waiting if _reminders_due(notice, now) > notice.reminded]
    items = _items(due)
    for notice in due:
        notice.reminded = _reminders_due(notice, now)
    notifications.send_many(
        [outgoing(notice, items[notice.pk], reminder=notice.reminded) for notice in due if items[notice.pk]], now=now
    )
    Notice.objects.bulk_update(due, ["reminded"], batch_size=BATCH)
    return len(due)


def _waiting(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=NoticeState.SENT, due_at__gt=now, application__state=State.NEEDS_CORRECTION
    )


def _reminders_due(notice: Notice, now: datetime) -> int:
    """How many reminders should have gone out by now."""
    days = live(notice.application.version_id).procedure.correction.reminders
    due_at = notice.due_at or now
    return sum(now >= due_at - timedelta(days=before) for before in days)


def _items(notices: Sequence[Notice]) -> dict[int, list[Deficiency]]:
    found = defaultdict(list)
    for item in Deficiency.objects.filter(notice__among=notices, state=ItemState.NOTIFIED).order_by("pk"):
        if item.notice_id is not None:
            found[item.notice_id].append(item)
    return found


_LATER = Notice.objects.filter(
    application=OuterRef("application"), state=NoticeState.SENT, number__gt=OuterRef("number")
)
"""A notice that was sent after this one, whose deadline is the one that counts."""


def _expired(now: datetime) -> Q:
    over = Q(state=NoticeState.SENT, due_at__lte=now, application__state=State.NEEDS_CORRECTION)
    on_paper = Q(application__channel=Channel.PAPER)
    versions = Notice.objects.filter(over & on_paper).values_list("application__version", flat=True).distinct()
    waited = ~on_paper
    for version_id in versions:
        waited |= on_paper & Q(application__version=version_id, due_at__lte=_due_by(now, version_id))
    return over & waited


def _due_by(now: datetime, version_id: int) -> datetime:
    """The last deadline for which a case on paper has waited long enough: `waits_until` turned round, for SQL."""
    days = live(version_id).procedure.correction.post_days
    return now - (waits_until(now, channel=Channel.PAPER, post_days=days) - now)


@transaction.atomic
def close_expired(*, now: datetime) -> int:
    """Bring cases whose correction never came back to the reviewers; returns how many. Safe to repeat.

    A case on paper waits some days longer, as its definition says: the postmark counts for the deadline.
    """
    expired = (
        Notice.objects.select_for_update(of=("self", "application"), skip_locked=True)
        .filter(_expired(now), ~Exists(_LATER))
        .select_related("application__person", "application__organisation")
        .order_by("pk")[:BATCH]
    )
    for notice in expired:
        case = notice.application
        move(case, State.UNDER_REVIEW, by=None, now=now)
        add_step(case, by=None, now=now, kind=StepKind.NOTICE, detail=_("修正の期限が過ぎました"), public=True)
        audit.record("procedures.correction_expired", by=None, target=case, now=now)
    return len(expired)
