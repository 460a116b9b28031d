"""Beds at browsers: a hospital reports and answers on a phone, a coordinator offers by keyboard alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from naniwa.services.outbreak.models import BedPool, PlacementRequest
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.outbreak.tests.wards import World, asked, counts, hospital, offered, world
from tests.inventory.conftest import Come

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
FOCUS = "() => document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"
FAR = 60


def waiting() -> tuple[World, BedPool, PlacementRequest]:
    here, now = world(), timezone.now()
    (pool,) = hospital(here, now=now - timedelta(days=1))
    return here, pool, asked(here, "KN-0001", now=now)


def tab_to(page: Page, words: str) -> None:
    """By keyboard alone."""
    for _again in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS) == words:
            return
    raise AssertionError(f"not to be reached by keyboard: {words}")


def test_a_hospital_reports_in_three_taps_on_a_phone_and_answers_an_offer(come: Come) -> None:
    here, pool, request = waiting()
    offered(here, request, pool, now=timezone.now())
    ward, _ = come(here.ward.person, width=390)
    ward.open(reverse("outbreak:home"))
    taps = [
        ward.page.get_by_role("button", name="メニューをたたむ・ひらく"),
        ward.page.get_by_role("navigation", name="職員メニュー").get_by_role("link", name="病床の報告"),
        ward.page.get_by_role("button", name="1人入った 見本総合病院 軽症・中等症"),
    ]
    for one in taps:
        one.click()
    expect(ward.page.locator("main")).to_contain_text("記録しました。")
    assert (len(taps), counts(pool)) == (3, (2, 1, 1, 0))
    ward.check()
    ward.press("受け入れる KN-0001")
    ward.press("到着した KN-0001")
    assert counts(pool) == (2, 2, 0, 0)


def test_a_coordinator_offers_what_is_suggested_by_keyboard_alone(come: Come) -> None:
    here, pool, request = waiting()
    beds_matching.match(now=timezone.now())
    desk, _ = come(here.coordinator.person)
    desk.open(reverse("outbreak:placement"))
    desk.check()
    tab_to(desk.page, "打診する KN-0001")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("main")).to_contain_text("に打診しました")
    assert counts(pool) == (2, 0, 1, 0)
    of = [request.public_id]
    for page, named in (("placement_one", of), ("facility", [pool.facility.public_id]), ("new_facility", [])):
        desk.open(reverse(f"outbreak:{page}", args=named))
        desk.check()
    for page in ("beds", "ask_bed", "fairness", "replay"):
        desk.open(reverse(f"outbreak:{page}"))
        desk.check()
