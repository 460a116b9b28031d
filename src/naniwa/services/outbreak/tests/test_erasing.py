"""The end of a case's time: who it was goes, what statistics count stays, whatever stops half way."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.models import Case, Observation, Task, Way
from naniwa.services.outbreak.operations import (
    calling,
    climbing,
    closing,
    erasing,
    observing,
    receiving,
    surroundings,
    tasks,
)
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import retention
from naniwa.services.outbreak.rules import risk
from naniwa.services.outbreak.rules.broken import Closed
from naniwa.services.outbreak.tests.people import centre, fresh, reached, reported, staff
from naniwa.services.outbreak.tests.test_intake import sent, taken
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db

ENDED = datetime(2020, 5, 1, 15, 0, tzinfo=TOKYO)
NAMES = (
    "難波",
    "ナンバ",
    "1950",
    "090-0000",
    "hanako",
    "太郎",
    "本町",
    "喘息",
    "自宅",
    "見本ホテル",
    "A事業所",
    "元気",
)


def lived(by: Staff, **changes: object) -> Case:
    """A case with everything that can be kept of somebody, closed on ENDED."""
    begun = ENDED - timedelta(days=14)
    case = reached(
        by, now=begun, email="hanako@example.jp", address="本町1", proxy="難波 太郎", note="喘息がある",
        diagnosed_on=begun.date(), onset_on=begun.date(), factors=["heart"], **changes,
    )  # fmt: skip
    with as_system():
        climbing.climb(now=begun + timedelta(days=3))  # a mail
        calling.note_call(case=case, result="later", note="元気な声", press=uuid4(), by=by, now=begun)
        red = observing.record(
            case=case, said=Said(spo2=90, temperature=Decimal("36.5")), way=Way.PATIENT, press=uuid4(), by=None,
            now=begun + timedelta(days=4),
        )  # fmt: skip
        assert red.task
        tasks.finish(task=red.task, result="難波さんに電話した", by=by, now=begun + timedelta(days=4))
        more: dict[str, Any] = {"case": case, "by": by, "now": begun}
        surroundings.add_contact(
            **more, name="難波 次郎", phone="090-0000-9", setting="home", last_contact_on=begun.date(), press=uuid4()
        )
        surroundings.join_cluster(**more, name="A事業所", setting="work")
        surroundings.ask_transport(**more, start="自宅", goal="病院", wanted_at=begun, note="", press=uuid4())
        surroundings.lodge(**more, hotel="見本ホテル", room="5", key_number="1", meals="", press=uuid4())
        return closing.close(case=case, outcome="moved", by=by, now=ENDED)


def everything() -> str:
    """Every value of the service's own rows and of mails, as one text."""
    told: list[str] = []
    with as_system():
        for label in ("outbreak", "notifications"):
            for model in apps.get_app_config(label).get_models():
                told += [str(value) for row in model._default_manager.values_list() for value in row]  # noqa: SLF001 - Django's documented name
    return "\n".join(told)


def erased(now: datetime) -> int:
    total = 0
    while gone := erasing.go_on(now=now):
        total += gone
    return total


@pytest.fixture
def office() -> Staff:
    by = staff("supervisor")
    centre(by, now=ENDED - timedelta(days=30))
    return by


@pytest.mark.parametrize(
    ("closed", "today", "over"),
    [
        (date(2020, 5, 1), date(2025, 5, 1), False),  # kept through 1 May 2025
        (date(2020, 5, 1), date(2025, 5, 2), True),
        (date(2020, 2, 29), date(2025, 2, 28), False),  # no 29 February in 2025: kept through the 28th
        (date(2020, 2, 29), date(2025, 3, 1), True),
        (date(2023, 2, 28), date(2028, 2, 28), False),
        (date(2023, 2, 28), date(2028, 2, 29), True),
        (date(2020, 12, 31), date(2026, 1, 1), True),
    ],
)
@pytest.mark.parametrize("hour", [0, 23])
def test_a_case_is_kept_for_five_years_after_the_day_on_which_it_was_closed(
    office: Staff, closed: date, today: date, hour: int, *, over: bool
) -> None:
    at = datetime(closed.year, closed.month, closed.day, hour, 59, tzinfo=TOKYO)
    case = reported(office, now=at - timedelta(days=1))
    with as_system():
        closing.close(case=case, outcome="moved", by=office, now=at)
        due = retention.may_go("covid-19", now=datetime(today.year, today.month, today.day, hour, tzinfo=TOKYO))
        assert due.exists() == over


@pytest.mark.parametrize(
    ("born_on", "known", "day", "band"),
    [
        (date(1950, 4, 1), "", date(2020, 3, 31), "60"),  # seventy on the next day
        (date(1950, 4, 1), "", date(2020, 4, 1), "70"),
        (date(2020, 2, 29), "", date(2030, 2, 28), "0"),
        (date(2020, 2, 29), "", date(2030, 3, 1), "10"),
        (date(1915, 1, 1), "", date(2020, 1, 1), "90"),  # the oldest are few, and counted together
        (None, "preschool", date(2020, 1, 1), "preschool"),
        (None, "", date(2020, 1, 1), ""),
    ],
)
def test_of_the_date_of_birth_the_decade_on_the_day_of_the_report_stays(
    born_on: date | None, known: str, day: date, band: str
) -> None:
    assert risk.band(born_on, known, day) == band


def test_nothing_that_names_anybody_is_left_and_what_statistics_count_is(office: Staff) -> None:
    other = {"name": "残る人", "name_kana": "ノコル", "born_on": date(1999, 1, 1), "phone": "06-1"}
    case, kept = lived(office), reported(office, now=ENDED, **other)
    counted = ("reported_on", "onset_on", "diagnosed_on", "sex", "municipality", "severity", "stay", "outcome")
    before = {key: getattr(fresh(case), key) for key in counted}
    assert all(one in everything() for one in NAMES)
    with as_system():
        assert Message.objects.filter(reference=case.reference).exists()
    assert erased(ENDED + timedelta(days=365 * 5)) == 0
    assert erased(datetime(2025, 5, 2, 4, tzinfo=TOKYO)) == 1
    after, text = fresh(case), everything()
    assert {key: getattr(after, key) for key in counted} == before
    assert (after.age, after.name, after.born_on, str(after)) == ("70", "", None, case.reference)
    assert [one for one in NAMES if one in text] == []
    assert fresh(kept).name == "残る人"
    with as_system():
        for model in erasing.GOES:
            assert not model._default_manager.filter(case=case).exists(), model  # noqa: SLF001 - as above
        assert Record.objects.filter(action="outbreak.case_erased", target=case.reference).count() == 1
        with pytest.raises(Closed):
            observing.record(
                case=case, said=Said(spo2=90), way=Way.STAFF, press=uuid4(), by=office, now=timezone.now()
            )  # fmt: skip


def test_who_is_red_after_the_end_stays_until_somebody_answered(office: Staff) -> None:
    case, late = lived(office), datetime(2025, 6, 1, tzinfo=TOKYO)
    with as_system():
        red = observing.record(case=case, said=Said(spo2=90), way=Way.PATIENT, press=uuid4(), by=None, now=ENDED)
    assert erased(late) == 0
    with as_system():
        assert retention.foresee(office.organisation.pk, days=30, now=late)[0].kept == 1
        assert red.task
        tasks.finish(task=red.task, result="電話した", by=office, now=late)
    assert erased(late) == 1


def test_it_goes_by_sets_and_another_night_goes_on_where_one_stopped(
    office: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        with as_system():
            case = reported(office, now=ENDED, phone=f"090-0000-{number}")
            closing.close(case=case, outcome="moved", by=office, now=ENDED)
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    late = datetime(2025, 6, 1, tzinfo=TOKYO)
    assert [erasing.go_on(now=late) for _night in range(3)] == [2, 1, 0]


def test_the_database_refuses_a_name_in_an_erased_case_and_removes_no_report_of_another(office: Staff) -> None:
    case = lived(office)
    statements = (
        "UPDATE outbreak_case SET erased_at = now()",
        "DELETE FROM outbreak_observation",
        "DELETE FROM outbreak_task",
    )
    for statement in statements:
        with pytest.raises(IntegrityError), as_system(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with as_system():
        assert (Observation.objects.filter(case=case).exists(), Task.objects.filter(case=case).exists()) == (True, True)


def test_the_supervisor_sees_beforehand_what_goes(client: Client, office: Staff) -> None:
    case = reported(office, now=timezone.now())
    with as_system():
        closing.close(case=case, outcome="moved", by=office, now=timezone.now() - timedelta(days=365 * 5 - 10))
    enter(client, office.person, "mfa")
    page = client.get(reverse("outbreak:retention")).content.decode()
    assert "新型コロナウイルス感染症" in page
    with as_system():
        assert retention.foresee(office.organisation.pk, days=30, now=timezone.now())[0].going == 1
    assert fresh(case).name
    assert enter(Client(), staff("caller").person, "mfa").get(reverse("outbreak:retention")).status_code == 403


def test_the_lines_of_a_file_go_after_ninety_days_and_it_can_be_undone_no_more(client: Client, office: Staff) -> None:
    intake = taken(sent("番号,報道提供日,氏名,性別\n1,2020-05-01,難波 花子,女性\n", office), office)
    place = reverse("outbreak:one_intake", args=[intake.public_id])
    enter(client, office.person, "mfa")
    assert "取り消す" in client.get(place).content.decode()
    with as_system():
        receiving.forget(now=timezone.now() + timedelta(days=89))
        assert intake.lines.exists()
        receiving.forget(now=timezone.now() + timedelta(days=91))
        assert not intake.lines.exists()
    assert "取り消す" not in client.get(place).content.decode()
    client.post(place + "undo/")
    with as_system():
        assert Case.objects.filter(local_number="1").exists()
