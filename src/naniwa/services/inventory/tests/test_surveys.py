"""A survey: asked, answered department by department, reminded of once for each occasion, and closed."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import TOKYO
from naniwa.services.inventory import jobs
from naniwa.services.inventory.models import Department, Part, Procedure, Survey
from naniwa.services.inventory.operations import saving, surveys
from naniwa.services.inventory.tests import office
from naniwa.services.inventory.tests.office import signed_in

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 20)


@pytest.fixture
def lead() -> Staff:
    lead = office.lead()
    office.row(lead)
    office.row(lead, title="廃止届")
    office.row(lead, department_code="0202", department_name="高齢介護課", title="手当")
    return lead


@pytest.fixture
def contact(lead: Staff) -> Staff:
    return office.contact_of(lead, "0101", "contact@example.jp")


def opened(by: Staff, *codes: str, due_on: date = DUE, now: datetime = office.NOW) -> Survey:
    with as_system():
        departments = list(Department.objects.filter(code__in=codes or ["0101", "0202"]).select_related("contact"))
        return surveys.open_survey(
            number=uuid4(), title="令和8年度の調査", due_on=due_on, departments=departments, by=by, now=now
        )


def part_of(survey: Survey, code: str) -> Part:
    with as_system():
        return Part.objects.select_related("department", "survey").get(survey=survey, department__code=code)


def test_a_survey_goes_from_its_opening_to_the_last_department(lead: Staff, contact: Staff) -> None:
    leads, contacts = signed_in(lead.person), signed_in(contact.person)
    page = office.said(leads.get(reverse("inventory:open_survey")))
    assert "1課には、お願いもお知らせも届きません" in page
    due = timezone.localdate() + timedelta(days=20)
    number = re.search(r'name="number" value="([^"]+)"', page)
    assert number
    form = {"title": "令和8年度の調査", "due_on": due.isoformat(), "departments": ["0101"], "number": number[1]}
    first, again = (leads.post(reverse("inventory:open_survey"), form) for _ in range(2))
    assert first["Location"] == again["Location"]
    with as_system():
        survey = Survey.objects.get()
        message = Message.objects.get(template="inventory.survey")
    assert message.to_address == "contact@example.jp"
    assert "未確認の手続：2件" in message.body
    part = part_of(survey, "0101")
    url = reverse("inventory:part", args=[part.public_id])
    assert url in message.body
    assert url in office.said(contacts.get(reverse("inventory:surveys")))
    refused = contacts.post(reverse("inventory:finish", args=[part.public_id]), follow=True)
    assert "まだ確認していない手続が2件あります" in office.said(refused)
    contacts.post(reverse("inventory:confirm_many") + "?department=0101", {"select_all": "1"})
    done = contacts.post(reverse("inventory:finish", args=[part.public_id]), follow=True)
    assert "回答を完了しました" in office.said(done)
    progress = office.said(leads.get(first["Location"]))
    assert "2 / 2" in progress
    assert "100%" in progress
    leads.post(reverse("inventory:close_survey", args=[survey.public_id]))
    closed = contacts.post(reverse("inventory:reopen", args=[part.public_id]), follow=True)
    assert "この調査は終わっています" in office.said(closed)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "調査の名前を入力してください"),
        ({"due_on": "2020-01-01"}, "今日か今日より後の日"),
        ({"due_on": "2026-02-31"}, "期限の日を選んでください"),
        ({"due_on": ""}, "期限の日を選んでください"),
        ({"departments": []}, "調査する課を1つ以上選んでください"),
    ],
)
def test_a_survey_that_lacks_something_does_not_open(lead: Staff, changes: dict[str, object], said: str) -> None:
    form = {"title": "調査", "due_on": "2099-01-01", "departments": ["0101"], **changes}
    answer = signed_in(lead.person).post(reverse("inventory:open_survey"), form)
    assert answer.status_code == 422
    assert said in office.said(answer)


def test_opening_unconfirms_the_rows_of_its_departments_alone(lead: Staff) -> None:
    with as_system():
        for row in Procedure.objects.all():
            saving.confirm(procedure=row, by=lead, now=office.NOW)
    opened(lead, "0101")
    with as_system():
        left = Procedure.objects.filter(state="confirmed").values_list("department__code", flat=True)
        assert list(left) == ["0202"]


def test_a_department_answers_one_survey_at_a_time(lead: Staff) -> None:
    opened(lead, "0101")
    with pytest.raises(surveys.AskedAlready):
        opened(lead, "0101", "0202")


def test_only_the_contact_and_leads_answer_for_a_department(lead: Staff, contact: Staff) -> None:
    other = part_of(opened(lead), "0202")
    client = signed_in(contact.person)
    assert client.post(reverse("inventory:finish", args=[other.public_id])).status_code == 403
    assert client.get(reverse("inventory:open_survey")).status_code == 403
    stranger = signed_in(office.lead("other@example.jp", office.OTHER).person)
    assert stranger.get(reverse("inventory:part", args=[other.public_id])).status_code == 404
    assert stranger.post(reverse("inventory:close_survey", args=[other.survey.public_id])).status_code == 404


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 9, 0, tzinfo=TOKYO)


def test_reminders_go_before_and_after_the_deadline_and_never_twice(lead: Staff, contact: Staff) -> None:
    survey = opened(lead)
    sent = []
    with as_system():
        for day in range(2, 31):
            for _ in range(2):
                if surveys.remind(now=at(day)):
                    sent.append(day)  # noqa: PERF401 - two runs of each day
        templates = list(Message.objects.order_by("created_at").values_list("template", flat=True))
    assert sent == [13, 19, 21, 27]
    assert templates == ["inventory.survey", *["inventory.reminder"] * 2, *["inventory.overdue"] * 2]
    assert survey.due_on == DUE


def test_a_day_on_which_nothing_ran_is_made_up_for(lead: Staff, contact: Staff) -> None:
    opened(lead)
    with as_system():
        assert [surveys.remind(now=at(day)) for day in (15, 16)] == [1, 0]


def test_who_is_done_and_who_was_asked_today_is_not_reminded(lead: Staff, contact: Staff) -> None:
    survey = opened(lead, "0101")
    with as_system():
        for row in Procedure.objects.filter(department__code="0101").select_related("department"):
            saving.confirm(procedure=row, by=contact, now=office.NOW)
        surveys.finish(part=part_of(survey, "0101"), by=contact, now=office.NOW)
        assert surveys.remind(now=at(19)) == 0
    late = opened(lead, "0202", due_on=date(2026, 11, 3))
    assert surveys.due_occasion(late.due_on, opened_on=date(2026, 11, 2), today=date(2026, 11, 2)) == ""


def test_the_clock_starts_reminders_and_forgetting(lead: Staff, contact: Staff) -> None:
    opened(lead)
    with as_system():
        jobs.forget_uploads(now=at(19))
        jobs.remind(now=at(19))
        assert Message.objects.filter(template="inventory.reminder").count() == 1


def test_a_closed_survey_reminds_nobody(lead: Staff, contact: Staff) -> None:
    survey = opened(lead)
    with as_system():
        surveys.close(survey=survey, by=lead, now=office.NOW)
        assert surveys.remind(now=at(19)) == 0
