"""Every address of the site with who may read and who may write there: a route without a row fails its test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.banking_days import after
from naniwa.services.procedures.models import Deficiency
from tests.security.world import World

EVERYBODY, PERSON = ("everybody",), ("person",)
ANY_STAFF = ("reviewer", "approver", "payer", "releaser", "publisher", "administrator", "auditor")
READERS = ("reviewer", "approver", "auditor")
MONEY = ("payer", "releaser", "auditor")
HANDLERS = ("payer", "releaser")
REVIEWER, APPROVER, ADMINISTRATOR = ("reviewer",), ("approver",), ("administrator",)

type Who = tuple[str, ...]
"""Roles, or EVERYBODY, or PERSON (anybody signed in); empty where the method is not offered."""


@dataclass(frozen=True)
class Route:
    """`owned` lies under the number of a thing that is somebody's; `done` is the answer to a POST that was let in."""

    get: Who = ()
    post: Who = ()
    owned: bool = False
    done: int = 302
    shown: int = 200
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def staffs(self) -> bool:
        return bool(set(self.get + self.post) & set(ANY_STAFF))


READ = Route(get=EVERYBODY)
OWN = Route(get=PERSON)
OWNED = Route(get=PERSON, owned=True)

ROUTES: dict[str, Route] = {
    # The frame.
    "home": READ,
    "start": Route(get=EVERYBODY, shown=302),
    "accessibility": READ,
    "privacy": READ,
    "contact": READ,
    "design:reference": READ,
    "design:pattern": Route(get=EVERYBODY, post=EVERYBODY, done=200),
    "design:display": Route(post=EVERYBODY, body={"theme": "dark", "next": "/contact/"}),
    # Signing in and one's own account.
    "people:account": Route(
        get=PERSON, post=PERSON, body={"kind": "business", "name": "髙橋", "name_kana": "タカハシ", "language": "ja"}
    ),
    "people:sign_in": Route(get=EVERYBODY, post=EVERYBODY, body={"email": "someone@example.jp"}),
    "people:sign_in_sent": Route(get=EVERYBODY, post=EVERYBODY, body={"code": "123456"}),
    "people:sign_in_link": Route(get=EVERYBODY, post=EVERYBODY, done=410, shown=410),
    "people:password": Route(get=EVERYBODY, post=EVERYBODY, body={"email": "a@example.jp", "password": "wrong wrong"}),
    "people:staff_sign_in": Route(
        get=EVERYBODY, post=EVERYBODY, body={"email": "a@example.jp", "password": "wrong wrong"}
    ),
    "people:forgotten": Route(get=EVERYBODY, post=EVERYBODY, done=200, body={"email": "a@example.jp"}),
    "people:invitation": Route(
        get=EVERYBODY, post=EVERYBODY, done=410, shown=410, body={"password": "a long phrase for tests"}
    ),
    "people:sign_out": Route(post=EVERYBODY),
    "people:second_factor": OWN,
    "people:sessions": OWN,
    "people:end_other_sessions": Route(post=PERSON),
    "people:end_session": Route(post=PERSON),
    "people:new_address": Route(get=PERSON, post=PERSON, done=200, body={"email": "new@example.jp"}),
    "people:confirm_address": Route(get=PERSON, post=PERSON, done=410, shown=410),
    "people:new_password": Route(get=PERSON, post=PERSON, body={"password": "a long phrase for tests"}),
    "people:who_looked": OWN,
    "people:consents": OWN,
    "people:withdraw_consent": Route(post=PERSON),
    "account_login": Route(get=EVERYBODY, post=EVERYBODY, shown=302),
    "account_logout": Route(post=EVERYBODY),
    "account_inactive": READ,
    # allauth's pages decide by themselves who has a device to use; their answers vary, their being shut does not.
    "account_reauthenticate": Route(get=PERSON, post=PERSON),
    "mfa_index": OWN,
    "mfa_authenticate": Route(get=EVERYBODY, post=EVERYBODY),
    "mfa_reauthenticate": Route(get=PERSON, post=PERSON),
    "mfa_activate_totp": Route(get=PERSON, post=PERSON),
    "mfa_deactivate_totp": Route(get=PERSON, post=PERSON),
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": Route(get=PERSON, post=PERSON),
    "mfa_download_recovery_codes": OWN,
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": Route(get=PERSON, post=PERSON),
    "mfa_reauthenticate_webauthn": Route(get=PERSON, post=PERSON),
    "mfa_login_webauthn": Route(get=EVERYBODY, post=EVERYBODY),
    "mfa_remove_webauthn": Route(get=PERSON, post=PERSON),
    "mfa_edit_webauthn": Route(get=PERSON, post=PERSON),
    # Files: row security decides; a stranger finds nothing.
    "documents:download": OWNED,
    "documents:thumbnail": OWNED,
    "documents:page": OWNED,
    # Applicants.
    "procedures:find": READ,
    "procedures:about": READ,
    "procedures:check": READ,
    "procedures:postal": READ,
    "procedures:banks": READ,
    "procedures:branches": READ,
    "procedures:apply": Route(get=PERSON, post=PERSON, shown=302),
    "procedures:draft": Route(get=PERSON, owned=True, shown=302),
    "procedures:summary": Route(get=PERSON, post=PERSON, owned=True, done=200, body={"consent": "yes"}),
    "procedures:resume": Route(get=PERSON, post=PERSON, owned=True, done=200),
    "procedures:discard": Route(get=PERSON, post=PERSON, owned=True),
    "procedures:upload": Route(post=PERSON, owned=True, done=200, body={"field": "bank_book", "remove_file": "x:y"}),
    "procedures:page": Route(
        get=PERSON, post=PERSON, owned=True, done=200, body={"kind": "sole", "phone": "06-6941-0351", "save": "next"}
    ),
    "procedures:mine": OWN,
    "procedures:case": OWNED,
    "procedures:receipt": OWNED,
    "procedures:receipt_pdf": OWNED,
    "procedures:decision_pdf": OWNED,
    "procedures:withdraw": Route(get=PERSON, post=PERSON, owned=True, body={"reason": "閉店した"}),
    "procedures:correction": Route(
        get=PERSON, post=PERSON, owned=True, done=200, body={"account.holder_kana": "タカハシ", "save": "next"}
    ),
    "procedures:correction_upload": Route(
        post=PERSON, owned=True, done=200, body={"field": "bank_book", "remove_file": "x:y"}
    ),
    "procedures:correction_confirm": Route(get=PERSON, post=PERSON, owned=True),
    "procedures:correction_done": OWNED,
    # Everybody's.
    "procedures:open_data": READ,
    "procedures:open_procedure": READ,
    "procedures:open_definition": READ,
    "procedures:open_version": READ,
    "procedures:open_csv": READ,
    "procedures:open_json": READ,
    # Staff: cases.
    "procedures:staff_home": Route(get=ANY_STAFF),
    "procedures:staff_queue": Route(get=READERS),
    "procedures:staff_claim_next": Route(post=REVIEWER),
    "procedures:staff_take": Route(post=REVIEWER),
    "procedures:staff_case": Route(get=READERS, owned=True),
    "procedures:staff_claim": Route(post=REVIEWER, owned=True),
    "procedures:staff_hand_back": Route(post=REVIEWER, owned=True, body={"reason": "休む"}),
    "procedures:staff_item": Route(post=REVIEWER, owned=True),
    "procedures:staff_add_item": Route(
        post=REVIEWER, owned=True, body={"code": "municipality-unclear", "reason": "住所", "reason_en": "address"}
    ),
    "procedures:staff_note": Route(post=("reviewer", "approver"), owned=True, body={"text": "電話した"}),
    "procedures:staff_send": Route(post=REVIEWER, owned=True, body={"number": "1"}),
    "procedures:staff_finish": Route(
        post=REVIEWER, owned=True, body={"outcome": "approved", "amount": "1000000", "comment": "そろっている"}
    ),
    "procedures:staff_decide": Route(
        post=APPROVER, owned=True, body={"outcome": "approved", "amount": "1000000", "reason": ""}
    ),
    "procedures:staff_decision_pdf": Route(get=READERS, owned=True),
    "procedures:staff_send_back": Route(post=APPROVER, owned=True, body={"reason": "帳簿をもう一度"}),
    "procedures:staff_ledger": Route(get=READERS),
    "procedures:staff_notices": Route(get=("reviewer", "auditor")),
    "procedures:staff_notices_confirm": Route(get=REVIEWER),
    "procedures:staff_notices_send": Route(post=REVIEWER),
    "procedures:staff_decisions": Route(get=("approver", "auditor")),
    "procedures:staff_decisions_confirm": Route(get=APPROVER),
    "procedures:staff_decisions_carry_out": Route(post=APPROVER),
    "procedures:staff_publications": Route(get=("publisher", "auditor")),
    "procedures:staff_batch": Route(get=READERS, owned=True),
    # Staff: messages, money, records, people.
    "notifications:undelivered": Route(get=ANY_STAFF),
    "notifications:act": Route(post=ANY_STAFF, body={"act": "printed"}),
    "payments:home": Route(get=MONEY),
    "payments:collect": Route(post=("payer",)),
    "payments:balance": Route(get=MONEY),
    "payments:run": Route(get=MONEY, owned=True),
    "payments:release": Route(post=("releaser",), owned=True),
    "payments:waive": Route(post=("releaser",), owned=True, done=404, body={"reference": "x", "reason": "正しい"}),
    "payments:discard": Route(post=HANDLERS, owned=True),
    "payments:file": Route(get=HANDLERS, owned=True, shown=404),
    "payments:results": Route(get=HANDLERS, post=HANDLERS, owned=True, done=200, body={"text": ""}),
    "audit:records": Route(get=("auditor",)),
    "appointments": Route(
        get=ADMINISTRATOR,
        post=ADMINISTRATOR,
        body={"email": "new@pref.example.jp", "name": "新人", "name_kana": "シンジン", "role": "reviewer"},
    ),
    "end_appointment": Route(post=ADMINISTRATOR),
    "reset_devices": Route(post=ADMINISTRATOR),
    "act_for": Route(post=PERSON, body={"organisation": "271403"}),
}


def admitted(who: Who, *, ahead: str = "") -> str:
    """One who is let in there."""
    return next((role for role in ANY_STAFF if role in who), "owner" if who == PERSON else ahead or "nobody")


def found() -> Iterator[str]:
    """The full name of every route of the resolver."""
    return (name for name, _ in patterns())


def patterns() -> Iterator[tuple[str, str]]:
    """(name, pattern) of every route."""
    yield from _below(get_resolver().url_patterns, "", "")


def _below(patterns: list[URLPattern | URLResolver], space: str, path: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one.url_patterns, inner, path + str(one.pattern))
        else:
            yield space + str(one.name), path + str(one.pattern)


def addresses(world: World) -> dict[str, str]:
    """Where each route leads in this world."""
    return {name: reverse(name, kwargs=_arguments(name, pattern, world)) for name, pattern in patterns()}


def _arguments(name: str, pattern: str, world: World) -> dict[str, Any]:
    case = {
        "procedures:decision_pdf": world.approved,
        "procedures:staff_decision_pdf": world.approved,
        "procedures:staff_decide": world.reviewed,
        "procedures:staff_send_back": world.reviewed,
        "procedures:staff_finish": world.claimed,
        "procedures:staff_hand_back": world.claimed,
        "procedures:staff_add_item": world.claimed,
        "procedures:staff_claim": world.waiting,
        "procedures:staff_item": world.faulty,
        "procedures:staff_send": world.faulty,
    }.get(name, world.notified)
    by_name: dict[str, dict[str, Any]] = {
        "design:pattern": {"name": "error"},
        "documents:download": {"number": world.document.pk, "name": "x"},
        "documents:thumbnail": {"number": world.document.pk},
        "documents:page": {"number": world.document.pk, "page_number": 1},
        "procedures:open_csv": {"key": "received"},
        "procedures:open_json": {"key": "received"},
        "procedures:open_version": {"number": 1},
        "procedures:staff_batch": {"number": world.batch.public_id},
        "end_appointment": {"reference": world.staff["payer"].public_id, "role": "payer"},
        "reset_devices": {"reference": world.staff["payer"].public_id},
    }
    common = {
        "slug": world.version.procedure.slug,
        "draft_id": world.draft.pk,
        "reference": case.reference,
        "number": world.run.public_id,
        "page": "who",
        "token": "no-such-token",
        "chosen": "no-such-session",
        "purpose": "procedures.sharing",
        "pk": 1,
    }
    given = {**common, **by_name.get(name, {})}
    return {key: value for key, value in given.items() if f":{key}>" in pattern}


def bodies(world: World) -> dict[str, dict[str, Any]]:
    """What an honest form of each route sends in this world."""
    now = timezone.now()
    day = after(timezone.localdate(now), 3).isoformat()
    with as_system():
        item = Deficiency.objects.get(application=world.faulty)
    confirmed = {"read": "yes", "number": str(uuid4()), "until": now.isoformat()}
    made: dict[str, dict[str, Any]] = {
        "procedures:staff_item": {"act": "confirm", "code": item.code, "field": item.field},
        "procedures:staff_notices_send": confirmed,
        "procedures:staff_decisions_carry_out": confirmed,
        "payments:collect": {"procedure": world.version.procedure.slug, "transfer_on": day},
        "procedures:staff_take": {"selected": [world.notified.reference, world.waiting.reference]},
    }
    return {name: {**route.body, **made.get(name, {})} for name, route in ROUTES.items()}
