"""The demo's mail server."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

from naniwa.web.demo import mailbox


def test_what_is_sent_can_be_read_newest_first(tmp_path: Path) -> None:
    with mailbox.receive_mail(tmp_path / "mailbox") as port, smtplib.SMTP("127.0.0.1", port) as smtp:
        for subject in ("一通目", "二通目"):
            mail = EmailMessage()
            mail["To"], mail["From"], mail["Subject"] = "taro@example.jp", "naniwa@localhost", subject
            mail.set_content("本文")
            smtp.send_message(mail)
    found = mailbox.newest(tmp_path / "mailbox")
    assert [mail.subject for mail in found] == ["二通目", "一通目"]
    assert found[0].body.strip() == "本文"


def test_an_empty_or_missing_folder_has_no_mail(tmp_path: Path) -> None:
    assert mailbox.newest(tmp_path / "none") == []
    assert mailbox.one(tmp_path, "1.eml") is None
