"""Who may call, hear, record and write down, and what is left of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library import limited
from naniwa.services.consultation.models import Call, Conversation, Minutes, Side, Signal
from naniwa.services.consultation.operations import calls, handling, minutes, recording, upkeep
from naniwa.services.consultation.rules.broken import (
    NoDraft,
    NotInCall,
    NotRecorded,
    NotSpeech,
    NotTaken,
    TakenByAnother,
    TooMuchSpeech,
)
from naniwa.services.consultation.rules.calls import LARGEST_SPEECH
from naniwa.services.consultation.tests.people import NOW, begun, clerk, desk, fresh, lead, resident, said, taken
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
SPEECH = b"\x1a\x45\xdf\xa3" + b"speech" * 100
WRITES = ("/bin/sh", "-c", 'echo "Ｘ：$0 $(wc -c < "$1")"; printf "\\033[31m"', "{language}", "{audio}")


@pytest.fixture(autouse=True)
def _program(settings: Any) -> None:
    settings.TRANSCRIBER = WRITES


def called(talk: Conversation, office: Any, **changes: Any) -> Call:
    given = {"way": "peer", "link": "", "press": uuid4(), "now": NOW, **changes}
    return calls.offer(conversation=talk, by=office, **given)


def recorded(talk: Conversation, office: Any, person: Any) -> Call:
    """A call that both have agreed to have recorded."""
    call = calls.agree(call=called(talk, office), by=person, now=NOW)
    recording.ask(call=call, by=office, now=NOW)
    recording.answer(call=call, agreed=True, by=person, now=NOW)
    return call


def sent(
    call: Call, office: Any, speech: bytes = SPEECH, *, press: Any = None, later: timedelta = timedelta()
) -> Minutes:
    file = SimpleUploadedFile("speech", speech)
    return recording.send_in(call=call, speech=file, press=press or uuid4(), by=office, now=NOW + later)


def test_a_call_is_offered_by_the_clerk_who_has_it_once_and_begins_when_the_resident_agrees() -> None:
    person, office, other = resident(), clerk(), clerk("other@example.jp")
    waiting = begun(desk(lead()), person)
    with pytest.raises(NotTaken):
        called(waiting, office)
    talk = handling.take(conversation=waiting, by=office, now=NOW)
    with pytest.raises(TakenByAnother):
        called(talk, other)
    call = called(talk, office)
    assert called(talk, office) == call
    hello = calls.Said("hello", "{}", uuid4())
    with pytest.raises(NotInCall):
        calls.tell(call=call, side=Side.CLERK, said=hello, now=NOW)
    for _again in range(2):
        calls.agree(call=call, by=person, now=NOW)
        calls.tell(call=call, side=Side.CLERK, said=hello, now=NOW)
    with as_system():
        assert Signal.objects.count() == 1
    handling.hand_over(conversation=talk, to=other.person, note="", by=office, now=NOW)
    with as_system():
        assert Call.objects.get().state == "ended"
        assert not Signal.objects.exists(), "what the browsers told each other goes with the call"
    with pytest.raises(NotInCall):
        calls.agree(call=call, by=person, now=NOW)
    codes = [text for side, text in said(talk) if side == "system"]
    assert codes == ["taken", "call_offered", "call_begun", "call_ended", "handed_over"]


def test_nothing_is_recorded_before_both_have_agreed_or_after_one_takes_it_back() -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    call = called(talk, office)
    with pytest.raises(NotInCall):
        recording.ask(call=call, by=office, now=NOW)
    calls.agree(call=call, by=person, now=NOW)
    with pytest.raises(NotRecorded):
        recording.answer(call=call, agreed=True, by=person, now=NOW)
    recording.ask(call=call, by=office, now=NOW)
    with pytest.raises(NotRecorded):
        sent(call, office)
    recording.answer(call=call, agreed=True, by=person, now=NOW)
    recording.answer(call=call, agreed=False, by=person, now=NOW)
    recording.answer(call=call, agreed=True, by=person, now=NOW)
    with pytest.raises(NotRecorded):
        sent(call, office)


@pytest.mark.parametrize(("way", "program"), [("link", WRITES), ("peer", ())])
def test_a_call_elsewhere_or_without_a_program_is_not_recorded(settings: Any, way: str, program: Any) -> None:
    settings.TRANSCRIBER = program
    person, office = resident(), clerk()
    call = called(taken(desk(lead()), person, office), office, way=way, link="https://meet.example.jp/r")
    calls.agree(call=call, by=person, now=NOW)
    with pytest.raises(NotRecorded):
        recording.ask(call=call, by=office, now=NOW)


def test_speech_becomes_a_draft_that_a_person_saves_and_the_speech_is_destroyed(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    person, office, other = resident(), clerk(), clerk("other@example.jp")
    talk = taken(desk(lead()), person, office)
    call, press = recorded(talk, office, person), uuid4()
    with pytest.raises(NotSpeech):
        sent(call, office, b"MZ" + SPEECH)
    with pytest.raises(TooMuchSpeech):
        sent(call, office, SPEECH + bytes(LARGEST_SPEECH))
    with pytest.raises(TakenByAnother):
        sent(call, other)
    made = sent(call, office, press=press)
    assert sent(call, office, press=press) == made
    speech = recording.path_of(made)
    assert speech.read_bytes() == SPEECH
    assert speech.stat().st_mode & 0o077 == 0
    with pytest.raises(NoDraft):
        minutes.save(minutes=made, text="早い", by=office, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        minutes.write_down(number=str(made.public_id), stop=lambda: False, now=NOW)
    assert not speech.exists()
    with as_system():
        made.refresh_from_db()
    assert (made.state, made.draft) == ("draft", f"Ｘ：ja {len(SPEECH)}\n[31m")
    with pytest.raises(TakenByAnother):
        minutes.save(minutes=made, text="写しで足りる", by=other, now=NOW)
    minutes.save(minutes=made, text="写しで足りる", by=office, now=NOW)
    with pytest.raises(NoDraft):
        minutes.save(minutes=made, text="もう一度", by=office, now=NOW)
    assert said(talk)[-1] == ("clerk", "【ビデオ通話の記録】\n写しで足りる")
    with as_system():
        made.refresh_from_db()
        assert (made.state, made.draft) == ("saved", "")
        acts = set(Record.objects.values_list("action", flat=True))
    assert {"consultation.recording_agreed", "consultation.speech_destroyed", "consultation.minutes_saved"} <= acts


@pytest.mark.parametrize("program", [("/bin/false",), ("/bin/sh", "-c", "yes")])
def test_a_program_that_fails_costs_the_draft_alone(
    settings: Any, django_capture_on_commit_callbacks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, program: Any
) -> None:
    settings.TRANSCRIBER = program
    small = limited.Limits(memory=1024**3, processor_seconds=5, seconds=5, file=200_000)
    monkeypatch.setattr(minutes, "WITHIN", small)
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    made = sent(recorded(talk, office, person), office)
    with django_capture_on_commit_callbacks(execute=True):
        minutes.write_down(number=str(made.public_id), stop=lambda: False, now=NOW)
    assert not recording.path_of(made).exists()
    with as_system():
        made.refresh_from_db()
    assert made.state == "failed"
    minutes.save(minutes=made, text="手で書いた", by=office, now=NOW)
    assert said(talk)[-1][1].endswith("手で書いた")


def test_one_speech_is_written_down_after_the_other(settings: Any) -> None:
    office, at = clerk(), desk(lead())
    first, second = (
        sent(recorded(taken(at, one, office), office, one), office) for one in (resident("a@e.jp"), resident("b@e.jp"))
    )

    def meanwhile() -> bool:
        with pytest.raises(minutes.Busy):
            minutes.write_down(number=str(second.public_id), stop=lambda: False, now=NOW)
        return True

    settings.TRANSCRIBER = ("/bin/sleep", "1000")
    with pytest.raises(limited.Stopped):
        minutes.write_down(number=str(first.public_id), stop=meanwhile, now=NOW)
    settings.TRANSCRIBER = WRITES
    minutes.write_down(number=str(second.public_id), stop=lambda: False, now=NOW)
    with as_system():
        assert set(Minutes.objects.values_list("state", flat=True)) == {"waiting", "draft"}


def test_a_missing_program_is_tried_again_and_given_up_within_a_day(
    settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    person, office = resident(), clerk()
    made = sent(recorded(taken(desk(lead()), person, office), office, person), office)
    settings.TRANSCRIBER = ("/no/such/program",)
    with pytest.raises(limited.NotThere):
        minutes.write_down(number=str(made.public_id), stop=lambda: False, now=NOW)
    assert recording.path_of(made).exists()
    with as_system(), django_capture_on_commit_callbacks(execute=True):
        upkeep.end_calls(now=NOW + timedelta(hours=24))
        made.refresh_from_db()
        assert (made.state, Call.objects.get().state) == ("failed", "ended")
    assert not recording.path_of(made).exists()


def test_speech_of_somebody_who_took_their_consent_back_is_not_written_down(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    person, office = resident(), clerk()
    made = sent(recorded(taken(desk(lead()), person, office), office, person), office)
    with as_system():
        consent.withdraw(person=person, purpose=recording.PURPOSE.key, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        minutes.write_down(number=str(made.public_id), stop=lambda: False, now=NOW)
    with as_system():
        made.refresh_from_db()
    assert (made.state, made.draft, recording.path_of(made).exists()) == ("failed", "", False)


def test_speech_comes_within_minutes_of_the_end_of_a_call() -> None:
    person, office = resident(), clerk()
    call = recorded(taken(desk(lead()), person, office), office, person)
    calls.end(call=call, by=person, now=NOW)
    with pytest.raises(NotRecorded):
        sent(call, office, later=timedelta(minutes=16))
    assert sent(call, office, later=timedelta(minutes=14)).state == "waiting"


def test_calls_and_minutes_go_with_what_was_said() -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    sent(recorded(talk, office, person), office)
    handling.close(conversation=talk, by=person, now=NOW)
    with as_system():
        upkeep.erase_old(now=NOW + timedelta(days=91))
        assert (Call.objects.count(), Minutes.objects.count()) == (0, 0)
    assert fresh(talk).person is None


def test_camera_and_microphone_are_open_on_the_page_of_a_call_alone(client: Client) -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    called(talk, office)
    client.force_login(person)
    staff = enter(Client(), office.person, "mfa")
    for browser, prefix in ((client, ""), (staff, "staff_")):
        page = browser.get(reverse(f"consultation:{prefix}call", args=[talk.public_id]))
        assert "camera=(self)" in page.headers["Permissions-Policy"]
        page = browser.get(reverse(f"consultation:{prefix}talk", args=[talk.public_id]))
        assert "camera=()" in page.headers["Permissions-Policy"]
        assert "microphone=()" in page.headers["Permissions-Policy"]


def test_an_open_page_hears_the_other_side_alone_and_of_its_own_call_alone(client: Client) -> None:
    person, office = resident(), clerk()
    talk = taken(desk(lead()), person, office)
    call = calls.agree(call=called(talk, office), by=person, now=NOW)
    client.force_login(person)
    staff = enter(Client(), office.person, "mfa")
    theirs, ours = (reverse(f"consultation:{one}call_signals", args=[talk.public_id]) for one in ("", "staff_"))
    assert client.post(theirs, {"kind": "offer", "body": "{}", "number": str(uuid4())}).status_code == 204
    assert client.post(theirs, {"kind": "evil", "body": "{}", "number": str(uuid4())}).status_code == 400
    asked = {"call": str(call.public_id), "after": "0"}
    assert client.get(theirs, asked).json()["signals"] == []
    assert staff.get(ours, asked).json()["signals"] == [{"number": 1, "kind": "offer", "body": "{}"}]
    assert staff.get(ours, {**asked, "after": "1"}).json() == {"state": "open", "recording": "none", "signals": []}
    assert staff.get(ours, {"call": str(uuid4())}).json()["state"] == "ended"
    other = enter(Client(), clerk("other@example.jp").person, "mfa")
    assert other.get(ours, asked).status_code == 403
