"""Who may go where: every route, every role, reading and writing, against a table; a route without a row fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.security.asking import tried
from tests.security.places import addresses, bodies, found
from tests.security.routes import ROUTES
from tests.security.rows import ANY_STAFF, EVERYBODY, PERSON, Route, Who
from tests.security.world import World
from tests.thorough import some

OUTSIDE = ("nobody", "owner", "stranger")
STAFF_ROUTES = {name: route for name, route in ROUTES.items() if route.staffs}
ALLAUTH = ("mfa_", "account_", "people:sign_in_sent")  # these lead on, depending on what was done before
OWNED = {name: route for name, route in ROUTES.items() if route.owned and not route.staffs}


def test_every_route_has_a_row_in_the_table() -> None:
    missing, gone = set(found()) - set(ROUTES), set(ROUTES) - set(found())
    assert not missing, f"say in tests/security/routes.py who may read and write: {sorted(missing)}"
    assert not gone, f"rows of tests/security/routes.py that are no routes: {sorted(gone)}"


type Tried = tuple[str, str, Who, int]


def attempts(world: World, who: str | Client, routes: dict[str, Route]) -> Iterator[tuple[Tried, Any]]:
    """((name, method, who may, the answer to those), the answer) of reading and writing at each of the routes."""
    client = world.client(who) if isinstance(who, str) else who
    places, forms = addresses(world), bodies(world)
    for name, route in routes.items():
        for method, may, good in (("get", route.get, route.shown), ("post", route.post, route.done)):
            yield (name, method, may, good), tried(client, method, places[name], forms[name])


def routes_of(role: str) -> dict[str, Route]:
    """Where the role may go, and some of where it may not; among all roles, every route is refused to several."""
    theirs = {name: route for name, route in STAFF_ROUTES.items() if role in route.get + route.post}
    return theirs | dict(some(STAFF_ROUTES.items(), start=ANY_STAFF.index(role)))


@pytest.mark.parametrize("role", ANY_STAFF)
def test_a_role_reaches_what_the_table_gives_it_and_nothing_else(world: World, role: str) -> None:
    wrong = [
        (name, method, answer.status_code)
        for (name, method, may, good), answer in attempts(world, role, routes_of(role))
        if answer.status_code not in expected(role, may, good, ROUTES[name])
    ]
    assert wrong == []


def expected(role: str, may: Who, good: int, route: Route) -> set[int]:
    """Let in; or shut, or hidden; or, where nobody may, not offered."""
    if role in may:
        return {good}
    if may:
        return {404 if route.hidden else 403}
    return {405} if role in route.get + route.post else {403, 405}


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_reaches_a_page_of_staff(world: World, who: str) -> None:
    wrong = [
        (name, method, answer.status_code)
        for (name, method, _, _), answer in attempts(world, who, STAFF_ROUTES)
        if answer.status_code not in {403, 405} and not (who == "nobody" and leads(answer, "/account/sign-in/staff/"))
    ]
    assert wrong == []


def leads(answer: Any, to: str) -> bool:
    return bool(answer.status_code == 302 and answer.headers["Location"].startswith(to))


def test_staff_without_their_second_factor_reach_no_page_of_staff(world: World) -> None:
    client = Client()
    client.force_login(world.staff["administrator"])
    wrong = [
        (name, method, answer.status_code)
        for (name, method, _, _), answer in attempts(world, client, STAFF_ROUTES)
        if answer.status_code != 405 and not leads(answer, "/account/second-factor/")
    ]
    assert wrong == []


def test_strangers_are_led_to_sign_in_from_every_personal_page(world: World) -> None:
    """The script that sends a file is told 401, and a file that nobody may see is not there."""
    shut = {302, 401, 404}
    wrong = [
        (name, method, answer.status_code)
        for (name, method, may, _), answer in attempts(world, "nobody", ROUTES)
        if may == PERSON and (answer.status_code not in shut or (answer.status_code == 302 and not led(answer)))
    ]
    assert wrong == []


def led(answer: Any) -> bool:
    """To a door, or (what was posted is kept) to the same page, which leads there."""
    return leads(answer, "/account/") or leads(answer, answer.request["PATH_INFO"])


def test_staff_of_another_office_find_nothing_of_this_one(world: World) -> None:
    """With every role, but in another organisation: as if the number did not exist."""
    assert not_hidden(world, "outsider", {name: route for name, route in STAFF_ROUTES.items() if route.owned}) == []


def test_another_person_finds_nothing_of_the_owner(world: World) -> None:
    assert not_hidden(world, "stranger", OWNED) == []


def not_hidden(world: World, who: str, routes: dict[str, Route]) -> list[tuple[str, str, int]]:
    return [
        (name, method, answer.status_code)
        for (name, method, may, _), answer in attempts(world, who, routes)
        if may and answer.status_code != 404
    ]


def test_the_owner_finds_all_of_it(world: World) -> None:
    """So that the 404 of others means what it says."""
    wrong = [
        (name, method, answer.status_code)
        for (name, method, may, good), answer in attempts(world, "owner", OWNED)
        if may and answer.status_code != good
    ]
    assert wrong == []


def test_what_is_for_everybody_opens(world: World) -> None:
    """Each page below is tried with an address that leads somewhere."""
    wrong = [
        (name, answer.status_code)
        for (name, method, may, good), answer in attempts(world, "nobody", ROUTES)
        if may == EVERYBODY and method == "get" and not name.startswith(ALLAUTH) and answer.status_code != good
    ]
    assert wrong == []
