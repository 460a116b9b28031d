"""A session of staff that ended while they wrote: the words come back after sign-in, to whoever wrote them alone."""

import re
from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import limits
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Channel, CorrectionDraft, Export, Hold, PaperForm
from naniwa.services.procedures.operations import holds, paper, review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import browser, factories
from naniwa.services.procedures.tests.factories import NOW
from naniwa.services.procedures.tests.staff_sessions import let_in, signed_in
from naniwa.services.procedures.tests.test_recalls import acting
from naniwa.services.procedures.views.staff.acting import TYPED
from naniwa.services.procedures.views.staff.keeping import TIMES, WHOSE, mark

WORDS = "営業していたことを電話で確かめました"
OURS = {"origin": "http://testserver"}
KEPT = f">{WORDS}</textarea>"


@pytest.fixture
def case(version: Live, reviewer: Person) -> Application:
    found = factories.received(version)
    with as_system():
        return review.claim(application=found, by=reviewer, now=NOW)


@pytest.fixture
def decided(version: Live, reviewer: Person, approver: Person) -> Application:
    return factories.approved(version, reviewer=reviewer, approver=approver)


def page_of(case: Application) -> str:
    return reverse("procedures:staff_case", args=[case.reference])


def written(client: Client, page: str, action: str) -> str:
    """The mark in the form of a page."""
    form = re.search(
        rf'<form[^>]*action="{re.escape(action)}[^"]*".*?</form>', client.get(page).content.decode(), re.DOTALL
    )
    assert form, action
    found = re.search(rf'name="{WHOSE}" value="([^"]+)"', form[0])
    assert found
    return found[1]


def leave(client: Client) -> None:
    """As after minutes in which nothing was asked for."""
    session = client.session
    session["last_asked"] = int(session.get("last_asked", 0)) - settings.STAFF_IDLE_SECONDS - 1
    session.save()


def note(case: Application) -> str:
    return reverse("procedures:staff_note", args=[case.reference])


def test_a_note_comes_back_to_whoever_wrote_it_once(case: Application, reviewer: Person) -> None:
    client = signed_in(reviewer)
    mine = written(client, page_of(case), note(case))
    leave(client)
    answer = client.post(note(case), {"text": WORDS, WHOSE: mine}, headers=OURS)
    assert answer["Location"] == page_of(case)
    sign_in = client.get(page_of(case), follow=True)
    assert "入力した内容は、とってあります" in browser.words(sign_in)
    assert WORDS not in sign_in.content.decode()
    let_in(client, reviewer)
    page = client.get(page_of(case)).content.decode()
    assert KEPT in page
    assert "書きかけの内容を戻しました" in page
    assert KEPT not in client.get(page_of(case)).content.decode()
    with as_system():
        assert not case.notes.exists()


def test_another_person_at_the_same_desk_never_sees_it(case: Application, reviewer: Person, approver: Person) -> None:
    client = signed_in(reviewer)
    mine = written(client, page_of(case), note(case))
    leave(client)
    client.post(note(case), {"text": WORDS, WHOSE: mine}, headers=OURS)
    let_in(client, approver)
    assert WORDS not in client.get(page_of(case)).content.decode()
    assert TYPED not in client.session


@pytest.mark.parametrize("forged", ["", "somebody", "somebody:signed", None])
def test_a_form_that_no_page_of_ours_made_is_not_kept(case: Application, reviewer: Person, forged: str | None) -> None:
    forged = f"{reviewer.public_id}:{mark(reviewer).rpartition(':')[2][::-1]}" if forged is None else forged
    client = Client()
    answer = client.post(note(case), {"text": WORDS, WHOSE: forged}, headers=OURS)
    assert answer["Location"].startswith(reverse("people:staff_sign_in"))
    assert TYPED not in client.session


def test_a_page_whose_token_is_stale_is_kept_for_its_own_person_and_refused_for_others(
    case: Application, reviewer: Person, approver: Person
) -> None:
    mine = mark(reviewer)
    for person, headers, expected in (
        (reviewer, OURS, 302),
        (approver, OURS, 403),
        (reviewer, {"origin": "https://evil.example"}, 403),
        (reviewer, {}, 403),
    ):
        client = signed_in(person)
        client.handler.enforce_csrf_checks = True
        answer = client.post(note(case), {"text": WORDS, WHOSE: mine}, headers=headers)
        assert (answer.status_code, TYPED in client.session) == (expected, expected == 302)
    with as_system():
        assert not case.notes.exists()


def test_words_wait_two_hours_and_only_so_often(
    case: Application, reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, mine = Client(), mark(reviewer)
    client.post(note(case), {"text": WORDS, WHOSE: mine}, headers=OURS)
    session = client.session
    assert session.get_expiry_age() <= timedelta(hours=2).total_seconds()
    session[TYPED] = {**session[TYPED], "at": (NOW - timedelta(days=1)).isoformat()}
    session.save()
    let_in(client, reviewer)
    assert WORDS not in client.get(page_of(case)).content.decode()
    monkeypatch.setattr("naniwa.services.procedures.views.stale.limits.consume", spent)
    last = Client()
    last.post(note(case), {"text": WORDS, WHOSE: mine}, headers=OURS)
    assert TYPED not in last.session


def spent(rule: object, _subject: str, **_when: object) -> None:
    assert rule is TIMES
    raise limits.TooOften(TIMES, NOW)


REVIEWING = {
    "staff_add_item": {"reason": WORDS, "code": "outside-prefecture"},
    "staff_note": {"text": WORDS},
    "staff_finish": {"comment": WORDS, "outcome": "declined"},
}
AFTERWARDS = {
    "staff_appeal": {"ground": WORDS},
    "staff_hold_case": {"reason": WORDS},
    "staff_recall": {"reason": WORDS},
}


@pytest.mark.parametrize(("name", "typed"), REVIEWING.items())
def test_every_form_of_a_review_gives_its_words_back(
    case: Application, reviewer: Person, name: str, typed: dict[str, str]
) -> None:
    assert KEPT in given_back(reviewer, page_of(case), reverse(f"procedures:{name}", args=[case.reference]), typed)


@pytest.mark.parametrize(("name", "typed"), AFTERWARDS.items())
def test_every_form_after_a_decision_gives_its_words_back(
    decided: Application, name: str, typed: dict[str, str]
) -> None:
    other = factories.staff("other@pref.example.jp", "approver")
    action = reverse(f"procedures:{name}", args=[decided.reference])
    assert KEPT in given_back(other, page_of(decided), action, typed)


@pytest.mark.parametrize("name", ["staff_decide", "staff_send_back"])
def test_both_forms_of_a_decision_give_their_words_back(
    version: Live, reviewer: Person, approver: Person, name: str
) -> None:
    case = factories.reviewed(version, reviewer=reviewer)
    action = reverse(f"procedures:{name}", args=[case.reference])
    assert KEPT in given_back(approver, page_of(case), action, {"reason": WORDS})


def test_the_reason_to_end_a_hold_comes_back_on_either_page(decided: Application, approver: Person) -> None:
    keeper = factories.staff("keeper@pref.example.jp", "administrator")
    with as_system():
        holds.hold_case(application=decided, reason="訴訟", until=None, by=acting(keeper), now=NOW)
        action = reverse("procedures:staff_end_hold", args=[Hold.objects.get().public_id])
    assert KEPT in given_back(approver, page_of(decided), action, {"reason": WORDS})


def test_holds_of_the_records_officer_and_names_of_searches_come_back(version: Live) -> None:
    officer = factories.staff("officer@pref.example.jp", "administrator", "reviewer")
    retention, ledger = reverse("procedures:staff_retention"), reverse("procedures:staff_register")
    assert KEPT in given_back(officer, retention, reverse("procedures:staff_hold"), {"reason": WORDS})
    named = given_back(officer, ledger, reverse("procedures:staff_search_save"), {"name": WORDS[:20]})
    assert f'name="name" value="{WORDS[:20]}"' in named


def test_everything_keyed_in_from_a_paper_comes_back_unsaved(version: Live, reviewer: Person) -> None:
    form = begun(version, reviewer)
    action = reverse("procedures:staff_paper_page", args=[form.pk, "business"])
    kept = given_back(reviewer, action, action, {"place_name": "居酒屋 髙橋𠮷之助", "save": "next"})
    assert 'value="居酒屋 髙橋𠮷之助"' in kept
    with as_system():
        form.refresh_from_db()
    assert (form.answers, form.saves) == ({}, 0)


def test_a_page_that_a_colleague_saved_meanwhile_is_not_overwritten_by_what_comes_back(
    version: Live, reviewer: Person
) -> None:
    form = begun(version, reviewer)
    action = reverse("procedures:staff_paper_page", args=[form.pk, "business"])
    client = signed_in(reviewer)
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(action).content.decode())
    assert seen
    held = {"place_name": "居酒屋", "seen": seen[1], WHOSE: written(client, action, action)}
    leave(client)
    client.post(action, held, headers=OURS)
    signed_in(reviewer).post(action, {"place_name": "喫茶店", "seen": "0.other", "save": "next"})
    let_in(client, reviewer)
    assert f'name="seen" value="{seen[1]}"' in client.get(action).content.decode()


def test_a_correction_keyed_in_from_a_paper_comes_back_with_its_day(version: Live, reviewer: Person) -> None:
    case = factories.notified(version, reviewer=reviewer)
    form = begun(version, reviewer)
    with as_system():
        Application.objects.filter(pk=case.pk).update(
            channel=Channel.PAPER, identity="", keyed_by=reviewer, person=None
        )
        PaperForm.objects.filter(pk=form.pk).update(application=case)
    action = reverse("procedures:staff_paper_correction", args=[case.reference])
    keyed = {"account.account_number": "7654321", "received_on": "2020-05-19", "save": "next"}
    kept = given_back(reviewer, action, action, keyed)
    assert 'value="7654321"' in kept
    assert 'value="2020-05-19"' in kept
    with as_system():
        assert not CorrectionDraft.objects.exists()
        case.refresh_from_db()
        assert case.state == "needs_correction"


def test_the_reason_to_discard_a_paper_comes_back(version: Live, reviewer: Person) -> None:
    form = begun(version, reviewer)
    action = reverse("procedures:staff_paper_discard", args=[form.pk])
    assert KEPT in given_back(reviewer, reverse("procedures:staff_paper", args=[form.pk]), action, {"reason": WORDS})
    with as_system():
        assert PaperForm.objects.filter(pk=form.pk).exists()


def test_an_export_comes_back_with_its_purpose_its_use_and_its_columns(version: Live, reviewer: Person) -> None:
    factories.received(version)
    action = reverse("procedures:staff_export_ask")
    asked: dict[str, object] = {"purpose": "enquiry", "reason": WORDS, "format": "csv", "columns": ["amount"]}
    kept = given_back(reviewer, f"{action}?words=x", action, asked)
    assert KEPT in kept
    assert re.search(r'value="enquiry"[^>]*(checked|selected)', kept)
    assert re.search(r'value="csv"[^>]*checked', kept)
    assert re.findall(r'name="columns"[^>]*value="([^"]+)"[^>]*checked', kept) == ["amount"]
    with as_system():
        assert not Export.objects.exists()


def begun(version: Live, clerk: Person) -> PaperForm:
    """A paper that came by post, with nothing keyed in."""
    with as_system():
        form, _new = paper.open_form(
            number=uuid4(), version=version, received_on=NOW.date(), language="ja", by=acting(clerk), now=NOW
        )
    return form


def given_back(person: Person, page: str, action: str, typed: Mapping[str, object]) -> str:
    client = signed_in(person)
    mine = written(client, page, action)
    leave(client)
    answer = client.post(action, {**typed, WHOSE: mine}, headers=OURS)
    let_in(client, person)
    return client.get(answer["Location"]).content.decode()
