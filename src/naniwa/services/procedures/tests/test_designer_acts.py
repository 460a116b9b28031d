"""The designer beyond single questions: drafts thrown away, fees, and all that is left to be written."""

import pytest

from naniwa.services.procedures.tests.browser import controls, words
from naniwa.services.procedures.tests.designers import address, begin, document, save, writer

pytestmark = pytest.mark.django_db


def test_a_draft_is_thrown_away_after_asking_once_and_comes_back() -> None:
    client = writer()
    begin(client)
    assert "30日の間は" in words(client.get(address("staff_design_discard")))
    assert "を捨てました" in words(client.post(address("staff_design_discard"), follow=True))
    assert client.get(address("staff_design")).status_code == 404
    assert "を戻しました" in words(client.post(address("staff_design_bring_back"), follow=True))
    assert client.get(address("staff_design")).status_code == 200


def test_a_fee_is_made_from_menus_and_played_by_the_examples() -> None:
    client = writer()
    begin(client, "library:residence-certificate")
    page = address("staff_design_item", at="fees[0]")
    shown = words(client.get(page))
    assert "1つあたりの金額（円）" in shown
    save(client, at="fees[0]", amount="350", per="", **{"unit.ja": "", "unit.en": ""})
    assert (document()["fees"][0]["amount"], "per" in document()["fees"][0]) == (350, False)
    listed = address("staff_design_item", at="", part="fees")
    added = client.post(listed, {**controls(client.get(listed)), "act": "add:fees"})
    assert "at=fees%5B1%5D" in added["Location"]
    assert document()["fees"][1] == {"key": "entry_1", "name": {"ja": "手数料", "en": "Fee"}, "amount": 300}
    save(client, at="fees[1]", per="copies")
    assert "「かける数」と「数の単位」" in words(client.get(address("staff_design_item", at="fees[1]")))


def test_what_is_left_to_be_written_is_written_on_one_page() -> None:
    client = writer()
    begin(client)
    assert "まだ決めていない言葉が7件あります" in words(client.get(address("staff_design")))
    page = address("staff_design_blanks")
    sent = {
        name: [value.replace("【書いてください】", "騒音規制法") for value in values]
        for name, values in controls(client.get(page)).items()
    }
    client.post(page, {**sent, "slug": "noise", "eligibility[0].question.ja": "工場ですか。"})
    assert (document()["slug"], document()["legal_basis"]["ja"]) == ("noise", "騒音規制法")
    assert document()["eligibility"][0]["question"] == {"ja": "工場ですか。", "en": "【condition 1】?"}
    assert "まだ決めていない言葉が6件" in words(client.get(address("staff_design")))
