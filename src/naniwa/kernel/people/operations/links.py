"""Links and codes sent by e-mail: issued once, used once."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from naniwa.kernel.people.models import EmailLink, Person, Purpose
from naniwa.kernel.people.operations.addresses import normal

LASTS = {
    Purpose.SIGN_IN: timedelta(minutes=30),
    Purpose.NEW_ADDRESS: timedelta(hours=24),
    Purpose.INVITATION: timedelta(days=7),
}
CODE_ATTEMPTS = 5
KEPT_AFTER_EXPIRY = timedelta(days=30)


class LinkNotValid(Exception):
    """The link is unknown, used or expired; which of them is not told."""


class WrongCode(Exception):
    """The code differs; `left` attempts remain."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True)
class Issued:
    """A link with its secrets, which exist only until the mail is written."""

    link: EmailLink
    token: str
    code: str


def issue(*, purpose: Purpose, email: str, now: datetime, person: Person | None = None, next_path: str = "") -> Issued:
    """Make a link for an address, whether or not anybody is registered with it."""
    token = secrets.token_urlsafe(32)
    code = f"{secrets.randbelow(10**6):06d}"
    public_id = uuid.uuid4()
    link = EmailLink.objects.create(
        public_id=public_id,
        purpose=purpose,
        email=normal(email),
        person=person,
        token_digest=_token_digest(token),
        code_digest=_code_digest(public_id, code),
        next_path=next_path,
        asked_at=now,
        expires_at=now + LASTS[purpose],
    )
    return Issued(link, token, code)


def peek(*, purpose: Purpose, token: str, now: datetime) -> EmailLink:
    """The link of a token, not used up by looking. Raises LinkNotValid."""
    open_links = EmailLink.objects.filter(token_digest=_token_digest(token), purpose=purpose, used_at=None)
    link = open_links.filter(expires_at__gt=now).select_related("person").first()
    if link is None:
        raise LinkNotValid
    return link


def use(*, purpose: Purpose, token: str, now: datetime) -> EmailLink:
    """Use a link up. Raises LinkNotValid."""
    return _use_up(peek(purpose=purpose, token=token, now=now), now)


def use_code(*, public_id: str, code: str, now: datetime) -> EmailLink:
    """Use a sign-in link up by its code. Raises LinkNotValid, WrongCode.

    Not atomic on purpose: a wrong attempt stays counted.
    """
    links = EmailLink.objects.filter(public_id=public_id, purpose=Purpose.SIGN_IN, used_at=None, expires_at__gt=now)
    if not links.filter(attempts__lt=CODE_ATTEMPTS).update(attempts=F("attempts") + 1):
        raise LinkNotValid
    link = links.get()
    if not hmac.compare_digest(link.code_digest, _code_digest(link.public_id, code)):
        raise WrongCode(CODE_ATTEMPTS - link.attempts)
    return _use_up(link, now)


def forget_old_links(*, now: datetime) -> int:
    """Remove links long expired; returns how many."""
    return EmailLink.objects.filter(expires_at__lt=now - KEPT_AFTER_EXPIRY).delete()[0]


def _use_up(link: EmailLink, now: datetime) -> EmailLink:
    """Close this link and every other open one of the same address and purpose."""
    if not EmailLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LinkNotValid
    EmailLink.objects.filter(email=link.email, purpose=link.purpose, used_at=None).update(used_at=now)
    return link


def _token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _code_digest(public_id: uuid.UUID, code: str) -> str:
    """Keyed, because a plain hash of six digits is read back in a second."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{public_id}:{code}".encode(), hashlib.sha256).hexdigest()
