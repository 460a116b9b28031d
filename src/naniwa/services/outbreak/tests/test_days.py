"""Days: on a clock in Japan, not to come, and the end of isolation as the reports let it be known."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from naniwa.kernel.documents import pdf
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.operations import certificates, taking
from naniwa.services.outbreak.tests.people import centre, reached, staff
from naniwa.services.outbreak.tests.test_intake import sent

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


def test_a_certificate_is_of_today_in_japan(monkeypatch: pytest.MonkeyPatch) -> None:
    by = staff("supervisor")
    centre(by)
    case = reached(by)
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(pdf, "render", lambda _name, data, **_more: drawn.append(data) or b"")
    with as_system():
        certificates.certificate(case=case, by=by, now=EARLY)
    assert drawn[0]["issued"] == pdf.long_date(date(2026, 11, 3), language="ja")
