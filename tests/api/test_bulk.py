"""Many at once: a stream of cases, and lines of acts that stand alone."""

import json
from typing import Any

from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.api import acting
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import WrongState
from naniwa.services.procedures.tests import factories
from tests.api.partner import partner


def received(version: Live, count: int) -> list[Application]:
    return [factories.received(version, now=timezone.now()) for _ in range(count)]


def line(key: str, reference: str, act: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "reference": reference, "do": {"act": act, **more}}


def count(action: str) -> int:
    with as_system():
        return Record.objects.filter(action=action).count()


def test_all_cases_come_as_lines_and_each_reading_is_written_down(version: Live, monkeypatch: Any) -> None:
    monkeypatch.setattr("naniwa.services.procedures.api.cases.SET", 2)
    cases, one = received(version, 5), partner()
    told = [json.loads(each) for each in one.get("/bulk/cases").body.splitlines()]
    assert [each["reference"] for each in told] == [each.reference for each in cases]
    assert told[0]["answers"] == cases[0].answers
    assert count("procedures.case_read") == 5


def test_lines_are_answered_one_by_one(version: Live) -> None:
    (first, second), one = received(version, 2), partner()
    answers = one.post_lines(
        [
            line("a", first.reference, "claim"),
            line("b", "RG-0000-0000-0000", "claim"),
            "{not json",
            "",
            line("c", first.reference, "decide", outcome="declined"),
            line("d", second.reference, "finish_review", outcome="declined"),
            line("e", second.reference, "pay"),
            line("f", second.reference, "claim"),
        ]
    )
    assert [(each["line"], each["status"]) for each in answers] == [
        (1, 200), (2, 404), (3, 422), (5, 403), (6, 409), (7, 422), (8, 200),
    ]  # fmt: skip
    assert answers[0]["case"]["status"] == "under_review"
    assert answers[4]["problem"]["type"] == "urn:naniwa:problem:wrong-state"
    assert count("procedures.claimed") == 2


def test_the_same_lines_twice_do_nothing_twice(version: Live) -> None:
    cases, one = received(version, 3), partner()
    lines = [line(f"claim-{case.reference}", case.reference, "claim") for case in cases]
    first, again = one.post_lines(lines), one.post_lines(lines + lines[:1])
    assert [each["replayed"] for each in first] == [False] * 3
    assert [each["replayed"] for each in again] == [True] * 4
    assert [each["case"] for each in again[:3]] == [each["case"] for each in first]
    assert count("procedures.claimed") == 3
    other = one.post_lines([line(lines[0]["key"], cases[1].reference, "claim")])
    assert other[0]["problem"]["type"] == "urn:naniwa:problem:key-reused"


def test_keys_belong_to_their_client(version: Live) -> None:
    (case,), one, two = received(version, 1), partner(), partner(name="別の団体")
    assert one.post_lines([line("k", case.reference, "claim")])[0]["status"] == 200
    taken = two.post_lines([line("k", case.reference, "claim")])[0]
    assert taken["problem"]["type"] == "urn:naniwa:problem:taken-by-another"


def test_a_line_that_breaks_half_way_leaves_nothing(version: Live, monkeypatch: Any) -> None:
    """The case was claimed already when the line failed; neither the claim nor its record stays."""
    (case,), one = received(version, 1), partner()

    def claim_and_fail(case: Application, _act: object, **by: Any) -> None:
        review.claim(application=case, **by)
        raise WrongState

    monkeypatch.setitem(acting.ACTS, "claim", claim_and_fail)
    assert one.post_lines([line("k", case.reference, "claim")])[0]["status"] == 409
    with as_system():
        assert Application.objects.get(pk=case.pk).state == "received"
    assert count("procedures.claimed") == 0


def test_too_many_or_too_long_lines_are_refused_whole(version: Live) -> None:
    (case,), one = received(version, 1), partner()
    headers = one.headers()
    many = "\n".join(["{}"] * 1001)
    long = json.dumps(line("k", case.reference, "hand_back", reason="x" * (2 * 1024 * 1024)))
    for body in (many, long):
        answer = one.http.post("/api/v1/bulk/acts", body, content_type="application/x-ndjson", headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (413, "urn:naniwa:problem:too-large")
    answer = one.http.post(
        f"/api/v1/cases/{case.reference}/acts",
        long,
        content_type="application/json",
        headers=one.headers(**{"Idempotency-Key": "k"}),
    )
    assert answer.status_code == 413
