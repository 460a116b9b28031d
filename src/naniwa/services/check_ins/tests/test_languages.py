"""Pages and mails of visitors in five languages: what the phone asks for, what a link chose, and what the mails speak."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.notifications import templates
from naniwa.library import spoken
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.definitions import LANGUAGES
from naniwa.services.check_ins.operations import mailing_in, posting, telling
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, check_in, check_ins, venue
from naniwa.services.check_ins.tests.test_journey import LATER, approve
from naniwa.services.check_ins.views.asked import language_in

KANJI = re.compile(r"[一-鿿]")
SCRIPTS = {"zh": re.compile(r"[\u4e00-\u9fff]"), "ko": re.compile(r"[\uac00-\ud7a3]")}


def test_every_text_of_the_pages_is_there_in_every_language_with_the_same_gaps() -> None:
    content = yaml.safe_load(Path(definitions.FOLDER.parent / "visitor.yaml").read_text())
    for key, words in content.items():
        assert {"ja", "en", "zh", "ko"} <= words.keys() <= set(LANGUAGES), key
        gaps = [sorted(re.findall(r"{(\w+)}", text)) for text in words.values()]
        assert gaps == [gaps[0]] * len(gaps), key
        for language, script in SCRIPTS.items():
            assert script.search(words[language]) or not KANJI.search(words["ja"]), (key, language)
        assert "easy" in words or len(KANJI.findall(words["ja"])) < 8, key


@pytest.mark.parametrize("name", ["checked_in", "watch", "named"])
def test_every_mail_to_a_visitor_is_there_in_every_language(name: str) -> None:
    template = templates.get(f"check_ins.{name}")
    assert set(template.subject) == set(template.body) == set(LANGUAGES)


CHOICES: list[tuple[str, str, dict[str, str], str, str]] = [
    ("nothing is known", "", {}, "", "ja"),
    ("a phone in Korean", "", {}, "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
    ("a phone in Chinese of Taiwan", "", {}, "zh-TW", "zh"),
    ("a phone in French that also knows English", "", {}, "fr-FR,fr;q=0.9,en;q=0.5", "en"),
    ("the weights count, not the order", "", {}, "en;q=0.3, ko;q=0.9", "ko"),
    ("a language that is refused", "", {}, "ko;q=0, en", "en"),
    ("a header without sense", "", {}, ";;q=x,,%%", "ja"),
    ("the site's choice before the phone's", "", {"language": "ja-easy"}, "ko", "easy"),
    ("a link's choice before both", "", {"check_in_language": "zh~ja", "language": "ja"}, "ko", "zh"),
    ("the site's choice that was made later", "", {"check_in_language": "zh~ja", "language": "en"}, "ko", "en"),
    ("what the form says before everything", "ko", {"check_in_language": "zh~"}, "en", "ko"),
    ("a form that says nothing of use", "xx", {"check_in_language": "zh~"}, "en", "zh"),
]


@pytest.mark.parametrize(("what", "asked", "cookies", "accepted", "found"), CHOICES, ids=[one[0] for one in CHOICES])
def test_the_language_is_what_was_chosen_last_or_what_the_phone_asks_for(
    what: str, asked: str, cookies: dict[str, str], accepted: str, found: str
) -> None:
    assert language_in(asked, cookies, accepted) == found


def test_a_text_that_is_missing_is_said_in_the_nearest_language() -> None:
    words = {"ja": "日本語", "en": "English"}
    assert [spoken.said(words, one) for one in ("easy", "ko", "en")] == ["日本語", "English", "English"]
    assert spoken.said({"ja": "日本語"}, "vi") == "日本語"


def press(client: Client, page: str, *args: str, **sent: str) -> Any:
    return client.post(reverse(f"check_ins:{page}", args=args), {"number": str(uuid4()), **sent}, follow=True)


@pytest.mark.django_db
def test_a_visitor_chooses_a_language_by_a_link_and_gets_pages_and_mail_in_it(client: Client) -> None:
    places.with_key()
    at = venue()
    page = client.get(reverse("check_ins:check_in", args=[at.code]), {"language": "ko"})
    assert page.headers["Content-Language"] == "ko"
    assert '<input type="hidden" name="language" value="ko">' in page.content.decode()
    assert "체크인하기" in page.content.decode()
    wrong = press(client, "check_in", at.code, email="nobody")
    assert "이메일 주소를 확인하세요" in wrong.content.decode()
    done = press(client, "check_in", at.code, email="guest@example.jp")
    assert "체크인했습니다" in done.content.decode()
    assert [one.language for one in check_ins()] == ["ko"]
    posting.deliver_due(clock=timezone.now)
    assert (mail.outbox[0].subject, mail.outbox[0].extra_headers["Content-Language"]) == ("체크인했습니다", "ko")
    assert "Namba Shokudo (難波食堂 本店)" in mail.outbox[0].body


@pytest.mark.django_db
def test_without_cookies_the_form_alone_carries_the_language(client: Client) -> None:
    places.with_key()
    at = venue()
    press(Client(), "check_in", at.code, email="guest@example.jp", language="zh")
    press(Client(headers={"accept-language": "en"}), "check_in", at.code, email="other@example.jp", language="nonsense")
    assert sorted(one.language for one in check_ins()) == ["en", "zh"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_visitor_speaks_the_language(client: Client, language: str) -> None:
    places.with_key()
    at, say = venue(), definitions.visitor_words(language)
    own = venues.address(at)
    pages = [
        (reverse("check_ins:check_in", args=[at.code]), "doubt"),
        (reverse("check_ins:check_in", args=["no-code"]), "no_code"),
        (reverse("check_ins:done", args=[at.code]), "done_mail"),
        (reverse("check_ins:qr") + "?address=https://evil.example/", "qr_fake"),
        (reverse("check_ins:qr") + f"?address={own}", "qr_good"),
        (reverse("check_ins:notice") + "?number=CT-0000-0000-0000", "notice_bad_text"),
        (reverse("check_ins:report"), "report_lead"),
        (reverse("check_ins:reported"), "reported_wrong"),
    ]
    for path, key in pages:
        page = client.get(path, {"language": language} if "?" not in path else {}).content.decode()
        assert say[key] in page.replace("<wbr>", ""), (path, key)
        assert f'lang="{spoken.TAGS[language]}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_alert_is_written_in_the_language_of_the_check_in(language: str) -> None:
    places.with_key()
    at = venue(kind="bar")
    for address in (CASE_ADDRESS, "other-case@example.jp"):
        check_in(at, address)
    check_in(at, "guest@example.jp", language=language)
    posting.deliver_due(clock=lambda: LATER)
    mail.outbox.clear()
    places.reported(places.giver(), email="other-case@example.jp", case="2026-0124")
    alert = places.reported(places.giver())
    for by in places.approvers():
        approve(alert, by)
    telling.tell(number=alert.public_id, now=LATER)
    posting.deliver_due(clock=lambda: LATER)
    [sent] = [one for one in mail.outbox if one.to == ["guest@example.jp"]]
    assert sent.subject == templates.get("check_ins.named").subject[language]
    assert alert.number in sent.body
    assert "難波食堂 本店" in sent.body or (language == "en" and "Namba Shokudo" in sent.body)


@pytest.mark.django_db
def test_a_blank_mail_checks_in_in_the_language_that_its_program_names(client: Client, settings: Any) -> None:
    settings.CHECK_IN_MAIL = "checkin@pref.example.jp"
    places.with_key()
    at = venue()
    page = client.get(reverse("check_ins:check_in", args=[at.code])).content.decode()
    assert f'href="mailto:{venues.mail_address(at)}"' in page
    for number, header in enumerate(["", "Accept-Language: ko-KR\n", "Content-Language: fr\n"]):
        lines = f"From: p{number}@example.jp\nTo: {venues.mail_address(at)}\nMessage-ID: <{number}@x>\n{header}\n"
        assert mailing_in.receive(lines.encode(), now=NOW)
    assert sorted(one.language for one in check_ins()) == ["ja", "ja", "ko"]
