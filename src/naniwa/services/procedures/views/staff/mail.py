"""The letter that a drafted notice would become, exactly as the applicant will read it."""

from collections.abc import Sequence
from datetime import datetime

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.notifications.operations.sending import write
from naniwa.services.procedures.models import Application, Deficiency, Notice
from naniwa.services.procedures.operations.notices import SENDABLE, outgoing
from naniwa.services.procedures.queries.case import CaseFile
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import correction_deadline


def preview(file: CaseFile, now: datetime) -> Message | None:
    """None without a draft; the deadline is what it would be if sent now."""
    items = [item for item in file.items if item.state in SENDABLE]
    return as_sent(file.case, file.draft.number, items, now) if file.draft and items else None


def as_sent(case: Application, number: int, items: Sequence[Deficiency], now: datetime) -> Message:
    """The message of a notice that is not sent yet; it is not saved."""
    version = live(case.version_id)
    due_at = correction_deadline(
        sent_at=now, days=version.procedure.correction.days, last_moment=version.corrections_until
    )
    return write(outgoing(Notice(application=case, number=number, due_at=due_at), items), now)
