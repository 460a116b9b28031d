"""Letters to those who applied on paper: where to write and telephone, and a form to send back, instead of a page."""

from typing import Any

import pytest
from django.conf import settings

from naniwa.kernel.documents import pdf
from naniwa.kernel.notifications import letters, templates
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Channel, Deficiency, Notice
from naniwa.services.procedures.operations.messages import message
from naniwa.services.procedures.operations.notices import outgoing
from naniwa.services.procedures.operations.payouts import payment_failed
from naniwa.services.procedures.operations.words import RULE
from naniwa.services.procedures.queries.account import account_field
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.papers import decision_data
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW

LETTERS = [key for key in templates.registry() if key.startswith("procedures.") and key.endswith("_by_post")]
TURNS = ("received", "correction", "reminder", "approved", "declined", "paid", "transfer_failed", "withdrawn")
GIVEN = dict.fromkeys(("items", "deadline", "blanks", "amount", "date", "days", "reason", "due"), "…")


@pytest.fixture
def posted(version: Live, reviewer: Person) -> Application:
    """A case on paper, of somebody who has no account, with a notice that was sent."""
    case = factories.notified(version, reviewer=reviewer)
    with as_system():
        Application.objects.filter(pk=case.pk).update(
            channel=Channel.PAPER, identity="", keyed_by=reviewer, person=None
        )
        return Application.objects.get(pk=case.pk)


@pytest.mark.parametrize("key", LETTERS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_letter_names_the_office_and_no_page(key: str, language: str) -> None:
    letter = templates.get(key)
    words = letter.body[language]
    assert {"{post_to}", "{office}", "{office_phone}"} <= set(templates.PLACEHOLDER.sub(r" {\1} ", words).split())
    assert not {"{link}", "{site_url}"} & set(templates.PLACEHOLDER.sub(r" {\1} ", words).split())
    assert not any(wrong in words for wrong in ("メール", "ページ", "message", "page"))
    assert letter.subject == templates.get(key.removesuffix("_by_post")).subject


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_turn_of_a_case_on_paper_is_told_by_such_a_letter(posted: Application, language: str) -> None:
    posted.language = language
    for turn in TURNS:
        with as_system():
            written = message(posted, turn, key=turn, context=GIVEN)
        assert written.template.endswith("_by_post")
        _subject, words = templates.fill(
            templates.get(written.template), language, {**dict.fromkeys(templates.COMMON, "…"), **written.context}
        )
        assert settings.SITE_URL not in words
        assert "540-8570" in words


def test_who_applied_on_the_site_is_still_led_there(version: Live) -> None:
    case = factories.received(version)
    with as_system():
        assert message(case, "received", key="x", context=GIVEN).template == "procedures.received"


@pytest.mark.parametrize(("language", "head"), [("ja", "お返しいただく用紙"), ("en", "Form to send back")])
def test_a_correction_ends_with_a_form_for_just_what_is_asked(
    version: Live, posted: Application, language: str, head: str
) -> None:
    posted.language = language
    with as_system():
        notice = Notice.objects.select_related("application").get(application=posted)
        notice.application = posted
        items = list(Deficiency.objects.filter(application=posted))
        written = outgoing(notice, items)
    blanks = str(written.context["blanks"])
    asked = {key for item in items for key in item.opens}
    assert all(version.form.fields[key].label.in_language(language) in blanks for key in asked)
    kinds = {version.form.fields[key].type for key in asked}
    assert ("□" in blanks, RULE in blanks) == ("file" in kinds, kinds != {"file"})
    assert head in templates.get(written.template).body[language]


def test_a_transfer_that_failed_asks_for_the_account_on_paper(
    version: Live, reviewer: Person, approver: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        Application.objects.filter(pk=case.pk).update(
            channel=Channel.PAPER, identity="", keyed_by=reviewer, person=None, state="payment_in_progress"
        )
        payment_failed({case.reference: "口座なし"}, now=NOW)
        body = Message.objects.get(reference=case.reference, template="procedures.transfer_failed_by_post").body
    account = version.form.fields[account_field(version)]
    assert account.label.ja in body
    assert RULE in body


def test_the_printed_sheet_leads_to_the_site_only_who_has_an_account(
    posted: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(pdf, "render", lambda _name, data, **_options: drawn.append(data) or b"")  # type: ignore[func-returns-value] # a list keeps what it was given
    with as_system():
        letter = Message.objects.filter(reference=posted.reference).select_related("organisation").latest("created_at")
        letters.batch([letter], now=NOW)
        letter.person = None
        letters.batch([letter], now=NOW)
    assert [data["letters"][0]["address"] for data in drawn] == [settings.SITE_URL, ""]


def test_a_decision_on_paper_leads_to_the_site_only_who_has_an_account(
    version: Live, reviewer: Person, approver: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        assert decision_data(case, case.decision)["link"].startswith(settings.SITE_URL)
        Application.objects.filter(pk=case.pk).update(
            channel=Channel.PAPER, identity="", keyed_by=reviewer, person=None
        )
        case = Application.objects.select_related("organisation", "decision").get(pk=case.pk)
        data = decision_data(case, case.decision)
        drawn = pdf.render("procedures/decision", data, language="ja", now=NOW)
    assert (data["link"], data["qr"]) == ("", "")
    assert drawn.startswith(b"%PDF")
