"""The ways of holding video meetings, and which of them this installation offers."""

from collections.abc import Mapping

from django.conf import settings

from naniwa.services.consultation.meetings.failing import Failing
from naniwa.services.consultation.meetings.link import Link
from naniwa.services.consultation.meetings.peer import Peer
from naniwa.services.consultation.meetings.port import Meeting, MeetingProvider, Server
from naniwa.services.consultation.rules.broken import NoSuchMeeting

__all__ = ["KNOWN", "Meeting", "MeetingProvider", "Server", "offered", "provider"]
KNOWN: Mapping[str, MeetingProvider] = {one.key: one for one in (Peer(), Link(), Failing())}


def offered() -> list[MeetingProvider]:
    """In the order of the settings."""
    return [KNOWN[key] for key in settings.MEETINGS]


def provider(key: str) -> MeetingProvider:
    """One that calls are offered by now. Raises NoSuchMeeting."""
    if key not in settings.MEETINGS:
        raise NoSuchMeeting
    return KNOWN[key]
