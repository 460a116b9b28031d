"""Online consultation at browsers: each page free of barriers and of scrolling aside, and an open page that asks by itself."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.kernel.events import origins
from naniwa.services.consultation.operations import handling
from naniwa.services.consultation.tests.people import begun, clerk, desk, fresh, lead, resident, said
from tests.inventory.conftest import Come

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WAYS: dict[str, dict[str, Any]] = {
    "phone": {"width": 390},
    "desktop without scripts": {"width": 1440, "scripts": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_asked_and_answered(come: Come, way: str) -> None:
    desk(lead(), now=timezone.now())
    office, person = clerk(), resident()
    visitor, _ = come(person, **WAYS[way])
    staff, _ = come(office.person, **WAYS[way])
    visitor.open(reverse("consultation:desks"))
    visitor.check()
    visitor.page.get_by_role("link", name="支援金 相談窓口").click()
    visitor.press("相談を送る")
    visitor.check(again=True)
    visitor.page.get_by_label("何についての相談ですか").fill("必要な書類")
    visitor.page.get_by_label("メッセージ").fill("通帳がありません。")
    visitor.press("相談を送る")
    visitor.check()
    staff.open(reverse("consultation:queue"))
    staff.check()
    staff.page.get_by_role("link", name="必要な書類").click()
    staff.press("担当する")
    staff.page.get_by_label("メッセージ").fill("写しで足ります。")
    staff.press("送る")
    staff.check(again=True)
    if not visitor.scripts:
        visitor.press("新しいメッセージを確かめる")
    expect(visitor.page.locator("#lines")).to_contain_text("写しで足ります。")
    visitor.check(again=True)
    visitor.press("相談を終える")
    visitor.check(again=True)


def test_the_other_pages_are_free_of_barriers(come: Come) -> None:
    first = lead()
    at, person = desk(first, now=timezone.now()), resident()
    talk = begun(at, person, origin=origins.case("procedures", "KX-0000-0000-0000"), now=timezone.now())
    handling.close(conversation=talk, by=person, now=timezone.now())
    visitor, _ = come(person, width=390)
    visitor.open(reverse("consultation:offer", args=[talk.public_id]))
    visitor.check()
    staff, _ = come(first.person)
    staff.open(reverse("consultation:keeping"))
    staff.check()
    staff.press("相談窓口を追加する")
    staff.check()
    assert fresh(talk).state == "closed"
    assert len(said(talk)) == 2
