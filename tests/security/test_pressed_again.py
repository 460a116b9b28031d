"""Every form of the site sent again, as a double click or a press of "back" and "send" does: nothing comes of it twice."""

from collections import Counter
from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.test import Client

from naniwa.kernel.organisations.isolation import as_system
from tests.security.asking import ask, undone, writes, written_since
from tests.security.places import addresses, bodies
from tests.security.routes import ROUTES, admitted
from tests.security.world import World

# What is counted or noted of every press, and would be wrong otherwise.
NOTED = {
    "audit.Record",
    "audit.Block",
    "events.StoredEvent",
    "events.Delivery",
    "people.Limit",
    "sessions.Session",
    "usersessions.UserSession",
}
# Each press asks for something of its own, and the one before it holds no more than that: a link, of which the last counts.
LINK = {"people.EmailLink", "notifications.Message"}
ASKED_ANEW = {
    "people:sign_in": LINK,
    "people:new_address": LINK,
    "people:forgotten": LINK,
    "procedures:resume": LINK,
    "reset_devices": LINK,
    "procedures:staff_claim_next": {"procedures.Step"},  # the next one, as often as it is asked for
}
CREATING = {
    "appointments",
    "appointments:add_hours",
    "appointments:add_office",
    "appointments:add_window",
    "appointments:close",
    "check_ins:check_in",
    "check_ins:enter",
    "check_ins:give",
    "check_ins:register",
    "check_ins:report",
    "consultation:add_desk",
    "consultation:answer",
    "consultation:begin",
    "consultation:call_signals",
    "consultation:hand_over",
    "consultation:minutes",
    "consultation:say",
    "consultation:staff_call_signals",
    "desk:take",
    "desk:close_till",
    "inventory:add",
    "inventory:decide_seals",
    "inventory:open_survey",
    "mandates:propose",
    "outbreak:add_contact",
    "outbreak:ask_transport",
    "outbreak:ask_bed",
    "outbreak:call",
    "outbreak:hand_over",
    "outbreak:join_cluster",
    "outbreak:key_in",
    "outbreak:lodge",
    "outbreak:offer_bed",
    "outbreak:report",
    "outbreak:report_beds",
    "outbreak:rules",
    "outbreak:tap_beds",
    "payments:collect",
    "procedures:correction_confirm",
    "procedures:staff_add_item",
    "procedures:staff_appeal",
    "procedures:staff_decide",
    "procedures:staff_design_ask",
    "procedures:staff_design_item",
    "procedures:staff_design_new",
    "procedures:staff_design_rule",
    "procedures:staff_design_text",
    "procedures:staff_hold",
    "procedures:staff_note",
    "procedures:staff_notices_send",
    "procedures:staff_search_save",
    "taxes:begin_dunning",
    "taxes:begin_notices",
    "taxes:reduce",
    "taxes:take",
}


def rows(tables: Collection[str] | None = None) -> Counter[str]:
    """How many there are of everything that is kept, or that is kept in these tables."""
    with as_system():
        return Counter(
            {
                model._meta.label: QuerySet(model).count()
                for model in apps.get_models()
                if model._meta.managed
                and model._meta.label not in NOTED
                and (tables is None or model._meta.db_table in tables)
            }
        )


def press(client: Client, url: str, body: dict[str, Any], before: Counter[str]) -> tuple[int, Counter[str]]:
    """The status, and how many rows there are of everything afterwards."""
    already = writes()
    answer = ask(client, "post", url, body)
    return answer.status_code, Counter({**before, **rows(written_since(already))})


def test_no_form_that_is_sent_again_makes_a_second_of_anything(world: World) -> None:
    places, forms, none = addresses(world), bodies(world), rows()
    twice, made = {}, set()
    for name in (name for name, route in ROUTES.items() if route.post):
        with undone():
            client = world.client(admitted(ROUTES[name].post))
            before = Counter(none)
            _status, first = press(client, places[name], forms[name], before)
            status, second = press(client, places[name], forms[name], first)
        made |= {name} if first - before else set()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or set(second - first) - ASKED_ANEW.get(name, set()):
            twice[name] = (status, dict(second - first))
    assert twice == {}
    assert made >= CREATING, "the test would see a second of each of these"
