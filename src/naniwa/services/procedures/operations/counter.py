"""At the counter: the resident reads an application on the office's screen, and confirms it or wants it changed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.library.my_number import hidden_in
from naniwa.services.procedures.models import Application, Handover, HandoverState, PaperForm, StepKind
from naniwa.services.procedures.operations.drafts import AlreadySubmitted
from naniwa.services.procedures.operations.history import add_step
from naniwa.services.procedures.operations.paper import answers_of
from naniwa.services.procedures.queries.handovers import digest_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import BrokenRule

LASTS = timedelta(minutes=15)
"""After which a screen in somebody's hands closes by itself."""
LONGEST_DEVICE, LONGEST_WORDS = 200, 500


class NothingToRead(BrokenRule):
    """An application without any answer cannot be confirmed."""


class HandoverOver(BrokenRule):
    """The screen was given back, answered, or its time is over."""


class ChangedMeanwhile(BrokenRule):
    """What is confirmed is what was shown; a clerk changed it in another window."""


def hand_over(*, number: UUID, of: PaperForm | Application, language: str, by: Staff, now: datetime) -> Handover:
    """Let a resident read it for LASTS; with a `number` that was used before, the same. Raises NothingToRead."""
    version, answers = _read(of)
    if not answers:
        raise NothingToRead
    if isinstance(of, PaperForm) and of.application_id is not None:
        raise AlreadySubmitted
    whose = {"form": of} if isinstance(of, PaperForm) else {"application": of}
    try:
        with transaction.atomic():
            made = Handover.objects.create(
                public_id=number,
                organisation=by.organisation,
                by=by.person,
                language=language,
                digest=digest_of(version, answers),
                opened_at=now,
                until=now + LASTS,
                **whose,
            )
            audit.record(
                "procedures.counter_handed_over",
                by=by,
                target=made,
                now=now,
                version=_named(version),
                digest=made.digest,
            )
    except IntegrityError:
        return Handover.objects.get(public_id=number, organisation=by.organisation)
    return made


@transaction.atomic
def confirm(*, handover: Handover, device: str, by: Staff, now: datetime) -> Handover:
    """The resident says that it is right. Raises HandoverOver, ChangedMeanwhile."""
    held = _open(handover, now)
    version, answers = _read(held.form or held.application)
    if digest_of(version, answers) != held.digest:
        raise ChangedMeanwhile
    _close(held, HandoverState.CONFIRMED, now=now, device=device)
    audit.record(
        "procedures.counter_confirmed",
        by=by,
        target=held,
        now=now,
        device=held.device,
        version=_named(version),
        digest=held.digest,
    )
    if held.application:
        add_step(
            held.application,
            by=by.person,
            now=now,
            kind=StepKind.REVIEW,
            detail=_("窓口で本人が内容を確かめました"),
        )
    return held


@transaction.atomic
def ask_for_change(*, handover: Handover, wish: str, words: str, device: str, by: Staff, now: datetime) -> Handover:
    """The resident says what is not right: `wish` is the title of a part, `words` their own. Raises HandoverOver."""
    held = _open(handover, now)
    held.wish, held.words = wish, str(hidden_in(words))[:LONGEST_WORDS]
    _close(held, HandoverState.CHANGE, now=now, device=device)
    audit.record("procedures.counter_change_wanted", by=by, target=held, now=now, device=held.device)
    return held


@transaction.atomic
def take_back(*, handover: Handover, by: Staff, now: datetime) -> Handover:
    """The clerk has the screen again; what was answered stays as it is."""
    held = _locked(handover)
    if held.state == HandoverState.OPEN:
        _close(held, HandoverState.RETURNED if now < held.until else HandoverState.LOCKED, now=now)
        audit.record("procedures.counter_taken_back", by=by, target=held, now=now, state=str(held.state))
    return held


def _read(of: PaperForm | Application | None) -> tuple[Live, dict[str, Any]]:
    """What stands there now."""
    if of is None:
        raise HandoverOver
    return live(of.version_id), answers_of(of) if isinstance(of, PaperForm) else of.answers


def _named(version: Live) -> str:
    """The version of the form, which with the digest is what the trail keeps of the text; never the text itself."""
    return f"{version.procedure.slug}/{version.number}"


def _locked(handover: Handover) -> Handover:
    return Handover.objects.select_for_update(of=("self",)).select_related("form", "application").get(pk=handover.pk)


def _open(handover: Handover, now: datetime) -> Handover:
    held = _locked(handover)
    if held.state != HandoverState.OPEN or now >= held.until:
        raise HandoverOver
    return held


def _close(handover: Handover, state: str, *, now: datetime, device: str = "") -> None:
    handover.state, handover.closed_at, handover.device = state, now, device[:LONGEST_DEVICE]
    handover.save(update_fields=["state", "closed_at", "device", "wish", "words"])
