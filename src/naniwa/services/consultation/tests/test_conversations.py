"""What each side may do in a conversation, and what becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import paper
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.consultation.models import HandOver, Utterance
from naniwa.services.consultation.operations import handling, saying, transcripts, upkeep
from naniwa.services.consultation.rules.broken import Closed, NoCase, NotOfThisOffice, NotTaken, TakenByAnother, TooMany
from naniwa.services.consultation.tests.people import (
    NOW,
    OTHER,
    begun,
    clerk,
    desk,
    fresh,
    lead,
    resident,
    said,
    taken,
    words,
)
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def test_a_file_is_seen_by_both_sides_and_by_no_other_office(client: Client) -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    good, bad = SimpleUploadedFile("通帳.pdf", paper()), SimpleUploadedFile("x.pdf", b"<script>alert(1)</script>")
    client.force_login(person)
    say = reverse("consultation:say", args=[talk.public_id])
    assert client.post(say, {"text": "", "file": bad, "number": str(uuid4())}).status_code == 422
    assert client.post(say, {"text": "", "file": good, "number": str(uuid4())}).status_code == 302
    with as_system():
        file = Document.objects.get(name="通帳.pdf")
    address = reverse("documents:download", args=[file.pk, file.name])
    staff, outside = enter(Client(), office.person, "mfa"), enter(Client(), clerk("o@e.jp", OTHER).person, "mfa")
    assert address in staff.get(reverse("consultation:staff_talk", args=[talk.public_id])).content.decode()
    answers = [one.get(address) for one in (client, staff, outside)]
    for answer in answers:
        answer.close()
    assert [answer.status_code for answer in answers] == [200, 200, 404]


def test_an_open_page_asks_only_for_what_is_new(client: Client) -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    saying.answer(conversation=talk, words=words("写しで足ります。"), by=office, now=NOW)
    client.force_login(person)
    log = reverse("consultation:log", args=[talk.public_id])
    assert client.get(log + "?after=3").status_code == 204
    new = client.get(log + "?after=2").content.decode()
    assert "写しで足ります。" in new
    assert "通帳がないとき" not in new
    other = enter(Client(), clerk("other@example.jp").person, "mfa")
    assert other.get(reverse("consultation:staff_log", args=[talk.public_id])).status_code == 403


def test_only_the_clerk_who_has_it_answers_and_only_to_a_colleague_it_is_handed() -> None:
    person, first, second, elsewhere = resident(), clerk(), clerk("second@e.jp"), clerk("else@e.jp", OTHER)
    talk = begun(desk(lead()), person)
    with pytest.raises(NotTaken):
        saying.answer(conversation=talk, words=words(), by=first, now=NOW)
    talk = handling.take(conversation=talk, by=first, now=NOW)
    with pytest.raises(TakenByAnother):
        handling.take(conversation=talk, by=second, now=NOW)
    with pytest.raises(TakenByAnother):
        saying.answer(conversation=talk, words=words(), by=second, now=NOW)
    with pytest.raises(NotOfThisOffice):
        handling.hand_over(conversation=talk, to=elsewhere.person, note="", by=first, now=NOW)
    handling.hand_over(conversation=talk, to=None, note="", by=first, now=NOW)
    assert (fresh(talk).state, fresh(talk).clerk) == ("waiting", None)
    handling.close(conversation=talk, by=person, now=NOW)
    with pytest.raises(Closed):
        saying.say(conversation=talk, words=words(), by=person, now=NOW)
    assert [side for side, _text in said(talk)] == ["resident", "system", "system", "system"]


def test_a_person_has_five_open_conversations_at_most() -> None:
    person, at = resident(), desk(lead())
    for _number in range(saying.MOST_OPEN):
        begun(at, person)
    with pytest.raises(TooMany):
        begun(at, person)


def test_a_conversation_from_no_case_gives_no_transcript() -> None:
    person = resident()
    talk = begun(desk(lead()), person, origin="appointments:booking:AP-1")
    handling.close(conversation=talk, by=person, now=NOW)
    with pytest.raises(NoCase):
        transcripts.offer(conversation=talk, by=person, now=NOW)


def test_a_my_number_is_not_taken(client: Client) -> None:
    person = resident()
    talk = begun(desk(lead()), person)
    client.force_login(person)
    answer = client.post(reverse("consultation:say", args=[talk.public_id]), {"text": "番号は123456789018です"})
    assert answer.status_code == 422
    assert len(said(talk)) == 1


def test_silence_closes_a_conversation_and_what_was_said_goes_after_ninety_days() -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office, words=words(file=SimpleUploadedFile("a.pdf", paper())))
    with as_system():
        assert upkeep.close_abandoned(now=NOW + timedelta(days=31)) == 1
        assert upkeep.erase_old(now=NOW + timedelta(days=122)) == 1
        assert (Utterance.objects.count(), HandOver.objects.count(), Document.objects.count()) == (0, 0, 0)
    assert (fresh(talk).person, fresh(talk).subject) == (None, "")
