"""What a page of controls sent, as changes of the text: only what differs is changed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from naniwa.kernel.forms.definition.text import Model
from naniwa.services.procedures.definitions.editing import surgery
from naniwa.services.procedures.definitions.editing.places import Place, Yaml
from naniwa.services.procedures.definitions.editing.shapes import Slot, field_types, order, slots
from naniwa.services.procedures.views.staff.designer import answering
from naniwa.services.procedures.views.staff.designer.controls import CONTROLS, LANGUAGES, SHARERS, TURNS

type Sent = Mapping[str, Sequence[str]]
type Change = tuple[Place, Yaml, tuple[str, ...]]
"""(place, new value, keys in the order of the schema); GONE takes the key out."""

GONE = object()
LISTED = frozenset({"several", "fields", "paths", "checks", "lines", "numbers"})
MAPPED: Mapping[str, Sequence[str]] = {"shares": SHARERS, "notices": TURNS}
LONGEST = 8_000


def apply(text: str, changes: Sequence[Change]) -> str:
    """The text with every change. Raises NoSuchPlace."""
    for place, value, keys in changes:
        text = surgery.remove(text, place) if value is GONE else surgery.put(text, place, value, order=keys)
    return text


@dataclass(frozen=True)
class Asked:
    """The controls of a page: of which keys (all, if none is named) of a thing of a model at a place."""

    model: type[Model]
    place: Place
    sent: Sent
    keys: Sequence[str] = ()
    prefix: str = ""


def changes(asked: Asked, thing: Mapping[str, Yaml], document: Yaml) -> Iterator[Change]:
    """Everything in which the controls of a page differ from what stands there."""
    for slot in slots(asked.model):
        if asked.keys and slot.key not in asked.keys:
            continue
        here, name, held = (*asked.place, slot.key), asked.prefix + slot.key, thing.get(slot.key)
        if slot.kind == "item" and slot.model:
            inner = held if isinstance(held, Mapping) else {}
            if slot.required or not _blank(f"{name}.", asked.sent):
                yield from changes(Asked(slot.model, here, asked.sent, prefix=f"{name}."), inner, document)
            elif slot.key in thing and any(sent.startswith(f"{name}.") for sent in asked.sent):
                yield here, GONE, order(asked.model)
        elif slot.kind == "answers":
            yield from _answered(asked, held, name, document)
        elif slot.kind != "items" and (was := _told(slot, held)) != (now := _sent(slot, name, asked.sent, held)):
            yield from _changed(slot, here, was, now, order(asked.model), present=slot.key in thing)
    if not asked.prefix and "type" in asked.model.model_fields:
        yield from _retyped(thing, asked.place, asked.sent.get("type", [""])[-1])


def _blank(prefix: str, sent: Sent) -> bool:
    """Whether nothing was typed or ticked for the keys of a thing."""
    typed = [(key, value) for key, values in sent.items() if key.startswith(prefix) for value in values]
    return not any(value.strip() for key, value in typed if not key.endswith(".shown"))


def _answered(asked: Asked, held: Yaml, name: str, document: Yaml) -> Iterator[Change]:
    was = held if isinstance(held, Mapping) else {}
    now = answering.read(was, document, asked.sent, name)
    if was != now:
        yield (*asked.place, "answers"), now, order(asked.model)


def _changed(
    slot: Slot, here: Place, was: Yaml, now: Yaml, keys: tuple[str, ...], *, present: bool
) -> Iterator[Change]:
    empty = now in ("", [], {}) or now is None
    if empty and not slot.required:
        if present:
            yield here, GONE, keys
    elif slot.kind == "words" and present and isinstance(was, dict) and isinstance(now, dict):
        yield from _retold(here, was, now)
    elif present or not _is_default(slot, now):
        yield here, now, keys


def _retold(here: Place, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """Each language for itself, so that the others stay as they were written."""
    for language in LANGUAGES:
        if now.get(language) != was.get(language):
            value = now.get(language, "")
            gone = language == "easy" and not value
            yield (*here, language), GONE if gone else value, LANGUAGES


def _retyped(known: Mapping[str, Yaml], place: Place, kind: str) -> Iterator[Change]:
    """A field of another type keeps what that type has, and gets what it needs."""
    types = field_types()
    if kind == known.get("type") or kind not in types:
        return
    model = types[kind]
    kept = {key: value for key, value in known.items() if key in model.model_fields} | {"type": kind}
    yield from (((*place, key), GONE, ()) for key in known if key not in kept)
    yield (*place, "type"), kind, order(model)
    needed = {
        "options": [{"key": f"option_{n}", "label": {"ja": f"選択肢{n}", "en": f"Option {n}"}} for n in (1, 2)],
        "statement": {"ja": "内容に間違いはありません。", "en": "All of this is true."},
        "item": {"ja": "件", "en": "Item"},
        "fields": [{"key": "item_1", "type": "text", "label": {"ja": "新しい質問", "en": "New question"}}],
    }
    for key, value in needed.items():
        if key in model.model_fields and model.model_fields[key].is_required() and key not in kept:
            yield (*place, key), value, order(model)


def _is_default(slot: Slot, value: Yaml) -> bool:
    default = list(slot.default) if isinstance(slot.default, tuple) else slot.default
    return not slot.required and value == default


def _told(slot: Slot, held: Yaml) -> Yaml:
    """What stands there, in the form in which `_sent` gives what was typed."""
    if slot.kind == "words":
        texts = held if isinstance(held, Mapping) else {"ja": held or ""}
        return {language: str(texts[language]).strip() for language in LANGUAGES if texts.get(language)}
    if slot.kind == "yes":
        return slot.default if held is None else held
    if slot.kind in LISTED:
        return list(held) if isinstance(held, list) else []
    if slot.kind in MAPPED:
        return {key: str(value) for key, value in held.items() if value} if isinstance(held, Mapping) else {}
    return held.strip() if isinstance(held, str) else "" if held is None else held


def _sent(slot: Slot, name: str, sent: Sent, held: Yaml) -> Yaml:
    """What was typed for a key, or what stands there if the page had no control for it."""
    told = _told(slot, held)
    if slot.kind == "yes":
        return bool(sent.get(name, [""])[-1]) if f"{name}.shown" in sent else told
    if CONTROLS.get(slot.kind) == "several":
        return _chosen(name, sent, told)
    if slot.kind in MAPPED or slot.kind == "words":
        return _parts(name, sent, told, MAPPED.get(slot.kind, LANGUAGES))
    if slot.kind == "type" or name not in sent:
        return told
    typed = _one(name, sent)
    return READ[slot.kind](typed) if slot.kind in READ else typed


def _parts(name: str, sent: Sent, told: Mapping[str, Yaml], keys: Sequence[str]) -> dict[str, Yaml]:
    """A mapping whose keys have a control each; what has none stays."""
    kept = {key: value for key, value in told.items() if key not in keys}
    typed = {key: _one(f"{name}.{key}", sent) if f"{name}.{key}" in sent else told.get(key) for key in keys}
    return kept | {key: value for key, value in typed.items() if value}


def _one(name: str, sent: Sent) -> str:
    return sent[name][-1].replace("\r\n", "\n").strip()[:LONGEST]


def _chosen(name: str, sent: Sent, held: Yaml) -> list[str]:
    """What was chosen: what stood there first in its order, then what is new."""
    before = [str(one) for one in held]
    if f"{name}.shown" not in sent:
        return before
    now = [one for one in sent.get(name, ()) if one]
    return [*(one for one in before if one in now), *(one for one in now if one not in before)]


def _number(typed: str) -> Yaml:
    """A whole number if it is one; else the words, which are then said to be none."""
    bare = typed.replace(",", "").replace("，", "")
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else typed


def _lines(typed: str) -> list[str]:
    return [line for line in map(str.strip, typed.splitlines()) if line]


def _numbers(typed: str) -> list[Yaml]:
    return [_number(one) for one in re.split(r"[\s,、]+", typed) if one]


READ: Mapping[str, Callable[[str], Yaml]] = {
    "lines": _lines,
    "numbers": _numbers,
    "number": _number,
    "amount": _number,
}
