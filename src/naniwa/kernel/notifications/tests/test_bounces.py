"""Mails that come back."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.notifications import bounces, jobs, operations
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.tests.conftest import NOW
from naniwa.kernel.organisations.models import Organisation

NUMBER = UUID("0b9c3f9e-6d3c-4b0e-9d3f-8d6b6a5e4c11")
REPORT = """From: MAILER-DAEMON@relay.example
To: naniwa@naniwa.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Message-ID: <20261122.AB@relay.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

--XX
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Sun, 22 Nov 2026 12:00:00 +0900

Final-Recipient: rfc822; takahashi@example.jp
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <takahashi@example.jp>:
    Recipient address rejected

--XX
Content-Type: {kind}

From: =?utf-8?b?5aSn6Ziq5bqc?= <naniwa@naniwa.example>
Message-ID: <{number}@naniwa.example>
Subject: x

--XX--
"""


def _report(action: str = "failed", kind: str = "text/rfc822-headers", number: object = NUMBER) -> bytes:
    return REPORT.format(action=action, kind=kind, number=number).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_names_message_address_and_reason(kind: str) -> None:
    assert bounces.read(_report(kind=kind)) == bounces.Bounce(
        message=NUMBER,
        recipient="takahashi@example.jp",
        status="5.1.1",
        reason="550 5.1.1 <takahashi@example.jp>: Recipient address rejected",
    )


@pytest.mark.parametrize(
    "content",
    [
        _report("delayed"),
        _report("delivered"),
        _report(number="someone-elses"),
        b"Subject: hello\r\n\r\nhello",
        b"",
        b"\xff\x00",
    ],
)
def test_other_mails_are_no_bounces(content: bytes) -> None:
    with pytest.raises(bounces.NotABounce):
        bounces.read(content)


@pytest.fixture
def sent(prefecture: Organisation, system: None) -> Message:
    message = operations.send(
        "test.received",
        to=None,
        address="takahashi@example.jp",
        key="k",
        organisation=prefecture,
        context={"amount": 1},
        reference="G-1",
        now=NOW,
    )
    Message.objects.update(state=State.SENT, sent_at=NOW, next_attempt_at=None)
    return message


def test_a_bounce_is_marked_and_told_once(sent: Message) -> None:
    assert operations.bounced(sent.pk, reason="5.1.1 gone", now=NOW)
    assert not operations.bounced(sent.pk, reason="5.1.1 gone", now=NOW)
    assert not operations.bounced(uuid4(), reason="5.1.1 gone", now=NOW)
    sent.refresh_from_db()
    assert (sent.state, sent.error) == (State.BOUNCED, "5.1.1 gone")
    (event,) = StoredEvent.objects.filter(name="notifications.message_bounced")
    assert event.payload["reference"] == "G-1"


def test_a_folder_of_mails_is_read_once(sent: Message, tmp_path: Path) -> None:
    for folder in ("new", "cur"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(_report(number=sent.pk))
    (tmp_path / "new" / "2.host").write_bytes(b"Subject: hello\r\n\r\nhello")
    assert operations.read_bounces(tmp_path, now=NOW) == 1
    assert operations.read_bounces(tmp_path, now=NOW) == 0
    assert len(list((tmp_path / "cur").iterdir())) == 2


def test_the_folder_of_the_settings_is_read_by_the_clock(sent: Message, tmp_path: Path, settings: Any) -> None:
    jobs.read_bounces(now=NOW)  # without a folder there is nothing to do
    for folder in ("new", "cur"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(_report(number=sent.pk))
    settings.BOUNCES = tmp_path
    jobs.read_bounces(now=NOW)
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED
