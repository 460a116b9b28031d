"""A stand-in for a meeting system that is down."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from naniwa.services.consultation.meetings.port import Meeting, Server
from naniwa.services.consultation.rules.broken import MeetingUnavailable


class Failing:
    key = "failing"
    title = _("止まっている会議システムに案内する（試験用）")
    needs_link = False
    on_our_page = False

    def open(self, *, number: UUID, given: str) -> Meeting:  # noqa: ARG002 - it never looks
        raise MeetingUnavailable

    def servers(self, *, number: UUID, now: datetime) -> Sequence[Server]:  # noqa: ARG002 - it never looks
        return ()
