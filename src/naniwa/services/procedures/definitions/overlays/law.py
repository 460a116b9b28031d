"""What the law requires of a base: the marks, what they read, and whether a definition still keeps all of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from naniwa.kernel.forms.compiled import CompiledForm, compile_form
from naniwa.kernel.forms.definition import AnyField, Check
from naniwa.kernel.forms.definition.source import parse as parse_source
from naniwa.kernel.forms.definition.source import validate
from naniwa.kernel.forms.programs import compile_rules, field_of
from naniwa.services.procedures.definitions.overlays import places
from naniwa.services.procedures.definitions.overlays.allowed import Allowed, OnFixed
from naniwa.services.procedures.definitions.overlays.document import Entry
from naniwa.services.procedures.definitions.schema import Procedure

SEVERITIES = ("inform", "propose", "block")
"""From the mildest to the strictest."""
FREE = frozenset({"label", "hint", "example", "fixed", "required", "options"})
"""Of a field: wording, and what is compared by itself."""


@dataclass(frozen=True)
class Base:
    """A base definition: its text, what it says, and the fields that something the law requires depends on."""

    text: str
    document: Mapping[str, Any]
    procedure: Procedure
    read: frozenset[str]

    @property
    def slug(self) -> str:
        return self.procedure.slug


@lru_cache(maxsize=128)
def base(text: str) -> Base:
    """The base of a published text. Raises UnsoundDefinition."""
    source = parse_source(text, file="base")
    procedure = validate(Procedure, source)
    return Base(text, source.document, procedure, frozenset(_read(procedure)))


def _read(procedure: Procedure) -> Iterator[str]:
    """Keys of the fields that checks marked `fixed`, decisions, conditions of marked fields or marked papers need."""
    form = compile_form(procedure.form)
    rules = compile_rules(procedure.form)
    waiting: list[str] = []
    for check in procedure.form.checks:
        if check.fixed:
            waiting += [*check.fields, *_variables(form, check.rule)]
    for rule in _deciding(procedure):
        waiting += _variables(form, rule)
    for asked in procedure.form.fields.values():
        waiting += _variables(form, asked.when) if asked.fixed else []
    waiting += [key for paper in procedure.documents if paper.fixed for key in paper.fields]
    done: set[str] = set()
    while waiting:
        key = field_of(waiting.pop())
        if key in done:
            continue
        done.add(key)
        for kind in ("value", "otherwise", "field"):
            program = rules.programs.get((kind, key))
            waiting += program.reads if program else ()
    yield from done & procedure.form.fields.keys()


def _deciding(procedure: Procedure) -> Iterator[str | None]:
    yield from (one.when for one in procedure.outcomes)
    yield from (one.when for one in procedure.amounts)
    yield from (one.amount for one in procedure.amounts if isinstance(one.amount, str))


def _variables(form: CompiledForm, rule: str | None) -> tuple[str, ...]:
    return form.program(rule).reads if rule else ()


def hinders(found: Base, line: Allowed, entry: Entry) -> bool:
    """Whether the law of the base stands against a line of an overlay."""
    how = _how(found, line, entry.path)
    if how == "free":
        return False
    return how == "kept" or not _tightens(found, entry)


def _how(found: Base, line: Allowed, path: str) -> OnFixed:
    """How far the thing at a place may still be changed; the stricter where both hold."""
    thing = _thing(found.document, path)
    if isinstance(thing, dict) and thing.get("fixed") is True:
        return line.on_fixed
    steps = places.split(path)
    field = steps[4] if steps[:2] == ("form", "pages") and len(steps) > len(("form", "pages", "*", "fields")) else ""
    return line.on_read if field in found.read else "free"


def _thing(document: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """The field, check, document, question, wording or period that a place belongs to."""
    steps = places.split(path)
    lengths = {"form.pages": 5, "form.checks": 3, "documents": 2, "faq": 2, "wordings": 2, "retention": 1}
    length = next((size for start, size in lengths.items() if f"{path}.".startswith(f"{start}.")), 0)
    return places.get(document, ".".join(steps[:length])) if 0 < length <= len(steps) else None


def _tightens(found: Base, entry: Entry) -> bool:
    if entry.path.endswith(".required"):
        return entry.value is True
    before = str(places.get(found.document, entry.path))
    ranks = [SEVERITIES.index(one) if one in SEVERITIES else -1 for one in (before, str(entry.value))]
    return ranks[1] >= ranks[0]


def weakened(found: Base, composed: Procedure) -> list[str]:
    """Places at which a definition keeps less than the law requires of its base; none if it keeps all.

    Looks at the outcome alone, so that it holds whatever the table of allowed changes says.
    """
    lost = [*_fields(found, composed), *_checks(found.procedure, composed), *_papers(found.procedure, composed)]
    lost += _words(found.procedure, composed)
    if found.procedure.retention.fixed and composed.retention != found.procedure.retention:
        lost.append("retention")
    if [one.when for one in found.procedure.outcomes] != [one.when for one in composed.outcomes]:
        lost.append("outcomes")
    return lost


def _fields(found: Base, composed: Procedure) -> Iterator[str]:
    pages = {asked.key: page for page in composed.form.pages for asked in page.fields}
    for page in found.procedure.form.pages:
        for asked in page.fields:
            if not (asked.fixed or asked.key in found.read):
                continue
            now = composed.form.fields.get(asked.key)
            if now is None or _looser(asked, now) or pages[asked.key].when != page.when:
                yield f"form.pages.{page.key}.fields.{asked.key}"


def _looser(before: AnyField, now: AnyField) -> bool:
    same = before.model_dump(exclude=set(FREE)) == now.model_dump(exclude=set(FREE))
    options = [[one.key for one in getattr(asked, "options", ())] for asked in (before, now)]
    said = before.label == now.label or not before.fixed
    return not (same and said and options[0] == options[1]) or (before.required and not now.required)


def _checks(base_procedure: Procedure, composed: Procedure) -> Iterator[str]:
    now = {one.code: one for one in composed.form.checks}
    values = {one.key: one for one in composed.form.values}
    for one in base_procedure.form.checks:
        if one.fixed and (one.code not in now or _milder(one, now[one.code])):
            yield f"form.checks.{one.code}"
    for value in base_procedure.form.values:
        if (kept := values.get(value.key)) is None or (kept.rule, kept.otherwise) != (value.rule, value.otherwise):
            yield f"form.values.{value.key}"


def _milder(before: Check, now: Check) -> bool:
    same = (before.rule, before.must, before.fields) == (now.rule, now.must, now.fields)
    return not same or SEVERITIES.index(now.severity) < SEVERITIES.index(before.severity)


def _papers(base_procedure: Procedure, composed: Procedure) -> Iterator[str]:
    now = {one.key: one for one in composed.documents}
    for one in base_procedure.documents:
        if one.fixed and (one.key not in now or (now[one.key].name, now[one.key].fields) != (one.name, one.fields)):
            yield f"documents.{one.key or one.name.ja}"


def _words(base_procedure: Procedure, composed: Procedure) -> Iterator[str]:
    """Questions and wordings that are gone or say something else."""
    said = {("faq", one.key): one for one in composed.faq} | {("wordings", one.key): one for one in composed.wordings}
    asked = [("faq", one) for one in base_procedure.faq] + [("wordings", one) for one in base_procedure.wordings]
    for name, one in asked:
        if one.fixed and said.get((name, one.key)) != one:
            yield f"{name}.{one.key}"
