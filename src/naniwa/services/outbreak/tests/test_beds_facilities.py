"""Facilities by their pages: written down, given beds, changed; and found among many."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import BedPool, Facility
from naniwa.services.outbreak.tests.wards import HOSPITAL, hospital, world
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
PLACE = {"kind": "oxygen", "name": "酸素ステーション北", "municipality": "271403", "reporter": HOSPITAL, "phone": ""}


def beds(**changed: Any) -> dict[str, Any]:
    secured = {f"secured_{phase}": 10 * phase for phase in range(1, 6)}
    return {"bed": "oxygen", "offers": ["dialysis"], "staffed": 20, **secured, **changed}


def test_a_coordinator_writes_down_a_facility_with_its_beds_and_each_once() -> None:
    here = world()
    desk = enter(Client(), here.coordinator.person, "mfa")
    assert [desk.post(reverse("outbreak:new_facility"), PLACE).status_code for _again in range(2)] == [302, 422]
    with as_system():
        made = Facility.objects.select_related("reporter").get()
    assert (made.area, made.reporter.code) == ("堺市", HOSPITAL)
    page = reverse("outbreak:facility", args=[made.public_id])
    add = reverse("outbreak:add_pool", args=[made.public_id])
    assert "「病床を追加する」から" in desk.get(page).content.decode()
    told = [desk.post(add, beds(), follow=True).content.decode() for _again in range(2)]
    assert "同じ種類で同じ設備の病床がもうあります" in told[1]
    assert desk.post(add, beds(staffed="たくさん")).status_code == 422
    with as_system():
        pool = BedPool.objects.get()
    assert (pool.secured, pool.staffed, pool.offers) == ([10, 20, 30, 40, 50], 20, ["dialysis"])
    secure = reverse("outbreak:secure_beds", args=[pool.public_id])
    desk.post(secure, {f"secured_{phase}": phase for phase in range(1, 6)})
    assert "例：12" in desk.post(secure, {"secured_1": "-1"}, follow=True).content.decode()
    desk.post(page, {**PLACE, "name": "酸素ステーション南"})
    with as_system():
        assert BedPool.objects.get().secured == [1, 2, 3, 4, 5]
        assert Facility.objects.get().name == "酸素ステーション南"
        done = set(Record.objects.filter(action__contains="outbreak.").values_list("action", flat=True))
    kept = {"facility_opened", "pool_added", "beds_secured", "facility_changed"}
    assert {f"outbreak.{act}" for act in kept} <= done


def test_a_name_that_another_facility_has_is_refused() -> None:
    here = world()
    one, _two = (hospital(here, name=name)[0] for name in ("北病院", "南病院"))
    desk = enter(Client(), here.coordinator.person, "mfa")
    page = reverse("outbreak:facility", args=[one.facility.public_id])
    answer = desk.post(page, {"name": "南病院", "reporter": HOSPITAL})
    assert answer.status_code == 422
    assert "もう登録されています" in answer.content.decode()


def test_beds_are_found_by_what_they_offer_and_whether_one_is_left() -> None:
    here, now = world(), timezone.now()
    hospital(here, ("severe", 0), name="満床病院", now=now)
    hospital(here, ("moderate", 3), name="透析病院", offers=["dialysis"])
    desk = enter(Client(), here.coordinator.person, "mfa")

    def shown(query: str) -> list[str]:
        text = desk.get(reverse("outbreak:beds") + query).content.decode()
        rows = text[text.index('id="beds"') :] if 'id="beds-caption"' in text else ""
        return [name for name in ("満床病院", "透析病院") if name in rows]

    assert shown("") == ["満床病院", "透析病院"] or shown("") == ["透析病院", "満床病院"]
    assert shown("?free=yes") == shown("?need=dialysis") == shown("?report=old") == ["透析病院"]
    assert shown("?bed=severe&area=三島") == ["満床病院"]
    assert shown("?kind=hotel") == []
