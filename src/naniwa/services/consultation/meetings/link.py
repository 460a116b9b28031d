"""The office's own meeting system: the clerk gives its link, and residents go there."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from naniwa.services.consultation.meetings.port import Meeting, Server
from naniwa.services.consultation.rules.calls import check_link


class Link:
    key = "link"
    title = _("役所の会議システムに案内する")
    needs_link = True
    on_our_page = False

    def open(self, *, number: UUID, given: str) -> Meeting:  # noqa: ARG002 - the link says all
        return Meeting(check_link(given))

    def servers(self, *, number: UUID, now: datetime) -> Sequence[Server]:  # noqa: ARG002 - browsers do not meet here
        return ()
