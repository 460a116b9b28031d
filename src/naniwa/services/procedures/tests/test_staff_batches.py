"""Acts over a whole selection: previewed, confirmed once, each case once, piece by piece where there are many."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Batch, Decision, Notice
from naniwa.services.procedures.operations import batches, review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Live:
    return factories.published()


@pytest.fixture
def reviewer(version: Live) -> Person:
    return factories.staff("reviewer@example.jp", "reviewer")


def hidden(page: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(number|until)" value="([^"]+)"', page.content.decode())
    return dict(found)


def faulty(version: Live, count: int) -> list[Application]:
    return [factories.received(version, name=factories.FAULTY, now=timezone.now()) for _ in range(count)]


def confirm(client: Client, what: str, **query: str) -> Any:
    return client.get(reverse(f"procedures:staff_{what}_confirm"), query)


def test_nothing_is_sent_before_the_sample_was_read(version: Live, reviewer: Person) -> None:
    faulty(version, 1)
    client = signed_in(reviewer)
    answer = client.post(reverse("procedures:staff_notices_send"), hidden(confirm(client, "notices")))
    assert answer["Location"].startswith(reverse("procedures:staff_notices_confirm"))
    with as_system():
        assert Notice.objects.get().state == "draft"


def test_the_sample_shows_at_most_five_of_them(version: Live, reviewer: Person) -> None:
    faulty(version, 7)
    page = confirm(signed_in(reviewer), "notices").content.decode()
    assert page.count("pr-letter__subject") == 5
    assert "7件のお知らせを送ります" in page


def test_notices_drafted_after_the_sample_wait_for_the_next(version: Live, reviewer: Person) -> None:
    faulty(version, 2)
    client = signed_in(reviewer)
    data = hidden(confirm(client, "notices")) | {"read": "1"}
    later = faulty(version, 1)[0]
    first, second = (client.post(reverse("procedures:staff_notices_send"), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    with as_system():
        batch = Batch.objects.get()
        assert (batch.done, batch.total, batch.finished_at is not None) == (2, 2, True)
        assert Notice.objects.get(application=later).state == "draft"
    assert "2件が終わりました" in client.get(first["Location"]).content.decode().replace("<wbr>", "")


def test_the_notice_of_a_case_that_another_works_on_is_left_alone(version: Live, reviewer: Person) -> None:
    case = faulty(version, 1)[0]
    with as_system():
        review.claim(application=case, by=factories.staff("other@example.jp", "reviewer"), now=timezone.now())
    assert "0件のお知らせを送ります" in confirm(signed_in(reviewer), "notices").content.decode()


def test_many_are_sent_piece_by_piece_and_the_page_tells_how_far(
    version: Live, reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    monkeypatch.setattr(batches, "PIECE", 2)
    faulty(version, 5)
    client = signed_in(reviewer)
    sent = client.post(reverse("procedures:staff_notices_send"), hidden(confirm(client, "notices")) | {"read": "1"})
    assert "5件のうち0件が済みました" in client.get(sent["Location"]).content.decode()
    with as_system():
        batches.go_on(number=Batch.objects.get().public_id, now=timezone.now())
    assert "5件のうち2件が済みました" in client.get(sent["Location"]).content.decode()
    run_pending(now=timezone.now())
    with as_system():
        batch = Batch.objects.get()
        assert (batch.done, batch.position, Notice.objects.filter(state="sent").count()) == (5, 5, 5)


def test_the_preview_of_decisions_tells_what_will_be_passed_over_and_why(version: Live, reviewer: Person) -> None:
    approver = factories.staff("approver@example.jp", "approver", "reviewer")
    now = timezone.now()
    for _ in range(2):
        factories.reviewed(version, reviewer=reviewer, now=now)
    factories.reviewed(version, reviewer=approver, now=now)
    client = signed_in(approver)
    page = confirm(client, "decisions")
    text = page.content.decode()
    assert "2件を審査の案のとおりに決定します" in text
    assert "2,000,000円" in text
    assert "1件は、あなたが審査しました" in text
    data = hidden(page) | {"read": "1"}
    for _ in range(2):
        client.post(reverse("procedures:staff_decisions_carry_out"), data)
    with as_system():
        assert Decision.objects.count() == 2
        assert (Batch.objects.get().done, Batch.objects.get().amount_yen) == (2, 2_000_000)


def test_a_batch_of_another_organisation_is_not_seen(version: Live, reviewer: Person) -> None:
    faulty(version, 1)
    client = signed_in(reviewer)
    sent = client.post(reverse("procedures:staff_notices_send"), hidden(confirm(client, "notices")) | {"read": "1"})
    city = signed_in(factories.staff("city@example.jp", "reviewer", office="271004"))
    assert city.get(sent["Location"]).status_code == 404


def test_the_number_of_a_batch_of_another_office_opens_and_begins_nothing(version: Live, reviewer: Person) -> None:
    faulty(version, 1)
    client = signed_in(reviewer)
    form = hidden(confirm(client, "notices")) | {"read": "yes"}
    assert client.post(reverse("procedures:staff_notices_send"), form).status_code == 302
    other = signed_in(factories.staff("other@sakai.example.jp", "reviewer", office="271403"))
    assert other.post(reverse("procedures:staff_notices_send"), form).status_code == 403
    with as_system():
        assert list(Batch.objects.values_list("by", flat=True)) == [reviewer.pk]
