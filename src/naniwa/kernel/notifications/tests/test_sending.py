"""Writing messages down."""

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications import operations, queries
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.notifications.templates import MissingPlaceholder, UnknownTemplate
from naniwa.kernel.notifications.tests.conftest import NOW
from naniwa.kernel.organisations.isolation import Scope, acting_as
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]


@pytest.fixture
def send(prefecture: Organisation, person: Person) -> Any:
    def send(**changes: Any) -> Message:
        facts = {"to": person, "key": "k1", "organisation": prefecture, "context": {"amount": 500_000}, "now": NOW}
        return operations.send("test.received", **{**facts, "reference": "G-0001", **changes})

    return send


def test_a_message_is_in_the_words_of_its_template_and_language(send: Any) -> None:
    message = send()
    assert (message.subject, message.body) == (
        "【大阪府】G-0001 を受け付けました",
        "髙橋 𠮷郎 様\n金額は500000円です。\n",
    )
    assert (message.template, message.template_version, message.state) == ("test.received", 3, State.QUEUED)
    assert send(key="k2", language="en").subject == "Osaka Prefecture: we received G-0001"
    assert send(key="k3", language="ja-easy").language == "ja"


def test_one_occasion_has_one_message(send: Any) -> None:
    assert send().pk == send(context={"amount": 1}).pk
    assert Message.objects.count() == 1
    assert Record.objects.filter(action="notifications.written").count() == 1


def test_delivery_is_queued_in_the_same_transaction(send: Any) -> None:
    send()
    assert ProcrastinateJob.objects.filter(task_name="notifications.deliver").count() == 1


@pytest.mark.parametrize("address", ["", "not an address", "a@b", "a@example.jp\r\nBcc: b@example.jp", "あ@example.jp"])
def test_without_a_usable_address_it_becomes_a_letter(send: Any, address: str) -> None:
    message = send(address=address, postal_address="〒540-8570\n大阪市中央区大手前2丁目")
    assert (message.state, message.to_address, message.next_attempt_at) == (State.LETTER, "", None)
    assert not ProcrastinateJob.objects.filter(task_name="notifications.deliver").exists()


def test_an_international_domain_is_usable(send: Any) -> None:
    assert send(address="a@例え.jp").to_address == "a@xn--r8jz45g.jp"


def test_no_name_can_add_a_header(send: Any) -> None:
    message = send(name="髙橋\r\nBcc: x@example.jp", reference="G-1\nX: y")
    assert "\n" not in message.to_name + message.subject
    assert message.to_name == "髙橋 Bcc: x@example.jp"


def test_a_value_is_never_read_as_wording(send: Any) -> None:
    assert "{reference} {amount}" in send(name="{reference} {amount}").body


def test_a_missing_value_or_template_is_an_error_of_the_caller(send: Any) -> None:
    with pytest.raises(MissingPlaceholder):
        send(context={})
    with pytest.raises(UnknownTemplate):
        operations.send("test.none", to=None, key="x", organisation=None, now=NOW)  # type: ignore[arg-type] # not read


def test_thirteen_thousand_messages_are_written_at_once(prefecture: Organisation, person: Person) -> None:
    outgoing = [
        Outgoing(
            template="test.received",
            key=f"k{n}",
            organisation=prefecture,
            to=person,
            context={"amount": n},
            reference=f"G-{n}",
        )
        for n in range(13_000)
    ]
    assert operations.send_many(outgoing[:10], now=NOW) == 10
    assert operations.send_many(outgoing, now=NOW) == 12_990
    assert operations.send_many(outgoing, now=NOW) == 0
    assert Message.objects.count() == Record.objects.filter(action="notifications.written").count() == 13_000
    assert ProcrastinateJob.objects.filter(task_name="notifications.deliver").count() == 5


def test_a_message_is_seen_by_its_person_and_its_office_only(
    send: Any, prefecture: Organisation, person: Person
) -> None:
    send()
    scopes: list[dict[str, Any]] = [
        {"person_id": person.pk},
        {"organisation_id": prefecture.pk},
        {"organisation_id": prefecture.pk + 1},
        {},
    ]
    seen = []
    for scope in scopes:
        with acting_as(Scope(**scope)):
            seen.append(len(queries.messages_for("G-0001")))
    assert seen == [1, 1, 0, 0]
