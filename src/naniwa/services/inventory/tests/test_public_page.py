"""What everybody may read: counts by department, with the same figures in table, CSV and JSON."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.inventory.models import Procedure, Seal
from naniwa.services.inventory.operations import saving
from naniwa.services.inventory.tests import office

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled() -> None:
    lead = office.lead()
    office.row(lead, channel="オンライン", hours_saved="1200")
    gone = office.row(lead, title="廃止する届")
    office.row(
        lead, department_code="0202", department_name="高齢介護課", title="手当", seal2_kind="実印", seal2_basis="慣行"
    )
    with as_system():
        saving.remove(procedure=gone, seen=1, by=lead, now=office.NOW)
        Seal.objects.filter(kind="registered").update(
            decision="e_signature", reason="契約", decided_at=office.NOW, decided_by=lead.person
        )


def test_the_page_shows_figures_and_their_table(client: Client, filled: None) -> None:
    page = office.said(client.get(reverse("inventory:public")))
    for said in ("オンラインでできる手続", "押さなくてよくなる印", "1,200", "全2件", "環境管理室", "高齢介護課"):
        assert said in page


def test_files_hold_the_figures_of_the_page(client: Client, filled: None) -> None:
    content = client.get(reverse("inventory:public_json")).content
    found = json.loads(content)
    line = found["rows"][0]
    assert (line["procedures"], line["online"], line["seals"], line["seals_abolished"], line["hours_saved"]) == (
        1, 1, 1, 0, 1200,
    )  # fmt: skip
    total = found["total"]
    assert (total["procedures"], total["seals"], total["seals_abolished"]) == (2, 3, 1)
    assert found["rows"][1]["hours_saved"] is None
    text = client.get(reverse("inventory:public_csv_in", args=["ja"])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:4] == ["団体", "団体（英語）", "課コード", "課"]
    assert len(rows) == 1 + 2 + 1
    heads = client.get(reverse("inventory:public_csv")).content.decode("utf-8-sig").splitlines()[0]
    assert heads.startswith("organisation_ja,organisation_en,department_code")


def test_before_there_is_an_inventory_the_page_says_so(client: Client) -> None:
    office.lead()
    assert "公開する数字はまだありません" in office.said(client.get(reverse("inventory:public")))
    assert json.loads(client.get(reverse("inventory:public_json")).content)["total"] is None
    with as_system():
        assert not Procedure.objects.exists()
