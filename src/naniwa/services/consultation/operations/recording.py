"""The speech of a call: asked for by the clerk, agreed to by the resident, sent in once, gone as soon as it is text."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.consent.purposes import Purpose, Words, register
from naniwa.kernel.documents import storage
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.consultation.models import Call, CallState, Minutes
from naniwa.services.consultation.operations import calls
from naniwa.services.consultation.queries.calls import may_record
from naniwa.services.consultation.rules.broken import NotInCall, NotRecorded, TakenByAnother
from naniwa.services.consultation.rules.calls import kind_of_speech

JOB = "consultation.write_down"
SENT_WITHIN = timedelta(minutes=15)
"""After the end of a call, for slow lines."""
PURPOSE = register(
    Purpose(
        key="consultation.recording",
        version=1,
        title=Words(ja="ビデオ通話の録音と、記録の案づくり", en="Recording a video call to draft its minutes"),
        text=Words(
            ja=(
                "通話の声を録音し、役所の機器の中のプログラムで文字にします。職員がその案を直し、相談の記録に加えます。"
                "映像は録りません。同意しなくても通話は続けられ、途中でやめることもできます。"
            ),
            en=(
                "Your voices are recorded and made into text by a program on the office's own machines. A clerk "
                "corrects that draft and adds it to this consultation. No picture is recorded. The call goes on "
                "whether you agree or not, and you can stop the recording at any time."
            ),
        ),
        legal_basis=calls.LAW,
        retention=Words(
            ja="録音は、文字になったらすぐ消します。文字にできなくても、1日たたずに消します。",
            en="The recording is deleted as soon as it is text, and within a day even if that fails.",
        ),
    )
)


def ask(*, call: Call, by: Staff, now: datetime) -> None:
    """The clerk wants it recorded; asked again, nothing changes. Raises NotInCall, NotRecorded, TakenByAnother."""
    with as_system():
        found = calls.locked(call)
        _check_clerk(found, by)
        if found.state != CallState.OPEN:
            raise NotInCall
        if not may_record(found):
            raise NotRecorded
        if found.recording_asked_at is None:
            found.recording_asked_at = now
            found.save(update_fields=["recording_asked_at"])
            audit.record("consultation.recording_asked", by=by, target=found, now=now)


def answer(*, call: Call, agreed: bool, by: Person, now: datetime) -> None:
    """The resident agrees, refuses, or takes it back, after which nothing of it is taken.

    Raises NotInCall, NotRecorded.
    """
    with as_system():
        found = calls.locked(call)
        if found.state != CallState.OPEN:
            raise NotInCall
        if found.recording == "none":
            raise NotRecorded
        if agreed and found.recording == "asked":
            consent.give(person=by, purpose=PURPOSE.key, now=now)
            found.recording_agreed_at = now
            audit.record("consultation.recording_agreed", by=by, target=found, now=now)
        elif not agreed and found.recording != "over":
            found.recording_ended_at = now
            audit.record("consultation.recording_refused", by=by, target=found, now=now)
        found.save(update_fields=["recording_agreed_at", "recording_ended_at"])


def send_in(*, call: Call, speech: UploadedFile[bytes], press: UUID, by: Staff, now: datetime) -> Minutes:
    """Take the recording and have it written down; sent in again, it is the first.

    Raises TakenByAnother, NotRecorded, NotSpeech, TooMuchSpeech, and storage's DiscFull.
    """
    with as_system():
        found = calls.locked(call)
        _check_clerk(found, by)
        if known := Minutes.objects.filter(call=found, press=press).first():
            return known
        late = found.ended_at is not None and now - found.ended_at > SENT_WITHIN
        if found.recording != "on" or late:
            raise NotRecorded
        kind = kind_of_speech(speech.read(12), speech.size or 0)
        made = Minutes(organisation=found.organisation, call=found, press=press, kind=kind, sent_at=now)
        _keep(speech, path_of(made))
        made.save()
        found.recording_ended_at = now
        found.save(update_fields=["recording_ended_at"])
        audit.record("consultation.speech_sent", by=by, target=made, now=now, bytes=speech.size)
        defer_by_name(JOB, number=str(made.public_id))
        return made


def path_of(minutes: Minutes) -> Path:
    """Among files under way, which no backup takes up and which are swept after a day."""
    return storage.root() / storage.INCOMING / f"{minutes.public_id}.{minutes.kind}"


def destroy(minutes: Minutes) -> None:
    """The speech goes, once the transaction is committed."""
    transaction.on_commit(partial(path_of(minutes).unlink, missing_ok=True))


def _keep(speech: UploadedFile[bytes], path: Path) -> None:
    speech.seek(0)
    with storage.needing_room(), storage.passing_file() as passing:
        with passing.open("wb") as file:
            for chunk in speech.chunks():
                file.write(chunk)
        storage.keep(passing, path)


def _check_clerk(call: Call, by: Staff) -> None:
    if call.clerk_id != by.person.pk:
        raise TakenByAnother
