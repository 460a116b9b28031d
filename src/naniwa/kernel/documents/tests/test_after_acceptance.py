"""Who sees a document, when it becomes the office's, and how files are swept."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from naniwa.kernel.documents import operations, queries, storage
from naniwa.kernel.documents.models import Document, State
from naniwa.kernel.documents.refusals import AlreadyHandedIn, NotThere
from naniwa.kernel.documents.scanning.console import EICAR
from naniwa.kernel.documents.tests.conftest import NOW, Accept, paper, picture
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

pytestmark = pytest.mark.django_db


def _seen(**scope: Any) -> int:
    with acting_as(Scope(**scope)):
        return Document.objects.count()


def test_a_draft_is_seen_by_nobody_but_its_person(
    accept: Accept, person: Person, prefecture: Organisation, city: Organisation
) -> None:
    document = accept(paper())
    assert _seen(person_id=person.pk) == 1
    assert (_seen(), _seen(organisation_id=prefecture.pk), _seen(person_id=person.pk + 1)) == (0, 0, 0)
    with acting_as(Scope(person_id=person.pk)):
        operations.assign([document.pk], organisation=prefecture, partner=city, person=person, now=NOW)
    assert [_seen(organisation_id=each.pk) for each in (prefecture, city)] == [1, 1]
    assert _seen(organisation_id=city.pk + 1) == 0


def test_a_paper_scanned_by_staff_is_the_offices_at_once(accept: Accept, prefecture: Organisation) -> None:
    with acting_as(Scope(organisation_id=prefecture.pk)):
        accept(paper(), person=None)
    assert (_seen(organisation_id=prefecture.pk), _seen()) == (1, 0)


def test_handing_in_twice_changes_nothing(accept: Accept, person: Person, prefecture: Organisation) -> None:
    document = accept(paper())
    facts: dict[str, Any] = {"organisation": prefecture, "partner": None, "person": person}
    assert operations.assign([document.pk], now=NOW, **facts) == 1
    assert operations.assign([str(document.pk)], now=NOW + timedelta(days=1), **facts) == 0
    document.refresh_from_db()
    assert document.assigned_at == NOW


def test_nobody_hands_in_what_is_not_theirs(accept: Accept, prefecture: Organisation) -> None:
    document, other = accept(paper()), Person.objects.create(email="other@example.jp")
    for number, person in ((document.pk, other), (uuid4(), document.person)):
        with pytest.raises(NotThere):
            operations.assign([number], organisation=prefecture, partner=None, person=person, now=NOW)


def test_a_removed_file_is_gone_after_the_commit(
    accept: Accept, person: Person, django_capture_on_commit_callbacks: Any
) -> None:
    document = accept(picture())
    with django_capture_on_commit_callbacks(execute=True):
        operations.discard(document.pk, person=person, now=NOW)
        assert storage.path_of(document).exists()
    assert not storage.path_of(document).exists()
    assert not storage.thumbnail_of(document).exists()
    assert queries.visible(document.pk) is None
    with pytest.raises(NotThere):
        operations.discard(document.pk, person=person, now=NOW)


def test_what_was_handed_in_stays(accept: Accept, person: Person, prefecture: Organisation) -> None:
    document = accept(paper())
    operations.assign([document.pk], organisation=prefecture, partner=None, person=person, now=NOW)
    with pytest.raises(AlreadyHandedIn):
        operations.discard(document.pk, person=person, now=NOW)


def test_quarantine_ends_when_the_scanner_is_back(accept: Accept, settings: Any) -> None:
    settings.VIRUS_SCANNER = "failing:"
    clean, bad = accept(paper()), accept(paper() + EICAR + b"\n%%EOF")
    assert operations.rescan(now=NOW) == 0
    settings.VIRUS_SCANNER = "console:"
    assert operations.rescan(now=NOW) == 2
    with as_system():
        states = dict(Document.objects.values_list("pk", "state"))
    assert states == {clean.pk: State.CLEAN, bad.pk: State.REJECTED}


def test_only_old_files_without_a_row_are_swept(accept: Accept, root: Path) -> None:
    document, orphan = accept(picture()), root / "ab" / "cd" / str(uuid4())
    young, leftover = orphan.with_name(str(uuid4())), root / "incoming" / "tmpx"
    for path in (orphan, young, leftover):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    old = (NOW - timedelta(days=2)).timestamp()
    for path in (orphan, leftover, storage.path_of(document), storage.thumbnail_of(document)):
        os.utime(path, (old, old))
    os.utime(young, (NOW.timestamp(), NOW.timestamp()))
    with as_system():
        assert operations.sweep(now=NOW) == operations.Swept(removed=2, missing=())
    assert (orphan.exists(), leftover.exists(), young.exists(), storage.path_of(document).exists()) == (
        False,
        False,
        True,
        True,
    )


def test_a_row_that_lost_its_file_is_told(accept: Accept) -> None:
    document = accept(paper())
    storage.path_of(document).unlink()
    with as_system():
        assert operations.sweep(now=NOW).missing == (document.pk,)


def test_the_file_is_in_place_before_the_row_commits(accept: Accept) -> None:
    with transaction.atomic():
        document = accept(paper())
        transaction.set_rollback(True)
    assert storage.path_of(document).exists()
    assert not Document.objects.exists()
