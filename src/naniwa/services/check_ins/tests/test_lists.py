"""Lists that grow for years come in pages, and what is left out of one is said."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import Alert, CaseCode, Day
from naniwa.services.check_ins.queries import centres, days, planning
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import NOW
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def words_of(client: Client, page: str) -> str:
    return client.get(page).content.decode().replace("<wbr>", "")


def test_days_that_were_destroyed_come_in_pages(client: Client) -> None:
    gone = [NOW.date() - timedelta(days=number) for number in range(days.PAGE + 3)]
    told = {"fingerprint": "f", "opened_at": NOW, "forgotten_at": NOW, "check_ins": 0, "signature": b"s"}
    with as_system():
        Day.objects.bulk_create(Day(day=day, **told) for day in gone)
    first, second = (words_of(client, reverse("check_ins:kept") + query) for query in ("", "?page=2"))
    assert "53件中 1〜50件" in first
    assert "53件中 51〜53件" in second
    assert (str(gone[0]) in first, str(gone[-1]) in first, str(gone[-1]) in second) == (True, False, True)
    assert "まだありません。最初" not in words_of(client, reverse("check_ins:kept") + "?page=9")


def test_alerts_come_in_pages_and_codes_that_are_left_out_are_counted() -> None:
    places.with_key()
    by, now = places.giver(), timezone.now()
    given = {"organisation": by.organisation, "given_by": by.person, "onset": NOW.date(), "given_at": now}
    given["expires_at"] = now + timedelta(days=3)
    with as_system():
        codes = CaseCode.objects.bulk_create(
            CaseCode(
                case=f"C{number}",
                digest=bytes([number]) * 32,
                used_at=now if number <= planning.PAGE else None,
                **given,
            )
            for number in range(planning.PAGE + 1 + centres.MOST_CODES + 7)
        )
        Alert.objects.bulk_create(
            Alert(
                organisation=by.organisation,
                code=code,
                number=f"CT-{at:04}",
                policy="one-case",
                policy_version=1,
                reported_at=now - timedelta(minutes=at),
            )
            for at, code in enumerate(codes[: planning.PAGE + 1])
        )
    browser = enter(Client(), by.person, "mfa")
    first, second = (words_of(browser, reverse("check_ins:desk") + query) for query in ("", "?page=2"))
    assert "51件中 1〜50件" in first
    assert ("CT-0050" in first, "CT-0050" in second, "CT-0000" in second) == (False, True, False)
    assert "ほかに7件あります" in first
