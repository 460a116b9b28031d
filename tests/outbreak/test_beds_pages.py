"""A bed at browsers: the centre asks, the coordinator offers what is suggested, the hospital answers on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.services.outbreak.tests.wards import counts, hospital, world
from tests.inventory.conftest import Come

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def test_from_the_request_to_the_arrival(come: Come) -> None:
    here, now = world(), timezone.now()
    (pool,) = hospital(here, now=now - timedelta(days=1))
    centre, _ = come(here.caller.person)
    centre.open(reverse("outbreak:ask_bed"))
    centre.check()
    centre.page.get_by_label("患者番号").fill("KN-0001")
    centre.page.get_by_label("症状の程度").select_option("moderate_1")
    centre.page.get_by_label("住所の市町村").select_option("271403")
    centre.page.get_by_label("年代").select_option("60")
    centre.page.get_by_label("糖尿病").check()
    centre.press("依頼する")
    desk, _ = come(here.coordinator.person)
    desk.open(reverse("outbreak:placement"))
    desk.check()
    expect(desk.page.locator("main")).to_contain_text("症状の程度に合う病床です。")
    desk.page.get_by_role("link", name="KN-0001", exact=True).click()
    desk.check()
    desk.open(reverse("outbreak:placement"))
    desk.press("打診する KN-0001")
    ward, _ = come(here.ward.person, width=390)
    ward.open(reverse("outbreak:own_beds"))
    ward.check()
    ward.press("受け入れる KN-0001")
    ward.press("到着した KN-0001")
    ward.press("1人出た 見本総合病院 軽症・中等症")
    assert counts(pool) == (2, 0, 0, 1)
    for page in ("beds", "fairness", "replay"):
        desk.open(reverse(f"outbreak:{page}"))
        desk.check()
