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
    _send("web.sign_in", issued=issued, context=context, language=language, now=now)


def point_staff_to_their_door(issued: Issued, *, language: str, now: datetime) -> None:
    """Instead of the link, whose secrets stay unknown."""
    _send("web.staff_door", issued=issued, context={"link": _url("people:staff_sign_in")}, language=language, now=now)


def send_new_address(issued: Issued, *, language: str, now: datetime) -> None:
    context = {"link": _url("people:confirm_address", issued.token)}
    _send("web.new_address", issued=issued, context=context, language=language, now=now)


def send_invitation(issued: Issued, *, language: str, now: datetime) -> None:
    context = {"link": _url("people:invitation", issued.token)}
    _send("web.invitation", issued=issued, context=context, language=language, now=now)


def tell_address_changed(*, before: str, person: Person, now: datetime) -> None:
    """To the old address, which sees the new one in part."""
    with as_system():
        notifications.send(
            "web.address_changed",
            to=person,
            address=before,
            key=f"address-changed:{person.reference}:{now.isoformat()}",
            context={"masked": masked(person.email or "")},
            organisation=organisations.prefecture(),
            now=now,
        )


def masked(address: str) -> str:
    """Enough to recognise one's own address: ta***@example.jp."""
    name, _, domain = address.partition("@")
    return f"{name[:2]}***@{domain}"


def _send(template: str, *, issued: Issued, context: dict[str, str], language: str, now: datetime) -> None:
    person = issued.link.person
    with as_system():
        notifications.send(
            template,
            to=person,
            address=issued.link.email,
            key=f"{issued.link.purpose}:{issued.link.public_id}",
            context=context,
            language=language,
            organisation=organisations.prefecture(),
            now=now,
        )


def _url(name: str, *arguments: str) -> str:
    return settings.SITE_URL + reverse(name, args=arguments)
