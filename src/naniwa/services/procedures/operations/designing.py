"""Writing a definition in the browser: every save adds a revision, and none overwrites what its writer has not seen."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Design, DesignRevision
from naniwa.services.procedures.rules import BrokenRule

LONGEST = 400_000
"""Characters of a definition; the longest that is shipped has 40,000."""

type Said = Mapping[str, str]
"""What was done, as a sentence by language: {"ja": …, "en": …}."""


class Overtaken(BrokenRule):
    """Somebody else saved the draft after this page was opened."""


class TooLong(BrokenRule):
    """A text longer than any definition."""


class UnderReview(BrokenRule):
    """Somebody is looking at it before it is published; take it back first."""


def start(
    *,
    number: UUID,
    organisation: Organisation,
    text: str,
    title: str,
    said: Said,
    by: Person,
    now: datetime,
    origin: str = "",
) -> Design:
    """Begin a draft; with a `number` that was used before, the same draft. Raises TooLong."""
    _check(text)
    try:
        with transaction.atomic():
            design = Design.objects.create(
                public_id=number,
                organisation=organisation,
                title=title[:200],
                origin=origin,
                started_by=by,
                started_at=now,
                saved_at=now,
            )
            _add(design, text, said, by, now)
            audit.record(
                "procedures.design_started",
                by=by,
                target=design,
                now=now,
                organisation=organisation,
                title=design.title,
            )
    except IntegrityError:
        return Design.objects.get(public_id=number, organisation=organisation)
    return design


@transaction.atomic
def save(*, design: Design, base: int, text: str, title: str, said: Said, by: Person, now: datetime) -> Design:
    """Add a revision to the one numbered `base`; the same text adds none. Raises Overtaken, UnderReview, TooLong."""
    _check(text)
    current = locked(design)
    if current.revision != base:
        raise Overtaken
    if current.reviews.filter(decided_at=None).exists():
        raise UnderReview
    if current.revisions.get(number=base).text == text:
        return current
    current.revision, current.title, current.saved_at = base + 1, title[:200], now
    current.save(update_fields=["revision", "title", "saved_at"])
    _add(current, text, said, by, now)
    audit.record(
        "procedures.design_saved",
        by=by,
        target=current,
        now=now,
        organisation=current.organisation,
        revision=current.revision,
        said=said["ja"],
    )
    return current


def locked(design: Design) -> Design:
    """The draft as it stands now, to be changed by nobody else meanwhile."""
    return Design.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=design.pk)


def _add(design: Design, text: str, said: Said, by: Person, now: datetime) -> None:
    DesignRevision.objects.create(
        design=design,
        organisation_id=design.organisation_id,
        number=design.revision,
        text=text,
        said=dict(said),
        by=by,
        at=now,
    )


def _check(text: str) -> None:
    if len(text) > LONGEST:
        raise TooLong
