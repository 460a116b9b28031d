"""Finds what would go wrong with a form before anyone is asked to fill it in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from naniwa.kernel.forms.answers import Answers
from naniwa.kernel.forms.compiled import CompiledForm
from naniwa.kernel.forms.definition.fields import AnyField, ChoiceField, RepeatField, SeveralField
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.definition.source import Flaw, Place, Source
from naniwa.kernel.forms.findings import PLACEHOLDER
from naniwa.kernel.forms.programs import Cycle, Node, Rules, compile_rules, field_of, layers
from naniwa.kernel.forms.rules import RESERVED, Program


@dataclass(frozen=True)
class Inspection:
    """A form, where it stands in its file, and its rules."""

    form: Form
    source: Source
    at: Place
    rules: Rules
    places: dict[Node, Place]

    def flaw(self, place: Place, message: str, *, line: int = 1) -> Flaw:
        return self.source.flaw((*self.at, *place), message, line=line)


def inspect(form: Form, source: Source, *, at: Place = (), examples: Sequence[Answers] = ()) -> list[Flaw]:
    """Every flaw of a form that stands at a place of its file; `examples` show which pages can be reached."""
    seen = Inspection(form, source, at, compile_rules(form), _places(form))
    looks = (
        doubled_keys,
        broken_rules,
        unknown_row_parts,
        unknown_options,
        late_conditions,
        circles,
        wording,
        targets,
        limits,
    )
    flaws = list(chain.from_iterable(look(seen) for look in looks))
    if not flaws and examples:
        flaws = list(unreachable(seen, examples))
    return sorted(set(flaws))


def _places(form: Form) -> dict[Node, Place]:
    """Where each rule stands."""
    found: dict[Node, Place] = {}
    for number, page in enumerate(form.pages):
        found["page", page.key] = ("pages", number, "when")
        found |= {("field", asked.key): ("pages", number, "fields", at, "when") for at, asked in enumerate(page.fields)}
    for number, value in enumerate(form.values):
        found["value", value.key] = ("values", number, "rule")
        found["otherwise", value.key] = ("values", number, "otherwise")
    for number, check in enumerate(form.checks):
        found["check", check.code] = ("checks", number, "must")
    return found


def _keys(form: Form) -> Iterator[tuple[str, str, Place]]:
    """(kind, key, place) of everything that has a key."""
    for number, page in enumerate(form.pages):
        yield "page", page.key, ("pages", number, "key")
        for at, asked in enumerate(page.fields):
            place: Place = ("pages", number, "fields", at)
            yield "field or value", asked.key, (*place, "key")
            yield from _inner_keys(asked, place)
    yield from (("field or value", value.key, ("values", at, "key")) for at, value in enumerate(form.values))
    yield from (("check", check.code, ("checks", at, "code")) for at, check in enumerate(form.checks))


def _inner_keys(asked: AnyField, place: Place) -> Iterator[tuple[str, str, Place]]:
    if isinstance(asked, ChoiceField | SeveralField):
        for at, option in enumerate(asked.options):
            yield f"option of {asked.key}", option.key, (*place, "options", at, "key")
    elif isinstance(asked, RepeatField):
        for at, cell in enumerate(asked.fields):
            yield f"field of {asked.key}", cell.key, (*place, "fields", at, "key")
            yield from _inner_keys(cell, (*place, "fields", at))


def doubled_keys(seen: Inspection) -> Iterator[Flaw]:
    """Two things of a kind with one key, and keys that are words of the rule language."""
    taken: set[tuple[str, str]] = set()
    for kind, key, place in _keys(seen.form):
        if (kind, key) in taken:
            yield seen.flaw(place, f"there are two: {kind} '{key}'")
        if kind.startswith("field") and key in RESERVED:
            yield seen.flaw(place, f"'{key}' is a word of the rule language; choose another key")
        taken.add((kind, key))


def broken_rules(seen: Inspection) -> Iterator[Flaw]:
    """Unknown fields and wrong types."""
    for node, error in seen.rules.errors.items():
        yield seen.flaw(seen.places[node], str(error), line=error.line)


def unknown_row_parts(seen: Inspection) -> Iterator[Flaw]:
    """`shops.all(s, s.salez > 0)`: the type check cannot see into rows."""
    for node, program in seen.rules.programs.items():
        known = _row_parts(seen.form, program)
        for part in sorted(program.row_parts - known):
            yield seen.flaw(seen.places[node], f"no row has a part '{part}'; there are {', '.join(sorted(known))}")


def _row_parts(form: Form, program: Program) -> set[str]:
    asked = [form.fields[key] for key in map(field_of, program.variables) if key in form.fields]
    cells = {cell.key for one in asked if isinstance(one, RepeatField) for cell in one.fields}
    return cells | ({"id", "name", "media_type", "size"} if any(one.type == "file" for one in asked) else set())


def unknown_options(seen: Inspection) -> Iterator[Flaw]:
    """`kind == "compny"`: a comparison that can never be true."""
    for node, program in seen.rules.programs.items():
        for name, constant in sorted(program.compared):
            asked = seen.form.fields.get(name)
            if isinstance(asked, ChoiceField | SeveralField):
                keys = [option.key for option in asked.options]
                if constant not in keys:
                    yield seen.flaw(
                        seen.places[node], f"'{name}' has no option '{constant}'; there are {', '.join(keys)}"
                    )


def late_conditions(seen: Inspection) -> Iterator[Flaw]:
    """A condition that depends on what is asked only later."""
    order = {asked.key: number for number, asked in enumerate(seen.form.fields.values())}
    for page in seen.form.pages:
        first = order[page.fields[0].key]
        for node in (("page", page.key), *(("field", asked.key) for asked in page.fields)):
            limit = first if node[0] == "page" else order[node[1]]
            late = sorted(key for key in _answers(seen.rules, node) if order.get(key, -1) >= limit)
            if late:
                yield seen.flaw(seen.places[node], f"depends on {', '.join(late)}, asked only later")


def _answers(rules: Rules, node: Node) -> set[str]:
    """Fields that a rule depends on, also through values."""
    program = rules.programs.get(node)
    direct = {field_of(name) for name in program.reads} if program else set()
    inner = {key for key in direct if ("value", key) in rules.programs and ("value", key) != node}
    return direct.union(*(_answers(rules, (kind, key)) for key in inner for kind in ("value", "otherwise")))


def circles(seen: Inspection) -> Iterator[Flaw]:
    """Conditions and values that wait for one another."""
    try:
        layers(seen.form, seen.rules)
    except Cycle as cycle:
        yield seen.flaw(seen.places[cycle.nodes[0]], f"these wait for one another: {cycle}")


def wording(seen: Inspection) -> Iterator[Flaw]:
    """Placeholders in wording that name nothing."""
    known = seen.form.fields.keys() | {value.key for value in seen.form.values}
    for at, check in enumerate(seen.form.checks):
        for side, text in (("applicant", check.applicant), ("staff", check.staff)):
            for language in ("ja", "en", "easy"):
                for key in PLACEHOLDER.findall(getattr(text, language) or ""):
                    if key not in known:
                        yield seen.flaw(("checks", at, side, language), f"{{{key}}} is no field or value")


def targets(seen: Inspection) -> Iterator[Flaw]:
    """Checks that point at fields that do not exist, or that could stop an entry without a rule."""
    for at, check in enumerate(seen.form.checks):
        if check.field not in seen.form.fields:
            yield seen.flaw(("checks", at, "field"), f"there is no field '{check.field}'")
        for number, key in enumerate(check.mend):
            if key not in seen.form.fields:
                yield seen.flaw(("checks", at, "mend", number), f"there is no field '{key}'")
        if check.must is None and (check.severity != "propose" or check.when):
            yield seen.flaw(
                ("checks", at, "severity"), "without `must` only a person can find it: propose, and no `when`"
            )


LIMITS = (("minimum", "maximum"), ("earliest", "latest"), ("at_least", "at_most"))


def limits(seen: Inspection) -> Iterator[Flaw]:
    """Limits that no answer can meet."""
    for number, page in enumerate(seen.form.pages):
        for at, asked in enumerate(page.fields):
            for low, high in LIMITS:
                least, most = getattr(asked, low, None), getattr(asked, high, None)
                if least is not None and most is not None and least > most:
                    yield seen.flaw(("pages", number, "fields", at, low), f"{low} is above {high}")


def unreachable(seen: Inspection, examples: Iterable[Answers]) -> Iterator[Flaw]:
    """Pages and fields that no example ever shows."""
    form = CompiledForm(seen.form)
    pages = [page.key for page in seen.form.pages]
    shown = {field.key for answers in examples for page in pages for field in form.visible_fields(page, answers)}
    for number, page in enumerate(seen.form.pages):
        hidden = [(at, field) for at, field in enumerate(page.fields) if field.key not in shown]
        if len(hidden) == len(page.fields):
            place: Place = ("pages", number, "when" if page.when else "key")
            yield seen.flaw(place, f"no example reaches page '{page.key}'; is its condition ever true?")
            continue
        for at, field in hidden:
            place = ("pages", number, "fields", at, "when")
            yield seen.flaw(place, f"no example shows field '{field.key}'; is its condition ever true?")
