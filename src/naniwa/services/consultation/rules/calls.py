"""What a video call and its minutes may be: the link, the recording, the speech sent in, the text that is kept."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from naniwa.services.consultation.rules.broken import BadLink, NothingSaid, NotSpeech, TooLong, TooMuchSpeech

KINDS = ("hello", "offer", "answer")
"""What browsers tell each other before they meet."""
LONGEST_SIGNAL = 60_000
LONGEST_LINK = 500
LARGEST_SPEECH = 12 * 1024 * 1024
"""Bytes: an hour at the 24 kbit/s that the page records with, and a little more."""
LONGEST_MINUTES = 20_000
LONGEST_CALL = timedelta(hours=2)
KEPT_AT_MOST = timedelta(hours=23)
"""How long speech that could not be made into text lies at most."""
_OPENINGS = {b"\x1a\x45\xdf\xa3": "webm", b"OggS": "ogg"}


def check_link(text: str) -> str:
    """The address of a meeting that may be handed to a resident. Raises BadLink."""
    given = text.strip()
    try:
        parts = urlsplit(given)
        fits = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username and parts.port != 0
    except ValueError:
        fits = False
    if not fits or len(given) > LONGEST_LINK or not given.isprintable() or any(one in given for one in " \"'<>\\"):
        raise BadLink
    return given


def host_of(link: str) -> str:
    return urlsplit(link).hostname or ""


def kind_of_speech(head: bytes, size: int) -> str:
    """What browsers record, known by how it begins: `webm`, `ogg` or `mp4`. Raises NotSpeech, TooMuchSpeech."""
    if size > LARGEST_SPEECH:
        raise TooMuchSpeech
    if head[4:8] == b"ftyp":
        return "mp4"
    for opening, kind in _OPENINGS.items():
        if head.startswith(opening):
            return kind
    raise NotSpeech


def check_minutes(text: str) -> None:
    """Raises NothingSaid, TooLong."""
    if not text.strip():
        raise NothingSaid
    if len(text) > LONGEST_MINUTES:
        raise TooLong


def recording(*, asked: datetime | None, agreed: datetime | None, ended: datetime | None) -> str:
    """Whether a call is recorded: `none`, `asked` (the resident has not answered), `on`, or `over`."""
    if ended:
        return "over"
    if agreed:
        return "on"
    return "asked" if asked else "none"
