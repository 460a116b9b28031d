"""Around a patient at a browser: contacts, a cluster, transport, and a room with meals and its key, on a phone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from naniwa.services.outbreak.tests.people import centre, reached, staff
from tests.inventory.conftest import Come

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
TODAY = f"{timezone.localdate()}"
FORMS = (
    ("接触者を登録する", {"接触者の氏名": "難波 次郎", "最後に接触した日": TODAY}),
    ("クラスターに登録する", {"クラスターの名前": "A事業所"}),
    ("搬送を依頼する", {"迎えに行く場所": "自宅", "行き先": "見本ホテル"}),
    ("部屋に入る", {"宿泊施設": "見本ホテル", "部屋": "503", "鍵の番号": "12", "食事の注意": "卵アレルギー"}),
)


def test_contacts_a_cluster_transport_and_a_room_with_its_key(come: Come) -> None:
    lead, now = staff("supervisor"), timezone.now()
    centre(lead, now=now)
    case = reached(lead, now=now)
    desk, _ = come(lead.person, width=390)
    desk.open(reverse("outbreak:around", args=[case.public_id]))
    for act, answers in FORMS:
        desk.page.locator("summary", has_text=act).click()
        section = desk.page.locator("main details[open]")
        for label, text in answers.items():
            section.get_by_label(label).fill(text)
        if section.locator("select").count():
            section.locator("select").select_option("work")
        desk.press(act)
        desk.page.get_by_role("status").first.wait_for()
    desk.check()
    for name, said in (("contacts", "難波 次郎"), ("clusters", "A事業所"), ("transports", "自宅 → 見本ホテル")):
        desk.open(reverse(f"outbreak:{name}"))
        desk.page.get_by_text(said).first.wait_for()
        desk.check()
    desk.press("難波 花子さんの搬送を終えた")
    desk.page.get_by_text("待っている搬送はありません").wait_for()
    desk.open(reverse("outbreak:hotels"))
    desk.check()
    desk.press("見本ホテル 503 を出た（鍵はまだ）")
    desk.press("見本ホテル 503 の鍵が戻った")
    desk.page.get_by_text("宿泊療養の人はいません").wait_for()
