"""What staff do about messages that did not arrive, and letters."""

import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import translation

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications import figures, letters, operations, pages, queries, views
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.notifications.tests.conftest import NOW, Behaviour
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]


@pytest.fixture
def clerk(prefecture: Organisation) -> Staff:
    person = Person.objects.create(email="clerk@example.jp", kind="staff")
    return Staff(person=person, organisation=prefecture, roles=frozenset({"reviewer"}))


@pytest.fixture
def waiting(prefecture: Organisation, person: Person) -> dict[str, Message]:
    """One message in each state, and two letters."""
    keys = [*(state.value for state in State if state is not State.LETTER), "letter", "letter2"]
    operations.send_many(
        [
            Outgoing(
                template="test.received",
                key=key,
                organisation=prefecture,
                to=person,
                address="" if key.startswith("letter") else None,
                name=f"葛󠄀城 {key}",
                postal_address="〒540-8570\n大阪市中央区大手前2丁目",
                context={"amount": 1},
                reference=f"G-{key}",
                language="en" if key == "letter2" else "ja",
            )
            for key in keys
        ],
        now=NOW,
    )
    for state in ("failed", "bounced", "unconfirmed", "sending", "sent"):
        Message.objects.filter(key=state).update(state=state, next_attempt_at=None, claimed_at=NOW, sent_at=NOW)
    return {message.key: message for message in Message.objects.all()}


def _keys(messages: list[Message]) -> set[str]:
    return {message.key for message in messages}


def test_only_what_needs_a_person_is_on_the_list(waiting: dict[str, Message]) -> None:
    assert _keys(queries.to_handle()) == {"failed", "bounced", "unconfirmed", "letter", "letter2"}
    assert _keys(queries.to_handle(state="bounced")) == {"bounced"}
    assert queries.counts_to_handle() == {State.FAILED: 1, State.BOUNCED: 1, State.UNCONFIRMED: 1, State.LETTER: 2}


def test_the_list_goes_on_page_by_page(waiting: dict[str, Message]) -> None:
    first = queries.to_handle(limit=2)
    rest = queries.to_handle(after=(first[-1].created_at, first[-1].pk))
    assert len(first) == 2
    assert _keys(first) | _keys(rest) == {"failed", "bounced", "unconfirmed", "letter", "letter2"}
    assert not _keys(first) & _keys(rest)


def test_what_was_dealt_with_leaves_the_list_once(waiting: dict[str, Message], clerk: Staff) -> None:
    numbers = [waiting["failed"].pk, waiting["sent"].pk]
    assert operations.handle(numbers, by=clerk, now=NOW, how="telephoned") == 1
    assert operations.handle(numbers, by=clerk, now=NOW, how="telephoned") == 0
    assert "failed" not in _keys(queries.to_handle())
    assert Record.objects.get(action="notifications.handled").detail == {"how": "telephoned"}


def test_sending_anew_is_another_message(waiting: dict[str, Message], clerk: Staff) -> None:
    old = waiting["unconfirmed"]
    new = operations.send_anew(old.pk, by=clerk, now=NOW, address="new@example.jp")
    assert new.pk != old.pk
    assert (new.state, new.to_address, new.body, new.replaces) == (State.QUEUED, "new@example.jp", old.body, old)
    with pytest.raises(operations.NotToHandle):
        operations.send_anew(old.pk, by=clerk, now=NOW)


@pytest.mark.parametrize("key", ["queued", "sending", "sent"])
def test_what_is_under_way_or_arrived_is_not_sent_anew(waiting: dict[str, Message], clerk: Staff, key: str) -> None:
    with pytest.raises(operations.NotToHandle):
        operations.send_anew(waiting[key].pk, by=clerk, now=NOW)


def test_a_message_that_was_sent_anew_can_fail_and_be_sent_anew_again(
    waiting: dict[str, Message], clerk: Staff
) -> None:
    number = waiting["failed"].pk
    for _again in range(3):
        new = operations.send_anew(number, by=clerk, now=NOW)
        Message.objects.filter(pk=new.pk).update(state=State.FAILED, next_attempt_at=None)
        number = new.pk
    assert Message.objects.filter(replaces__isnull=False).count() == 3


def test_letters_are_printed_together_with_names_and_addresses(waiting: dict[str, Message]) -> None:
    content = letters.batch(queries.letters(), now=NOW)
    text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()  # noqa: S607 - poppler's, wherever it is
    for part in (
        "葛󠄀城 letter 様",
        "〒540-8570",
        "【大阪府】G-letter を受け付けました",
        "Osaka Prefecture: we received G-letter2",
    ):
        assert part in text
    assert content == letters.batch(queries.letters(), now=NOW)


def test_nothing_is_not_printed() -> None:
    with pytest.raises(letters.NoLetters):
        letters.batch([], now=NOW)


def _post(clerk: Staff, act: str, *messages: Message) -> Any:
    data = {"act": act, "selected": [str(message.pk) for message in messages] + ["no number"], "state": "letter"}
    request: Any = RequestFactory().post("/staff/messages/act/", data)
    request.user, request.staff = clerk.person, clerk
    request._messages = CookieStorage(request)  # noqa: SLF001 - as Django's middleware does
    with acting_as(Scope(organisation_id=clerk.organisation.pk, person_id=clerk.person.pk)):
        return views.act.__wrapped__.__wrapped__(request)  # type: ignore[attr-defined] # sign-in has its own tests


def test_staff_print_and_then_take_letters_off_the_list(waiting: dict[str, Message], clerk: Staff) -> None:
    both = [waiting["letter"], waiting["letter2"]]
    response = _post(clerk, "print", *both)
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    with as_system():
        assert Record.objects.filter(action="notifications.letters", actor=clerk.person).count() == 2
    assert _post(clerk, "printed", *both).url == "/staff/messages/?state=letter"
    with as_system():
        assert queries.letters() == []


def test_staff_send_mails_anew_but_never_letters(waiting: dict[str, Message], clerk: Staff) -> None:
    _post(clerk, "send_anew", waiting["failed"], waiting["letter"])
    with as_system():
        assert [message.replaces for message in Message.objects.filter(replaces__isnull=False)] == [waiting["failed"]]


def test_a_place_in_the_list_that_makes_no_sense_is_its_beginning(waiting: dict[str, Message]) -> None:
    assert len(pages.page_of({"after": "x~y", "state": "sent"}).messages) == 5
    later = f"{(NOW + timedelta(days=1)).isoformat()}~{waiting['sent'].pk}"
    assert pages.page_of({"after": later}).messages == []


def _get(clerk: Staff, query: str = "") -> str:
    request: Any = RequestFactory().get(f"/staff/messages/{query}")
    request.user, request.staff = clerk.person, clerk
    request.session = {}
    request._messages = CookieStorage(request)  # noqa: SLF001 - as Django's middleware does
    with acting_as(Scope(organisation_id=clerk.organisation.pk, person_id=clerk.person.pk)):
        response = views.undelivered.__wrapped__.__wrapped__(request)  # type: ignore[attr-defined] # as above
    return str(response.content.decode())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_what_waits_in_both_languages(waiting: dict[str, Message], clerk: Staff, language: str) -> None:
    with translation.override(language):
        page = _get(clerk)
        assert page.count('name="selected"') == 5
        assert ("Undelivered messages and letters" in page) is (language == "en")
        assert _get(clerk, "?state=bounced").count('name="selected"') == 1
    with as_system():
        assert Record.objects.filter(action="notifications.list", actor=clerk.person).count() == 2


def test_an_empty_list_says_what_will_appear(clerk: Staff) -> None:
    assert "届かなかったメールや郵送する通知があると" in _get(clerk)


def test_after_a_restore_no_mail_goes_out_that_nobody_released(
    waiting: dict[str, Message], clerk: Staff, server: Behaviour
) -> None:
    """It may have gone out after the backup was made; staff see it, and send anew what is to go."""
    assert operations.hold_back(now=NOW) == 2
    assert operations.hold_back(now=NOW) == 0
    assert operations.deliver_due(clock=lambda: NOW + timedelta(days=30)).tried == 0
    assert _keys(queries.to_handle(state="unconfirmed")) == {"unconfirmed", "queued", "sending"}
    assert Record.objects.filter(action="notifications.held_back").count() == 2
    operations.send_anew(waiting["queued"].pk, by=clerk, now=NOW)
    assert operations.deliver_due(clock=lambda: NOW).sent == 1
    assert len(server.taken) == 1


def test_the_oldest_mail_that_waits_or_is_under_way_is_counted_and_letters_are_not(
    waiting: dict[str, Message],
) -> None:
    assert queries.depth() == queries.Depth(unsent=2, oldest_at=NOW)
    Message.objects.filter(key="sending").update(created_at=NOW - timedelta(hours=1))
    Message.objects.filter(key="letter").update(created_at=NOW - timedelta(days=1))
    assert queries.depth().oldest_at == NOW - timedelta(hours=1)
    told = {metric.name: metric.samples[0].value for metric in figures.mail()}
    assert (told["naniwa_mail_unsent"], told["naniwa_mail_oldest_seconds"] >= 3600) == (2, True)
    operations.hold_back(now=NOW)
    assert queries.depth() == queries.Depth(unsent=0, oldest_at=None)
