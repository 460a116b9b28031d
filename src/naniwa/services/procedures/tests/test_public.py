"""Open data: right figures, small numbers hidden, files that are safe to open, and nobody named in any of it."""

import csv
import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.library.open_data import Measure, Value
from naniwa.library.suppression import LEAST
from naniwa.services.procedures import measures
from naniwa.services.procedures.models import Application, Decision, Outcome
from naniwa.services.procedures.queries import statistics
from naniwa.services.procedures.queries.live import KIND, Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW

OSAKA, SAKAI, TOYONAKA = "271004", "271403", "272035"
PAGE = "/open-data/closure-relief-grant/"


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    statistics.forget()
    measures.kept.forget()


def place(code: str) -> dict[str, Any]:
    cities = {OSAKA: "大阪市中央区", SAKAI: "堺市堺区", TOYONAKA: "豊中市"}
    return {
        "postal_code": "5408570",
        "prefecture": "大阪府",
        "municipality": cities[code],
        "municipality_code": code,
        "town": "大手前",
        "street": "2丁目1-22",
        "building": "",
    }


def arrive(version: Live, many: int, code: str = OSAKA) -> list[Application]:
    return [factories.received(version, place=place(code)) for _ in range(many)]


def rows(version: Live, key: str) -> dict[str, tuple[Value | None, ...]]:
    found = statistics.count(version).of(key)
    assert found
    return {line.group.code: line.figures for line in found.table.every}


def told(version: Live, measure: Measure) -> Value | None:
    [value] = statistics.count(version).whole[measure].figures
    return value


def read_csv(client: Client, key: str) -> list[dict[str, str]]:
    text = client.get(f"{PAGE}{key}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_applications_are_counted_by_municipality_in_fives(version: Live) -> None:
    arrive(version, 12)
    arrive(version, 6, SAKAI)
    found = rows(version, "received")
    assert len(found) == 43 + 1  # and the total
    assert (found[OSAKA], found[SAKAI], found[TOYONAKA]) == ((10,), (5,), (None,))
    assert told(version, "applications") == 15


def test_one_case_more_is_seen_nowhere(version: Live, client: Client) -> None:
    arrive(version, 12)
    arrive(version, 6, SAKAI)
    before = statistics.count(version)
    arrive(version, 1, TOYONAKA)
    after = statistics.count(version)
    assert (after.tables, after.whole) == (before.tables, before.whole)


def test_applications_are_counted_by_day_with_gaps(version: Live) -> None:
    for _ in range(5):
        factories.received(version, now=NOW)
        factories.received(version, now=NOW + timedelta(days=2))
    assert rows(version, "by-day") == {
        "2020-05-01": (5,), "2020-05-02": (None,), "2020-05-03": (5,), "total": (10,),
    }  # fmt: skip


def test_a_deficiency_counts_once_it_was_confirmed_and_as_a_share_of_all(version: Live, reviewer: Person) -> None:
    for _ in range(5):
        factories.notified(version, reviewer=reviewer)
    arrive(version, 5)
    found = {code: figures for code, figures in rows(version, "by-item").items() if figures[0]}
    assert list(found.values()) == [(5, 50.0)]
    for _ in range(5):
        factories.received(version, name=factories.FAULTY)  # only proposed
    assert [figures for figures in rows(version, "by-item").values() if figures[0]] == [(5, 33.3)]


def test_days_are_told_by_stage_once_enough_cases_stand_behind_them(
    version: Live, reviewer: Person, approver: Person
) -> None:
    for days in range(1, 11):
        case = factories.approved(version, reviewer=reviewer, approver=approver, now=NOW)
        with as_system():
            Application.objects.filter(pk=case.pk).update(
                received_at=NOW - timedelta(days=days), state="paid", state_at=NOW + timedelta(days=2)
            )
    found = rows(version, "by-stage")
    assert found == {
        "review": (5.5, None), "decision": (0.0, None), "payment": (2.0, None), "whole": (7.5, None),
    }  # fmt: skip


def test_what_is_chosen_from_a_list_is_counted_and_earlier_options_are_others(version: Live) -> None:
    arrive(version, 10)
    with as_system():
        for case in Application.objects.all()[:5]:
            Application.objects.filter(pk=case.pk).update(answers={**case.answers, "facility": "no longer offered"})
    found = rows(version, "facilities")
    assert (found["food"], found["other"]) == ((5,), (5,))


def test_a_free_answer_is_never_counted_in_public(version: Live) -> None:
    named = version.procedure.statistics[0].model_copy(update={"key": "names", "by": "company_name"})
    procedure = version.procedure.model_copy(update={"statistics": (named,)})
    widened = Live(
        **{**{name: getattr(version, name) for name in version.__dataclass_fields__}, "procedure": procedure}
    )
    arrive(version, 12)
    assert not statistics.count(widened).of("names")


def test_money_is_counted_only_where_it_was_paid(version: Live) -> None:
    cases = arrive(version, 12)
    with as_system():
        paid = [case.pk for case in cases[:10]]
        Application.objects.filter(pk__in=paid).update(state="paid", amount_yen=500_000)
    assert rows(version, "paid")[OSAKA] == (10, 5_000_000, 2_500_000, 2_500_000)


def test_where_no_municipality_is_known_the_prefecture_bears_all(version: Live) -> None:
    cases = [case.pk for case in arrive(version, 20)]
    with as_system():
        Application.objects.filter(pk__in=cases).update(state="paid", amount_yen=1_000_000)
        Application.objects.filter(pk__in=cases[:5]).update(partner=None)
    found = rows(version, "paid")
    assert found["elsewhere"] == (5, 5_000_000, 5_000_000, None)
    assert found["total"] == (20, 20_000_000, 12_500_000, 7_500_000)


def test_one_payment_more_changes_no_sum(version: Live) -> None:
    cases = arrive(version, 12)
    with as_system():
        Application.objects.filter(pk__in=[case.pk for case in cases[:10]]).update(state="paid", amount_yen=1_000_000)
    before = statistics.count(version).tables
    with as_system():
        Application.objects.filter(pk=cases[10].pk).update(state="paid", amount_yen=1_000_000)
    assert statistics.count(version).tables == before


def test_files_do_not_tell_how_many_were_declined(
    version: Live, client: Client, reviewer: Person, approver: Person
) -> None:
    for _ in range(10):
        factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        Decision.objects.filter(pk=Decision.objects.latest("pk").pk).update(outcome=Outcome.DECLINED, amount_yen=0)
    assert list(read_csv(client, "speed")[0]) == ["week_code", "name_ja", "name_en", "median_days", "hidden"]


def test_days_are_the_median_from_arrival_to_decision(version: Live, reviewer: Person, approver: Person) -> None:
    for days in range(11):
        case = factories.approved(version, reviewer=reviewer, approver=approver)
        with as_system():
            Application.objects.filter(pk=case.pk).update(received_at=NOW - timedelta(days=days))
    found = statistics.count(version)
    assert found.whole["days_to_decision"].figures == (5.0,)
    assert rows(version, "speed") == {"2020-04-27": (5.0,), "total": (5.0,)}
    assert rows(version, "weeks") == {"2020-04-27": (10,), "total": (10,)}
    assert found.whole["approved"].figures == (10,)


def test_a_decision_just_after_midnight_on_monday_belongs_to_that_week(
    version: Live, reviewer: Person, approver: Person
) -> None:
    monday = NOW.replace(day=4, hour=0, minute=30)  # still Sunday in UTC
    for _ in range(10):
        factories.approved(version, reviewer=reviewer, approver=approver, now=monday)
    assert list(rows(version, "weeks")) == ["2020-05-04", "total"]


def test_a_csv_file_names_its_columns_and_its_type(version: Live, client: Client) -> None:
    arrive(version, 12)
    answer = client.get(f"{PAGE}received.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert 'filename="closure-relief-grant-received.csv"' in answer.headers["Content-Disposition"]
    assert "public" in answer.headers["Cache-Control"]
    first, *_, last = read_csv(client, "received")
    assert list(first) == ["municipality_code", "name_ja", "name_en", "applications", "hidden"]
    assert list(first.values()) == [OSAKA, "大阪市", "Osaka City", "10", "false"]
    assert (last["municipality_code"], last["applications"]) == ("total", "10")


def test_json_holds_the_same_figures_with_their_date_source_and_licence(version: Live, client: Client) -> None:
    arrive(version, 12)
    found = client.get(f"{PAGE}paid.json").json()
    assert found["rows"][0] == {
        "municipality_code": OSAKA, "name_ja": "大阪市", "name_en": "Osaka City", "paid": None, "paid_yen": None,
        "prefecture_yen": None, "municipality_yen": None, "hidden": True,
    }  # fmt: skip
    assert found["source"] == {"ja": "大阪府", "en": "Osaka Prefecture"}
    assert found["as_of"].endswith("+09:00")
    assert found["licence"]["name"] == "CC BY 4.0"
    assert found["columns"][3] == {"key": "paid", "ja": "支給件数", "en": "Paid"}


@pytest.mark.parametrize(("language", "head"), [("ja", "申請件数"), ("en", "Applications")])
def test_a_csv_file_is_also_there_with_heads_for_people(
    version: Live, client: Client, language: str, head: str
) -> None:
    arrive(version, 12)
    text = client.get(f"{PAGE}received.{language}.csv").content.decode("utf-8-sig")
    assert head in text.splitlines()[0].split(",")
    assert f"{PAGE}received.ja.csv" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_files_are_the_same_in_every_language(version: Live, client: Client, language: str) -> None:
    client.cookies["language"] = language
    assert read_csv(client, "received")[0]["name_ja"] == "大阪市"


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", ["市町村別の申請件数", "大阪市"]), ("en", ["Applications by municipality", "Osaka City"])],
)
def test_everybody_reads_the_pages_in_their_language(
    version: Live, client: Client, language: str, words: list[str]
) -> None:
    arrive(version, 12)
    client.cookies["language"] = language
    page = client.get(PAGE).content.decode()
    assert all(word in page for word in words)
    overview = client.get("/open-data/").content.decode()
    assert words[0] in overview
    assert PAGE in overview


def test_nobody_is_named_in_any_of_it(version: Live, client: Client) -> None:
    cases = arrive(version, 12)
    files = [f"{one.key}.{kind}" for one in version.procedure.statistics for kind in ("csv", "json")]
    for path in [*files, ""]:
        text = client.get(PAGE + path).content.decode()
        for case in cases:
            assert case.reference not in text
            assert case.applicant_name not in text
            assert case.answers["account"]["account_number"] not in text


def test_fewer_than_five_in_all_are_not_told_at_all(version: Live, client: Client) -> None:
    arrive(version, LEAST - 1)
    assert {row["applications"] for row in read_csv(client, "received")} == {""}
    assert told(version, "applications") is None
    assert "5件未満" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("language", "city"), [("ja", "大阪市"), ("en", "Osaka City")])
def test_the_map_shows_all_43_municipalities_with_name_figure_and_credit(
    version: Live, client: Client, language: str, city: str
) -> None:
    arrive(version, 12)
    client.cookies["language"] = language
    page = client.get(PAGE).content.decode()
    assert page.count('class="nw-map__area"') == 43
    assert f"<title>{city} 10" in page
    assert "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成" in page
    assert 'nw-map__shape--5" d="M' in page


def test_a_definition_is_given_byte_for_byte(version: Live, client: Client) -> None:
    published = forms.history(KIND, "closure-relief-grant")[0]
    for path in ("definition.yaml", "definition-1.yaml"):
        answer = client.get(PAGE + path)
        assert answer.headers["Content-Type"] == "application/yaml; charset=utf-8"
        assert hashlib.sha256(answer.content).hexdigest() == published.digest
    assert published.digest in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "path", ["/open-data/no-such/", PAGE + "nothing.csv", PAGE + "no.json", PAGE + "definition-9.yaml"]
)
def test_what_is_not_published_is_not_found(version: Live, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_figures_are_kept_for_a_while_and_cost_no_more_for_more_cases(version: Live, client: Client) -> None:
    arrive(version, 2)
    with CaptureQueriesContext(connection) as few:
        statistics.count(version)
    arrive(version, 10)
    with CaptureQueriesContext(connection) as many:
        statistics.count(version)
    assert len(many) == len(few)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as again:
        client.get(PAGE)
    assert not [query for query in again if "procedures_application" in query["sql"]]


def test_the_strip_counts_what_is_happening_now(version: Live, reviewer: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        now = cursor.fetchone()[0]
    factories.received(version, now=now)
    factories.received(version, now=now - timedelta(days=3))
    factories.notified(version, reviewer=reviewer, now=now - timedelta(days=2))
    found = measures.count()
    assert (found.last_hour, found.open) == (1, {"received": 2, "needs_correction": 1})
    assert found.today <= 1
    assert (found.paid, found.paid_yen) == (0, 0)
    assert [figure.value for figure in measures.happening()][1:] == ["0", "1", "0"]


def test_open_data_is_the_third_door(version: Live, client: Client) -> None:
    assert 'href="/open-data/"' in client.get("/").content.decode()
