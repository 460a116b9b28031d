"""The mails of sign-in and of accounts."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from naniwa.kernel.people.models import Person
from naniwa.kernel.people.operations import Issued


def send_sign_in(issued: Issued, *, language: str, now: datetime) -> None:
    url = settings.SITE_URL + reverse("people:sign_in_link", args=[issued.token])
    send_mail("sign in", f"{url}\n{issued.code}\n", None, [issued.link.email])


def point_staff_to_their_door(email: str, *, language: str, key: str, now: datetime) -> None:
    send_mail("sign in", settings.SITE_URL + reverse("people:staff_sign_in"), None, [email])


def send_new_address(issued: Issued, *, language: str, now: datetime) -> None:
    send_mail(
        "address", settings.SITE_URL + reverse("people:confirm_address", args=[issued.token]), None, [issued.link.email]
    )


def tell_address_changed(before: str, person: Person, *, now: datetime) -> None:
    send_mail("address changed", str(person.email), None, [before])


def send_invitation(issued: Issued, *, language: str, now: datetime) -> None:
    send_mail(
        "invitation", settings.SITE_URL + reverse("people:invitation", args=[issued.token]), None, [issued.link.email]
    )
