"""Which keys may stand at a place of a definition, and what control each of them needs, read from the schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from naniwa.kernel.forms.definition import RepeatField, Text
from naniwa.kernel.forms.definition.fields import Asked, Cell, Field
from naniwa.kernel.forms.definition.text import Model
from naniwa.services.procedures.definitions.editing.described import DESCRIBED, LEFT_TO_YAML, Said
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, at, path
from naniwa.services.procedures.definitions.schema import Procedure

RULE = "A rule in CEL"
PLAIN: dict[Any, str] = {bool: "yes", int: "number", str: "line"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One key: `model` is what stands there or in its list, None for fields of a form, which are of several types."""

    said: Said
    kind: str
    required: bool
    choices: tuple[str, ...] = ()
    model: type[Model] | None = None
    default: Any = None

    @property
    def key(self) -> str:
        return self.said.key


@cache
def slots(model: type[Model]) -> tuple[Slot, ...]:
    """The keys of a model, in the order in which they are shown."""
    lines = {said.key: said for base in reversed(model.__mro__) for said in DESCRIBED.get(base, ())}
    shown = [key for base in model.__mro__ for key in (said.key for said in DESCRIBED.get(base, ()))]
    ordered = sorted(lines, key=lambda key: _rank(model, key, shown))
    known = [key for key in ordered if key in model.model_fields]
    return tuple(_slot(lines[key], model.model_fields[key]) for key in known)


def _rank(model: type[Model], key: str, shown: list[str]) -> tuple[int, int]:
    """What every field has comes before what its type adds; its condition and key come last."""
    common = [said.key for said in DESCRIBED.get(Asked, ())] if issubclass(model, Asked) else []
    if key in {"when", "key"} and common:
        return 2, common.index(key)
    return (0, common.index(key)) if key in common else (1, shown.index(key))


def undescribed() -> Iterator[tuple[type[Model], str]]:
    """Keys of the schema that nobody has described or left to the YAML view."""
    for model in models():
        known = {said.key for base in model.__mro__ for said in DESCRIBED.get(base, ())}
        left = {key for base, key in LEFT_TO_YAML if issubclass(model, base)}
        yield from ((model, key) for key in model.model_fields if key not in known | left)


def models() -> set[type[Model]]:
    """Everything a definition is made of, but the texts."""
    found: set[type[Model]] = set()
    waiting: list[type[Model]] = [Procedure]
    while waiting:
        model = waiting.pop()
        if model not in found and model is not Text:
            found.add(model)
            waiting += [inner for info in model.model_fields.values() for inner in _inner(info.annotation)]
    return found


def order(model: type[Model]) -> tuple[str, ...]:
    """Keys in the order in which the schema has them, and definitions are written."""
    return tuple(model.model_fields)


def model_at(document: Any, place: Place) -> type[Model]:  # noqa: ANN401 - anything in YAML
    """What kind of thing stands at a place. Raises NoSuchPlace where there is none, or a single value."""
    model: type[Model] | None = Procedure
    for end, step in enumerate(place, 1):
        if isinstance(step, int):
            thing = at(document, place[:end])
            model = model or field_model(thing, cell=end > LEVELS)
        else:
            info = model.model_fields.get(step) if model else None
            if info is None:
                raise NoSuchPlace(path(place))
            model = _model(info.annotation)
    if model is None or (place and isinstance(place[-1], str) and not issubclass(model, Model)):
        raise NoSuchPlace(path(place))
    return model


LEVELS = 5
"""Steps of the deepest field that is not a row's: form.pages[0].fields[0]."""


def slot_at(document: Any, place: Place) -> Slot:  # noqa: ANN401 - as above
    """The key that a place ends with. Raises NoSuchPlace."""
    model = model_at(document, place[:-1])
    for slot in slots(model):
        if slot.key == place[-1]:
            return slot
    raise NoSuchPlace(path(place))


def field_model(thing: Any, *, cell: bool = False) -> type[Model]:  # noqa: ANN401 - as above
    """The model of a field, told by its type; text where it has none that is known."""
    known = field_types(cell=cell)
    wanted = thing.get("type") if isinstance(thing, Mapping) else None
    return known.get(str(wanted)) or known["text"]


@cache
def field_types(*, cell: bool = False) -> dict[str, type[Model]]:
    """Each type of field with its model; `cell`: those that may stand in a row."""
    members = _inner(Cell if cell else Field)
    return {get_args(model.model_fields["type"].annotation)[0]: model for model in members}


def _slot(said: Said, info: FieldInfo) -> Slot:
    kind, choices, model = _kind(info)
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return Slot(said, said.kind or kind, info.is_required(), choices, model, default)


def _kind(info: FieldInfo) -> tuple[str, tuple[str, ...], type[Model] | None]:
    annotation = _bare(info.annotation)
    told = tuple(getattr(one, "description", None) for one in (info, *info.metadata, *_metadata(info.annotation)))
    if RULE in told or annotation is Text:
        return ("rule" if RULE in told else "words"), (), None
    if get_origin(annotation) is Literal:
        return ("choice" if len(get_args(annotation)) > 1 else "type"), get_args(annotation), None
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return "item", (), annotation
    if get_origin(annotation) is tuple:
        return _list_kind(get_args(annotation)[0])
    kind = PLAIN.get(annotation, "line")
    return kind, (), None


def _list_kind(inner: Any) -> tuple[str, tuple[str, ...], type[Model] | None]:  # noqa: ANN401 - an annotation
    bare = _bare(inner)
    if get_origin(bare) is Literal:
        return "several", get_args(bare), None
    if isinstance(bare, type) and issubclass(bare, Model):
        return "items", (), bare
    if _inner(inner):
        return "items", (), None
    return ("numbers" if bare is int else "lines"), (), None


def _bare(annotation: Any) -> Any:  # noqa: ANN401 - as above
    """Without Annotated and without None."""
    if isinstance(annotation, TypeAliasType):
        return _bare(annotation.__value__)
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        kept = [one for one in get_args(annotation) if one is not type(None)]
        return _bare(kept[0]) if len(kept) == 1 else annotation
    return annotation


def _metadata(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    elif get_origin(annotation) in {Union, UnionType}:
        for one in get_args(annotation):
            yield from _metadata(one)


def _inner(annotation: Any) -> list[type[Model]]:  # noqa: ANN401 - as above
    """The models that an annotation names, but the texts."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return [annotation] if issubclass(annotation, Model) and annotation is not Text else []
    return [model for one in get_args(annotation) if one is not type(None) for model in _inner(one)]


def _model(annotation: Any) -> type[Model] | None:  # noqa: ANN401 - as above
    """The one model of an annotation or of its list; None for fields, which are of several."""
    found = _inner(annotation)
    return found[0] if len(found) == 1 else None


__all__ = [
    "RepeatField",
    "Slot",
    "field_model",
    "field_types",
    "model_at",
    "models",
    "order",
    "slot_at",
    "slots",
    "undescribed",
]
