"""The transcript: a paper that the person may give to the case from which the conversation was begun."""

from datetime import datetime
from io import BytesIO

from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.consent.purposes import Purpose, Words, register
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents import pdf
from naniwa.kernel.documents.models import Document
from naniwa.kernel.events import operations as events
from naniwa.kernel.events import origins
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.consultation.events import TranscriptOffered
from naniwa.services.consultation.models import Conversation, State
from naniwa.services.consultation.operations import saying
from naniwa.services.consultation.queries import conversations
from naniwa.services.consultation.rules.broken import Closed, NoCase

PURPOSE = register(
    Purpose(
        key="consultation.transcript",
        version=1,
        title=Words(ja="相談の記録を申請に付けること", en="Putting the transcript of a consultation with your case"),
        text=Words(
            ja="オンライン相談で書いた内容とファイルの名前を、申請の審査をする職員が読めるようにします。ほかの目的には使いません。",
            en=(
                "The staff who review your case can read what was written in the consultation and the names of its "
                "files. It is used for nothing else."
            ),
        ),
        legal_basis=Words(
            ja="個人情報の保護に関する法律 第69条第2項第1号（本人の同意）",
            en="Act on the Protection of Personal Information, article 69 (2) (i): consent of the person",
        ),
        retention=Words(
            ja="申請の保存期間が過ぎたら消します。", en="Deleted when the retention period of the case is over."
        ),
    )
)


def offer(*, conversation: Conversation, by: Person, now: datetime) -> Conversation:
    """Give the transcript to the case, with consent; given twice, it is given once. Raises NoCase, Closed (not yet)."""
    with as_system():
        found = saying.locked(conversation)
        if not origins.case_of(found.origin):
            raise NoCase
        if found.state != State.CLOSED:
            raise Closed
        if found.offered_at:
            return found
        consent.give(person=by, purpose=PURPOSE.key, now=now)
        kept = _keep(found, now)
        found.offered_at = now
        found.save(update_fields=["offered_at"])
        audit.record("consultation.transcript_offered", by=by, target=found, now=now, case=found.origin)
        told = TranscriptOffered(found.reference, found.origin, kept.reference, str(by.public_id), now)
        events.emit(told, now=now)
        return found


def render(conversation: Conversation, *, now: datetime) -> bytes:
    """Everything that both sides read, as a PDF; names of clerks are left out."""
    said = conversations.said(conversation)
    data = {
        "title": conversation.subject,
        "author": conversation.organisation.name,
        "reference": conversation.reference,
        "desk": conversation.desk.name,
        "lines": [
            {
                "side": one.side,
                "at": f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}",
                "text": one.text,
                "file": one.document.name if one.document else "",
            }
            for one in said
        ],
    }
    return pdf.render("consultation/transcript", data, language=conversation.language, now=now)


def _keep(conversation: Conversation, now: datetime) -> Document:
    """Among the person's documents, gathered under the case; which office sees it is for the case's service to say."""
    return documents.accept(
        BytesIO(render(conversation, now=now)),
        name=f"{conversation.reference}.pdf",
        person=conversation.person,
        organisation=conversation.organisation,
        field="consultation.transcript",
        collection=conversation.origin,
        by=conversation.person,
        now=now,
    )
