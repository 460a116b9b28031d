"""Reading and changing cases by token: who may, what the answer is, and what is written down."""

from typing import Any

import jwt
import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.adapter import OIDCAdapter
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.limits import Rule
from naniwa.services.procedures.api import access, cases, reading
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from tests.api.partner import PROCEDURE, READ, administrator, partner

NOBODYS = "RG-0000-0000-0000"


def received(version: Live, **changes: Any) -> Application:
    return factories.received(version, now=timezone.now(), **changes)


def records(action: str) -> list[Record]:
    with as_system():
        return list(Record.objects.filter(action=action).select_related("actor").order_by("pk"))


def test_without_a_token_nothing_is_told(version: Live) -> None:
    case = received(version)
    for headers in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic YTpi"}):
        for path in ("me", "cases", f"cases/{case.reference}", "bulk/cases"):
            answer = Client().get(f"/api/v1/{path}", headers=headers)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert case.reference.encode() not in answer.content


def test_a_token_comes_by_client_credentials_and_by_nothing_else(version: Live) -> None:
    one = partner()
    assert one.ask_token(secret="wrong").status_code == 401
    assert one.ask_token(grant="authorization_code").status_code == 401  # for services that people enter
    assert one.ask_token(grant="urn:ietf:params:oauth:grant-type:device_code").status_code == 400
    assert one.ask_token(scope="procedures:read openid").status_code == 400
    assert one.get("/me").json()["name"] == "堺市 給付管理"


def test_subjects_are_opaque_and_differ_between_clients(version: Live) -> None:
    one, two = partner(), partner(name="別の団体")
    claims = [jwt.decode(each.token, options={"verify_signature": False}) for each in (one, two)]
    subjects = [each["sub"] for each in claims]
    assert subjects[0] != subjects[1]
    for each, subject in zip((one, two), subjects, strict=True):
        assert len(subject) == 43
        assert str(each.client.person_id) != subject
        assert str(each.client.person.public_id) not in subject
    with as_system():
        of_one, of_other = (OIDCAdapter().get_user_sub(each.client.oidc, one.client.person) for each in (one, two))
    assert of_one == subjects[0] != of_other
    again = jwt.decode(one.sign_in().token, options={"verify_signature": False})
    assert again["sub"] == subjects[0]


def test_tokens_are_signed_by_the_published_key(version: Live) -> None:
    one = partner()
    described = one.http.get("/.well-known/openid-configuration").json()
    assert described["subject_types_supported"] == ["pairwise"]
    assert described["grant_types_supported"] == ["authorization_code", "client_credentials"]
    keys = jwt.PyJWKSet.from_dict(one.http.get("/.well-known/jwks.json").json())
    kid = jwt.get_unverified_header(one.token)["kid"]
    claims = jwt.decode(one.token, key=keys[kid].key, algorithms=["RS256"], audience="http://127.0.0.1:8000/api/v1")
    assert claims["client_id"] == one.client.oidc_id


def test_a_case_is_read_in_full_and_the_reading_is_written_down(version: Live) -> None:
    case, one = received(version), partner()
    answer = one.get(f"/cases/{case.reference}")
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["answers"] == case.answers
    assert [step["status"] for step in told["steps"]] == ["received"]
    record = records("procedures.case_read")[-1]
    assert (record.actor and record.actor.name, record.kind, record.purpose) == ("堺市 給付管理", "read", "review")
    assert (record.target, record.subject_id, record.roles) == (case.reference, case.person_id, "reviewer")


def test_a_list_holds_no_personal_data_and_goes_on_by_its_cursor(version: Live) -> None:
    made = {received(version).reference for _ in range(5)}
    one, seen, cursor = partner(), [], None
    for _ in range(3):
        told = one.get("/cases", limit=2, **({"cursor": cursor} if cursor else {})).json()
        seen += [case["reference"] for case in told["cases"]]
        assert "answers" not in told["cases"][0]
        cursor = told["next"]
    assert cursor is None
    assert sorted(seen) == sorted(made)
    assert records("procedures.case_read") == []


def test_a_list_is_narrowed(version: Live) -> None:
    case, one = received(version), partner()
    later = timezone.now().isoformat()
    assert len(one.get("/cases", procedure=PROCEDURE, status="received").json()["cases"]) == 1
    assert one.get("/cases", status="paid").json()["cases"] == []
    assert one.get("/cases", procedure="another").json()["cases"] == []
    assert one.get("/cases", changed_since=later).json()["cases"] == []
    one.act(case.reference, "claim")
    assert [each["status"] for each in one.get("/cases", changed_since=later).json()["cases"]] == ["under_review"]
    for wrong in (
        {"status": "lost"},
        {"cursor": "x"},
        {"changed_since": "yesterday"},
        {"limit": 0},
        {"cursor": "bnVsbA"},
    ):
        assert one.get("/cases", **wrong).status_code == 422


def test_a_list_since_a_moment_holds_cases_of_which_only_the_stage_changed(version: Live) -> None:
    case, one, approver = received(version), partner(), partner("approver", name="堺市 決定")
    one.act(case.reference, "claim")

    def since(moment: str) -> list[tuple[str, str]]:
        found = one.get("/cases", changed_since=moment).json()["cases"]
        return [(each["status"], each["stage"]) for each in found]

    before_review = timezone.now().isoformat()
    assert since(before_review) == []
    assert one.act(case.reference, "finish_review", outcome="approved", amount_yen=500_000).status_code == 200
    assert since(before_review) == [("under_review", "decision")]
    before_return = timezone.now().isoformat()
    assert since(before_return) == []
    assert approver.act(case.reference, "send_back", reason="金額").status_code == 200
    assert since(before_return) == [("under_review", "review")]


def test_anothers_case_is_answered_as_one_that_never_was(version: Live) -> None:
    """Of another office, or of a procedure that is not the client's."""
    case = received(version)
    for outsider in (partner(office="271403"), partner(procedures=["another"], name="別の手続")):
        there, nowhere = outsider.get(f"/cases/{case.reference}"), outsider.get(f"/cases/{NOBODYS}")
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert there.status_code == 404
        acts = [outsider.act(reference, "claim") for reference in (case.reference, NOBODYS)]
        assert acts[0].status_code == 404
        assert acts[0].content == acts[1].content
        assert outsider.get("/cases").json()["cases"] == []
        assert outsider.get("/bulk/cases").body == b""


def test_row_security_holds_where_a_filter_is_forgotten(version: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    case, outsider = received(version), partner(office="271403")
    monkeypatch.setattr(reading, "cases_of", lambda _viewer: Application.objects.all())
    assert outsider.get(f"/cases/{case.reference}").status_code == 404
    assert outsider.get("/bulk/cases").body == b""
    assert partner().get(f"/cases/{case.reference}").status_code == 200


def test_scopes_and_roles_limit_what_a_client_does(version: Live) -> None:
    case = received(version)
    reading = partner().sign_in(scope=READ)
    assert reading.get(f"/cases/{case.reference}").status_code == 200
    assert reading.act(case.reference, "claim").status_code == 403
    assert partner(scopes=[READ]).act(case.reference, "claim").status_code == 403
    auditor = partner("auditor")
    assert auditor.get(f"/cases/{case.reference}").status_code == 200
    assert auditor.act(case.reference, "claim").status_code == 403
    assert partner("reviewer").act(case.reference, "decide", outcome="declined").status_code == 403


def test_a_revoked_client_is_out_at_once(version: Live) -> None:
    case, one = received(version), partner()
    with as_system():
        clients.revoke(client=one.client, by=administrator(), now=timezone.now())
    assert one.get(f"/cases/{case.reference}").status_code == 401
    assert one.act(case.reference, "claim").status_code == 401
    assert one.ask_token().status_code == 401
    left = Token(type=Token.Type.ACCESS_TOKEN, client_id=one.client.oidc_id, scopes=READ)
    left.set_value(one.token)
    left.save()
    assert one.get(f"/cases/{case.reference}").status_code == 401


def test_a_case_goes_its_way_through_two_clients_and_never_through_one(version: Live) -> None:
    case, both = received(version), partner("reviewer", "approver", name="両方")
    assert both.act(case.reference, "claim").json()["status"] == "under_review"
    done = both.act(case.reference, "finish_review", outcome="approved", amount_yen=1_000_000, comment="そろっている")
    assert done.json()["stage"] == "decision"
    refused = both.act(case.reference, "decide", outcome="approved", amount_yen=1_000_000)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:naniwa:problem:same-person")
    other = partner("approver", name="決定")
    assert other.act(case.reference, "decide", outcome="approved", amount_yen=1_000_000).json()["status"] == "approved"
    with as_system():
        decision = Decision.objects.get(application=case)
    assert (decision.reviewer_id, decision.decided_by_id) == (both.client.person_id, other.client.person_id)
    acts = ("procedures.claimed", "procedures.reviewed", "procedures.approved")
    assert [str(records(act)[-1].actor) for act in acts] == ["両方", "両方", "決定"]


def test_deficiencies_are_marked_and_sent(version: Live) -> None:
    case, one = received(version, name=factories.FAULTY), partner()
    one.act(case.reference, "claim")
    fault = one.get(f"/cases/{case.reference}").json()["deficiencies"][0]
    settled = one.act(case.reference, "settle_deficiency", code=fault["code"], field=fault["field"], verdict="confirm")
    assert settled.status_code == 200
    assert one.act(case.reference, "send_notice").json()["status"] == "needs_correction"
    assert one.act(case.reference, "add_deficiency", code="no-such-code").status_code == 409
    clean = received(version)
    one.act(clean.reference, "claim")
    assert one.act(clean.reference, "add_deficiency", code="no-such-code").status_code == 422
    assert one.act(clean.reference, "send_notice").json()["type"] == "urn:naniwa:problem:nothing-to-send"


def test_the_same_key_twice_is_done_once(version: Live) -> None:
    case, one = received(version), partner()
    first = one.act(case.reference, "claim", key="k-1")
    again = one.act(case.reference, "claim", key="k-1")
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(records("procedures.claimed")) == 1
    other = one.act(case.reference, "hand_back", key="k-1", reason="休む")
    assert (other.status_code, other.json()["type"]) == (422, "urn:naniwa:problem:key-reused")


def test_what_was_refused_may_be_posted_again_under_its_key(version: Live) -> None:
    case, one = received(version), partner()
    body = {"outcome": "declined", "comment": "対象外"}
    assert one.act(case.reference, "finish_review", key="k-1", **body).status_code == 409
    one.act(case.reference, "claim")
    assert one.act(case.reference, "finish_review", key="k-1", **body).status_code == 200


def test_problems_are_told_in_the_readers_language(version: Live) -> None:
    one = partner()
    assert one.get(f"/cases/{NOBODYS}", language="ja").json()["title"].startswith("見つかりません")
    assert one.get(f"/cases/{NOBODYS}", language="en").json()["title"].startswith("Not found")


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"act": "claim", "more": 1}', '{"act": "pay"}', '{"act": "hand_back", "reason": "a\\u0000b"}'],
)
def test_a_body_that_cannot_be_read_is_refused_in_words(version: Live, body: str) -> None:
    one = partner()
    headers = one.headers(**{"Idempotency-Key": "k"})
    answer = one.http.post(f"/api/v1/cases/{NOBODYS}/acts", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:naniwa:problem:not-valid"


def test_who_asks_too_often_waits(version: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    one = partner()
    rule = Rule("clients.requests", 2, access.REQUESTS.per)
    operation = cases.router.path_operations["/me"].operations[0]
    monkeypatch.setattr(operation.auth_callbacks[0], "rule", rule)
    assert [one.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    assert int(one.get("/me").headers["Retry-After"]) > 0
