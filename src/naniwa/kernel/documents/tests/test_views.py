"""Files over HTTP: who gets them, how they are guarded, and the record that a look leaves."""

import errno
import os
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from PIL import Image

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import operations, queries, storage, views
from naniwa.kernel.documents.limits import Kind, Limits
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import NOW, Accept, paper, picture, spreadsheet
from naniwa.kernel.organisations.isolation import NOBODY, Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(prefecture: Organisation) -> Staff:
    person = Person.objects.create(email="clerk@example.jp", kind="staff")
    return Staff(person=person, organisation=prefecture, roles=frozenset({"reviewer"}))


def _request(user: Any, staff: Staff | None = None, query: str = "") -> Any:
    request: Any = RequestFactory().get(f"/documents/x{query}")
    request.user, request.staff = user, staff
    return request


def _handed_in(document: Document) -> Document:
    operations.assign([document.pk], organisation=document.organisation, partner=None, person=document.person, now=NOW)
    return document


def _content(response: HttpResponseBase) -> bytes:
    """What is sent. Closing the response itself would close the test's database connection too."""
    assert isinstance(response, FileResponse)
    content = b"".join(response)
    assert response.file_to_stream
    response.file_to_stream.close()
    return content


def test_people_read_their_own_without_a_record(accept: Accept, person: Person) -> None:
    document = accept(paper(), "帳簿.pdf")
    with acting_as(Scope(person_id=person.pk)):
        response = views.download(_request(person), document.pk, "帳簿.pdf")
    assert _content(response).startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == "inline; filename*=utf-8''%E5%B8%B3%E7%B0%BF.pdf"
    assert not Record.objects.filter(action="documents.read").exists()


def test_a_look_by_staff_is_on_record_with_its_purpose(accept: Accept, clerk: Staff, person: Person) -> None:
    document = _handed_in(accept(paper()))
    with acting_as(Scope(organisation_id=clerk.organisation.pk, person_id=clerk.person.pk)):
        _content(views.download(_request(clerk.person, clerk, "?purpose=payment"), document.pk, "x"))
        _content(views.download(_request(clerk.person, clerk, "?purpose=<b>"), document.pk, "x"))
    with as_system():
        records = Record.objects.filter(action="documents.read").order_by("pk")
        assert [(each.actor, each.subject, each.purpose) for each in records] == [
            (clerk.person, person, "payment"),
            (clerk.person, person, "review"),
        ]


def test_staff_do_not_see_a_draft(accept: Accept, clerk: Staff) -> None:
    document = accept(paper())
    with acting_as(Scope(organisation_id=clerk.organisation.pk, person_id=clerk.person.pk)), pytest.raises(Http404):
        views.download(_request(clerk.person, clerk), document.pk, "x")


def test_strangers_find_nothing(accept: Accept) -> None:
    document = _handed_in(accept(picture()))
    with acting_as(NOBODY):
        for number in (document.pk, uuid4()):
            for look in (views.download, views.thumbnail, views.page):
                extra = {views.download: ("x",), views.page: (1,)}.get(look, ())
                with pytest.raises(Http404):
                    look(_request(AnonymousUser()), number, *extra)


@pytest.mark.parametrize(
    ("content", "disposition", "sandboxed"),
    [(picture(), "inline", True), (paper(), "inline", False), (spreadsheet(), "attachment", True)],
)
def test_a_file_can_do_nothing_in_the_browser(
    accept: Accept, person: Person, content: bytes, disposition: str, *, sandboxed: bool
) -> None:
    document = accept(content, limits=Limits(kinds=frozenset(Kind)))
    response = views.download(_request(person), document.pk, "x")
    _content(response)
    headers = response.headers
    assert headers["Content-Disposition"].startswith(disposition)
    assert ("sandbox" in headers["Content-Security-Policy"]) is sandboxed
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "private, no-store")


def test_the_pages_of_a_pdf_are_shown_as_pictures(accept: Accept, person: Person) -> None:
    document = accept(paper("売上帳", pages=2))
    for page in (1, 2):
        with Image.open(BytesIO(_content(views.page(_request(person), document.pk, page)))) as shown:
            assert (shown.format, shown.width > 1000) == ("PNG", True)
    with pytest.raises(Http404):
        views.page(_request(person), document.pk, 3)
    with Image.open(BytesIO(_content(views.thumbnail(_request(person), document.pk)))) as small:
        assert small.format == "JPEG"


@pytest.mark.parametrize("look", ["page", "thumbnail"])
def test_a_page_whose_picture_finds_no_room_is_told_in_words_and_shown_once_there_is(
    accept: Accept, clerk: Staff, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    document = _handed_in(accept(paper()))
    storage.thumbnail_of(document).unlink()
    view, more = getattr(views, look), [1][: look == "page"]
    with acting_as(Scope(organisation_id=clerk.organisation.pk, person_id=clerk.person.pk)):
        with monkeypatch.context() as full:
            full.setattr(storage, "keep", _no_room)
            refused: Any = view(_request(clerk.person, clerk), document.pk, *more)
        assert (refused.status_code, refused.content.decode()) == (507, queries.NoRoom().message)
        assert len(list(storage.path_of(document).parent.iterdir())) == 1, "nothing half made"
    with as_system():
        assert not Record.objects.filter(action="documents.read").exists(), "nothing was shown"
    with acting_as(Scope(organisation_id=clerk.organisation.pk, person_id=clerk.person.pk)):
        assert _content(view(_request(clerk.person, clerk), document.pk, *more))


def _no_room(_source: Path, _target: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_waiting_file_is_opened_to_nobody(accept: Accept, person: Person, settings: Any) -> None:
    settings.VIRUS_SCANNER = "failing:"
    document = accept(picture())
    for look, extra in ((views.download, ("x",)), (views.thumbnail, ()), (views.page, (1,))):
        with pytest.raises(Http404):
            look(_request(person), document.pk, *extra)
