"""A video call: offered by the clerk who has the conversation, agreed to by the resident, ended by either."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.consent.purposes import Purpose, Words, register
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.consultation import meetings
from naniwa.services.consultation.models import Call, CallState, Conversation, Side, Signal
from naniwa.services.consultation.operations import saying
from naniwa.services.consultation.rules import states
from naniwa.services.consultation.rules.broken import NotInCall

LAW = Words(
    ja="個人情報の保護に関する法律 第69条第2項第1号（本人の同意）",
    en="Act on the Protection of Personal Information, article 69 (2) (i): consent of the person",
)
PURPOSE = register(
    Purpose(
        key="consultation.call",
        version=1,
        title=Words(ja="職員とのビデオ通話", en="A video call with a clerk"),
        text=Words(
            ja=(
                "カメラの映像と声を、担当の職員に直接送ります。そのために、あなたの機器のインターネット上の番号（IPアドレス）が"
                "相手の機器に伝わります。同意なしに録音することはありません。"
            ),
            en=(
                "Your picture and voice go straight to the clerk. For this, the number of your device on the internet "
                "(its IP address) is told to the other device. Nothing is recorded unless you agree to that, too."
            ),
        ),
        legal_basis=LAW,
        retention=Words(
            ja="映像と声はどこにも残しません。つなぐための情報は、通話が終わるとすぐ消します。",
            en="Picture and voice are kept nowhere. What was needed to connect is deleted as soon as the call is over.",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a browser says to the other; `press` is drawn by it, so that one sent again counts once."""

    kind: str
    body: str
    press: UUID


def offer(*, conversation: Conversation, way: str, link: str, press: UUID, by: Staff, now: datetime) -> Call:
    """Ask the resident to a call; while one goes on, that is the one.

    Raises Closed, NotTaken, TakenByAnother, NoSuchMeeting, BadLink, MeetingUnavailable.
    """
    with as_system():
        found = saying.locked(conversation)
        states.check_clerk(found.state, clerk_id=found.clerk_id, by_id=by.person.pk)
        if known := found.calls.exclude(state=CallState.ENDED).first() or found.calls.filter(press=press).first():
            return known
        provider = meetings.provider(way)
        made = Call(
            organisation=found.organisation,
            person=found.person,
            conversation=found,
            clerk=by.person,
            provider=provider.key,
            press=press,
            offered_at=now,
        )
        made.address = provider.open(number=made.public_id, given=link).address
        made.save()
        saying.note_event(found, "call_offered", now=now)
        audit.record("consultation.call_offered", by=by, target=made, now=now, of=found.reference, way=provider.key)
        return made


def agree(*, call: Call, by: Person, now: datetime) -> Call:
    """The resident comes, with consent; agreed to again, nothing changes. Raises NotInCall (it is over)."""
    with as_system():
        found = locked(call)
        if found.state == CallState.ENDED:
            raise NotInCall
        if found.state == CallState.OPEN:
            return found
        consent.give(person=by, purpose=PURPOSE.key, now=now)
        found.state, found.agreed_at = CallState.OPEN, now
        found.save(update_fields=["state", "agreed_at"])
        saying.note_event(saying.locked(found.conversation), "call_begun", now=now)
        audit.record("consultation.call_agreed", by=by, target=found, now=now)
        return found


def end(*, call: Call, by: Staff | Person | None, now: datetime) -> Call:
    """Hang up, or decline; what the browsers told each other goes. Ended again, it stays so."""
    with as_system():
        found = locked(call)
        if found.state == CallState.ENDED:
            return found
        declined = found.state == CallState.OFFERED and isinstance(by, Person)
        found.signals.all().delete()
        found.state, found.ended_at = CallState.ENDED, now
        found.save(update_fields=["state", "ended_at"])
        saying.note_event(saying.locked(found.conversation), "call_declined" if declined else "call_ended", now=now)
        audit.record("consultation.call_ended", by=by, target=found, now=now, declined=declined)
        return found


def end_all(*, conversation: Conversation, by: Staff | Person | None, now: datetime) -> None:
    """With the conversation, or its clerk."""
    for one in conversation.calls.exclude(state=CallState.ENDED):
        end(call=one, by=by, now=now)


def tell(*, call: Call, side: Side, said: Said, now: datetime) -> None:
    """Keep what a browser says until the other has asked for it. Raises NotInCall."""
    with as_system():
        found = locked(call)
        if found.state != CallState.OPEN:
            raise NotInCall
        if Signal.objects.filter(press=said.press).exists():
            return
        found.last_signal += 1
        found.save(update_fields=["last_signal"])
        Signal.objects.create(
            call=found,
            number=found.last_signal,
            press=said.press,
            side=side,
            kind=said.kind,
            body=said.body,
            at=now,
        )


def locked(call: Call) -> Call:
    """The row as it is now, for the rest of the transaction."""
    found = Call.objects.select_for_update(of=("self",))
    return found.select_related("conversation", "organisation", "person").get(pk=call.pk)
