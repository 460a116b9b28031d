"""A conversation with a mail server, step by step, so that it is known whether a mail may have been taken.

The commands are sent one by one (RFC 5321, 3.3) because smtplib's sendmail() does not tell whether a lost connection
was lost before or after the end of the text went out.
"""

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from email import policy
from email.utils import parseaddr
from typing import cast

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from naniwa.kernel.notifications.channels.port import Deferred, Refused, ServerAway, Unconfirmed

type Reply = tuple[int, bytes]

GO_AHEAD = 354
CLOSING = 421
PERMANENT = 500
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
TROUBLE = (OSError, smtplib.SMTPException)


class Smtp:
    """Over the connection of Django's mailer, with its address, encryption, account and timeout."""

    def __init__(self, mailer: EmailBackend) -> None:
        self.mailer = mailer

    def deliver(self, mail: EmailMessage) -> None:
        text = LEADING_DOT.sub(b"..", mail.message(policy=policy.SMTP).as_bytes())
        server = self._server()
        self._step(lambda: server.mail(parseaddr(mail.from_email)[1]), whole_server=True)
        self._step(lambda: server.rcpt(parseaddr(mail.recipients()[0])[1]))
        self._step(lambda: server.docmd("DATA"), good=GO_AHEAD)
        try:
            server.send(text + b".\r\n")
        except TROUBLE as error:  # the end of the text has not gone out, so nothing was taken
            self._drop()
            raise ServerAway(str(error)) from error
        self._finish(server)

    def close(self) -> None:
        with suppress(*TROUBLE):
            self.mailer.close()
        self.mailer.connection = None

    def _server(self) -> smtplib.SMTP:
        try:
            self.mailer.open()
            server = cast("smtplib.SMTP", self.mailer.connection)
            server.ehlo_or_helo_if_needed()
        except TROUBLE as error:
            self._drop()
            raise ServerAway(_words(error)) from error
        return server

    def _step(self, command: Callable[[], Reply], *, good: int | None = None, whole_server: bool = False) -> None:
        try:
            code, words = command()
        except TROUBLE as error:
            self._drop()
            raise ServerAway(_words(error)) from error
        if code == good or (good is None and 200 <= code < 300):  # noqa: PLR2004 - "completed", RFC 5321, 4.2.1
            return
        self._refused(code, words, whole_server=whole_server)

    def _finish(self, server: smtplib.SMTP) -> None:
        try:
            code, words = server.getreply()
        except TROUBLE as error:
            self._drop()
            raise Unconfirmed(_words(error)) from error
        if not 200 <= code < 300:  # noqa: PLR2004 - as above
            self._refused(code, words)

    def _refused(self, code: int, words: bytes, *, whole_server: bool = False) -> None:
        reason = f"{code} {words.decode('utf-8', 'replace')}"
        if code == CLOSING or whole_server:
            self._drop()
            raise ServerAway(reason)
        self._begin_again()
        raise (Refused if code >= PERMANENT else Deferred)(reason)

    def _begin_again(self) -> None:
        """Have the server forget this mail; without its answer, take a new connection next time."""
        try:
            cast("smtplib.SMTP", self.mailer.connection).rset()
        except TROUBLE:
            self._drop()

    def _drop(self) -> None:
        """Close without a word, because Django would say QUIT to a server that hangs."""
        for name in ("connection", "_partial_connection"):
            if connection := getattr(self.mailer, name):
                connection.close()
            setattr(self.mailer, name, None)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
