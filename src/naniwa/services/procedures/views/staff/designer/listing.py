"""Adding, moving and removing things of a list, from the same form that saves the page around it."""

from collections.abc import Mapping

from django.http import QueryDict

from naniwa.services.procedures.definitions.editing import fresh, places, shapes, surgery
from naniwa.services.procedures.definitions.editing.naming import fields, things
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml, place_of
from naniwa.services.procedures.definitions.schema import Wording
from naniwa.services.procedures.views.staff.designer import sentences
from naniwa.services.procedures.views.staff.designer.opened import Opened

type Said = Mapping[str, str]


def acted(text: str, act: str, post: QueryDict, told: Said) -> tuple[str, Said]:
    """The text after an act such as `up:form.pages[1]`, and what was done. Raises NoSuchPlace."""
    verb, _colon, where = act.partition(":")
    place, document = place_of(where), surgery.document_of(text)
    if verb == "add":
        made = _made(document, place, post.get(f"kind:{where}", "text"))
        number = _count(document, place)
        order = shapes.order(shapes.model_at(document, place[:-1]))
        return surgery.insert(text, (*place, number), made, order=order), _both(told, sentences.acted("add", made))
    thing = places.at(document, place)
    if verb == "remove":
        return surgery.remove(text, place), _both(told, sentences.acted(verb, thing))
    if verb not in {"up", "down"} or not isinstance(place[-1], int):
        raise NoSuchPlace(act)
    to = place[-1] + (1 if verb == "down" else -1)
    return surgery.move(text, place, to), _both(told, sentences.acted(verb, thing))


def moved(act: str, place: Place, there: Place) -> str:
    """The act on the same thing where what holds it stands elsewhere by now. Raises NoSuchPlace."""
    verb, _colon, where = act.partition(":")
    return f"{verb}:{places.path((*there, *place_of(where)[len(place) :]))}"


def added_url(now: Opened, act: str) -> str:
    """The page of the thing that was added last."""
    place = place_of(act.partition(":")[2])
    return now.item_url((*place, _count(now.document, place) - 1))


def _made(document: Yaml, place: Place, kind: str) -> Yaml:
    slot = shapes.slot_at(document, place)
    if slot.kind != "items":
        raise NoSuchPlace(str(place))
    try:
        beside = [one for one in places.at(document, place) if isinstance(one, dict)]
    except (NoSuchPlace, TypeError):
        beside = []
    if slot.model is Wording:
        return fresh.wording(document, kind)
    if slot.model is not None:
        return fresh.thing(slot.model, document, beside)
    taken = [one.get("key") for one in beside]
    if place[:2] == ("form", "pages") and len(place) == PAGE_FIELDS:
        taken = [one["key"] for one in fields(document)] + [
            one.get("key") for one in things(document, "form", "values")
        ]
    return fresh.field(kind if kind in shapes.field_types() else "text", fresh.fresh_key("question", taken))


PAGE_FIELDS = 4
"""Steps of form.pages[0].fields."""


def _count(document: Yaml, place: Place) -> int:
    try:
        held = places.at(document, place)
    except NoSuchPlace:
        return 0
    return len(held) if isinstance(held, list) else 0


def _both(one: Said, other: Said) -> Said:
    return {
        language: f"{one.get(language, '')}{' ' if one and language == 'en' else ''}{other[language]}"
        for language in other
    }
