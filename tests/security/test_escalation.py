"""Role escalation: no form gives anybody a role, an office or a kind, but the one by which an administrator appoints."""

from typing import Any

import pytest
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Appointment, Person, PersonKind
from tests.security.asking import ask, undone
from tests.security.places import addresses, bodies
from tests.security.routes import ROUTES
from tests.security.rows import ADMINISTRATOR, ANY_STAFF, EVERYBODY, PERSON, Route
from tests.security.world import ELSEWHERE, ROLES, World

APPOINTING = {"appointments", "end_appointment"}
"""Forms whose duty it is to change who holds which role."""
NAMING = {"mandates:propose"}
"""Forms that write down somebody new, a resident who holds nothing yet."""
CLAIMED = ("role", "roles", "kind", "is_staff", "is_superuser", "person", "by", "organisation", "office", "partner")


def powers() -> dict[str, list[Any]]:
    """Who is what, where, and since when."""
    with as_system():
        return {
            "appointments": list(Appointment.objects.order_by("pk").values()),
            "people": list(Person.objects.order_by("pk").values_list("pk", "kind", "is_active")),
        }


def escalating(world: World) -> dict[str, list[str]]:
    """What somebody would add to a form to become more than they are."""
    sakai = str(Organisation.objects.get(code=ELSEWHERE).pk)
    values = {
        "role": "administrator",
        "roles": "administrator",
        "kind": "staff",
        "person": str(world.owner.pk),
        "by": str(world.staff["administrator"].pk),
        **dict.fromkeys(("organisation", "office", "partner"), sakai),
    }
    given = {name: values.get(name, "1") for name in CLAIMED}
    return {name: [value] for key, value in given.items() for name in (key, f"{key}_id", f"staff.{key}")}


def who_may(route: Route) -> tuple[str, ...]:
    if route.post == EVERYBODY:
        return ("nobody", "owner", *ANY_STAFF)
    return ("owner", *ANY_STAFF) if route.post == PERSON else route.post


@pytest.mark.parametrize("who", ["nobody", "owner", *ROLES])
def test_no_form_makes_anybody_more_than_they_are(world: World, who: str) -> None:
    places, forms, added, before = addresses(world), bodies(world), escalating(world), powers()
    client, raised, tried = world.client(who), [], 0
    for name, route in ROUTES.items():
        if name in APPOINTING or who not in who_may(route):
            continue
        # Beside what the form asks for; and, where it asks for one of these itself, in its place.
        beside = {**added, **forms[name]}
        for body in (beside, {**forms[name], **added}) if added.keys() & forms[name].keys() else (beside,):
            with undone():
                ask(client, "post", places[name], body)
                tried += 1
                after = powers()
                if name in NAMING:
                    known = before["people"]
                    after["people"] = [one for one in after["people"] if one in known or one[1] != PersonKind.RESIDENT]
                if after != before:
                    raised.append(name)
            client = world.client(who)
    assert raised == []
    assert tried >= 5, "a form or two would prove little"


@pytest.mark.parametrize("role", [*sorted(set(ANY_STAFF) - set(ADMINISTRATOR)), "owner"])
def test_appointing_is_shut_to_everybody_but_administrators(world: World, role: str) -> None:
    before = powers()
    body = {"email": "friend@pref.example.jp", "name": "友", "name_kana": "トモ", "role": "approver"}
    assert ask(world.client(role), "post", reverse("appointments"), body).status_code == 403
    assert powers() == before


def test_an_administrator_appoints_in_their_own_office_whatever_the_form_says(world: World) -> None:
    body = {"email": "friend@pref.example.jp", "name": "友", "name_kana": "トモ", "role": "approver"}
    ask(world.client("administrator"), "post", reverse("appointments"), {**escalating(world), **body})
    with as_system():
        made = Appointment.objects.select_related("person").get(person__email="friend@pref.example.jp")
    assert (made.organisation_id, made.role) == (world.version.organisation_id, "approver")


@pytest.mark.parametrize("role", ["superuser", "administrator ", "", "ADMINISTRATOR"])
def test_a_role_that_is_none_is_not_given(world: World, role: str) -> None:
    before = powers()["appointments"]
    body = {"email": "friend@pref.example.jp", "name": "友", "name_kana": "トモ", "role": role}
    ask(world.client("administrator"), "post", reverse("appointments"), body)
    assert powers()["appointments"] == before


@pytest.mark.parametrize("role", ANY_STAFF)
def test_nobody_acts_for_an_office_that_did_not_appoint_them(world: World, role: str) -> None:
    client, sakai = world.client(role), Organisation.objects.get(code=ELSEWHERE)
    for named in (str(sakai.pk), sakai.code):
        for field in ("organisation", "office", "code", "to"):
            ask(client, "post", reverse("act_for"), {field: named})
    page: Any = client.get("/staff/", follow=True)
    assert page.wsgi_request.staff.organisation.pk == world.version.organisation_id
    assert page.wsgi_request.staff.roles == {role}
