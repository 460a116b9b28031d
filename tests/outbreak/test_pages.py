"""The outbreak service at browsers: clinic, caller, patient, supervisor and doctor, each page free of barriers."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case, Intake
from naniwa.services.outbreak.operations import taking
from naniwa.services.outbreak.tests.people import CLINIC, centre, reported, staff
from tests.inventory.conftest import Come

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
SHEET = "番号,報道提供日,年代,性別,居住地,退院\n1,2020-01-29,40,女性,大阪市,退院\n2,2020-02-27,40,男性,堺市,入院中\n3,2020-02-28,40,男性,堺市,謎\n"


def test_a_clinic_reports_a_caller_reaches_and_a_patient_is_answered(come: Come) -> None:
    centre(staff("supervisor"), now=timezone.now())
    doctor, caller = staff("clinic", office=CLINIC), staff("caller")
    clinic, _ = come(doctor.person, width=390)
    clinic.open(reverse("outbreak:report"))
    clinic.press("届け出る")
    clinic.check(again=True)
    for label, text in (("氏名", "難波 花子"), ("氏名（カナ）", "ナンバ ハナコ"), ("電話番号", "090-0000-0001")):
        clinic.page.get_by_label(label, exact=True).fill(text)
    for label, day in (("生年月日", "1950-04-01"), ("診断日", "2026-11-01")):
        clinic.page.get_by_label(label, exact=True).fill(day)
    clinic.page.get_by_label("住所の市町村").select_option("271004")
    for choice in ("女性", "軽症"):
        clinic.page.get_by_text(choice, exact=True).click()
    clinic.press("届け出る")
    clinic.check()
    desk, _ = come(caller.person)
    desk.open(reverse("outbreak:queue"))
    desk.check()
    desk.press("次の患者を担当する")
    desk.page.get_by_text("連絡がついた", exact=True).click()
    desk.press("連絡を記録する")
    desk.check()
    with as_system():
        code = Case.objects.get().code
    patient, _ = come(None, width=390, scripts=False)
    patient.open(reverse("outbreak:enter") + "?language=ko")
    patient.check()
    patient.page.get_by_label("번호").first.fill(code)
    patient.page.get_by_label("생년월일").fill("1950-04-01")
    patient.press("다음")
    patient.check()
    patient.page.get_by_label("산소포화도").fill("91")
    patient.press("보내기")
    expect(patient.page.locator("main")).to_contain_text("119")
    patient.check()
    desk.open(reverse("outbreak:tasks"))
    desk.check()
    desk.page.get_by_role("link", name="難波 花子").click()
    desk.check()
    desk.page.get_by_label("対応の結果").fill("救急車を手配した")
    desk.press("対応を終える")
    expect(desk.page.locator("main")).to_contain_text("急ぎの対応はありません")


def test_a_supervisor_takes_a_sheet_in_and_a_doctor_tries_rules(come: Come) -> None:
    lead, doctor = staff("supervisor"), staff("physician")
    centre(lead, now=timezone.now())
    reported(lead, now=timezone.now())
    desk, _ = come(lead.person)
    for name in ("home", "cases", "observed", "centre"):
        desk.open(reverse(f"outbreak:{name}"))
        desk.check()
    desk.open(reverse("outbreak:intake"))
    files: list[Any] = [{"name": "list.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}]
    desk.page.get_by_label("ExcelまたはCSVのファイル").set_input_files(files)
    desk.press("送って、変わるところを見る")
    desk.check()
    desk.press("2人を取り込む")
    with as_system():
        number = str(Intake.objects.get().public_id)
    while taking.go_on(number=number, now=timezone.now()):
        pass
    desk.open(reverse("outbreak:one_intake", args=[number]))
    desk.check()
    adviser, _ = come(doctor.person, width=390)
    adviser.open(reverse("outbreak:rules"))
    adviser.page.get_by_label("変えるわけ").fill("試す")
    adviser.press("過去の報告で試す")
    adviser.check()
