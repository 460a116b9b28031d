"""Attacks on check-ins and alerts, each with what stands against it; those on pages are in tests/security.

A sticker over a poster is in test_pages, a flood and what stops it in test_lean, that naming a venue takes two people
in test_journey, and that a whole database tells of nobody in test_secrecy.
"""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import limits
from naniwa.services.check_ins.models import Alert, Venue
from naniwa.services.check_ins.operations import approving, mailing_in, posting, reporting
from naniwa.services.check_ins.operations.checking_in import MOST_MAILS
from naniwa.services.check_ins.queries import given, planning, venues
from naniwa.services.check_ins.rules.broken import CodeNotValid, NoSuchDays, NotYours, SamePerson
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, check_in, check_ins, venue
from naniwa.services.check_ins.views import visiting
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def post(client: Client, page: str, *args: str, **sent: str) -> tuple[int, str]:
    answer = client.post(reverse(f"check_ins:{page}", args=args), {"number": str(uuid4()), **sent}, follow=True)
    return answer.status_code, answer.content.decode()


def blank_mail(at: Venue, sender: str, **headers: str) -> bytes:
    lines = {"From": sender, "To": venues.mail_address(at), "Message-ID": f"<{uuid4()}@example.jp>", **headers}
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode() + b"\n"


def test_a_photograph_of_the_code_used_from_afar_contradicts_itself_and_tells_nobody() -> None:
    places.with_key()
    here, there = venue(), venue(name="遠くの店")
    check_in(here, CASE_ADDRESS)
    check_in(there, CASE_ADDRESS, now=NOW + timedelta(minutes=1))
    check_in(there, "rival@example.jp", now=NOW)
    plan = planning.plan(places.reported(places.giver()))
    assert [(line.visit.doubtful, line.level) for line in plan.lines] == [(True, "none")] * 2
    assert plan.told == []


def test_where_only_the_screen_counts_a_photograph_of_the_poster_does_not(client: Client) -> None:
    places.with_key()
    at = venue()
    client.post(reverse("check_ins:change", args=[venues.token(at)]), {"act": "rotate"})
    status, text = post(client, "check_in", at.code, email="a@example.jp")
    assert (status, "新しいコードを読み取って" in text, check_ins()) == (422, True, [])


def test_a_check_in_made_after_the_positive_result_closes_no_rival() -> None:
    places.with_key()
    rival = venue(name="商売がたき")
    code = code_at(NOW + timedelta(hours=1))
    check_in(rival, CASE_ADDRESS, now=NOW + timedelta(hours=2))
    check_in(rival, "guest@example.jp", now=NOW + timedelta(hours=2))
    with as_system():
        alert = reporting.report(code=code, email=CASE_ADDRESS, now=NOW + timedelta(hours=3))
    assert planning.plan(alert).lines == []


def test_nobody_reports_without_a_code_of_a_health_centre_and_each_counts_once() -> None:
    places.with_key()
    code = code_at(NOW)
    with as_system():
        reporting.report(code=code, email=CASE_ADDRESS, now=NOW)
        for wrong, at in ((code, NOW), ("000000000000", NOW), (code_at(NOW), NOW + timedelta(days=4))):
            with pytest.raises(CodeNotValid):
                reporting.report(code=wrong, email=CASE_ADDRESS, now=at)


def test_codes_are_given_by_health_centres_alone_and_for_days_that_are_kept() -> None:
    places.with_key()
    with as_system():
        by = places.staff("payer@example.jp", "payer")
        with pytest.raises(NotYours):
            reporting.give(case="1", onset=NOW.date(), press=uuid4(), by=by, now=NOW)
        for wrong in (NOW + timedelta(days=1), NOW - timedelta(days=61)):
            with pytest.raises(NoSuchDays):
                reporting.give(case="1", onset=wrong.date(), press=uuid4(), by=places.giver(), now=NOW)


def test_guessing_codes_is_stopped_long_before_one_is_found(client: Client) -> None:
    places.with_key()
    answers = [post(client, "report", code="000000000000", email="a@example.jp")[0] for _guess in range(62)]
    assert (answers[0], answers[-1]) == (422, 429)


@pytest.mark.parametrize("page", ["check_in", "report"])
def test_nobody_learns_whether_an_address_is_known(client: Client, page: str) -> None:
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS, now=NOW)
    said = []
    for address in (CASE_ADDRESS, "never-seen@example.jp"):
        sent = {"email": address, "code": code_at(timezone.now())} if page == "report" else {"email": address}
        args = [] if page == "report" else [at.code]
        status, text = post(Client(), page, *args, **sent)
        said.append((status, same_in_all(text, address)))
    assert said[0] == said[1]


def test_nobody_learns_which_venues_there_are(client: Client) -> None:
    places.with_key()
    at = venue()
    with as_system():
        Venue.objects.filter(pk=at.pk).update(closed_at=NOW)
    asked = (at.code, "A" * 22, "not-a-code")
    pages = [client.get(reverse("check_ins:check_in", args=[code])) for code in asked]
    assert {page.status_code for page in pages} == {404}
    assert len({same_in_all(page.content.decode(), *asked) for page in pages}) == 1


def test_numbers_of_venues_are_128_random_bits() -> None:
    """A UUID of version 4 would have the same four bits in all of them."""
    places.with_key()
    with as_system():
        drawn = {venue(name=f"店{number}").public_id.bytes[6] >> 4 for number in range(40)}
    assert len(drawn) > 4


def test_an_address_typed_by_others_gets_few_mails(client: Client) -> None:
    places.with_key()
    at = venue()
    for _press in range(MOST_MAILS + 3):
        post(client, "check_in", at.code, email="victim@example.jp")
    posting.deliver_due(clock=timezone.now)
    assert (len(check_ins()), len(mail.outbox)) == (MOST_MAILS + 3, MOST_MAILS)


def test_a_blank_mail_checks_in_and_machines_do_not_answer_one_another(settings: Any) -> None:
    settings.CHECK_IN_MAIL = "checkin@pref.example.jp"
    places.with_key()
    at = venue()
    mine = blank_mail(at, "花子 <Hanako@example.jp>")
    assert mailing_in.receive(mine, now=NOW)
    assert mailing_in.receive(mine, now=NOW)
    assert mailing_in.receive(blank_mail(at, "a@example.jp", To="x@y.jp"), to=venues.mail_address(at), now=NOW)
    for wrong in (
        blank_mail(at, "robot@example.jp", **{"Auto-Submitted": "auto-replied"}),
        blank_mail(at, "list@example.jp", **{"List-Id": "<l.example.jp>"}),
        blank_mail(at, "not an address"),
        blank_mail(at, "b@example.jp", To="checkin+AAAAAAAAAAAAAAAAAAAAAA@pref.example.jp"),
        b"",
        b"\xff\xfe\0" * 100,
    ):
        assert not mailing_in.receive(wrong, now=NOW)
    assert len(check_ins()) == 2


def test_a_name_that_is_a_formula_or_a_script_stays_text(client: Client) -> None:
    places.with_key()
    name = '=HYPERLINK("https://evil.example")<script>alert(1)</script>'
    at = venue(name=name)
    text = client.get(reverse("check_ins:check_in", args=[at.code])).content.decode()
    assert "<script>alert(1)" not in text
    assert client.get(reverse("check_ins:poster", args=[venues.token(at), "a4"])).content.startswith(b"%PDF")


def test_a_notice_that_is_not_ours_is_told_as_a_fake_and_one_not_yet_sent_too(client: Client) -> None:
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    alert = places.reported(places.giver())
    pages = [
        client.get(reverse("check_ins:notice"), {"number": number}).content.decode()
        for number in (alert.number, "CT-0000-0000-0000")
    ]
    assert all("送っていません" in page.replace("<wbr>", "") for page in pages)


def test_whoever_looks_at_an_alert_is_written_down_with_the_purpose_and_sees_no_address(client: Client) -> None:
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    alert = places.reported(places.giver())
    officer = enter(client, places.approvers()[0].person, "mfa")
    text = officer.get(reverse("check_ins:alert", args=[alert.public_id])).content.decode()
    assert "guest" not in text
    assert CASE_ADDRESS not in text
    with as_system():
        seen = Record.objects.filter(action="check_ins.alert_read", purpose="check_ins")
        assert seen.count() == 1


def test_a_number_of_people_below_five_is_shown_to_nobody() -> None:
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "one@example.jp", "two@example.jp"):
        check_in(at, address)
    plan = planning.plan(places.reported(places.giver()))
    assert (plan.few, [line.few for line in plan.lines]) == (True, [True])


def test_nobody_learns_where_somebody_was_by_giving_a_code_and_typing_their_address(client: Client) -> None:
    """Whoever knows an address and may give codes sees no places of what they opened themselves."""
    places.with_key()
    at = venue(name="知られたくない店")
    for number in range(6):
        check_in(at, f"p{number}@example.jp")
    check_in(at, CASE_ADDRESS)
    curious = places.staff("curious@example.jp", "reviewer", "approver")
    alert = places.reported(curious)
    page = reverse("check_ins:alert", args=[alert.public_id])
    mine = enter(Client(), curious.person, "mfa").get(page).content.decode()
    anothers = enter(client, places.approvers()[0].person, "mfa").get(page).content.decode()
    assert ("知られたくない店" in mine, "知られたくない店" in anothers) == (False, True)
    assert ("多くて" in mine, "多くて" in anothers) == (False, True)


def test_staff_who_enter_a_code_for_the_person_are_written_down_and_see_no_places(client: Client) -> None:
    places.with_key()
    at = venue(name="知られたくない店")
    for guest in range(6):
        check_in(at, f"p{guest}@example.jp")
    check_in(at, CASE_ADDRESS)
    now = timezone.now()
    with as_system():
        code = reporting.give(case="1", onset=NOW.date(), press=uuid4(), by=places.giver(), now=now)
    curious, number = places.staff("curious@example.jp", "reviewer", "approver"), str(uuid4())
    mine, page = enter(Client(), curious.person, "mfa"), reverse("check_ins:enter", args=[code.public_id])
    assert mine.post(page, {"email": "no address", "number": number}).status_code == 422
    answers = [mine.post(page, {"email": CASE_ADDRESS, "number": number}, follow=True) for _press in range(2)]
    text = answers[1].content.decode().replace("<wbr>", "")
    assert ("知られたくない店" in text, CASE_ADDRESS in text, "承認する</" in text) == (False, False, False)
    with as_system():
        alert = Alert.objects.get()
        assert [one.actor_id for one in Record.objects.filter(action="check_ins.reported")] == [curious.person.pk]
    assert (alert.public_id, alert.entered_by_id) == (UUID(number), curious.person.pk)
    with pytest.raises(SamePerson):
        approving.approve(alert=alert, passphrase=places.PASSPHRASE, by=curious, now=now)
    anothers = enter(client, places.approvers()[0].person, "mfa")
    text = anothers.get(reverse("check_ins:alert", args=[alert.public_id])).content.decode()
    assert ("知られたくない店" in text, "curious" in text) == (True, True)


def test_a_code_is_entered_by_staff_of_its_own_centre_alone() -> None:
    places.with_key()
    with as_system():
        code = reporting.give(case="1", onset=NOW.date(), press=uuid4(), by=places.giver(), now=NOW)
        for office, role in (("270008", "reviewer"), (places.OFFICE, "payer")):
            by = places.staff_of(office, f"{role}@example.jp", role)
            with pytest.raises(NotYours):
                reporting.enter(given_code=code, email=CASE_ADDRESS, press=uuid4(), by=by, now=NOW)


def test_an_alert_of_another_health_centre_is_not_there() -> None:
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    alert = places.reported(places.giver())
    with as_system():
        assert planning.alert(alert.organisation_id + 1, alert.public_id) is None
        assert Alert.objects.count() == 1


def test_a_wrong_passphrase_is_written_down_and_few_are_tried_in_a_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.with_key()
    at, start = venue(), timezone.now()
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    alert, person = places.reported(places.giver()), places.approvers()[0].person
    page, answers = reverse("check_ins:approve", args=[alert.public_id]), []
    for hours in (0, 2, 4):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: start + timedelta(hours=hours))
        officer = enter(Client(), person, "mfa")
        answers += [officer.post(page, {"passphrase": "wrong"}).status_code for _try in range(9)]
    assert (answers.count(302), answers[-1]) == (20, 429)
    with as_system():
        wrong = Record.objects.filter(action="check_ins.passphrase_wrong", target=alert.number, actor=person.pk)
        assert (wrong.count(), Alert.objects.get().state) == (20, "planned")


def same_in_all(text: str, *own: str) -> str:
    """A page without what is drawn anew for each, and without what was asked."""
    text = re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    for one in own:
        text = text.replace(one, "")
    return text


def code_at(now: datetime) -> str:
    with as_system():
        made = reporting.give(case="2026-0001", onset=NOW.date(), press=uuid4(), by=places.giver(), now=now)
    return given.code_of(made)


def test_a_check_in_that_claims_to_have_waited_for_the_network_since_before_the_result_closes_no_rival() -> None:
    places.with_key()
    rival = venue(name="商売がたき")
    code = code_at(NOW + timedelta(hours=1))
    pressed = NOW + timedelta(hours=1, minutes=5)
    check_in(rival, CASE_ADDRESS, now=pressed, waited=timedelta(hours=2))
    check_in(rival, "guest@example.jp", now=pressed)
    with as_system():
        alert = reporting.report(code=code, email=CASE_ADDRESS, now=NOW + timedelta(hours=3))
    assert planning.plan(alert).lines == []


def test_one_case_with_two_codes_is_one_case_and_names_no_venue() -> None:
    places.with_key()
    at, giver = venue(kind="bar"), places.giver()
    for address in (CASE_ADDRESS, "other-address@example.jp", "guest@example.jp"):
        check_in(at, address)
    places.reported(giver, email="other-address@example.jp")
    plan = planning.plan(places.reported(giver))
    assert [(line.cases, line.level) for line in plan.lines] == [(1, "watch")]


def test_a_code_that_is_entered_by_a_double_click_is_taken_once_and_said_to_be_taken(client: Client) -> None:
    places.with_key()
    code = code_at(timezone.now())
    sent = {"code": code, "email": CASE_ADDRESS, "number": str(uuid4())}
    answers = [client.post(reverse("check_ins:report"), sent).status_code for _press in range(2)]
    with as_system():
        assert (answers, Alert.objects.count()) == ([302, 302], 1)
    again = client.post(reverse("check_ins:report"), {**sent, "number": str(uuid4())})
    assert again.status_code == 422


def test_the_number_of_a_case_does_not_outlive_it_in_the_audit_trail() -> None:
    places.with_key()
    code_at(NOW)
    with as_system():
        assert "2026-0001" not in str(list(Record.objects.values_list("detail", flat=True)))


def test_a_mail_that_is_delivered_again_an_hour_later_is_the_same_check_in(settings: Any) -> None:
    settings.CHECK_IN_MAIL = "checkin@pref.example.jp"
    places.with_key()
    mine = blank_mail(venue(), "hanako@example.jp")
    for when in (NOW, NOW + timedelta(hours=1)):
        assert mailing_in.receive(mine, now=when)
    assert len(check_ins()) == 1


@pytest.mark.parametrize("name", ["給付金は https://evil.example へ", "ＷＷＷ．evil.example", "evil-bank.com で受取"])
def test_our_mails_carry_nobody_elses_address_of_a_page_as_the_name_of_a_venue(client: Client, name: str) -> None:
    places.with_key()
    told = {"name": name, "kind": "shop", "capacity": "5", "address": "大阪市中央区", "email": "victim@example.jp"}
    status, text = post(client, "register", **told)
    assert (status, "ページのアドレスは入れられません" in text.replace("<wbr>", "")) == (422, True)


def test_numbers_of_an_alert_taken_from_one_another_tell_of_no_few_people(client: Client) -> None:
    places.with_key()
    many, few = venue(), venue(name="小さな店")
    for number in range(6):
        check_in(many, f"p{number}@example.jp")
    check_in(many, CASE_ADDRESS)
    for address in (CASE_ADDRESS, "one@example.jp"):
        check_in(few, address, now=NOW + timedelta(hours=4))
    alert = places.reported(places.giver())
    assert planning.plan(alert).people == 7
    officer = enter(client, places.approvers()[0].person, "mfa")
    page = officer.get(reverse("check_ins:alert", args=[alert.public_id])).content.decode().replace("<wbr>", "")
    assert re.findall(r"多くて\d+通|5人未満|\d人以上|>6<", page) == ["多くて9通", "5人以上", "5人未満"]


def test_a_flood_of_typed_addresses_checks_in_and_sends_no_more_mails(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.with_key()
    at = venue()
    monkeypatch.setattr(visiting, "MAILED", limits.Rule("check in with a mail, by client", 1, timedelta(hours=1)))
    for number in range(3):
        post(client, "check_in", at.code, email=f"victim{number}@example.jp")
    assert (len(check_ins()), len(places.posts())) == (3, 1)


@pytest.mark.parametrize(
    "sender", [b")@=?\\.group:a", b".).=?utf-8?b?8J+Y?=@a<]group:.", b"\xe3\x81\x82@[ ;", b"?==?utf-8?b?8J+Y?=>?b?>=?"]
)
def test_a_mail_that_is_broken_on_purpose_is_no_check_in_and_no_error(settings: Any, sender: bytes) -> None:
    settings.CHECK_IN_MAIL = "checkin@pref.example.jp"
    places.with_key()
    at = venue()
    for name in (b"From", b"To", b"Auto-Submitted", b"Message-ID", b"Precedence"):
        lines = {b"From": b"a@example.jp", b"To": venues.mail_address(at).encode(), name: sender}
        mailing_in.receive(b"".join(key + b": " + value + b"\n" for key, value in lines.items()) + b"\n", now=NOW)
    assert len(check_ins()) == 2  # only what names sender or venue, or a machine, must be whole


def test_an_address_gets_few_mails_of_registrations_in_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    places.with_key()
    told = {"name": "店", "kind": "shop", "capacity": "5", "address": "大阪市中央区", "email": "victim@example.jp"}
    start, answers = timezone.now(), []
    for hours in (0, 2):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: start + timedelta(hours=hours))
        answers += [post(client, "register", **told)[0] for _press in range(11)]
    assert (answers.count(200), answers[-1]) == (20, 429)
