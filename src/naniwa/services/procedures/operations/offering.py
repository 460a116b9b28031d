"""Brings a new version of a base to every municipality that laid an overlay over it, as a merge to agree to."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.forms.models import Version
from naniwa.kernel.jobs import defer_by_name
from naniwa.services.procedures.definitions.overlays import base, merge
from naniwa.services.procedures.models import (
    OPEN_AMENDMENTS,
    Adoption,
    Amendment,
    AmendmentKind,
    AmendmentState,
)
from naniwa.services.procedures.queries import overlays

JOB = "procedures.offer_base"


def announce(slug: str) -> None:
    """Have the new version brought round, in the transaction that publishes it."""
    defer_by_name(JOB, base=slug)


@transaction.atomic
def offer(*, base: str = "", now: datetime) -> int:
    """Propose the latest version to every adoption that is on an earlier one; returns to how many. Safe to repeat.

    Without `base`, of every procedure. A merge that waits for an earlier version gives way to the new one.
    """
    behind = Adoption.objects.filter(version__isnull=False).select_for_update(of=("self",))
    behind = behind.select_related("organisation", "base_version").order_by("pk")
    return _offer(list(behind.filter(base=base) if base else behind), now=now)


def follow(*, adoption_id: int, kind: str, now: datetime) -> None:
    """After an amendment was accepted: the other kind that is still open is made anew on what is in force now."""
    adoption = Adoption.objects.select_related("organisation", "base_version").get(pk=adoption_id)
    if kind == AmendmentKind.OWN:
        waiting = adoption.amendments.filter(kind=AmendmentKind.BASE, state__in=OPEN_AMENDMENTS)
        waiting.update(state=AmendmentState.SUPERSEDED, closed_at=now)
        _offer([adoption], now=now)
        return
    draft = adoption.amendments.filter(kind=AmendmentKind.OWN, state__in=OPEN_AMENDMENTS).first()
    if draft is not None:
        _carry(draft, adoption)


def _offer(adoptions: list[Adoption], *, now: datetime) -> int:
    """One statement each for what is there, what gives way and what is new."""
    latest = overlays.latest_bases({one.base for one in adoptions})
    offered = set(
        Amendment.objects.filter(adoption__in=adoptions, kind=AmendmentKind.BASE)
        .exclude(state=AmendmentState.SUPERSEDED)
        .values_list("adoption_id", "base_version_id")
    )
    behind = [one for one in adoptions if _is_behind(one, latest) and (one.pk, latest[one.base].pk) not in offered]
    waiting = Amendment.objects.filter(adoption__in=behind, kind=AmendmentKind.BASE, state__in=OPEN_AMENDMENTS)
    waiting.update(state=AmendmentState.SUPERSEDED, closed_at=now)
    made = Amendment.objects.bulk_create([_amendment(one, latest[one.base], now) for one in behind])
    audit.record_many(_entries(made, now))
    return len(made)


def _is_behind(adoption: Adoption, latest: dict[str, Version]) -> bool:
    on = adoption.base_version
    return on is not None and adoption.base in latest and latest[adoption.base].number > on.number


def _amendment(adoption: Adoption, new: Version, now: datetime) -> Amendment:
    """Where nothing is left to decide the new base's publisher stands for the first of the two people."""
    merged = overlays.merge_of(adoption, new)
    conflicts = [one.model_dump(mode="json") for one in merged.conflicts]
    carried = merged.decided({})
    content = overlays.content_after(adoption, carried)
    to_decide = conflicts or overlays.left(carried, new)
    return Amendment(
        adoption=adoption,
        organisation_id=adoption.organisation_id,
        owner_id=adoption.owner_id,
        kind=AmendmentKind.BASE,
        state=AmendmentState.DRAFT if to_decide else AmendmentState.PROPOSED,
        base_version=new,
        wording=dict(content.wording),
        extras=content.extras,
        lines=conflicts,
        made_at=now,
        proposed_at=None if to_decide else now,
        proposed_by_id=None if to_decide else new.published_by_id,
    )


def _entries(made: Iterable[Amendment], now: datetime) -> list[Entry]:
    return [
        Entry(
            action="procedures.base_offered",
            by=None,
            target=one,
            now=now,
            organisation=one.adoption.organisation,
            detail={"base": one.adoption.base, "on": one.base_version.number, "conflicts": len(one.lines)},
        )
        for one in made
    ]


def _carry(draft: Amendment, adoption: Adoption) -> None:
    """A draft goes along to the base that was accepted, with its own words wherever they can stand."""
    new = adoption.base_version
    if new is None or draft.base_version_id == new.pk:
        return
    overlay = overlays.overlay_of(draft)
    if overlay is not None:
        merged = merge(base(draft.base_version.source), base(new.source), overlay)
        content = overlays.content_after(
            draft, merged.decided({number: one.choices[0] for number, one in enumerate(merged.conflicts)})
        )
        draft.wording, draft.extras = dict(content.wording), content.extras
        draft.lines = [one.model_dump(mode="json") for one in merged.conflicts]
    draft.base_version, draft.revision = new, draft.revision + 1
    draft.state, draft.proposed_by, draft.proposed_at = AmendmentState.DRAFT, None, None
    draft.save()
