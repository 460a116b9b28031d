"""An import that comes upon an error says so and goes on where it was; undoing writes down each case."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak import jobs
from naniwa.services.outbreak.models import Intake
from naniwa.services.outbreak.operations import taking
from naniwa.services.outbreak.tests.test_intake import FIRST, LATER, cases, office, sent, taken
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
SHEET = FIRST.replace("謎の状態", "入院中")


class Broke(Exception):
    """The database is away for a moment."""


def told(client: Client, intake: Intake) -> str:
    page = client.get(reverse("outbreak:one_intake", args=[intake.public_id]))
    return page.content.decode().replace("<wbr>", "")


def breaking(monkeypatch: pytest.MonkeyPatch, name: str, *, at: int) -> None:
    """The function's call of that number comes upon an error, others do not."""
    whole, calls = getattr(taking, name), iter(range(1, 100))

    def broken(*given: Any) -> Any:
        if next(calls) == at:
            raise Broke
        return whole(*given)

    monkeypatch.setattr(taking, name, broken)


def test_a_stretch_that_fails_is_told_and_taken_in_when_asked_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = office()
    monkeypatch.setattr(taking, "AT_ONCE", 2)
    breaking(monkeypatch, "_take", at=2)
    intake, now = sent(SHEET, by), timezone.now()
    with as_system():
        taking.begin(intake=intake, by=by, now=now)
    with pytest.raises(Broke):
        jobs.take_intake(number=str(intake.public_id), now=now)
    enter(client, by.person, "mfa")
    assert "取り込みが途中で止まりました" in told(client, intake)
    assert len(cases()) == 2
    client.post(reverse("outbreak:take_intake", args=[intake.public_id]))
    assert "途中で止まりました" not in told(client, intake)
    jobs.take_intake(number=str(intake.public_id), now=now)
    with as_system():
        done = Intake.objects.get(pk=intake.pk)
    assert (done.state, done.done, len(cases())) == ("taken", 5, 4)


def test_undoing_that_fails_changes_nothing_and_may_be_asked_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, now = office(), timezone.now()
    done = taken(sent(SHEET, by), by)
    breaking(monkeypatch, "_remove", at=1)
    enter(client, by.person, "mfa")
    again = reverse("outbreak:undo_intake", args=[done.public_id])
    client.post(again)
    with pytest.raises(Broke):
        undone(done, by)
    assert "取り消せませんでした" in told(client, done)
    assert len(cases()) == 4
    client.post(again)
    undone(done, by)
    assert cases() == {}
    assert "取り消せませんでした" not in told(client, done)
    assert now <= timezone.now()


def undone(intake: Intake, by: Staff) -> None:
    jobs.undo_intake(number=str(intake.public_id), by=str(by.person.public_id), now=timezone.now())


def test_undoing_writes_down_each_case_and_who_asked_for_it() -> None:
    by = office()
    taken(sent(SHEET, by), by)
    before = {number: case.reference for number, case in cases().items()}
    later = taken(sent(LATER, by), by)
    new = cases()["5"].reference
    with as_system():
        taking.begin_undoing(intake=later, by=by, now=timezone.now())
    undone(later, by)
    with as_system():
        found = Record.objects.filter(action__in=["outbreak.restored", "outbreak.removed"])
        said = set(found.values_list("action", "target", "actor"))
    assert said == {
        ("outbreak.restored", before["2"], by.person.pk),
        ("outbreak.removed", new, by.person.pk),
    }
