"""The mails of sign-in and of accounts, sent for the prefecture through notifications.

They are written as the system, because who asks is nobody yet. Their secrets end within minutes or with their use, so
that an old copy of the database opens nothing.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.kernel.people.operations import Issued


def send_sign_in(issued: Issued, *, language: str, now: datetime) -> None:
    context = {"link": _url("people:sign_in_link", issued.token), "code": issued.code}
    _send("web.sign_in", issued.link.email, f"sign-in:{issued.link.public_id}", context, language, now)


def point_staff_to_their_door(issued: Issued, *, language: str, now: datetime) -> None:
    """Instead of the link, whose secrets stay unknown."""
    context = {"link": _url("people:staff_sign_in")}
    _send("web.staff_door", issued.link.email, f"sign-in:{issued.link.public_id}", context, language, now)


def send_new_address(issued: Issued, *, language: str, now: datetime) -> None:
    context = {"link": _url("people:confirm_address", issued.token)}
    key = f"new-address:{issued.link.public_id}"
    _send("web.new_address", issued.link.email, key, context, language, now, person=issued.link.person)


def tell_address_changed(*, before: str, person: Person, now: datetime) -> None:
    """To the old address, which sees the new one in part."""
    context = {"masked": masked(person.email or "")}
    key = f"address-changed:{person.reference}:{now.isoformat()}"
    _send("web.address_changed", before, key, context, person.language, now, person=person)


def send_invitation(issued: Issued, *, language: str, now: datetime) -> None:
    context = {"link": _url("people:invitation", issued.token)}
    key = f"invitation:{issued.link.public_id}"
    _send("web.invitation", issued.link.email, key, context, language, now, person=issued.link.person)


def masked(address: str) -> str:
    """Enough to recognise one's own address: ta***@example.jp."""
    name, _, domain = address.partition("@")
    return f"{name[:2]}***@{domain}"


def _send(
    template: str,
    address: str,
    key: str,
    context: dict[str, str],
    language: str,
    now: datetime,
    person: Person | None = None,
) -> None:
    with as_system():
        notifications.send(
            template,
            to=None,
            address=address,
            name=person.name if person else "",
            key=key,
            context=context,
            language=language,
            organisation=organisations.prefecture(),
            person=person,
            now=now,
        )


def _url(name: str, *arguments: str) -> str:
    return settings.SITE_URL + reverse(name, args=arguments)
