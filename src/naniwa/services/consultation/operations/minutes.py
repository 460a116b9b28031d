"""Minutes: drafted from speech by the operator's program, within limits; edited and saved, or dropped, by a person."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent import queries as consent
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import limited
from naniwa.services.consultation.models import Minutes, MinutesState
from naniwa.services.consultation.operations import recording, saying
from naniwa.services.consultation.rules import calls
from naniwa.services.consultation.rules.broken import NoDraft, TakenByAnother

WITHIN = limited.Limits(memory=8 * 1024**3, processor_seconds=2 * 60 * 60, seconds=60 * 60, file=512 * 1024**2, nice=15)
"""Enough for a model of some gigabytes that is slower than speech, and for the sound unpacked."""


class Busy(Exception):
    """Another speech is being written down."""


_log = logging.getLogger(__name__)


def write_down(*, number: str, stop: Callable[[], bool], now: datetime) -> None:
    """Have the program write a draft, and destroy the speech whether it could or not.

    One after the other, so that other work of the worker goes on beside it. Run outside any transaction. Raises
    Busy, limited.NotThere, so that it is tried again, and limited.Stopped.
    """
    minutes = _begun(number, now)
    if minutes is None:
        return
    with as_system():
        person = minutes.call.person
        agreed = person is not None and consent.has_given(person, recording.PURPOSE.key)
    try:
        text = _draft(minutes, stop) if agreed else ""
    except (limited.NotThere, limited.Stopped):
        with as_system():
            Minutes.objects.filter(pk=minutes.pk).update(started_at=None)
        raise
    _settle_draft(minutes, text, now)


def save(*, minutes: Minutes, text: str, by: Staff, now: datetime) -> None:
    """What the person made of it becomes a message of the conversation.

    Raises NoDraft, TakenByAnother, NothingSaid, TooLong.
    """
    calls.check_minutes(text)
    with as_system():
        found = _open(minutes, by)
        saying.add_minutes(saying.locked(found.call.conversation), text, press=found.press, by=by.person, now=now)
        _settle(found, MinutesState.SAVED, by=by, now=now)
        audit.record("consultation.minutes_saved", by=by, target=found, now=now, characters=len(text))


def discard(*, minutes: Minutes, by: Staff, now: datetime) -> None:
    """Raises NoDraft, TakenByAnother."""
    with as_system():
        found = _open(minutes, by)
        _settle(found, MinutesState.DISCARDED, by=by, now=now)
        audit.record("consultation.minutes_discarded", by=by, target=found, now=now)


def give_up(minutes: Minutes, *, now: datetime) -> None:
    """No program came for it in time; the clerk can still write by hand. Run as the system."""
    _settle_draft(minutes, "", now)


def _begun(number: str, now: datetime) -> Minutes | None:
    """Nothing where they are written down already. Raises Busy."""
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [recording.JOB])
        waiting = Minutes.objects.filter(state=MinutesState.WAITING)
        found = waiting.filter(public_id=number).select_related("call__conversation", "call__person").first()
        if found is None:
            return None
        begun = now - timedelta(seconds=WITHIN.seconds)
        if waiting.filter(started_at__gt=begun).exclude(pk=found.pk).exists():
            raise Busy
        found.started_at = now
        found.save(update_fields=["started_at"])
        return found


def _draft(minutes: Minutes, stop: Callable[[], bool]) -> str:
    """Empty where there is nothing to be written down any more, or the program could not."""
    speech = recording.path_of(minutes)
    if not speech.exists():
        return ""
    with TemporaryDirectory(prefix="naniwa-speech-") as folder:
        command = _command(minutes, speech)
        try:
            said = limited.run(command, limits=WITHIN, folder=Path(folder), answer=4 * calls.LONGEST_MINUTES, stop=stop)
        except limited.Failed as failed:
            _log.warning("minutes %s were not written down: %s", minutes.public_id, failed)
            return ""
    text = "".join(one for one in said.decode(errors="replace") if one.isprintable() or one == "\n")
    return text.strip()[: calls.LONGEST_MINUTES]


def _command(minutes: Minutes, speech: Path) -> list[str]:
    if not settings.TRANSCRIBER:
        raise limited.NotThere
    language = "en" if minutes.call.conversation.language.startswith("en") else "ja"
    told = [one.replace("{audio}", str(speech)).replace("{language}", language) for one in settings.TRANSCRIBER]
    return told if any("{audio}" in one for one in settings.TRANSCRIBER) else [*told, str(speech)]


def _settle_draft(minutes: Minutes, text: str, now: datetime) -> None:
    with as_system():
        found = _locked(minutes)
        if found.state != MinutesState.WAITING:
            return
        found.state, found.draft = MinutesState.DRAFT if text else MinutesState.FAILED, text
        found.save(update_fields=["state", "draft"])
        recording.destroy(found)
        audit.record("consultation.speech_destroyed", by=None, target=found, now=now, drafted=bool(text))


def _settle(found: Minutes, state: MinutesState, *, by: Staff, now: datetime) -> None:
    found.state, found.draft, found.settled_at, found.settled_by = state, "", now, by.person
    found.save(update_fields=["state", "draft", "settled_at", "settled_by"])


def _open(minutes: Minutes, by: Staff) -> Minutes:
    found = _locked(minutes)
    if found.state not in {MinutesState.DRAFT, MinutesState.FAILED}:
        raise NoDraft
    if found.call.clerk_id != by.person.pk:
        raise TakenByAnother
    return found


def _locked(minutes: Minutes) -> Minutes:
    found = Minutes.objects.select_for_update(of=("self",)).select_related("call__conversation")
    return found.get(pk=minutes.pk)
