"""A blank mail to a venue's own address checks its sender in."""

from datetime import datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from uuid import UUID, uuid5

from naniwa.kernel.people import operations as people
from naniwa.library.spoken import accepted
from naniwa.services.check_ins.definitions import LANGUAGES
from naniwa.services.check_ins.operations import checking_in
from naniwa.services.check_ins.operations.checking_in import Place
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.rules.broken import BrokenRule, NotOpenYet

NAMESPACE = UUID("6d3b6a52-6f6e-4c58-9a53-7c2d0f1a5c77")
LONGEST = 256 * 1024
TO = ("X-Original-To", "Delivered-To", "To")


def receive(raw: bytes, *, to: str = "", now: datetime) -> bool:
    """Check in whoever wrote; False for what is no check-in: a machine's mail, a code that is not open, a broken mail.

    The same mail delivered twice is one check-in. Raises NotOpenYet, which is worth another try.
    """
    mail = BytesParser(policy=policy.compat32).parsebytes(raw[:LONGEST])  # newer policies fail on broken headers
    venue = next((found for one in _recipients(mail, to) if (found := venues.by_mail_address(one))), None)
    sender = _sender(mail)
    if venue is None or not sender or _automatic(mail):
        return False
    named = str(mail.get("Message-ID", "")) or f"{now:%Y%m%d%H}"
    number = uuid5(NAMESPACE, f"{venue.public_id} {sender} {named}")
    try:
        place = Place.of(venue)
        checking_in.check_proof(place, "", now=now)
        row = checking_in.prepare(
            place=place,
            email=sender,
            press=number,
            language=_language(mail),
            key=checking_in.officer_key(),
            now=now,
        )
    except NotOpenYet:
        raise
    except BrokenRule:
        return False
    checking_in.check_in(row, now=now)
    return True


def _recipients(mail: Message, to: str) -> list[str]:
    named = [to] if to else [str(value) for header in TO for value in mail.get_all(header, [])]
    return [address for _name, address in getaddresses(named)]


def _sender(mail: Message) -> str:
    try:
        return people.normal(parseaddr(str(mail.get("From", "")))[1])
    except people.NotAnAddress:
        return ""


def _language(mail: Message) -> str:
    """As the sender's program says of itself, which few do; else Japanese."""
    header = mail.get("Accept-Language") or mail.get("Content-Language") or ""
    return accepted(str(header), LANGUAGES) or "ja"


def _automatic(mail: Message) -> bool:
    """Answers of machines and lists would go round for ever (RFC 3834)."""
    by_machine = str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
    return by_machine or "List-Id" in mail or str(mail.get("Precedence", "")).lower() in {"bulk", "list", "junk"}
