"""Opening sessions in tests as the sign-in pages leave them."""

from datetime import date

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as PERSON_KEY,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS_KEY
from django.test import Client

from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role

BACKEND = "naniwa.kernel.people.signing_in.Backend"


def resident(email: str = "taro@example.jp") -> Person:
    return Person.objects.create(email=email, name="𠮷野 花子", name_kana="ヨシノ ハナコ", password="!")


def member(*roles: Role, code: str = "270008-commerce", email: str = "clerk@pref.example.jp") -> Person:
    """A member of staff with these roles in one organisation."""
    person = Person.objects.create(email=email, name="髙橋 一郎", name_kana="タカハシ イチロウ", kind=PersonKind.STAFF)
    organisation = Organisation.objects.get(code=code)
    for role in roles:
        Appointment.objects.create(person=person, organisation=organisation, role=role, starts_on=date(2020, 4, 1))
    return person


def acting(email: str, *roles: str, office: str) -> Staff:
    """A member of staff who acts for an office, with an appointment for each role."""
    if not Organisation.objects.filter(code=office).exists():
        organisations.load_reference()
    organisation = Organisation.objects.get(code=office)
    person = Person.objects.create(email=email, name=email.partition("@")[0], kind=PersonKind.STAFF)
    for role in roles:
        Appointment.objects.create(person=person, organisation=organisation, role=role, starts_on=date(2020, 1, 1))
    return Staff(person=person, organisation=organisation, roles=frozenset(roles))


def enter(client: Client, person: Person, method: str = "email_link") -> Client:
    """Sign in; with method `mfa` as after the second factor."""
    client.force_login(person, backend=BACKEND)
    session = client.session
    session[RECORDS_KEY] = [{"method": method, "at": 0}]
    session[PERSON_KEY] = str(person.pk)
    session.save()
    return client
