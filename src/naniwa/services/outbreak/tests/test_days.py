"""Days: on a clock in Japan, not to come, and the end of isolation as the reports let it be known."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.documents import pdf
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case, Observation, Way
from naniwa.services.outbreak.operations import certificates, closing, observing, taking
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.rules.columns import day_in
from naniwa.services.outbreak.tests.people import NOW, PATIENT, centre, fresh, reached, staff
from naniwa.services.outbreak.tests.test_intake import sent
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 11, 2, 21, 0, tzinfo=UTC)
"""Six in the morning of 3 November in Japan: the clock that views and jobs hand over is that of Greenwich."""


def test_a_line_without_a_day_is_of_today_in_japan() -> None:
    by = staff("supervisor")
    centre(by)
    intake = sent("番号,性別,居住地\n1,女性,大阪市\n", by)
    with as_system():
        taking.begin(intake=intake, by=by, now=EARLY)
    taking.go_on(number=str(intake.public_id), now=EARLY)
    with as_system():
        assert Case.objects.get().reported_on == date(2026, 11, 3)


def test_a_certificate_is_of_today_in_japan() -> None:
    by = staff("supervisor")
    centre(by)
    case = reached(by)
    with as_system():
        content = certificates.certificate(case=case, by=by, now=EARLY)
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert pdf.long_date(date(2026, 11, 3), language="ja") in text


def said(case: Case, day: int, *symptoms: str) -> Observation:
    """On the morning of so many days after the first."""
    what = Said(temperature=Decimal("36.5"), symptoms=symptoms, asked=True)
    with as_system():
        return observing.record(
            case=case, said=what, way=Way.PATIENT, press=uuid4(), by=None, now=NOW + timedelta(days=day)
        )


def test_symptoms_are_gone_only_once_a_report_says_so() -> None:
    by = staff("supervisor")
    centre(by)
    case = reached(by)
    said(case, 2, "cough")
    with as_system():
        assert not closing.may_end(fresh(case), now=NOW + timedelta(days=12))
    said(case, 10)
    with as_system():
        assert not closing.may_end(fresh(case), now=NOW + timedelta(days=12))
        assert closing.may_end(fresh(case), now=NOW + timedelta(days=13))


def test_the_certificate_says_that_isolation_ended_when_symptoms_were_gone_for_long_enough() -> None:
    by = staff("supervisor")
    centre(by)
    case = reached(by)
    said(case, 9, "cough")
    said(case, 11)
    with as_system():
        closing.close(case=case, outcome="recovered", by=by, now=NOW + timedelta(days=20))
    assert fresh(case).isolation_ended_on == (NOW + timedelta(days=14)).date()


@pytest.mark.parametrize("key", ["born_on", "onset_on", "diagnosed_on"])
@pytest.mark.parametrize("days", [1, 2_900_000])
def test_a_day_that_is_to_come_is_not_taken(client: Client, key: str, days: int) -> None:
    by = staff("supervisor")
    now = timezone.now()
    centre(by, now=now)
    case = reached(by, now=now)
    enter(client, by.person, "mfa")
    wrong = timezone.localdate() + timedelta(days=days)
    told = {**{name: str(value) for name, value in PATIENT.items()}, "number": str(uuid4()), key: str(wrong)}
    page = client.post(reverse("outbreak:report"), told)
    assert (page.status_code, "今日より後の日付" in page.content.decode().replace("<wbr>", "")) == (422, True)
    changed = {**told, "language": "ja", "stay": "home"}
    assert client.post(reverse("outbreak:change", args=[case.public_id]), changed).status_code == 422
    contact = {"name": "同居の人", "setting": "home", "last_contact_on": str(wrong), "number": str(uuid4())}
    assert client.post(reverse("outbreak:add_contact", args=[case.public_id]), contact).status_code == 422


@pytest.mark.parametrize("text", ["9999-12-31", "2202-08-01", "0020-08-01"])
def test_a_year_that_nobody_meant_is_no_day(text: str) -> None:
    assert day_in(text) is None
