"""Names that would add a header: to an answer, to a mail, to a download; and a host that is not ours."""

from email import message_from_bytes, policy

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from naniwa.kernel.documents.models import Document
from naniwa.kernel.notifications.composing import compose
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from tests.security import files
from tests.security.asking import ask
from tests.security.world import World

NAMES = (
    "髙橋\r\nBcc: victim@example.jp",
    "髙橋\nSubject: 当選\n\nbody",
    "髙橋\u2028Bcc: victim@example.jp",
    "髙橋\x0bX-Evil: 1",
    "=?utf-8?q?evil?= <victim@example.jp>",
    'a" <victim@example.jp>, "b',
    'a" <victim@example.jp>, "' + "b" * 80,
    '髙橋" <victim@example.jp>, "' + "橋" * 40,
    "Naniwa (Osaka), <victim@example.jp>; @a:b \\ " * 4,
    '"><img src=x alt="a long name that is folded"> <victim@example.jp>, <other@example.jp> (and more)',
    "=?utf-8?q?=22_=3Cvictim=40example=2Ejp=3E=2C?= " * 3,
)
HOSTS = ("evil.example", "testserver:80@evil.example", "testserver.evil.example", "testserver evil.example")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_adds_no_header_to_a_mail(world: World, name: str) -> None:
    client = world.client("owner")
    type(world.owner).objects.filter(pk=world.owner.pk).update(name=name)  # past every form, as an import might
    assert client.post(reverse("procedures:resume", args=[world.draft.pk])).status_code == 200
    with as_system():
        kept = Message.objects.get(template="procedures.resume")  # their numbers are random: none is the last
    mail = message_from_bytes(written(kept), policy=policy.default)
    assert (mail["Bcc"], mail["Cc"], mail["X-Evil"], len(mail.get_all("Subject", []))) == (None, None, None, 1)
    assert [address.addr_spec for address in mail["To"].addresses] == ["owner@example.jp"]


def written(message: Message) -> bytes:
    return bytes(compose(message).message(policy=policy.SMTP).as_bytes())


@pytest.mark.parametrize("name", ['a"\r\nSet-Cookie: x=1;.png', 'a"; filename="b.html.png', "a\u2028b.png"])
def test_the_name_of_a_file_adds_no_header_to_its_download(world: World, name: str) -> None:
    client = world.client("owner")
    file = SimpleUploadedFile("x.png", files.picture_with_script(), "image/png")
    file._name = name  # type: ignore[attr-defined] # noqa: SLF001 - as a client that is no browser writes it
    sent = ask(
        client, "post", reverse("procedures:upload", args=[world.draft.pk]), {"field": "closing_proof", "file": file}
    )
    assert sent.status_code == 201
    with as_system():
        (document,) = Document.objects.exclude(collection="")
    answer = ask(client, "get", reverse("documents:download", args=[document.pk, "x"]))
    assert "Set-Cookie" not in answer.headers
    assert all("\r" not in value and "\n" not in value for value in answer.headers.values())
    assert answer.headers["Content-Disposition"].count("filename") == 1


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused_and_stands_in_no_mail(world: World, host: str) -> None:
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("people:sign_in"), {"email": "owner@example.jp"}, headers={"host": host})
    assert answer.status_code == 400
    client.post(reverse("people:sign_in"), {"email": "owner@example.jp"}, headers={"x-forwarded-host": host})
    with as_system():
        bodies = list(Message.objects.filter(to_address="owner@example.jp").values_list("body", flat=True))
    assert bodies
    assert not any("evil" in body for body in bodies)
    assert any(settings.SITE_URL in body for body in bodies)


def test_what_a_reader_chose_adds_no_cookie_and_no_header(world: World) -> None:
    body = {"theme": "dark\r\nSet-Cookie: evil=1", "language": "ja; Path=/; evil=1", "next": "/\r\nX-Evil: 1"}
    answer = world.client("nobody").post(reverse("design:display"), body)
    assert (dict(answer.cookies), answer.headers.get("X-Evil")) == ({}, None)
    assert "\n" not in answer.headers["Location"]
