"""A municipality's own form of a base: drafted, proposed, agreed to by a second person, and only then published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.forms import operations as forms
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Kind
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.definitions.overlays import Choice, Composed
from naniwa.services.procedures.definitions.overlays.content import Content, window
from naniwa.services.procedures.models import (
    OPEN_AMENDMENTS,
    Adoption,
    Amendment,
    AmendmentKind,
    AmendmentState,
)
from naniwa.services.procedures.operations import offering
from naniwa.services.procedures.queries import overlays
from naniwa.services.procedures.queries.live import KIND, current
from naniwa.services.procedures.rules import BrokenRule, NoReason


class NotAMunicipality(BrokenRule):
    """Only a municipality lays an overlay over a base."""


class NotABase(BrokenRule):
    """The procedure is not offered to municipalities."""


class Overtaken(BrokenRule):
    """Somebody else saved or closed it meanwhile."""


class Unsound(BrokenRule):
    """The composed definition has faults, which keep it from being proposed or published."""

    def __init__(self, composed: Composed | None = None) -> None:
        super().__init__()
        self.composed = composed


class LeftOpen(BrokenRule):
    """Something that the base leaves to the municipality is not decided yet; `left` are the places."""

    def __init__(self, left: Sequence[str] = ()) -> None:
        super().__init__()
        self.left = tuple(left)


class Undecided(BrokenRule):
    """A point on which the base and the municipality differ has not been decided yet."""


class SecondPersonNeeded(BrokenRule):
    """Whoever proposed a change cannot accept it."""


@transaction.atomic
def start(*, base: str, by: Staff, now: datetime) -> Adoption:
    """Begin the municipality's form of a base, or find what was begun. Raises NotAMunicipality, NotABase."""
    if by.organisation.kind != Kind.MUNICIPALITY:
        raise NotAMunicipality
    found = current(base)
    if found is None or not found.procedure.for_municipalities:
        raise NotABase
    adoption, new = Adoption.objects.get_or_create(
        organisation=by.organisation, base=base, defaults={"owner": organisations.prefecture(), "started_at": now}
    )
    if new:
        audit.record("procedures.adoption_started", by=by, target=adoption, now=now, base=base)
    return adoption


@transaction.atomic
def save(*, adoption: Adoption, content: Content, seen: int, by: Staff, now: datetime) -> Amendment:
    """Keep what was typed as the municipality's draft, sound or not; a proposed one is a draft again.

    `seen` is the revision that was edited, 0 for none. Raises Overtaken.
    """
    locked = _locked(adoption)
    draft = locked.amendments.filter(kind=AmendmentKind.OWN, state__in=OPEN_AMENDMENTS).first()
    if (draft.revision if draft else 0) != seen:
        raise Overtaken
    if draft is None:
        draft = _new_draft(locked, now)
    else:
        draft.revision += 1
    draft.state, draft.proposed_by, draft.proposed_at = AmendmentState.DRAFT, None, None
    draft.wording, draft.extras = dict(content.wording), content.extras
    draft.save()
    audit.record("procedures.overlay_saved", by=by, target=draft, now=now, base=locked.base, revision=draft.revision)
    return draft


def _new_draft(adoption: Adoption, now: datetime) -> Amendment:
    return Amendment(
        adoption=adoption,
        organisation_id=adoption.organisation_id,
        owner_id=adoption.owner_id,
        kind=AmendmentKind.OWN,
        base_version_id=adoption.base_version_id or overlays.latest_base(adoption.base).pk,
        made_at=now,
    )


@transaction.atomic
def propose(*, amendment: Amendment, seen: int, by: Staff, now: datetime) -> Amendment:
    """Lay a sound draft before a second person. Raises Overtaken, Unsound, LeftOpen."""
    locked = _open(amendment, seen)
    if locked.kind == AmendmentKind.BASE:
        raise Overtaken
    _sound(locked)
    return _proposed(locked, by, now)


@transaction.atomic
def decide(
    *,
    amendment: Amendment,
    choices: Mapping[int, Choice],
    seen: int,
    by: Staff,
    now: datetime,
    words: Mapping[str, Any] | None = None,
) -> Amendment:
    """Decide every point at which a new base and the overlay meet, and lay the result before a second person.

    `words` are texts, by place, in place of those that the new base leaves to the municipality.
    Raises Overtaken, Undecided, Unsound, LeftOpen.
    """
    locked = _open(amendment, seen)
    merged = overlays.merged(locked)
    wanted = {number: one.choices for number, one in enumerate(merged.conflicts)}
    if any(choices.get(number) not in known for number, known in wanted.items()):
        raise Undecided
    content = overlays.content_after(locked, merged.decided(choices))
    locked.choices = {str(number): choices[number] for number in wanted}
    locked.wording, locked.extras = {**content.wording, **(words or {})}, content.extras
    locked.revision += 1
    _sound(locked)
    return _proposed(locked, by, now)


def _proposed(amendment: Amendment, by: Staff, now: datetime) -> Amendment:
    amendment.state, amendment.proposed_by, amendment.proposed_at = AmendmentState.PROPOSED, by.person, now
    amendment.save()
    audit.record("procedures.overlay_proposed", by=by, target=amendment, now=now, **_about(amendment))
    return amendment


@transaction.atomic
def accept(*, amendment: Amendment, seen: int, by: Staff, now: datetime) -> Version:
    """Publish what was proposed, as the municipality's next version; cases in flight stay on theirs.

    Raises Overtaken, SecondPersonNeeded, Unsound, LeftOpen.
    """
    locked = _open(amendment, seen)
    if locked.state != AmendmentState.PROPOSED:
        raise Overtaken
    if locked.proposed_by_id == by.person.pk:
        raise SecondPersonNeeded
    version = _publish(locked, by, now)
    _close(locked, AmendmentState.ACCEPTED, by, now, version=version)
    Adoption.objects.filter(pk=locked.adoption_id).update(
        version=version, base_version=locked.base_version, wording=locked.wording, extras=locked.extras
    )
    audit.record("procedures.overlay_accepted", by=by, target=locked, now=now, version=str(version), **_about(locked))
    offering.follow(adoption_id=locked.adoption_id, kind=locked.kind, now=now)
    return version


def _publish(amendment: Amendment, by: Staff, now: datetime) -> Version:
    composed = _sound(amendment)
    return forms.publish(
        kind=KIND,
        slug=composed.document["slug"],
        source=composed.text,
        window=window(overlays.replaced(amendment), amendment.base_version.window),
        by=by.person,
        now=now,
    )


@transaction.atomic
def refuse(*, amendment: Amendment, reason: str, seen: int, by: Staff, now: datetime) -> Amendment:
    """Leave everything as it is, and say why. Raises Overtaken, NoReason."""
    reason = reason.strip()
    if not reason:
        raise NoReason
    locked = _open(amendment, seen)
    _close(locked, AmendmentState.REFUSED, by, now, reason=reason)
    audit.record("procedures.overlay_refused", by=by, target=locked, now=now, reason=reason, **_about(locked))
    return locked


def _close(amendment: Amendment, state: AmendmentState, by: Staff, now: datetime, **said: Any) -> None:  # noqa: ANN401 - columns
    amendment.state, amendment.closed_by, amendment.closed_at = state, by.person, now
    for name, value in said.items():
        setattr(amendment, name, value)
    amendment.save()


def _open(amendment: Amendment, seen: int) -> Amendment:
    """The open amendment, with its adoption locked until the transaction ends. Raises Overtaken."""
    _locked(amendment.adoption)
    found = Amendment.objects.select_related("adoption", "adoption__organisation", "base_version").get(pk=amendment.pk)
    if not found.is_open or found.revision != seen:
        raise Overtaken
    return found


def _locked(adoption: Adoption) -> Adoption:
    return Adoption.objects.select_for_update().get(pk=adoption.pk)


def _sound(amendment: Amendment) -> Composed:
    """Raises Unsound, LeftOpen."""
    composed = overlays.composed(amendment)
    if composed is None or not composed.sound:
        raise Unsound(composed)
    if composed.left:
        raise LeftOpen(composed.left)
    return composed


def _about(amendment: Amendment) -> dict[str, Any]:
    return {"base": amendment.adoption.base, "kind": amendment.kind, "on": amendment.base_version.number}
