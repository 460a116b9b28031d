"""What may be chosen for a key: fixed words of the schema, or the questions, checks and examples of the draft."""

from collections.abc import Callable, Mapping

from django.utils.translation import get_language

from naniwa.kernel.notifications import templates
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.definitions.editing import naming
from naniwa.services.procedures.definitions.editing.places import Place
from naniwa.services.procedures.definitions.editing.shapes import Slot, field_types
from naniwa.services.procedures.definitions.editing.worded import WORDS
from naniwa.services.procedures.definitions.paths import GROUPS
from naniwa.services.procedures.views.staff.designer.opened import Opened, said, title_of

CELLS_DEEP = 6
"""Steps of the type of a field that is not a row's: form.pages[0].fields[0].type."""

type Known = dict[str, str]


def known(opened: Opened, organisation: Organisation, slot: Slot, place: Place) -> Known:
    """The keys that may be chosen, each with what it is called; empty for what is typed."""
    if slot.kind in {"choice", "several"}:
        return {key: word(key) for key in slot.choices}
    if slot.kind == "type":
        return {kind: word(kind) for kind in field_types(cell=len(place) > CELLS_DEEP)}
    if slot.kind == "office":
        return _offices(organisation)
    found = FOUND.get(slot.kind)
    return found(opened, place) if found else {}


def word(key: str) -> str:
    """What a fixed choice is called."""
    return said(WORDS[key]) if key in WORDS else key


def wordings() -> Known:
    """The wordings that notices may name, by their subjects."""
    found = (one for key, one in sorted(templates.registry().items()) if key.startswith("procedures."))
    return {one.key: f"{_subject(one)}（{one.key}）" for one in found if not one.key.endswith("_by_post")}


def _subject(template: templates.Template) -> str:
    """Without the receipt number that stands before it."""
    subject = template.subject[templates.language_of(get_language() or "ja")]
    return subject.partition("】")[2] or subject.partition("] ")[2] or subject


def with_lost(found: Mapping[str, str], held: object) -> Known:
    """With what is chosen but is no longer there, so that it is seen and not lost by saving."""
    chosen = [str(one) for one in (held if isinstance(held, list) else [held]) if one not in (None, "")]
    return {**found, **{one: one for one in chosen if one not in found}}


def _offices(organisation: Organisation) -> Known:
    below = organisation.children.order_by("code")
    return {one.code: f"{one}（{one.code}）" for one in (organisation, *below)}


def _fields(opened: Opened, _place: Place) -> Known:
    return {one["key"]: said(naming.words_of(one.get("label"), one["key"])) for one in naming.fields(opened.document)}


def _paths(opened: Opened, _place: Place) -> Known:
    return {key: said(label) for key, label in naming.paths(opened.document).items()}


def _checks(opened: Opened, _place: Place) -> Known:
    checks = naming.things(opened.document, "form", "checks")
    return {str(one["code"]): title_of(one) for one in checks if one.get("code")}


def _examples(opened: Opened, place: Place) -> Known:
    """Those above the one at the place."""
    number = next((step for step in place if isinstance(step, int)), 0)
    above = naming.things(opened.document, "examples")[:number]
    return {str(one["name"]): str(one["name"]) for one in above if one.get("name")}


def _groups(opened: Opened, _place: Place) -> Known:
    chosen = {key: said(named.label) for key, named in opened.names.items() if named.type == "choice"}
    return {key: word(key) for key in sorted(GROUPS)} | chosen


def _counts(opened: Opened, _place: Place) -> Known:
    """Answers and derived values that are numbers."""
    return {key: said(named.label) for key, named in opened.names.items() if named.type == "number" and "." not in key}


FOUND: Mapping[str, Callable[[Opened, Place], Known]] = {
    "field": _fields,
    "fields": _fields,
    "path": _paths,
    "paths": _paths,
    "checks": _checks,
    "example": _examples,
    "group": _groups,
    "count": _counts,
}
