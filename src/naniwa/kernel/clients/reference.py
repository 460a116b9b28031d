"""An OpenAPI document as a developer reads it: operations, what they take and answer, and the shapes of both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

type Schema = Mapping[str, Any]
SHAPES = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "patch")
# The least and the most that a schema may ask for, and of what.
LIMITS = (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"), ("minItems", "maxItems", " items"))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what a value is; `shape` names one that is described below."""

    text: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, in `place` (path, query, header), or a member of a shape."""

    name: str
    kind: tuple[Part, ...]
    required: bool
    about: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A body; `status` is empty for what is sent."""

    media: str
    kind: tuple[Part, ...]
    about: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    summary: str
    about: str
    scopes: tuple[str, ...]
    fields: tuple[Field, ...]
    takes: tuple[Content, ...]
    answers: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object has fields; anything else has a kind."""

    name: str
    about: str
    kind: tuple[Part, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """`events` are posted to the partner; their paths are the names of what happened."""

    title: str
    version: str
    about: str
    operations: tuple[Operation, ...]
    events: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


def read(document: Schema) -> Reference:
    """The parts of an OpenAPI 3.1 document that a reader looks for."""
    info, shapes = document["info"], document.get("components", {}).get("schemas", {})
    return Reference(
        title=info["title"],
        version=info["version"],
        about=info.get("description", ""),
        operations=tuple(_operations(document["paths"])),
        events=tuple(_operations(document.get("webhooks", {}))),
        shapes=tuple(_shape(name, shapes[name]) for name in sorted(shapes)),
    )


def kind_of(schema: Schema) -> tuple[Part, ...]:
    """What a value is, piece by piece."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(SHAPES)
        return (Part(name, shape=name),)
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return tuple(_between([kind_of(one) for one in schema[word]], " or "))
    if "enum" in schema:
        return (Part(" or ".join(map(str, schema["enum"]))),)
    if schema.get("type") == "array":
        return (Part("list of "), *kind_of(schema.get("items", {})))
    told = [str(schema.get("type", "anything")), *(str(schema[name]) for name in ("const", "format") if name in schema)]
    told += [f"{words}{unit}" for least, most, unit in LIMITS if (words := _range(schema.get(least), schema.get(most)))]
    told += [str(schema["pattern"])] if "pattern" in schema else []
    told += [f"default {schema['default']}"] if "default" in schema else []
    return (Part(", ".join(told)),)


def _range(least: object, most: object) -> str:
    if least is not None and most is not None:
        return f"{least} to {most}"
    return f"at least {least}" if least is not None else f"at most {most}" if most is not None else ""


def _between(kinds: list[tuple[Part, ...]], word: str) -> Iterator[Part]:
    for number, kind in enumerate(kinds):
        if number:
            yield Part(word)
        yield from kind


def _operations(paths: Schema) -> Iterator[Operation]:
    for path, methods in paths.items():
        for method in METHODS:
            if method in methods:
                yield _operation(path, method, methods[method])


def _operation(path: str, method: str, told: Schema) -> Operation:
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        about=told.get("description", ""),
        scopes=tuple(scope for way in told.get("security", ()) for scopes in way.values() for scope in scopes),
        fields=tuple(map(_parameter, told.get("parameters", ()))),
        takes=tuple(_contents(told.get("requestBody", {}))),
        answers=tuple(_together(content for status in told["responses"] for content in _of_status(told, status))),
    )


def _of_status(told: Schema, status: Any) -> Iterator[Content]:  # noqa: ANN401 - a number or a word
    return _contents(told["responses"][status], str(status))


def _together(contents: Iterable[Content]) -> Iterator[Content]:
    """Statuses with one kind of answer in one line, in order."""
    kept: dict[object, list[Content]] = defaultdict(list)
    for content in sorted(contents, key=lambda one: one.status):
        kept[(content.media, content.kind) if content.kind else content.status].append(content)
    for alike in kept.values():
        yield replace(alike[0], status=", ".join(content.status for content in alike))


def _parameter(told: Schema) -> Field:
    required, about = told.get("required", False), told.get("description", "")
    return Field(told["name"], kind_of(told["schema"]), required, about, place=told["in"])


def _contents(told: Schema, status: str = "") -> Iterator[Content]:
    for media, content in told.get("content", {}).items():
        yield Content(media, kind_of(content["schema"]), content["schema"].get("description", ""), status)
    if status and not told.get("content"):
        yield Content("", (), told.get("description", ""), status)


def _shape(name: str, schema: Schema) -> Shape:
    needed = schema.get("required", ())
    fields = tuple(
        Field(key, kind_of(value), key in needed, value.get("description", ""))
        for key, value in schema.get("properties", {}).items()
    )
    return Shape(name, schema.get("description", ""), () if fields else kind_of(schema), fields)
