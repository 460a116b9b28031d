"""A video call between two real browsers with made-up cameras, from its offer to minutes that a clerk saves."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.consultation.models import Minutes, Signal
from naniwa.services.consultation.operations import minutes, recording
from naniwa.services.consultation.tests.people import clerk, desk, lead, resident, taken
from tests.inventory.conftest import Come
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def met(*visitors: Visitor) -> None:
    for visitor in visitors:
        expect(visitor.page.locator("[data-state]")).to_have_text("つながりました。")
        expect(visitor.page.locator("[data-theirs]")).not_to_have_js_property("videoWidth", 0)


def test_two_browsers_meet_record_with_consent_and_a_clerk_saves_the_minutes(
    come: Come, settings: Any, tmp_path: Path
) -> None:
    settings.TRANSCRIBER = ("/bin/sh", "-c", 'test -s "$0" && echo 通帳の写しで足りると説明した。', "{audio}")
    office, person = clerk(), resident()
    talk = taken(desk(lead(), now=timezone.now()), person, office, now=timezone.now())
    visitor, _ = come(person, width=390)
    staff, _ = come(office.person)
    staff.open(reverse("consultation:staff_talk", args=[talk.public_id]))
    staff.press("このサイトのビデオ通話に案内する")
    visitor.open(reverse("consultation:talk", args=[talk.public_id]))
    visitor.page.get_by_role("link", name="ビデオ通話のページを開く").click()
    visitor.check()
    visitor.press("同意してビデオ通話に進む")
    for one in (visitor, staff):
        one.page.get_by_role("button", name="カメラとマイクを使う").click()
    met(visitor, staff)
    staff.page.get_by_role("button", name="録音して記録の案を作る").click()
    visitor.page.get_by_role("button", name="録音に同意する").click()
    expect(staff.page.locator("[data-recording]")).to_have_text("録音しています。")
    visitor.check(again=True)
    staff.check()
    staff.page.get_by_role("button", name="通話を終える").click()
    expect(visitor.page.locator("[data-state]")).to_have_text("ビデオ通話は終わりました。")
    with as_system():
        made = Minutes.objects.get()
        assert not Signal.objects.exists()
    assert recording.path_of(made).stat().st_size > 100
    minutes.write_down(number=str(made.public_id), stop=lambda: False, now=timezone.now())
    staff.page.reload()
    staff.page.get_by_role("link", name="記録を直して保存する").click()
    staff.check()
    staff.page.get_by_label("通話の記録").fill("通帳の写しで足りると説明しました。")
    staff.press("記録を保存する")
    expect(staff.page.locator("#lines")).to_contain_text("通帳の写しで足りると説明しました。")
