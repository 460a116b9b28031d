"""One contract for every channel: it says truly whether a mail was taken."""

from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage

from naniwa.kernel.notifications.channels import Backend, Channel, Deferred, Failing, Refused, ServerAway, Smtp, channel
from naniwa.kernel.notifications.tests.conftest import Behaviour


def _mail(to: str = "a@example.jp") -> EmailMessage:
    return EmailMessage(subject="件名", body="本文", from_email="大阪府 <o@example.jp>", to=[to])


@pytest.fixture(params=["smtp", "memory", "failing"])
def any_channel(request: pytest.FixtureRequest) -> Channel:
    if request.param == "failing":
        return Failing()
    if request.param == "smtp":
        request.getfixturevalue("server")
    return channel()


def test_a_channel_delivers_or_says_that_it_did_not(any_channel: Channel) -> None:
    try:
        any_channel.deliver(_mail())
    except Deferred:
        assert isinstance(any_channel, Failing)
    any_channel.close()
    any_channel.close()


def test_the_settings_choose_the_channel(server: Behaviour, settings: Any) -> None:
    assert isinstance(channel(), Smtp)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    chosen = channel()
    assert isinstance(chosen, Backend)
    chosen.deliver(_mail())
    assert [each.subject for each in django_mail.outbox] == ["件名"]


def test_after_a_refusal_the_same_conversation_goes_on(server: Behaviour) -> None:
    server.replies["gone@example.jp"] = "550 gone"
    smtp = channel()
    with pytest.raises(Refused):
        smtp.deliver(_mail("gone@example.jp"))
    smtp.deliver(_mail())
    smtp.close()
    assert (server.connections, len(server.taken)) == (1, 1)


def test_a_server_that_closes_down_is_away_and_called_again_later(server: Behaviour) -> None:
    server.replies["RCPT"] = "421 closing"
    smtp = channel()
    with pytest.raises(ServerAway):
        smtp.deliver(_mail())
    server.replies.clear()
    smtp.deliver(_mail())
    smtp.close()
    assert (server.connections, len(server.taken)) == (2, 1)


def test_a_wrong_account_is_no_fault_of_the_message(server: Behaviour, settings: Any) -> None:
    settings.MAILERS["default"]["OPTIONS"] |= {"username": "x", "password": "y"}
    with pytest.raises(ServerAway):
        channel().deliver(_mail())
