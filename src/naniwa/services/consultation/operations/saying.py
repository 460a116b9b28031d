"""Beginning a conversation and speaking in it, from either side."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import connection

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.limits import PAPERS, Limits
from naniwa.kernel.documents.models import Document
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library import receipts
from naniwa.services.consultation.models import Conversation, Desk, Side, State, Utterance
from naniwa.services.consultation.operations import telling
from naniwa.services.consultation.rules import states
from naniwa.services.consultation.rules.broken import Closed, TooMany

PREFIX = "SD"
MOST_OPEN = 5
"""Conversations that a person may have open at once."""
FILES = Limits(kinds=PAPERS, collection_files=20)


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says: words, a file, or both. `press` is drawn with the form, so that one press says it once."""

    text: str
    file: UploadedFile[bytes] | None
    press: UUID


def begin(
    *, desk: Desk, subject: str, words: Words, by: Person, language: str, origin: str, now: datetime
) -> Conversation:
    """Write to a desk; it waits for a clerk. A second press with one number finds the first.

    Raises Closed, TooMany, NothingSaid, TooLong, and the subclasses of documents' Refused.
    """
    with as_system():
        _one_at_a_time(by)
        if known := Conversation.objects.filter(press=words.press, person=by).select_related("desk").first():
            return known
        _check_beginning(desk, words, by)
        made = Conversation.objects.create(
            organisation=desk.organisation,
            person=by,
            reference=receipts.new(PREFIX),
            press=words.press,
            desk=desk,
            subject=subject,
            language=language,
            origin=origin,
            started_at=now,
            last_at=now,
            waiting_since=now,
        )
        audit.record("consultation.begun", by=by, target=made, now=now, desk=desk.name)
        document = _taken(made, words, by=by, now=now)
        _write(made, side=Side.RESIDENT, words=words, document=document, author=by, now=now)
        return made


def say(*, conversation: Conversation, words: Words, by: Person, now: datetime) -> None:
    """The resident speaks. Raises Closed, NothingSaid, TooLong, and the subclasses of documents' Refused."""
    with as_system():
        states.check_words(words.text, with_file=words.file is not None)
        if _said(words):
            return
        document = _taken(conversation, words, by=by, now=now)
        found = locked(conversation)
        if found.state == State.CLOSED:
            raise Closed
        _write(found, side=Side.RESIDENT, words=words, document=document, author=by, now=now)


def answer(*, conversation: Conversation, words: Words, by: Staff, now: datetime) -> None:
    """The clerk who has it speaks. Raises Closed, NotTaken, TakenByAnother, NothingSaid, TooLong, and Refused."""
    with as_system():
        states.check_words(words.text, with_file=words.file is not None)
        states.check_clerk(conversation.state, clerk_id=conversation.clerk_id, by_id=by.person.pk)
        if _said(words):
            return
        document = _taken(conversation, words, by=by, now=now)
        found = locked(conversation)
        states.check_clerk(found.state, clerk_id=found.clerk_id, by_id=by.person.pk)
        telling.tell_answered(found, now=now)
        _write(found, side=Side.CLERK, words=words, document=document, author=by.person, now=now)


def note_event(conversation: Conversation, code: str, *, now: datetime) -> None:
    """Something that both sides see happened; the caller holds the conversation's row."""
    words = Words(text=code, file=None, press=uuid4())
    _write(conversation, side=Side.SYSTEM, words=words, document=None, author=None, now=now)


def add_minutes(conversation: Conversation, text: str, *, press: UUID, by: Person, now: datetime) -> None:
    """What was said in a call, as a clerk saved it; the caller holds the conversation's row."""
    heading = "[Minutes of the video call]" if conversation.language.startswith("en") else "【ビデオ通話の記録】"
    words = Words(text=f"{heading}\n{text.strip()}", file=None, press=press)
    _write(conversation, side=Side.CLERK, words=words, document=None, author=by, now=now)


def locked(conversation: Conversation) -> Conversation:
    """The row as it is now, for the rest of the transaction."""
    found = Conversation.objects.select_for_update(of=("self",))
    return found.select_related("desk", "organisation", "person", "clerk").get(pk=conversation.pk)


def _check_beginning(desk: Desk, words: Words, by: Person) -> None:
    if desk.closed_at is not None:
        raise Closed
    if Conversation.objects.filter(person=by).exclude(state=State.CLOSED).count() >= MOST_OPEN:
        raise TooMany
    states.check_words(words.text, with_file=words.file is not None)


def _said(words: Words) -> bool:
    return Utterance.objects.filter(press=words.press).exists()


def _write(
    conversation: Conversation,
    *,
    side: Side,
    words: Words,
    document: Document | None,
    author: Person | None,
    now: datetime,
) -> None:
    """The caller holds the conversation's row, so that numbers follow one another."""
    if _said(words):
        return
    conversation.last_number += 1
    conversation.last_at = now
    conversation.save(update_fields=["last_number", "last_at"])
    Utterance.objects.create(
        conversation=conversation,
        number=conversation.last_number,
        press=words.press,
        side=side,
        author=author,
        text=words.text.strip(),
        document=document,
        at=now,
    )


def _taken(conversation: Conversation, words: Words, *, by: Person | Staff, now: datetime) -> Document | None:
    """The file scanned, decoded and cleaned as every stranger's; then the person and the office see it."""
    if words.file is None:
        return None
    organisation, person = conversation.organisation, conversation.person
    kept = documents.accept(
        words.file,
        name=words.file.name or "",
        person=person,
        organisation=organisation,
        field="consultation",
        collection=f"consultation:{conversation.reference}",
        limits=FILES,
        by=by,
        now=now,
    )
    documents.assign([kept.pk], organisation=organisation, partner=None, person=person, by=by, now=now)
    return kept


def _one_at_a_time(person: Person) -> None:
    """One person begins one conversation after the other, so that the limit on open ones holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"consultation:{person.pk}"])
