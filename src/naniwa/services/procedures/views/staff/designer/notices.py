"""Own wordings of notices in the designer: which may be added, and what may be inserted in one."""

from collections.abc import Mapping, Sequence

from naniwa.services.procedures.definitions import wordings
from naniwa.services.procedures.definitions.editing.filled import FILLED
from naniwa.services.procedures.definitions.editing.naming import things
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place
from naniwa.services.procedures.views.staff.designer import choosing
from naniwa.services.procedures.views.staff.designer.opened import Opened, said

PLACE: Place = ("wordings",)
LANGUAGES = ("ja", "en", "easy")


def pays(opened: Opened) -> bool:
    """Whether a draft pays something, finished or not."""
    return bool(things(opened.document, "amounts"))


def unworded(opened: Opened) -> dict[str, str]:
    """Turns that have no own wording yet."""
    taken = {str(one.get("key")) for one in things(opened.document, "wordings")}
    return {key: choosing.word(key) for key in wordings.turns(pays=pays(opened)) if key not in taken}


def inserted(opened: Opened, place: Place) -> dict[str, str]:
    """Names that may be filled in at a place, with what they become; none where nothing is filled in."""
    if place[:1] != PLACE:
        return {}
    try:
        key = str(opened.at((*place[:2], "key")))
    except NoSuchPlace:
        return {}
    return {name: f"{said(FILLED[name].label)}（{{{name}}}）" for name in wordings.fillable(key, pays=pays(opened))}


def with_inserted(act: str, sent: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was typed with a name at the end of each language, as asked by `insert:body`."""
    field = act.partition(":")[2]
    name = sent.get(f"name:{field}", [""])[-1]
    changed = {key: list(values) for key, values in sent.items()}
    for language in LANGUAGES:
        typed = changed.get(f"{field}.{language}", [""])[-1]
        if name in FILLED and typed.strip():
            changed[f"{field}.{language}"] = [f"{typed.rstrip()} {{{name}}}"]
    return changed
