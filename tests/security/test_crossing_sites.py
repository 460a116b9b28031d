"""Another site in the same browser: it can neither post for a person, nor frame a page, nor be redirected to."""

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.security.asking import METHODS, tried
from tests.security.places import addresses, bodies
from tests.security.routes import ROUTES, admitted
from tests.security.rows import EVERYBODY
from tests.security.world import ROLES, World

# Sets only how pages look, and is told apart from the rest in its own test below; and what asks for a token or a
# secret in each request, which no browser adds by itself.
EXEMPT = {
    "design:display", "clients:token", "clients:revoke_token", "api:act", "api:bulk_acts", "fees:called",
    "connections:userinfo",
}  # fmt: skip
FRAMED = {f"procedures:staff_design_{name}" for name in ("preview", "notice", "faq")}
# Public charts, on which nothing can be done, for pages of anybody's.
EMBEDDED = {"outbreak:embed"}

FOREIGN = "https://evil.example"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/%09/evil.example/",
    "/\t/evil.example/",
    "\t//evil.example/",
    "///evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/ok\r\nLocation: https://evil.example/",
)
EVERY = [(name, method) for name in ROUTES for method in METHODS]
LEADING = 4
EVERY_KIND = ("nobody", "owner", *ROLES)
PRIVATE = re.compile("private|no-store")
NEXT = ("next", "to", "back", "url", "return", "return_to", "redirect", "continue")


@pytest.mark.parametrize("headers", [{}, {"origin": FOREIGN}, {"origin": "null"}], ids=["none", "foreign", "null"])
def test_no_form_of_another_site_is_taken(world: World, headers: dict[str, str]) -> None:
    places, forms, people = addresses(world), bodies(world), checked(world.clients(*EVERY_KIND))
    taken = [
        (name, answer.status_code)
        for name, route in ROUTES.items()
        if route.post and name not in EXEMPT
        for answer in [tried(people[admitted(route.post)], "post", places[name], forms[name], **headers)]
        if answer.status_code != 403 or "web/errors/csrf.html" not in templates(answer)
    ]
    assert taken == []


def checked(people: dict[str, Client]) -> dict[str, Client]:
    """Browsers whose posts are checked as in production."""
    for client in people.values():
        client.handler.enforce_csrf_checks = True  # as Client(enforce_csrf_checks=True)
    return people


def templates(answer: Any) -> set[str]:
    return {str(one.name) for one in answer.templates}


def test_a_token_of_another_visitor_is_no_token(world: World) -> None:
    """The token is bound to the browser that got it."""
    other = Client(enforce_csrf_checks=True)
    page = other.get(reverse("people:sign_in")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    client = checked(world.clients("owner"))["owner"]
    body = {**bodies(world)["people:account"], "csrfmiddlewaretoken": token[1]}
    assert client.post(reverse("people:account"), body).status_code == 403


def test_the_one_form_without_a_token_changes_how_pages_look_and_nothing_else() -> None:
    body = {"theme": "dark", "text": "large", "language": "en", "sessionid": "x", "csrftoken": "x"}
    answer = Client(enforce_csrf_checks=True).post(reverse("design:display"), body, headers={"origin": FOREIGN})
    assert set(answer.cookies) == {"naniwa_theme", "naniwa_text", "language"}


def test_no_page_can_be_framed_and_every_answer_says_what_it_is(world: World) -> None:
    """Refusals too. Documents, and the preview of a draft, may stand in a frame of our own pages; a chart in any."""
    places, people = addresses(world), world.clients(*EVERY_KIND)
    wrong = [
        (name, answer.status_code, fault)
        for name, route in ROUTES.items()
        for who in {"nobody", admitted(route.get)}
        for answer in [tried(people[who], "get", places[name])]
        for fault in faults(answer, *frames(name, shown=answer.status_code == HTTPStatus.OK))
    ]
    assert wrong == []


def frames(name: str, *, shown: bool) -> tuple[str, str | None]:
    """Whose pages may hold this one: by policy, and by the older header."""
    if name in EMBEDDED and shown:
        return "*", None
    if name in FRAMED:
        return "'self'", "SAMEORIGIN"
    return ("'self'" if name.startswith("documents:") and shown else "'none'"), "DENY"


def faults(answer: Any, ancestors: str, older: str | None) -> list[str]:
    headers = answer.headers
    policy = headers.get("Content-Security-Policy", "")
    wanted = {
        "framing": f"frame-ancestors {ancestors}" in policy and headers.get("X-Frame-Options") == older,
        "scripts": "default-src 'none'" in policy and "unsafe-eval" not in policy,
        "sniffing": headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": headers.get("Referrer-Policy") == "same-origin",
        "opener": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
    }
    return [name for name, kept in wanted.items() if not kept]


def test_a_page_about_a_person_stays_in_no_cache(world: World) -> None:
    places, people = addresses(world), world.clients(*EVERY_KIND)
    kept = [
        (name, answer.headers.get("Cache-Control"))
        for name, route in ROUTES.items()
        if route.get and route.get != EVERYBODY
        for answer in [tried(people[admitted(route.get)], "get", places[name])]
        if answer.status_code == 200 and not PRIVATE.search(answer.headers.get("Cache-Control", ""))
    ]
    assert kept == []


def test_no_route_sends_anybody_to_another_site(world: World) -> None:
    people = world.clients(*EVERY_KIND)
    heard = {one[:2] for one in led_to(world, people, "/wanted/page/", EVERY) if "/wanted/page/" in one[2]}
    assert len(heard) >= LEADING, "the wish is heard, so that refusing it means something"
    sent = [one for one in led_to(world, people, ELSEWHERE[0], EVERY) if leaves(one[2])]
    sent += [one for wanted in ELSEWHERE for one in led_to(world, people, wanted, sorted(heard)) if leaves(one[2])]
    assert sent == []


def led_to(
    world: World, people: dict[str, Client], wanted: str, tries: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """(route, method, where it leads) for who may be there and wishes to go on to some place."""
    places, forms, wish = addresses(world), bodies(world), dict.fromkeys(NEXT, wanted)
    for name, method in tries:
        may = ROUTES[name].get if method == "get" else ROUTES[name].post
        for who in {admitted(may), admitted(may, ahead="reviewer")} if may else ():
            answer = tried(people[who], method, f"{places[name]}?{urlencode(wish)}", forms[name] | wish)
            yield name, method, answer.headers.get("Location", "")


def leaves(to: str) -> bool:
    """Whether a browser that follows it comes to another host; it reads a backslash as a slash and drops tabs."""
    plain = re.sub(r"[\t\r\n]", "", to).strip().replace("\\", "/")
    found = urlsplit(urljoin("http://testserver/page/", plain))
    return (found.scheme, found.netloc) != ("http", "testserver")
