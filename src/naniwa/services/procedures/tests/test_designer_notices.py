"""Notices in a procedure's own words and its questions often asked: written in the designer, checked, seen, sent."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.notifications.operations.sending import write
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions import wordings
from naniwa.services.procedures.definitions.editing.filled import FILLED
from naniwa.services.procedures.models import Channel
from naniwa.services.procedures.operations.messages import message
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls
from naniwa.services.procedures.tests.designers import address, begin, document, save, text, writer

pytestmark = pytest.mark.django_db

OWN = """\
wordings:
  # what the fire brigade asked for
  - key: received
    subject: {ja: "【{reference}】届きました", en: "[{reference}] It is here", easy: とどきました}
    body:
      ja: |
        {name} 様

        届きました。{link}
      easy: とどきました。{link}
      en: |-
        Dear {name}, it is here. {link}
"""
FAQ = """\
faq:
  - key: who
    question: {ja: だれが出せますか。, en: Who may apply?}
    answer: {ja: お店の方です。, en: Shops.}
"""


@pytest.fixture
def client() -> Client:
    return writer()


def test_every_name_that_a_notice_may_hold_has_words_and_a_sample() -> None:
    for key in wordings.turns(pays=True):
        assert wordings.platforms({}, key) is not None
        assert set(wordings.fillable(key, pays=True)) <= FILLED.keys()


def test_wordings_and_questions_come_through_the_designer_to_the_letter(client: Client) -> None:
    begin(client)
    client.post(address("staff_design_text"), {"base": "1", "text": text() + OWN + FAQ})
    before = text()
    assert before.endswith(OWN + FAQ)
    for at, part in (("", "notices"), ("", "faq"), ("wordings[0]", ""), ("faq[0]", "")):
        save(client, at=at, part=part)
        assert text() == before, (at, part)
    save(client, at="wordings[0]", **{"subject.en": "[{reference}] Arrived"})
    assert text() == before.replace("It is here", "Arrived", 1)


def test_an_own_wording_begins_as_the_one_that_is_sent_now(client: Client) -> None:
    begin(client)
    save(client, at="", part="notices", act="add:wordings", **{"kind:wordings": "approved_by_post"})
    made = document()["wordings"][0]
    assert made["key"] == "approved_by_post"
    assert "認められました" in made["body"]["ja"]
    assert "{amount}" not in made["body"]["ja"]
    page = client.get(address("staff_design_item", at="", part="notices")).content.decode()
    assert 'value="approved_by_post"' not in page
    assert client.post(address("staff_design_ask"), {"base": "2"}, follow=True).status_code == 200


def test_what_cannot_be_filled_in_or_is_left_out_is_said_beside_the_words(client: Client) -> None:
    begin(client)
    save(client, at="", part="notices", act="add:wordings", **{"kind:wordings": "correction"})
    sent = controls(client.get(address("staff_design_item", at="wordings[0]")))
    wrong = {"body.ja": "{nome} 様 直してください。{deadline}", "subject.en": "Mend } it"}
    page = client.post(address("staff_design_check", at="wordings[0]"), {**sent, **wrong}).content.decode()
    slot = page.partition('id="slot-f-body"')[2].partition("</div>")[0]
    assert "{nome} は、このお知らせでは使えません" in slot
    assert "{items} を必ず入れてください" in slot
    assert "「}」が余っています" in page.partition('id="slot-f-subject"')[2].partition("</div>")[0]


def test_a_name_is_inserted_from_the_menu_without_saving(client: Client) -> None:
    begin(client)
    save(client, at="", part="notices", act="add:wordings", **{"kind:wordings": "received"})
    before = text()
    answer = save(
        client, at="wordings[0]", act="insert:body", **{"name:body": "office_phone", "body.ja": "届きました。"}
    )
    assert "届きました。 {office_phone}" in controls(answer)["body.ja"]
    assert text() == before


def test_the_notice_is_seen_as_mail_and_on_paper(client: Client) -> None:
    begin(client)
    client.post(address("staff_design_text"), {"base": "1", "text": text() + OWN})
    page = client.get(address("staff_design_notice", turn="received", language="en")).content.decode()
    assert "[AB-0012-3456] It is here" in page
    assert "Dear 髙橋 花子" not in page
    assert "Dear Hanako Takahashi, it is here." in page
    plain = client.get(address("staff_design_notice", turn="declined")).content.decode()
    assert "この手続だけの文面はない" in plain
    paper = client.get(address("staff_design_letter", turn="received"))
    assert paper.content.startswith(b"%PDF")
    with as_system():
        assert Message.objects.count() == 0


def test_questions_often_asked_are_added_ordered_removed_and_seen(client: Client) -> None:
    begin(client)
    for _each in range(2):
        save(client, at="", part="faq", act="add:faq")
    save(client, at="faq[1]", **{"question.ja": "いつまでですか。", "answer.ja": "月末です。", "key": "until"})
    save(client, at="", part="faq", act="up:faq[1]")
    save(client, at="", part="faq", act="remove:faq[1]")
    assert [one["key"] for one in document()["faq"]] == ["until"]
    page = client.get(address("staff_design_faq")).content.decode()
    assert "いつまでですか。" in page
    assert "月末です。" in page


def published(tmp_path: Path) -> Any:
    file = tmp_path / "closure-relief-grant.yaml"
    file.write_text(factories.CLOSURE.read_text(encoding="utf-8") + OWN, encoding="utf-8")
    return factories.published(file)


@pytest.mark.parametrize(
    ("language", "subject"), [("ja", "届きました"), ("ja-easy", "とどきました"), ("en", "It is here")]
)
def test_a_case_is_told_in_the_words_of_its_own_version(tmp_path: Path, language: str, subject: str) -> None:
    case = factories.received(published(tmp_path))
    case.language = language
    with as_system():
        made = write(message(case, "received", key="x", context={"date": "…", "days": "…"}), factories.NOW)
    assert subject in made.subject
    assert (made.template, made.template_version) == ("procedures.closure-relief-grant.received", 1)


def test_who_has_no_page_still_gets_the_letter_by_post(tmp_path: Path) -> None:
    case = factories.received(published(tmp_path))
    case.channel = Channel.PAPER
    with as_system():
        told = message(case, "received", key="x", context={"date": "…", "days": "…"})
    assert (told.template, told.wording) == ("procedures.received_by_post", None)
