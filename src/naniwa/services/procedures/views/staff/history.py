"""The history of a case as one line of time: steps, notices and notes together."""

from django.utils.translation import gettext as _

from naniwa.design.parts import Event
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.services.procedures.models import Note, Notice, NoticeState, Step, StepKind
from naniwa.services.procedures.queries.case import CaseFile
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.views.states import status_of


def timeline(file: CaseFile, names: dict[str, str]) -> list[Event]:
    """Newest first."""
    events = [_step(file.version, step) for step in file.steps] + [_note(note) for note in file.notes]
    events += [_notice(notice, file, names) for notice in file.notices if notice.sent_at]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _step(version: Live, step: Step) -> Event:
    words = {
        StepKind.REVIEW: _("審査の受け渡し"),
        StepKind.NOTICE: _("お知らせの期限"),
        StepKind.ACCOUNT: _("口座の修正"),
        StepKind.FEE: _("手数料の確認"),
        StepKind.TALK: _("オンライン相談の記録"),
    }
    title = str(status_of(version, step.state).label) if step.kind == StepKind.STATE else words[StepKind(step.kind)]
    who = _who(step.by) if step.by else _("自動処理")
    return Event(at=step.at, title=title, who=who, text=step.detail, state=step.state, internal=not step.public)


def _who(person: Person) -> str:
    return str(person) if person.kind == PersonKind.STAFF else _("申請者")


def _note(note: Note) -> Event:
    return Event(at=note.at, title=_("メモ"), who=str(note.by), text=note.text, internal=True)


def _notice(notice: Notice, file: CaseFile, names: dict[str, str]) -> Event:
    items = [names.get(item.code, item.code) for item in file.items if item.notice_id == notice.pk]
    title = _("修正のお願い（%(number)s回目）を送付") % {"number": notice.number}
    if notice.state == NoticeState.ANSWERED:
        title = _("修正のお願い（%(number)s回目）を送付、回答あり") % {"number": notice.number}
    return Event(
        at=notice.sent_at or notice.drafted_at, title=title, who=str(notice.sent_by or ""), text="\n".join(items)
    )
