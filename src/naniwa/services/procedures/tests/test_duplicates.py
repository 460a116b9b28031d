"""Likely duplicates are found by what cases share; a person judges them with a reason, and the judgement decides nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Pair
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.operations.preparing import identity_keys
from naniwa.services.procedures.queries.duplicates import KEYS, alike, sharing_a_key
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
REASON = "法人番号と口座が同じです"


def differing(version: Live, number: int, **changes: Any) -> Application:
    """A case that shares nothing with the others but what is said."""
    given = factories.example(version)
    fresh = {
        "company_name": f"会社{number}号",
        "corporate_number": "",
        "phone": f"06-6000-000{number}",
        "account": {**given["account"], "account_number": f"000000{number}"},
        "place": {**given["place"], "street": f"{number}丁目{number}-{number}"},
        "place_name": f"店{number}",
    }
    case = factories.received(version, now=timezone.now())
    with as_system():
        answers = {**case.answers, **fresh, **changes}
        case.answers, case.applicant_name = answers, answers["company_name"]
        case.identity_keys = identity_keys(version, answers, case.applicant_name)
        case.save()
    return case


def reasons(case: Application) -> list[tuple[str, tuple[str, ...]]]:
    looking = Viewer(person_id=0, organisation_id=case.organisation_id, shares_cases=False)
    with as_system():
        return [(one.case.reference, one.reasons) for one in alike(case, viewer=looking)]


def test_a_name_is_found_in_any_variant_and_without_its_legal_form(version: Live) -> None:
    first = differing(version, 1, company_name="㈱髙島屋商店")
    second = differing(version, 2, company_name="高島屋商店 株式会社")
    differing(version, 3, company_name="高島屋本店")
    assert reasons(second) == [(first.reference, ("name",))]


def test_an_address_is_found_however_its_numbers_are_written(version: Live) -> None:
    place = factories.example(version)["place"]
    first = differing(version, 1, place={**place, "street": "7丁目8番9号"})
    second = differing(version, 2, place={**place, "street": "７−８−９"})
    differing(version, 3, place={**place, "street": "7丁目89"})
    assert reasons(second) == [(first.reference, ("address",))]


def test_the_account_and_the_corporate_number_are_found(version: Live) -> None:
    first = differing(version, 1, corporate_number="1234567890123")
    second = differing(version, 2, corporate_number="1234567890123", account=first.answers["account"])
    third = differing(version, 3, account=first.answers["account"])
    assert reasons(second) == [(first.reference, ("a", "c")), (third.reference, ("a",))]


def test_likely_duplicates_take_two_queries_and_each_place_of_a_key_has_an_index(version: Live) -> None:
    case = differing(version, 1)
    with as_system(), CaptureQueriesContext(connection) as queries:
        alike(case, viewer=Viewer(person_id=0, organisation_id=case.organisation_id, shares_cases=False))
    assert len(queries) == 2
    assert len(case.identity_keys) < KEYS
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'procedures_identity_%'")
        assert {row[0] for row in cursor.fetchall()} == {f"procedures_identity_{place}" for place in range(1, KEYS + 1)}


def test_the_place_of_a_key_stands_in_the_text_where_a_plan_that_is_kept_finds_its_index(version: Live) -> None:
    text, values = sharing_a_key(1, ["name:x", "address:y"], shares_cases=False).query.sql_with_params()
    assert all(f'"identity_keys")[{place}] IN (%s, %s)' in text for place in range(1, KEYS + 1))
    assert list(values) == [1, *["name:x", "address:y"] * KEYS, "withdrawn"]


def pair_of(version: Live) -> tuple[Application, Application]:
    account = factories.example(version)["account"]
    return differing(version, 1, account=account), differing(version, 2, account=account)


def judge(client: Client, case: Application, other: Application, state: str = "confirmed", reason: str = REASON) -> Any:
    url = reverse("procedures:staff_pair", args=[case.reference])
    return client.post(url, {"other": other.reference, "state": state, "reason": reason}, follow=True)


def page(client: Client, case: Application) -> str:
    text = client.get(reverse("procedures:staff_case", args=[case.reference])).content.decode()
    return text.replace("<wbr>", "")


def test_a_confirmed_pair_is_shown_on_both_cases_and_written_down(version: Live, reviewer: Person) -> None:
    earlier, later = pair_of(version)
    client = signed_in(reviewer)
    assert "重複かどうかを記録する" in page(client, later)
    judge(client, later, earlier)
    judge(client, earlier, later)  # the same once more, from the other side
    for case in (earlier, later):
        assert "重複と確認" in page(client, case)
        assert REASON in page(client, case)
    with as_system():
        pair = Pair.objects.get()
        assert (pair.earlier_id, pair.later_id, pair.by_id, pair.shared) == (earlier.pk, later.pk, reviewer.pk, ["a"])
        found = Record.objects.filter(action="procedures.pair_confirmed").values_list("target", flat=True)
        assert sorted(found) == sorted([pair.reference, earlier.reference, later.reference])
        assert Record.objects.get(target=pair.reference).detail["reason"] == REASON


def test_a_judgement_needs_a_reason(version: Live, reviewer: Person) -> None:
    earlier, later = pair_of(version)
    answer = judge(signed_in(reviewer), later, earlier, reason="  ")
    assert "理由を書いてください" in answer.content.decode().replace("<wbr>", "")
    with as_system():
        assert not Pair.objects.exists()


def test_a_dismissed_pair_is_suspected_no_more_but_can_be_judged_anew(version: Live, reviewer: Person) -> None:
    earlier, later = pair_of(version)
    client = signed_in(reviewer)
    judge(client, later, earlier, state="dismissed", reason="親子で口座を共にしています")
    assert "重なりの疑い" not in page(client, later)
    assert "親子で口座を共にしています" in page(client, earlier)
    judge(client, later, earlier)
    assert "重なりの疑い" in page(client, later)
    with as_system():
        assert Pair.objects.get().state == "confirmed"
        assert Record.objects.filter(action="procedures.pair_dismissed").count() == 3


def test_only_the_later_case_is_proposed_for_decline_and_nothing_is_decided(version: Live, reviewer: Person) -> None:
    earlier, later = pair_of(version)
    client = signed_in(reviewer)
    with as_system():
        for case in (earlier, later):
            review.claim(application=case, by=reviewer, now=timezone.now())
        before = dict(Application.objects.values_list("pk", "state"))
    judge(client, later, earlier)
    assert f"先に届いた申請（{earlier.reference}）と重複しています。</textarea>" in page(client, later)
    assert 'value="declined" checked' in page(client, later)
    assert "先に届いた申請" not in page(client, earlier)
    assert 'value="approved" checked' in page(client, earlier)
    with as_system():
        assert dict(Application.objects.values_list("pk", "state")) == before


def test_who_only_looks_does_not_judge_and_strangers_find_nothing(version: Live, reviewer: Person) -> None:
    earlier, later = pair_of(version)
    city = factories.staff("city@example.jp", "reviewer", office="271004")
    with as_system():
        place = Organisation.objects.get(code="271004")
        Application.objects.filter(pk__in=[earlier.pk, later.pk]).update(partner=place)
    assert judge(signed_in(city), later, earlier).status_code == 403
    assert "重複かどうかを記録する" not in page(signed_in(city), later)
    auditor = factories.staff("auditor@example.jp", "auditor")
    assert judge(signed_in(auditor), later, earlier).status_code == 403
    client = signed_in(reviewer)
    for wrong in ({"state": "maybe"}, {"other": later.reference}, {"other": "KX-0000-0000-0000"}):
        given = {"other": earlier.reference, "state": "confirmed", "reason": REASON, **wrong}
        assert client.post(reverse("procedures:staff_pair", args=[later.reference]), given).status_code == 404
    with as_system():
        assert not Pair.objects.exists()
