"""Answers to routine questions: the passage that answers, its source, and nothing that no definition says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.definitions.openness import MARKS
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.queries import catalogue
from naniwa.services.procedures.queries.answering import answers
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests.factories import NOW

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)
QUESTIONS = [
    ("一部の期間だけ店を閉めた場合は？", "faq-1"),
    ("休んだことの証明は何で示せばよいですか", "faq-2"),
    ("How do I show that we closed?", "faq-2"),
    ("支援金の申請はいつまで", "period"),
    ("支援金はどの法律に基づきますか", "basis"),
    ("売上の帳簿はどのページですか", "papers"),
]


@pytest.mark.parametrize(("question", "anchor"), QUESTIONS)
def test_a_question_finds_the_passage_that_answers_it(version: Live, question: str, anchor: str) -> None:
    assert [one.anchor for one in answers(catalogue.published(NOW), question)][:1] == [anchor]


def test_what_a_municipality_has_yet_to_decide_answers_nobody(version: Live) -> None:
    base = FOLDER / "library" / "residence-certificate.yaml"
    window = {"opens_at": NOW, "closes_at": NOW + MONTH, "corrections_until": NOW + MONTH}
    with as_system():
        publishing.publish(path=base, by=None, now=NOW, window=window, rehearsed=True)
    found = answers(catalogue.published(NOW), "住民票の写しの手数料")
    assert {one.slug for one in found} == {"residence-certificate"}
    assert not [words.ja for one in found for words in one.words if MARKS[0] in words.ja]


def test_the_page_shows_the_definition_s_own_words_and_leads_to_their_place(version: Live, client: Client) -> None:
    faq = version.procedure.faq[0]
    page = client.get(reverse("procedures:questions"), {"q": "一部の期間だけ休業した場合も対象になりますか"})
    about = reverse("procedures:about", args=[version.procedure.slug])
    assert f'href="{about}#faq-1"' in page.content.decode()
    assert 'id="faq-1"' in client.get(about).content.decode()
    assert faq.answer.ja in page.content.decode().replace("<wbr>", "")
    assert "根拠：大阪府「休業要請支援金" in page.content.decode()


def test_a_question_that_nothing_answers_leads_on(version: Live, client: Client) -> None:
    page = client.get(reverse("procedures:questions"), {"q": "火星の天気"}).content.decode()
    assert reverse("procedures:find") in page
    assert "answer-1" not in page
