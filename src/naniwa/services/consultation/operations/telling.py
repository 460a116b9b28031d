"""The mail that an answer waits; what was said stays on the page, behind the sign-in."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from naniwa.kernel.notifications import operations as notifications
from naniwa.services.consultation.models import Conversation, Side


def tell_answered(conversation: Conversation, *, now: datetime) -> None:
    """Once for each time that the resident waits, before the answer is written; without an address, nothing.

    Run as the system.
    """
    person = conversation.person
    last = conversation.utterances.exclude(side=Side.SYSTEM).order_by("-number").first()
    if person is None or not person.email or last is None or last.side != Side.RESIDENT:
        return
    english = conversation.language.startswith("en")
    notifications.send(
        "consultation.answered",
        to=person,
        language=conversation.language,
        organisation=conversation.organisation,
        reference=conversation.reference,
        key=f"consultation:{conversation.public_id}:answered:{last.number}",
        context={
            "desk": (english and conversation.desk.name_en) or conversation.desk.name,
            "link": settings.SITE_URL + reverse("consultation:talk", args=[conversation.public_id]),
        },
        now=now,
    )
