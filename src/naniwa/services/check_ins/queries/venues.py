"""Venues by what people hold: the code on a poster, the link of a mail, the code on a screen that changes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import Venue
from naniwa.services.check_ins.rules import codes

KEEP, CONFIRM = "check_ins:keep", "check_ins:confirm"
"""Pages of a venue's keeper, each with links of its own."""
TURN = timedelta(minutes=1)
"""How long the code on a screen lasts; the two before it are taken, too, for slow hands."""
TURNS_TAKEN = 3


def by_code(carried: str) -> Venue | None:
    """A venue that was confirmed, open or closed."""
    number = codes.long(carried)
    if number is None:
        return None
    with as_system():
        return Venue.objects.filter(public_id=number, confirmed_at__isnull=False).first()


def address(venue: Venue, proof: str = "") -> str:
    """What its QR code says: our own domain, and nothing else."""
    if proof:
        return settings.SITE_URL + reverse("check_ins:check_in_now", args=[venue.code, proof])
    return settings.SITE_URL + reverse("check_ins:check_in", args=[venue.code])


def mail_address(venue: Venue) -> str:
    """Where a blank mail checks in, with the venue's code after a plus sign; empty where no mail is taken in."""
    local, _at, domain = settings.CHECK_IN_MAIL.partition("@")
    return f"{local}+{venue.code}@{domain}" if local and domain else ""


def by_mail_address(to: str) -> Venue | None:
    local, _at, _domain = to.rpartition("@")
    _name, _plus, code = local.partition("+")
    return by_code(code)


def token(venue: Venue, page: str = KEEP) -> str:
    return _signer(page).sign(venue.code)


def link(venue: Venue, page: str = KEEP) -> str:
    return settings.SITE_URL + reverse(page, args=[token(venue, page)])


def opened(carried: str, page: str = KEEP) -> Venue | None:
    """The venue of a link that was signed here."""
    try:
        number = codes.long(_signer(page).unsign(carried))
    except BadSignature:
        return None
    with as_system():
        return Venue.objects.select_related("organisation").filter(public_id=number).first() if number else None


def proof(number: UUID, *, now: datetime) -> str:
    """What the venue's screen shows in this minute."""
    return _proof(number, _turn(now))


def proves(number: UUID, shown: str, *, now: datetime) -> bool:
    """Whether the screen showed this a moment ago."""
    turn = _turn(now)
    return any(constant_time_compare(_proof(number, turn - ago), shown) for ago in range(TURNS_TAKEN))


def _turn(now: datetime) -> int:
    return int(now.timestamp() // TURN.total_seconds())


def _proof(number: UUID, turn: int) -> str:
    raw = salted_hmac("naniwa.check_ins.screen", f"{number}:{turn}", algorithm="sha256").digest()
    return codes.short(UUID(bytes=raw[:16]))[:12]


def _signer(page: str) -> Signer:
    return Signer(salt=f"naniwa.services.{page}", sep="~")
