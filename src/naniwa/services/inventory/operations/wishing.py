"""A form is asked for from a row, and the answer of whoever made its draft."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.events import operations as events
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.events import FormWanted
from naniwa.services.inventory.heard import DraftMade
from naniwa.services.inventory.models import FormWish, Procedure
from naniwa.services.inventory.operations.saving import Removed, locked
from naniwa.services.inventory.queries.redesign import redesign_of
from naniwa.services.inventory.rules.seals import strongest

AGAIN = timedelta(minutes=10)
"""After so long without an answer a wish is told again."""


@transaction.atomic
def want(*, procedure: Procedure, by: Staff, now: datetime) -> FormWish:
    """Ask for a form; asking again finds the first, and tells it again where no answer came.

    Raises NotYours, Removed.
    """
    current = locked(procedure, by=by)
    if current.removed_at:
        raise Removed
    wish = FormWish.objects.filter(procedure=current).first()
    if wish and (wish.made_at or now < wish.told_at + AGAIN):
        return wish
    wish = wish or FormWish(organisation_id=current.organisation_id, procedure=current)
    wish.asked_by, wish.told_at = by.person, now
    wish.save()
    events.emit(_told(wish, current, by), now=now)
    audit.record("inventory.form_wanted", by=by, target=current, now=now, wish=wish.reference)
    return wish


@transaction.atomic
def made(event: DraftMade, *, now: datetime) -> None:
    """Keep where the draft is. Run as the system; a wish that is not known, or a place elsewhere, changes nothing."""
    wish = _wish(event.origin)
    if wish is None or wish.made_at or not event.path.startswith("/") or event.path.startswith("//"):
        return
    wish.made_at, wish.path, wish.title = now, event.path, event.title
    wish.save(update_fields=["made_at", "path", "title"])
    audit.record(
        "inventory.draft_made",
        by=None,
        target=wish.procedure,
        now=now,
        organisation=wish.organisation,
        title=event.title,
    )


def _wish(origin: str) -> FormWish | None:
    """Drafts that somebody else asked for have origins of their own kind."""
    try:
        number = UUID(origin)
    except ValueError:
        return None
    found = FormWish.objects.select_for_update(of=("self",)).select_related("procedure", "organisation")
    return found.filter(public_id=number).first()


def _told(wish: FormWish, procedure: Procedure, by: Staff) -> FormWanted:
    facts = redesign_of(procedure).after
    return FormWanted(
        origin=wish.reference,
        organisation=by.organisation.code,
        by=str(by.person.public_id),
        title=procedure.title,
        law=procedure.law,
        article=procedure.article,
        applicant=procedure.applicant,
        department_code=procedure.department.code,
        department=procedure.department.name,
        fee_yen=procedure.fee or 0,
        identity=procedure.identity,
        seal=strongest([seal.kind for _, seal in facts.asked_seals]),
        papers=[paper.name for paper in facts.papers],
        days=facts.cycle_days,
    )
