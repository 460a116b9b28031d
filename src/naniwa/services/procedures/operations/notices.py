"""Deficiency notices: drafted by the platform from open items, confirmed and sent by a person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.organisations import bulk
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Deficiency, ItemState, Notice, NoticeState, Stage, State
from naniwa.services.procedures.operations.history import move_all
from naniwa.services.procedures.operations.messages import RELATED, message
from naniwa.services.procedures.operations.words import blanks, deadline_words, item_lines
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import NothingToSend, WrongState, correction_deadline

SENDABLE = (ItemState.PROPOSED, ItemState.CONFIRMED)
SENDING_STATES = (State.RECEIVED, State.UNDER_REVIEW, State.RESUBMITTED)


@dataclass(frozen=True)
class Sent:
    """`passed_over` are notices that were no longer drafts, or whose case may not be returned now."""

    sent: int
    passed_over: int


@transaction.atomic
def draft_notices(case_ids: Sequence[int], *, now: datetime) -> int:
    """Write or renew the drafted notice of each case that has unsent items; returns how many were new."""
    if not case_ids:
        return 0
    items = _unsent_items(case_ids)
    cases = Application.objects.filter(pk__among=items).only("pk", "version_id", "language").order_by("pk")
    bodies = {case.pk: _body(case, items[case.pk]) for case in cases}
    drafted = dict(
        Notice.objects.filter(application_id__among=bodies, state=NoticeState.DRAFT).values_list("application_id", "pk")
    )
    Notice.objects.bulk_update([Notice(pk=pk, body=bodies[case]) for case, pk in drafted.items()], ["body"])
    sent = _numbers(list(bodies))
    rows = [
        (case, sent.get(case, 0) + 1, NoticeState.DRAFT, body, now, 0)
        for case, body in bodies.items()
        if case not in drafted
    ]
    return bulk.load(Notice, ("application_id", "number", "state", "body", "drafted_at", "reminded"), rows)


def _unsent_items(case_ids: Sequence[int]) -> dict[int, list[Deficiency]]:
    items = defaultdict(list)
    for item in Deficiency.objects.filter(application_id__among=case_ids, state__in=SENDABLE).order_by(
        "application", "pk"
    ):
        items[item.application_id].append(item)
    return items


def _numbers(case_ids: Sequence[int]) -> dict[int, int]:
    """The highest notice number of each case so far."""
    numbered = Notice.objects.filter(application_id__among=case_ids).values_list("application_id", "number")
    highest: dict[int, int] = {}
    for case, number in numbered:
        highest[case] = max(number, highest.get(case, 0))
    return highest


def _body(case: Application, items: Sequence[Deficiency]) -> str:
    return item_lines(live(case.version_id), items, case.language)


def discard_empty_draft(case: Application) -> None:
    """Drop the draft of a case whose items are all settled; else renew its words."""
    if not case.deficiencies.filter(state__in=SENDABLE).exists():
        case.notices.filter(state=NoticeState.DRAFT).update(state=NoticeState.DISCARDED)
        return
    draft_notices([case.pk], now=case.state_at)


def send_notice(*, notice: Notice, by: Person, now: datetime) -> None:
    """Confirm and send one notice. Raises WrongState if it was sent before or the case may not be returned."""
    if not Deficiency.objects.filter(application_id=notice.application_id, state__in=SENDABLE).exists():
        raise NothingToSend
    if send_notices(notice_ids=[notice.pk], by=by, now=now).sent == 0:
        raise WrongState(notice.state)


@transaction.atomic
def send_notices(*, notice_ids: Sequence[int], by: Person, now: datetime) -> Sent:
    """Confirm and send drafted notices, each once, however often this is called; others' cases are passed over."""
    notices = list(
        Notice.objects.select_for_update(of=("self", "application"))
        .select_related(*(f"application__{name}" for name in RELATED))
        .filter(
            Q(application__assignee=None) | Q(application__assignee=by),
            pk__among=notice_ids,
            state=NoticeState.DRAFT,
            application__state__in=SENDING_STATES,
            application__stage=Stage.REVIEW,
        )
        .order_by("pk")
    )
    items = _unsent_items([notice.application_id for notice in notices])
    notices = [notice for notice in notices if items.get(notice.application_id)]
    for notice in notices:
        _seal(notice, by=by, now=now)
    columns = ("id", "state", "sent_by_id", "sent_at", "due_at")
    bulk.amend(Notice, columns, [[getattr(notice, column) for column in columns] for notice in notices])
    _mark_notified(notices, items)
    move_all([notice.application_id for notice in notices], State.NEEDS_CORRECTION, by=by, now=now)
    notifications.send_many([outgoing(notice, items[notice.application_id]) for notice in notices], now=now, by=by)
    audit.record_many(_entry(notice, by, now) for notice in notices)
    return Sent(sent=len(notices), passed_over=len(notice_ids) - len(notices))


def _seal(notice: Notice, *, by: Person, now: datetime) -> None:
    version = live(notice.application.version_id)
    notice.state, notice.sent_by, notice.sent_at = NoticeState.SENT.value, by, now
    notice.due_at = correction_deadline(
        sent_at=now, days=version.procedure.correction.days, last_moment=version.corrections_until
    )


def _mark_notified(notices: Sequence[Notice], items: dict[int, list[Deficiency]]) -> None:
    rows = [
        (item.pk, ItemState.NOTIFIED.value, notice.pk) for notice in notices for item in items[notice.application_id]
    ]
    bulk.amend(Deficiency, ("id", "state", "notice_id"), rows)


def outgoing(notice: Notice, items: Sequence[Deficiency], *, reminder: int = 0) -> Outgoing:
    """The message that carries a notice; `reminder` numbers those sent again."""
    case = notice.application
    return message(
        case,
        "reminder" if reminder else "correction",
        key=f"procedures.notice.{case.reference}.{notice.number}.{reminder}",
        page="correction/",
        context={
            "items": item_lines(live(case.version_id), items, case.language),
            "deadline": deadline_words(notice.due_at, case.language),
            "blanks": blanks(live(case.version_id), items, case.language),
        },
    )


def _entry(notice: Notice, by: Person, now: datetime) -> Entry:
    return Entry(
        action="procedures.notice_sent", by=by, target=notice.application, now=now, detail={"notice": notice.number}
    )
