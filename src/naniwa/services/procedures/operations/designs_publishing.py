"""Publishing what was designed: one person asks, another looks at it and lets it out or sends it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.forms import queries as forms
from naniwa.kernel.forms.definition import parse
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.definitions import UnsoundDefinition, flaws_of, sound
from naniwa.services.procedures.models import Design, DesignReview, ReviewOutcome
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.operations.designing import Overtaken, UnderReview, locked
from naniwa.services.procedures.queries.live import KIND, live
from naniwa.services.procedures.rules import BrokenRule


class NotSound(BrokenRule):
    """There are problems left, and nothing with problems is published."""


class NothingAsked(BrokenRule):
    """Nobody has asked for it, or it was decided meanwhile."""


class OwnWork(BrokenRule):
    """Whoever wrote or asked does not publish it: another person looks first."""


class NotYourOffice(BrokenRule):
    """The definition is of an office that is neither this one nor below it."""


class NothingNew(BrokenRule):
    """The text is the one that is published already."""


class NoNote(BrokenRule):
    """Whoever is to write it anew must be told why."""


@transaction.atomic
def ask(*, design: Design, base: int, by: Person, now: datetime) -> DesignReview:
    """Ask another person to look at the latest revision. Raises Overtaken, UnderReview, NotSound, NotYourOffice."""
    current = locked(design)
    if current.revision != base:
        raise Overtaken
    if current.reviews.filter(decided_at=None).exists():
        raise UnderReview
    revision = current.revisions.get(number=base)
    _check(revision.text, current)
    review = DesignReview.objects.create(
        design=current, organisation_id=current.organisation_id, revision=revision, asked_by=by, asked_at=now
    )
    _record("procedures.design_review_asked", current, by, now, revision=base)
    return review


@transaction.atomic
def publish(*, design: Design, by: Person, now: datetime) -> Version:
    """Make the revision that was asked for live.

    Raises NothingAsked, OwnWork, NotSound, NotYourOffice, NothingNew, EmptyWindow.
    """
    current = locked(design)
    review = _open(current)
    if by.pk in {review.asked_by_id, *_writers(current)}:
        raise OwnWork
    text = review.revision.text
    slug = _check(text, current)
    before = forms.latest(KIND, slug)
    try:
        version = publishing.publish_source(source=parse(text, file="draft"), by=by, now=now)
    except UnsoundDefinition as unsound:
        raise NotSound from unsound
    if before and version.pk == before.pk:
        raise NothingNew
    _decide(review, ReviewOutcome.PUBLISHED, by, now, version=version)
    _record("procedures.design_published", current, by, now, revision=review.revision.number, version=str(version))
    return version


@transaction.atomic
def send_back(*, design: Design, note: str, by: Person, now: datetime) -> None:
    """Ask for it to be written anew. Raises NothingAsked, OwnWork, NoNote."""
    current = locked(design)
    review = _open(current)
    if by.pk == review.asked_by_id:
        raise OwnWork
    if not note.strip():
        raise NoNote
    _decide(review, ReviewOutcome.SENT_BACK, by, now, note=note.strip()[:2000])
    _record("procedures.design_sent_back", current, by, now, note=review.note)


@transaction.atomic
def take_back(*, design: Design, by: Person, now: datetime) -> None:
    """Go on writing; whoever looks at it need not. Raises NothingAsked."""
    current = locked(design)
    _decide(_open(current), ReviewOutcome.TAKEN_BACK, by, now)
    _record("procedures.design_taken_back", current, by, now)


def may_publish(design: Design, by: Person) -> bool:
    """Whether the person neither asked nor wrote any of it since it was last published."""
    review = design.reviews.filter(decided_at=None).first()
    return review is not None and by.pk not in {review.asked_by_id, *_writers(design)}


def _open(design: Design) -> DesignReview:
    review = design.reviews.filter(decided_at=None).select_related("revision").first()
    if review is None:
        raise NothingAsked
    return review


def _writers(design: Design) -> set[int]:
    """Who saved a revision after the one that was last published."""
    last = design.reviews.filter(outcome=ReviewOutcome.PUBLISHED).order_by("-revision__number").first()
    since = last.revision.number if last else 0
    return set(design.revisions.filter(number__gt=since).values_list("by_id", flat=True))


def _check(text: str, design: Design) -> str:
    """The slug of a sound definition of the office. Raises NotSound, NotYourOffice."""
    try:
        source = parse(text, file="draft")
        procedure = sound(source)
    except UnsoundDefinition as unsound:
        raise NotSound from unsound
    if flaws_of(source):
        raise NotSound
    office = organisations.by_code(procedure.office)
    published = forms.latest(KIND, procedure.slug)
    owners = [office, Organisation.objects.get(pk=live(published.pk).organisation_id) if published else office]
    if not all(owner and _belongs(owner, design.organisation_id) for owner in owners):
        raise NotYourOffice
    return procedure.slug


def _belongs(office: Organisation | None, organisation_id: int) -> bool:
    """Whether an office is the organisation or stands below it."""
    while office is not None:
        if office.pk == organisation_id:
            return True
        office = office.parent
    return False


def _decide(
    review: DesignReview,
    outcome: ReviewOutcome,
    by: Person,
    now: datetime,
    *,
    note: str = "",
    version: Version | None = None,
) -> None:
    review.outcome, review.decided_by, review.decided_at = outcome, by, now
    review.note, review.version = note, version
    review.save(update_fields=["outcome", "decided_by", "decided_at", "note", "version"])


def _record(action: str, design: Design, by: Person, now: datetime, **detail: Any) -> None:  # noqa: ANN401 - as audit has it
    audit.record(action, by=by, target=design, now=now, organisation=design.organisation, title=design.title, **detail)
