"""Every address of the site with who may read and who may write there: a route without a row fails its test."""

from dataclasses import dataclass, field
from typing import Any

EVERYBODY, PERSON = ("everybody",), ("person",)
CENTRE = ("caller", "supervisor", "physician", "observer")
COORDINATOR = ("coordinator",)
OUTBREAK = ("clinic", *CENTRE, "coordinator", "hospital")
REPORTERS, CALLERS = ("clinic", *CENTRE), ("caller", "supervisor", "physician")
RULES, INTAKE = ("supervisor", "physician"), ("caller", "supervisor")
ANY_STAFF = (
    *("reviewer", "approver", "payer", "releaser", "cashier", "publisher", "administrator", "auditor"),
    *OUTBREAK,
)
READERS = ("reviewer", "approver", "auditor")
MONEY = ("payer", "releaser", "auditor")
HANDLERS = ("payer", "releaser")
TAXES = ("cashier", "approver", "auditor")
DESK = ("cashier", "reviewer", "approver", "auditor")
REVIEWER, APPROVER, ADMINISTRATOR = ("reviewer",), ("approver",), ("administrator",)
LEADS, SENDER, KEEPERS = ("publisher", "administrator"), ("publisher",), ("publisher", "auditor")
RECEPTION = ("reviewer", "approver", "administrator")
GIVERS = ("reviewer", "approver")

type Who = tuple[str, ...]
"""Roles, or EVERYBODY, or PERSON (anybody signed in); empty where the method is not offered."""


@dataclass(frozen=True)
class Route:
    """`owned` lies under the number of a thing that is somebody's; `hidden` is not there (404) for colleagues who may not; `done` is the answer to a POST that was let in."""

    get: Who = ()
    post: Who = ()
    owned: bool = False
    hidden: bool = False
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
    "people:prove": OWN,
    "people:test_card": READ,
    "people:identity_begin": Route(get=EVERYBODY, shown=302),
    "people:identity_back": Route(get=EVERYBODY, post=EVERYBODY, done=403, shown=403),
    "people:cards": OWN,
    "people:unlink_card": Route(post=PERSON),
    "connections:authorize": Route(get=EVERYBODY, post=EVERYBODY, done=400, shown=400),
    "connections:userinfo": Route(get=EVERYBODY, post=EVERYBODY, done=401, shown=401),
    "connections:services": OWN,
    "connections:end": Route(post=PERSON),
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
    "signing:verify": Route(get=EVERYBODY, post=EVERYBODY, done=422),
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
    "procedures:earlier": Route(get=PERSON, post=PERSON, owned=True, body={"use": "place"}),
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
    "procedures:certificate_pdf": OWNED,
    "procedures:withdraw": Route(get=PERSON, post=PERSON, owned=True, body={"reason": "閉店した"}),
    "procedures:correction": Route(
        get=PERSON, post=PERSON, owned=True, done=200, body={"account.holder_kana": "タカハシ", "save": "next"}
    ),
    "procedures:correction_upload": Route(
        post=PERSON, owned=True, done=200, body={"field": "bank_book", "remove_file": "x:y"}
    ),
    "procedures:correction_confirm": Route(get=PERSON, post=PERSON, owned=True),
    "procedures:correction_done": OWNED,
    # What people owe.
    "fees:charge": OWNED,
    "fees:pay": Route(post=PERSON, owned=True, body={"way": "none"}),
    "fees:payment": OWNED,
    "fees:slip": Route(post=PERSON, owned=True),
    "fees:slip_pdf": Route(get=PERSON, owned=True, shown=404),
    "fees:receipt": Route(get=PERSON, owned=True, shown=404),
    "fees:cashless": READ,
    "fees:cashless_json": READ,
    "fees:called": Route(post=EVERYBODY, done=404),  # a provider signs, and this world has none
    # Acting for others.
    "mandates:about": READ,
    "mandates:mine": OWN,
    "mandates:kinds": OWN,
    "mandates:propose": Route(get=PERSON, post=PERSON),
    "mandates:many": Route(get=PERSON, post=PERSON, done=200),
    "mandates:many_list": OWN,
    "mandates:asked": OWN,
    "mandates:remind": Route(post=PERSON, body={"reference": ""}),
    "mandates:mandate": OWNED,
    "mandates:confirm": Route(post=PERSON, owned=True),
    "mandates:refuse": Route(post=PERSON, owned=True),
    "mandates:end": Route(get=PERSON, post=PERSON, owned=True, body={"reason": ""}),
    "mandates_desk:waiting": Route(get=READERS),
    "mandates_desk:show": Route(get=READERS, owned=True),
    "mandates_desk:check": Route(post=("reviewer", "approver"), owned=True),
    "mandates_desk:refuse": Route(post=("reviewer", "approver"), owned=True, body={"reason": "署名がない"}),
    "mandates_desk:end": Route(post=("reviewer", "approver"), owned=True, body={"reason": "署名がない"}),
    "desk:home": Route(get=DESK),
    "desk:charge": Route(get=DESK, owned=True),
    "desk:take": Route(post=("cashier",), owned=True),
    "desk:give_back": Route(post=("cashier",), owned=True),
    "desk:tills": Route(get=("cashier", "auditor")),
    "desk:close_till": Route(post=("cashier",)),
    "desk:statements": Route(get=("cashier", "auditor")),
    "desk:statement": Route(get=("cashier", "auditor"), owned=True),
    "desk:take_statement": Route(post=("cashier",)),
    "desk:close_difference": Route(post=("cashier",), owned=True),
    # Taxes: who has a signed link says something that only they know, whoever they are.
    "taxes:find": Route(get=EVERYBODY, post=EVERYBODY),
    "taxes:yours": Route(get=EVERYBODY, post=EVERYBODY),
    "taxes:register": Route(get=TAXES),
    "taxes:bill": Route(get=TAXES, owned=True),
    "taxes:hold": Route(post=APPROVER, owned=True),
    "taxes:release": Route(post=APPROVER, owned=True),
    "taxes:reduce": Route(post=APPROVER, owned=True),
    "taxes:charge_interest": Route(post=APPROVER, owned=True),
    "taxes:import": Route(get=("cashier",), post=("cashier",), done=422),
    "taxes:upload": Route(get=("cashier",), owned=True),
    "taxes:take": Route(post=("cashier",), owned=True),
    "taxes:columns": Route(get=("cashier",)),
    "taxes:batches": Route(get=TAXES),
    "taxes:begin_notices": Route(post=("cashier",)),
    "taxes:batch": Route(get=TAXES, owned=True),
    "taxes:print_again": Route(post=("cashier",), owned=True),
    "taxes:dunning": Route(get=TAXES),
    "taxes:begin_dunning": Route(post=APPROVER),
    # Everybody's.
    "procedures:open_data": READ,
    "procedures:open_procedure": READ,
    "procedures:open_definition": READ,
    "procedures:open_version": READ,
    "procedures:open_csv": READ,
    "procedures:open_csv_in": READ,
    "procedures:open_json": READ,
    "procedures:questions": READ,
    "procedures:retention": READ,
    "inventory:public": READ,
    "inventory:public_csv": READ,
    "inventory:public_csv_in": READ,
    "inventory:public_json": READ,
    # Appointments: who has a signed link is let in by it, whoever they are.
    "appointments:offices": READ,
    "appointments:office": READ,
    "appointments:times": READ,
    "appointments:book": Route(get=EVERYBODY, post=EVERYBODY, shown=302),
    "appointments:sent": Route(get=EVERYBODY, shown=302),
    "appointments:confirm": Route(get=EVERYBODY, post=EVERYBODY),
    "appointments:yours": READ,
    "appointments:calendar": READ,
    "appointments:move": Route(get=EVERYBODY, post=EVERYBODY),
    "appointments:cancel": Route(get=EVERYBODY, post=EVERYBODY),
    "appointments:mine": OWN,
    # Check-ins: who has a signed link or a venue's code is let in by it, whoever they are.
    **{f"check_ins:{name}": READ for name in ("begin", "sent", "qr", "notice", "kept", "receipt", "figures", "reach")},
    **{f"check_ins:{name}": READ for name in ("reported", "keep", "poster", "screen", "done")},
    **{f"check_ins:{name}": Route(get=EVERYBODY, post=EVERYBODY) for name in ("register", "confirm", "report")},
    **{f"check_ins:{name}": Route(get=EVERYBODY, post=EVERYBODY) for name in ("check_in", "check_in_now")},
    "check_ins:change": Route(post=EVERYBODY),
    "check_ins:codes": Route(get=EVERYBODY, shown=302),
    # Online consultation.
    "consultation:desks": READ,
    "consultation:begin": Route(get=PERSON, post=PERSON),
    "consultation:talk": OWNED,
    "consultation:log": OWNED,
    "consultation:say": Route(post=PERSON, owned=True),
    "consultation:close": Route(post=PERSON, owned=True),
    "consultation:offer": Route(get=PERSON, post=PERSON, owned=True, shown=302),
    "consultation:of": Route(get=PERSON, owned=True, shown=302),
    "consultation:call": Route(get=PERSON, post=PERSON, owned=True),
    "consultation:call_end": Route(post=PERSON, owned=True),
    "consultation:call_signals": Route(get=PERSON, post=PERSON, owned=True, done=204),
    "consultation:call_recording": Route(post=PERSON, owned=True, done=204),
    # Nothing was deleted in this world, so that there are no receipts yet.
    "procedures:retention_receipt": Route(get=EVERYBODY, shown=404),
    "procedures:retention_signature": Route(get=EVERYBODY, shown=404),
    "procedures:retention_key": Route(get=EVERYBODY, shown=404),
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
    "procedures:staff_mark": Route(post=REVIEWER, owned=True, body={"point": "x", "act": "tick"}),
    "procedures:staff_ready": Route(get=READERS, owned=True, shown=204),
    "procedures:staff_decision_pdf": Route(get=READERS, owned=True),
    "procedures:staff_certificate_pdf": Route(get=READERS, owned=True),
    "procedures:staff_send_back": Route(post=APPROVER, owned=True, body={"reason": "帳簿をもう一度"}),
    "procedures:staff_ledger": Route(get=READERS),
    "procedures:staff_notices": Route(get=("reviewer", "auditor")),
    "procedures:staff_notices_confirm": Route(get=REVIEWER),
    "procedures:staff_notices_send": Route(post=REVIEWER),
    "procedures:staff_decisions": Route(get=("approver", "auditor")),
    "procedures:staff_decisions_confirm": Route(get=APPROVER),
    "procedures:staff_decisions_carry_out": Route(post=APPROVER),
    "procedures:staff_pair": Route(post=("reviewer", "approver"), owned=True),
    "procedures:staff_appeal": Route(post=APPROVER, owned=True),
    "procedures:staff_appeal_answer": Route(post=APPROVER, owned=True, body={"outcome": "dismissed", "words": "x"}),
    "procedures:staff_recall": Route(post=APPROVER, owned=True, body={"reason": "申請の内容が違っていた"}),
    "procedures:staff_hold_case": Route(post=APPROVER, owned=True, body={"reason": "訴訟のため"}),
    # Ledger. Searches and exports are each person's own, and nobody here has any (test_formulas.py makes some).
    "procedures:staff_register": Route(get=READERS),
    "procedures:staff_search_save": Route(post=READERS, body={"name": "今日の分", "shared": ""}),
    "procedures:staff_search_share": Route(post=READERS, owned=True, done=404),
    "procedures:staff_search_remove": Route(post=READERS, owned=True, done=404),
    "procedures:staff_search_restore": Route(post=READERS, owned=True, done=404),
    "procedures:staff_export_ask": Route(get=READERS, post=READERS, done=422),
    "procedures:staff_exports": Route(get=READERS),
    "procedures:staff_export": Route(get=READERS, owned=True, shown=404),
    "procedures:staff_export_file": Route(get=READERS, owned=True, shown=404),
    "procedures:staff_export_remove": Route(post=READERS, owned=True, done=404),
    "procedures:staff_statistics": Route(get=READERS),
    "procedures:staff_end_hold": Route(
        post=("administrator", "approver"), owned=True, body={"reason": "訴訟が終わった"}
    ),
    "procedures:staff_retention": Route(get=("administrator", "auditor")),
    "procedures:staff_hold": Route(post=ADMINISTRATOR),
    "procedures:staff_publications": Route(get=("publisher", "auditor")),
    "procedures:staff_batch": Route(get=READERS, owned=True),
    # Papers by post: one that is being keyed in, and one that was registered and waits for no correction.
    "procedures:paper_form": READ,
    "procedures:staff_papers": Route(get=REVIEWER),
    "procedures:staff_paper_start": Route(post=REVIEWER, done=422, body={"form_number": "0000-0000"}),
    "procedures:staff_paper": Route(get=REVIEWER, owned=True),
    "procedures:staff_paper_scans": Route(post=REVIEWER, owned=True, body={"field": ""}),
    "procedures:staff_paper_register": Route(post=REVIEWER, owned=True),
    "procedures:staff_paper_discard": Route(post=REVIEWER, owned=True, body={"reason": "二重に入力した"}),
    "procedures:staff_paper_page": Route(
        get=REVIEWER, post=REVIEWER, owned=True, body={"kind": "sole", "phone": "06-6941-0351", "save": "next"}
    ),
    "procedures:staff_paper_correction": Route(get=REVIEWER, post=REVIEWER, owned=True, shown=302),
    "procedures:staff_paper_read": Route(post=REVIEWER),
    "procedures:staff_paper_reading": Route(get=REVIEWER, owned=True),
    "procedures:staff_paper_reading_remove": Route(post=REVIEWER, owned=True, body={"sheet": "1"}),
    "procedures:staff_paper_cut": Route(get=REVIEWER, owned=True),
    # At the counter: a page in a resident's hands leads a session that was not handed over to the clerk's side.
    "procedures:staff_counter": Route(get=REVIEWER),
    "procedures:staff_counter_start": Route(post=REVIEWER, body={"version": "none/1"}),
    "procedures:staff_counter_form": Route(get=REVIEWER, post=REVIEWER, owned=True, body={"code": "1"}),
    "procedures:staff_counter_case": Route(get=REVIEWER, post=REVIEWER, owned=True, body={"code": "1"}),
    "procedures:staff_receipt_pdf": Route(get=READERS, owned=True),
    "procedures:counter_read": Route(get=REVIEWER, owned=True, shown=302),
    "procedures:counter_confirm": Route(post=REVIEWER, owned=True),
    "procedures:counter_ask": Route(post=REVIEWER, owned=True),
    "procedures:counter_give_back": Route(get=REVIEWER, post=REVIEWER, owned=True, shown=302),
    # Staff: the designer. Whoever wrote a draft does not publish it, which its page says.
    "procedures:staff_designs": Route(get=SENDER),
    "procedures:staff_design_new": Route(get=SENDER, post=SENDER),
    "procedures:staff_design": Route(get=SENDER, owned=True),
    "procedures:staff_design_item": Route(get=SENDER, post=SENDER, owned=True),
    "procedures:staff_design_check": Route(post=SENDER, owned=True, done=200),
    "procedures:staff_design_rule": Route(get=SENDER, post=SENDER, owned=True),
    "procedures:staff_design_blanks": Route(get=SENDER, post=SENDER, owned=True),
    "procedures:staff_design_rename": Route(get=SENDER, post=SENDER, owned=True),
    "procedures:staff_design_discard": Route(get=SENDER, post=SENDER, owned=True),
    "procedures:staff_design_bring_back": Route(post=SENDER, owned=True),
    "procedures:staff_design_examples": Route(get=SENDER, owned=True),
    "procedures:staff_design_text": Route(get=SENDER, post=SENDER, owned=True),
    "procedures:staff_design_export": Route(get=SENDER, owned=True),
    "procedures:staff_design_history": Route(get=SENDER, owned=True),
    "procedures:staff_design_restore": Route(post=SENDER, owned=True),
    "procedures:staff_design_preview": Route(get=SENDER, owned=True),
    "procedures:staff_design_notice": Route(get=SENDER, owned=True),
    "procedures:staff_design_letter": Route(get=SENDER, owned=True),
    "procedures:staff_design_faq": Route(get=SENDER, owned=True),
    "procedures:staff_design_ask": Route(post=SENDER, owned=True),
    "procedures:staff_design_publish": Route(post=SENDER, owned=True),
    "procedures:staff_design_send_back": Route(post=SENDER, owned=True),
    "procedures:staff_design_take_back": Route(post=SENDER, owned=True),
    # Staff: the inventory. Its departments have a contact of their own, who is none of these; a file is its sender's.
    "inventory:list": Route(get=ANY_STAFF),
    "inventory:confirm_many": Route(post=ANY_STAFF),
    "inventory:add": Route(get=LEADS, post=LEADS),
    "inventory:row": Route(get=ANY_STAFF, owned=True),
    "inventory:change": Route(get=LEADS, post=LEADS, owned=True),
    "inventory:confirm": Route(post=LEADS, owned=True),
    "inventory:remove": Route(post=LEADS, owned=True),
    "inventory:restore": Route(post=LEADS, owned=True),
    "inventory:redesign": Route(get=ANY_STAFF, post=LEADS, owned=True),
    "inventory:want_form": Route(post=LEADS, owned=True),
    "inventory:first": Route(get=ANY_STAFF),
    "inventory:departments": Route(get=(*LEADS, "auditor")),
    "inventory:department": Route(get=LEADS, post=LEADS, owned=True, body={"name": "環境保全室", "contact": ""}),
    "inventory:export": Route(get=ANY_STAFF),
    "inventory:download": Route(get=ANY_STAFF),
    "inventory:import": Route(get=LEADS, post=LEADS, done=422),
    "inventory:upload": Route(get=SENDER, owned=True, hidden=True),
    "inventory:take": Route(post=SENDER, owned=True, hidden=True),
    "inventory:wrong": Route(get=SENDER, owned=True, hidden=True),
    "inventory:surveys": Route(get=ANY_STAFF),
    "inventory:open_survey": Route(get=LEADS, post=LEADS),
    "inventory:survey": Route(get=ANY_STAFF, owned=True),
    "inventory:close_survey": Route(post=LEADS, owned=True),
    "inventory:part": Route(get=ANY_STAFF, owned=True),
    "inventory:finish": Route(post=LEADS, owned=True),
    "inventory:reopen": Route(post=LEADS, owned=True),
    "inventory:seals": Route(get=ANY_STAFF),
    "inventory:decide_seals": Route(post=LEADS),
    "inventory:decide_seal": Route(
        get=LEADS, post=LEADS, owned=True, body={"decision": "abolish", "reason": "要綱の様式だけ"}
    ),
    # A municipality's draft: the prefecture's staff of this world read it, and change nothing.
    "procedures:staff_overlays": Route(get=KEEPERS),
    "procedures:staff_overlay_base": Route(get=KEEPERS),
    "procedures:staff_overlay": Route(get=KEEPERS, post=KEEPERS, shown=302),
    "procedures:staff_amendment": Route(get=KEEPERS, owned=True),
    **{
        f"procedures:staff_amendment_{act}": Route(post=SENDER, owned=True, done=403, body={"reason": "見送る"})
        for act in ("propose", "decide", "accept", "refuse")
    },
    # Staff: appointments.
    "appointments:day": Route(get=RECEPTION),
    "appointments:paper": Route(get=RECEPTION),
    "appointments:add": Route(get=RECEPTION, post=RECEPTION, owned=True, done=200),
    "appointments:mark": Route(post=RECEPTION, owned=True),
    "appointments:call_off": Route(get=RECEPTION, post=RECEPTION, owned=True),
    "appointments:keeping": Route(get=LEADS),
    "appointments:add_office": Route(get=LEADS, post=LEADS),
    "appointments:keep_office": Route(get=LEADS, post=LEADS, owned=True),
    "appointments:add_window": Route(get=LEADS, post=LEADS, owned=True),
    "appointments:keep_window": Route(get=LEADS, owned=True),
    "appointments:change_window": Route(get=LEADS, post=LEADS, owned=True),
    "appointments:add_hours": Route(get=LEADS, post=LEADS, owned=True),
    "appointments:end_hours": Route(post=LEADS, owned=True),
    "appointments:close": Route(get=LEADS, post=LEADS, owned=True),
    "appointments:reopen": Route(post=LEADS, owned=True),
    # Staff: check-ins.
    "check_ins:desk": Route(get=GIVERS),
    "check_ins:give": Route(get=GIVERS, post=GIVERS),
    "check_ins:code": Route(get=GIVERS, owned=True),
    "check_ins:alert": Route(get=GIVERS, owned=True),
    "check_ins:approve": Route(post=APPROVER, owned=True),
    "check_ins:drop": Route(post=APPROVER, owned=True),
    "check_ins:policies": Route(get=GIVERS),
    "check_ins:key": Route(get=ADMINISTRATOR, post=ADMINISTRATOR),
    # Staff: online consultation.
    "consultation:queue": Route(get=RECEPTION),
    "consultation:staff_talk": Route(get=RECEPTION, owned=True),
    "consultation:staff_log": Route(get=("reviewer",), owned=True),  # the clerk who has it
    "consultation:take": Route(post=RECEPTION, owned=True),
    "consultation:answer": Route(post=RECEPTION, owned=True),
    "consultation:hand_over": Route(post=RECEPTION, owned=True, body={"to": "", "note": "続きをお願いします"}),
    "consultation:staff_close": Route(post=RECEPTION, owned=True),
    "consultation:staff_of": Route(get=RECEPTION, owned=True, shown=302),
    # Its video call and minutes are those of the clerk who has it.
    "consultation:staff_call_offer": Route(post=RECEPTION, owned=True),
    "consultation:staff_call": Route(get=REVIEWER, owned=True),
    "consultation:staff_call_end": Route(post=REVIEWER, owned=True),
    "consultation:staff_call_signals": Route(get=REVIEWER, post=REVIEWER, owned=True, done=204),
    "consultation:staff_call_recording": Route(post=REVIEWER, owned=True, done=409),  # no program writes it down
    "consultation:staff_call_speech": Route(post=REVIEWER, owned=True, done=409),  # nothing is recorded
    "consultation:minutes": Route(get=REVIEWER, post=REVIEWER, owned=True),
    "consultation:minutes_discard": Route(post=REVIEWER, owned=True),
    "consultation:keeping": Route(get=LEADS),
    "consultation:add_desk": Route(get=LEADS, post=LEADS),
    "consultation:keep_desk": Route(get=LEADS, post=LEADS, owned=True),
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
    "payments:reclaims": Route(get=MONEY),
    "payments:pay_back": Route(post=("payer",), owned=True, done=404),
    "audit:records": Route(get=("auditor",)),
    "appointments": Route(
        get=ADMINISTRATOR,
        post=ADMINISTRATOR,
        body={"email": "new@pref.example.jp", "name": "新人", "name_kana": "シンジン", "role": "reviewer"},
    ),
    "end_appointment": Route(post=ADMINISTRATOR),
    "reset_devices": Route(post=ADMINISTRATOR),
    # Partners' programs: the authorisation server and the API know tokens only, whoever is signed in.
    "clients:configuration": READ,
    "clients:metadata": READ,
    "clients:jwks": READ,
    "clients:token": Route(post=EVERYBODY, done=401, body={"grant_type": "client_credentials"}),
    "clients:revoke_token": Route(post=EVERYBODY, done=401, body={"token": "no-such-token"}),
    "api:openapi-json": READ,
    "api:openapi-view": READ,
    "api:api-root": READ,
    "api:me": Route(get=EVERYBODY, shown=401),
    "api:cases": Route(get=EVERYBODY, shown=401),
    "api:case": Route(get=EVERYBODY, shown=401),
    "api:bulk_cases": Route(get=EVERYBODY, shown=401),
    "api:act": Route(post=EVERYBODY, done=401),
    "api:bulk_acts": Route(post=EVERYBODY, done=401),
    # Nobody has registered a client in this world (tests/api does).
    "connections:home": Route(get=ADMINISTRATOR, post=ADMINISTRATOR, done=422),
    "connections:service": Route(get=ADMINISTRATOR, owned=True, shown=404),
    "connections:renew_service_secret": Route(get=ADMINISTRATOR, post=ADMINISTRATOR, owned=True, shown=404, done=404),
    "connections:stop": Route(post=ADMINISTRATOR, owned=True, done=404),
    "connections:resume": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:home": Route(get=ADMINISTRATOR, post=ADMINISTRATOR, done=422),
    "clients:client": Route(get=ADMINISTRATOR, owned=True, shown=404),
    "clients:revoke": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:renew_client_secret": Route(get=ADMINISTRATOR, post=ADMINISTRATOR, owned=True, shown=404, done=404),
    "clients:end_former_secret": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:send_again": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:webhook": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:renew_secret": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:ping": Route(post=ADMINISTRATOR, owned=True, done=404),
    "clients:remove_webhook": Route(post=ADMINISTRATOR, owned=True, done=404),
    "act_for": Route(post=PERSON, body={"organisation": "271403"}),
    # Outbreak response.
    "outbreak:enter": Route(get=EVERYBODY, post=EVERYBODY, done=422),
    "outbreak:patient": Route(get=EVERYBODY, post=EVERYBODY, shown=302),
    "outbreak:thanks": Route(get=EVERYBODY, shown=302),
    "outbreak:home": Route(get=OUTBREAK),
    "outbreak:dashboard": READ,
    "outbreak:chart": READ,
    "outbreak:embed": READ,
    "outbreak:chart_csv": READ,
    "outbreak:chart_json": READ,
    "outbreak:chart_png": Route(get=EVERYBODY, shown=404),  # nothing is drawn before the first import
    "outbreak:figures": Route(get=OUTBREAK),
    "outbreak:imported": Route(get=OUTBREAK, owned=True),
    "outbreak:beds": Route(get=COORDINATOR),
    "outbreak:own_beds": Route(get=("hospital",)),
    "outbreak:tap_beds": Route(post=("hospital",), owned=True),
    "outbreak:report_beds": Route(post=("hospital",), owned=True),
    "outbreak:answer_offer": Route(post=("hospital",), owned=True),
    "outbreak:placement": Route(get=COORDINATOR),
    "outbreak:placement_one": Route(get=COORDINATOR, owned=True),
    "outbreak:offer_bed": Route(post=COORDINATOR, owned=True),
    "outbreak:take_back": Route(post=COORDINATOR, owned=True),
    "outbreak:ask_bed": Route(get=(*CENTRE, *COORDINATOR), post=(*CENTRE, *COORDINATOR)),
    "outbreak:withdraw_bed": Route(post=(*CENTRE, *COORDINATOR), owned=True),
    "outbreak:fairness": Route(get=COORDINATOR),
    "outbreak:replay": Route(get=OUTBREAK),
    "outbreak:report": Route(get=REPORTERS, post=REPORTERS),
    "outbreak:cases": Route(get=REPORTERS),
    "outbreak:case": Route(get=REPORTERS, owned=True),
    "outbreak:change": Route(get=CENTRE, post=CENTRE, owned=True),
    "outbreak:close": Route(post=CENTRE, owned=True),
    "outbreak:queue": Route(get=CALLERS),
    "outbreak:take_next": Route(post=CALLERS),
    "outbreak:take": Route(post=CALLERS, owned=True),
    "outbreak:call": Route(post=CENTRE, owned=True),
    "outbreak:hand_over": Route(post=CALLERS, owned=True),
    "outbreak:centre": Route(get=("supervisor",), post=("supervisor",)),
    "outbreak:observed": Route(get=CENTRE),
    "outbreak:tasks": Route(get=CENTRE),
    "outbreak:task": Route(get=CENTRE, post=CENTRE, owned=True),
    "outbreak:key_in": Route(post=CENTRE, owned=True),
    "outbreak:certificate": Route(get=CENTRE, owned=True, shown=302),
    "outbreak:rules": Route(get=RULES, post=RULES),
    "outbreak:approve_rules": Route(post=("physician",)),
    "outbreak:around": Route(get=CENTRE, owned=True),
    "outbreak:add_contact": Route(post=CENTRE, owned=True),
    "outbreak:join_cluster": Route(post=CENTRE, owned=True),
    "outbreak:ask_transport": Route(post=CENTRE, owned=True),
    "outbreak:lodge": Route(post=CENTRE, owned=True),
    "outbreak:clusters": Route(get=CENTRE),
    "outbreak:transports": Route(get=CENTRE),
    "outbreak:end_transport": Route(post=CENTRE, owned=True),
    "outbreak:hotels": Route(get=CENTRE),
    "outbreak:leave": Route(post=CENTRE, owned=True),
    "outbreak:intake": Route(get=INTAKE, post=INTAKE, done=422),
    "outbreak:one_intake": Route(get=INTAKE, owned=True),
    "outbreak:intake_progress": Route(get=INTAKE, owned=True),
    "outbreak:learn": Route(post=INTAKE, owned=True),
    "outbreak:take_intake": Route(post=INTAKE, owned=True),
    "outbreak:undo_intake": Route(post=INTAKE, owned=True),
}


def admitted(who: Who, *, ahead: str = "") -> str:
    """One who is let in there."""
    return next((role for role in ANY_STAFF if role in who), "owner" if who == PERSON else ahead or "nobody")
