"""The inventory at a browser: from an empty list to decided seals, each page free of barriers and of scrolling aside."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.inventory.models import Procedure, Seal
from naniwa.services.inventory.operations.sampling import load_samples
from naniwa.services.inventory.sheets.writing import Outgoing, as_workbook
from naniwa.services.inventory.tests import office
from tests.inventory.conftest import Come
from tests.thorough import ways

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WAYS = {
    "desktop": {"width": 1440},
    "phone": {"width": 390},
    "without scripts": {"width": 1440, "scripts": False},
    "phone without scripts": {"width": 390, "scripts": False},
}
SEEN = ways(["desktop", "phone without scripts"], more=["phone", "without scripts"])


@pytest.mark.parametrize("way", SEEN)
def test_a_lead_fills_the_register_by_hand(come: Come, way: str) -> None:
    visitor, _ = come(office.lead().person, **WAYS[way])
    page = visitor.page
    visitor.open(reverse("inventory:list"))
    visitor.check()
    expect(page.locator("main")).to_contain_text("棚卸の手続はまだありません")
    visitor.press("手続を追加する")
    visitor.check()
    page.get_by_label("課コード").fill("0101")
    page.get_by_label("課名").fill("環境管理室")
    page.get_by_label("手続名").fill("ばい煙発生施設設置届")
    page.get_by_label("年間件数").fill("たくさん")
    visitor.press("保存する")
    visitor.check(again=True)
    expect(page.locator(".nw-field--error")).to_have_count(2)
    page.get_by_label("年間件数").fill("1200")
    page.get_by_label("主な受付方法").select_option("counter")
    page.get_by_label("印1", exact=False).first.select_option("personal")
    page.get_by_label("印1の根拠").fill("慣行")
    visitor.press("保存して確認済みにする")
    visitor.check(again=True)
    expect(page.locator("h1")).to_contain_text("ばい煙発生施設設置届")
    expect(page.locator("main")).to_contain_text("確認済み")
    visitor.press("一覧から削除する")
    visitor.check(again=True)
    visitor.press("元に戻す")
    visitor.check(again=True)
    with as_system():
        row = Procedure.objects.get()
    assert (row.title, row.volume, row.seal, row.removed_at) == ("ばい煙発生施設設置届", 1200, "personal", None)


@pytest.mark.parametrize(
    ("way", "language"), ways([("desktop", "ja")], more=[("phone", "en"), ("desktop", "en"), ("phone", "ja")])
)
def test_every_page_of_a_full_inventory_has_no_barrier(come: Come, way: str, language: str) -> None:
    lead = office.lead()
    with as_system():
        load_samples(by=lead, now=timezone.now(), count=180)
        row = Procedure.objects.filter(seal_count__gt=0).order_by("pk")[0]
        seal = Seal.objects.filter(procedure=row).order_by("pk")[0]
    visitor, client = come(lead.person, language=language, **WAYS[way])
    texts = {**office.ROW, "volume": "x", "department_code": "0199"}
    book = as_workbook([Outgoing(None, None, None, None, texts=texts)], language=language)
    upload = client.post(reverse("inventory:import"), {"file": SimpleUploadedFile("list.xlsx", book)})["Location"]
    survey = client.post(
        reverse("inventory:open_survey"), {"title": "調査", "due_on": "2099-01-01", "departments": ["0101", "0102"]}
    )["Location"]
    part = re.search(r"/staff/inventory/surveys/parts/[-0-9a-f]+/", client.get(survey).content.decode())
    assert part
    pages = [
        reverse("inventory:list"),
        reverse("inventory:list") + "?words=xyz",
        reverse("inventory:row", args=[row.public_id]),
        reverse("inventory:redesign", args=[row.public_id]),
        reverse("inventory:first"),
        reverse("inventory:change", args=[row.public_id]),
        reverse("inventory:departments"),
        reverse("inventory:department", args=["0101"]),
        reverse("inventory:export"),
        reverse("inventory:import"),
        upload,
        reverse("inventory:surveys"),
        reverse("inventory:open_survey"),
        survey,
        part[0],
        reverse("inventory:seals"),
        reverse("inventory:decide_seal", args=[seal.public_id]),
        reverse("inventory:public"),
    ]
    for address in pages:
        visitor.open(address)
        visitor.check()


@pytest.mark.parametrize("way", SEEN)
def test_seals_are_decided_over_a_selection(come: Come, way: str) -> None:
    lead = office.lead()
    for number in range(3):
        office.row(lead, title=f"第{number}の届")
    visitor, _ = come(lead.person, **WAYS[way])
    visitor.open(reverse("inventory:seals"))
    boxes = visitor.page.locator("[data-row-box]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    visitor.press("選んだ印の見直しを決める")
    visitor.check(again=True)
    visitor.press("何が変わるかを見る")
    visitor.check(again=True)
    expect(visitor.page.locator(".nw-field--error")).to_have_count(2)
    visitor.page.get_by_label("廃止", exact=False).first.check()
    visitor.page.get_by_label("理由").fill("慣行だけのため")
    visitor.press("何が変わるかを見る")
    visitor.check(again=True)
    visitor.press("2件を決定する")
    visitor.check(again=True)
    expect(visitor.page.locator("main")).to_contain_text("2件を「廃止」に決めました")
    with as_system():
        assert Seal.objects.filter(decision="abolish").count() == 2


@pytest.mark.parametrize("way", SEEN)
def test_a_row_is_redesigned_and_a_form_is_asked_for(come: Come, way: str) -> None:
    lead = office.lead()
    row = office.row(lead, minutes_applicant="120", minutes_office="60", cycle_days="20")
    visitor, _ = come(lead.person, **WAYS[way])
    page = visitor.page
    visitor.open(reverse("inventory:row", args=[row.public_id]))
    visitor.press("見直しを見る")
    visitor.check()
    expect(page.locator("svg.iv-flow")).to_have_count(2)
    proposals = page.locator(".in-proposal")
    proposals.nth(0).get_by_label("採用").check()
    proposals.nth(1).get_by_label("見送り").check()
    visitor.press("見直しの内容を保存する")
    visitor.check(again=True)
    expect(page.locator(".nw-field--error")).to_have_count(1)
    expect(proposals.nth(0).get_by_label("採用")).to_be_checked()
    proposals.nth(1).get_by_label("理由").fill("様式の改正を待つ")
    visitor.press("見直しの内容を保存する")
    visitor.check(again=True)
    expect(page.locator("main")).to_contain_text("見直しの内容を保存しました")
    visitor.press("この行から申請フォームを作る")
    visitor.check(again=True)
    expect(page.locator("main")).to_contain_text("下書きを作っています")
    assert (office.fresh(row).accepted, office.fresh(row).dismissed) == (1, 1)
