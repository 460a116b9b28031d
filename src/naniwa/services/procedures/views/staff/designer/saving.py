"""Keeping a change of a draft: on what its writer saw, or on what others saved meanwhile about other things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from naniwa.kernel.forms.definition import UnsoundDefinition
from naniwa.kernel.people.access import StaffRequest
from naniwa.services.procedures.definitions.editing import places, surgery
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml
from naniwa.services.procedures.models import Design
from naniwa.services.procedures.operations import designing
from naniwa.services.procedures.operations.designing import Overtaken
from naniwa.services.procedures.queries import designs
from naniwa.services.procedures.views.staff.designer.opened import Opened, title_text

type Edit = Callable[[str, Place], tuple[str, Mapping[str, str]]]
"""Of a text and the place in it: the changed text and what was done."""


@dataclass(frozen=True)
class Kept:
    """`place` is where the thing stands now, as others may have moved it; `merged`: somebody saved meanwhile."""

    design: Design
    place: Place
    merged: bool


def keep(request: StaffRequest, base: Opened, place: Place, edit: Edit, *, keys: Sequence[str] = ()) -> Kept:
    """Save a change of a thing, or of some of its keys, made on the revision `base`.

    Raises Overtaken, UnderReview, TooLong, NoSuchPlace.
    """
    try:
        return Kept(_save(request, base, *edit(base.revision.text, place)), place, merged=False)
    except Overtaken:
        latest = _latest(base)
        there = untouched(base, place, latest, keys)
        if there is None:
            raise
        return Kept(_save(request, latest, *edit(latest.revision.text, there)), there, merged=True)


def untouched(base: Opened, place: Place, latest: Opened, keys: Sequence[str] = ()) -> Place | None:
    """Where the thing stands in a later revision, if nobody has changed it there."""
    if latest.revision.number <= base.revision.number:
        return None
    try:
        there = places.relocated(base.document, place, latest.document)
        return there if _kept(base.at(place), keys) == _kept(latest.at(there), keys) else None
    except NoSuchPlace:
        return None


def _kept(thing: Yaml, keys: Sequence[str]) -> Yaml:
    return {key: thing.get(key) for key in keys} if keys and isinstance(thing, dict) else thing


def _latest(base: Opened) -> Opened:
    design = designs.design_of(base.design.organisation_id, base.design.public_id)
    found = designs.revision(design) if design else None
    return Opened(design, found) if design and found else base


def _save(request: StaffRequest, base: Opened, text: str, said: Mapping[str, str]) -> Design:
    return designing.save(
        design=base.design,
        base=base.revision.number,
        text=text,
        title=title_in(text, base.design.title),
        said=said,
        by=request.staff.person,
        now=timezone.now(),
    )


def title_in(text: str, otherwise: str) -> str:
    """What a text calls its procedure."""
    try:
        document: Yaml = surgery.document_of(text)
    except UnsoundDefinition:
        return otherwise
    title = document.get("title") if isinstance(document, dict) else None
    return title_text({"title": title}).ja if title else otherwise
