"""Whatever is posted or asked, the site answers and does not break: each form, with values made to surprise it."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import naniwa
from naniwa.services.procedures.tests.browser import controls
from tests.security.asking import tried, undone
from tests.security.places import addresses, bodies
from tests.security.routes import ROUTES, admitted
from tests.security.rows import ANY_STAFF
from tests.security.world import World
from tests.thorough import TRIES

SOURCE = Path(naniwa.__file__).parent
READ = re.compile(r"(?:POST|GET|FILES|data|query|sent|posted)(?:\.get|\.getlist)?[\[(]\"([\w.]+)\"")
POSTS = sorted(name for name, route in ROUTES.items() if route.post)
GETS = sorted(name for name, route in ROUTES.items() if route.get)
# Signs that programs have stumbled over before: too long, too large, not of the kind, half of something, from elsewhere.
STRANGE = st.sampled_from(
    [
        "", " ", "\t\r\n", "0", "-1", "1e309", "NaN", "9" * 400, "9" * 5_000, "²", "٣", "１２３", "null", "[]", "{}", "{0}", "%s", "%(x)s",
        "'", '"', "\\", "%00", "../../etc/passwd", "<script>", "😀", "\u202e", "\ufeff", "\U000e0100", "髙", "が", "e\u0301" * 50,
        "2026-13-45", "2026-02-30", "0000-00-00", "9999-12-31T23:59:60+99:99", "00000000-0000-0000-0000-000000000000", "a" * 20_000, "\x01\x1f\x7f",
        "KX-0000-0000-0000", "true", "on", "yes", "approved", "reviewer", "\u2028", "=1+1", "a@b", "a" * 64 + "@" + "b" * 255 + ".jp",
    ]
)  # fmt: skip
VALUES = STRANGE | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
MANNERS = ("the same everywhere", "honest but for some", "some")
# `make test-all` tries more often; even more with, say, NANIWA_TRIES=500 in the environment.
PARTS = 2  # so that several processes share the work


def names(world: World) -> list[str]:
    """Every name that a view of ours reads, and every control of every page that this world shows."""
    found = {
        name for file in SOURCE.rglob("*.py") if "tests" not in file.parts for name in READ.findall(file.read_text())
    }
    found |= {name for body in bodies(world).values() for name in body}
    people, places = world.clients("nobody", "owner", *ANY_STAFF), addresses(world)
    for name in GETS:
        answer = tried(people[admitted(ROUTES[name].get)], "get", places[name])
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found |= set(controls(answer)) - {"csrfmiddlewaretoken"}
    return sorted(found)


@pytest.fixture(scope="module")
def known(built: World) -> list[str]:
    """Looked for once: every page of the site is asked for them."""
    with undone():
        return names(built)


@pytest.fixture
def ground(known: list[str], world: World) -> tuple[World, dict[str, Any], list[str]]:
    return world, world.clients("nobody", "owner", *ANY_STAFF), known


def surprise(ground: tuple[World, dict[str, Any], list[str]], route: str, method: str, often: int) -> None:
    world, people, known = ground
    place, honest = addresses(world)[route], bodies(world)[route]
    client = people[admitted(getattr(ROUTES[route], method))]
    ours = st.sampled_from(sorted(honest) or known)

    @settings(
        max_examples=often,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        changed=st.dictionaries(ours | st.sampled_from(known), st.lists(VALUES, max_size=3), max_size=8),
        manner=st.sampled_from(MANNERS),
        everywhere=VALUES,
    )
    def asked(changed: dict[str, list[str]], *, manner: str, everywhere: str) -> None:
        sent: dict[str, Any] = {**(honest if manner == "honest but for some" else {}), **changed}
        if manner == "the same everywhere":
            sent = dict.fromkeys(known, everywhere[:200])
        if method == "post" and "file" in changed:
            sent["file"] = SimpleUploadedFile("".join(changed["file"])[:200] or "x", b"%PDF-1.7 nothing")
        answer = tried(client, method, place if method == "post" else f"{place}?{urlencode(sent, doseq=True)}", sent)
        assert answer.status_code < 500

    asked()


def test_the_names_that_forms_use_are_known(ground: tuple[World, dict[str, Any], list[str]]) -> None:
    assert {"email", "outcome", "amount", "kind", "account.holder_kana", "selected", "number", "until", "next"} <= set(
        ground[2]
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_breaks_whatever_is_posted(ground: tuple[World, dict[str, Any], list[str]], part: int) -> None:
    for route in POSTS[part::PARTS]:
        surprise(ground, route, "post", TRIES)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_breaks_whatever_is_asked(ground: tuple[World, dict[str, Any], list[str]], part: int) -> None:
    for route in GETS[part::PARTS]:
        surprise(ground, route, "get", max(2, TRIES // 2))
