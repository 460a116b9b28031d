"""Rules that cannot be worked out, and what they hide for ever."""

from collections.abc import Iterable, Iterator

from naniwa.kernel.forms.answers import Answers
from naniwa.kernel.forms.compiled import CompiledForm
from naniwa.kernel.forms.definition.fields import ChoiceField, RepeatField, SeveralField
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.definition.source import Flaw, Place
from naniwa.kernel.forms.programs import Cycle, Node, Rules, field_of, layers
from naniwa.kernel.forms.rules import RECEIVED_ON, Program
from naniwa.kernel.forms.soundness.inspection import Inspection


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


def other_than_days(seen: Inspection) -> Iterator[Flaw]:
    """`years_between(kind, ...)`: the type check takes every text for a day."""
    for node, program in seen.rules.programs.items():
        for name in sorted(program.days):
            asked = seen.form.fields.get(name)
            if name != RECEIVED_ON and asked is not None and asked.type != "date":
                yield seen.flaw(seen.places[node], f"'{name}' is no day, so nothing can be counted from or to it")


def late_conditions(seen: Inspection) -> Iterator[Flaw]:
    """A condition that depends on what is asked only later."""
    order = {asked.key: number for number, asked in enumerate(seen.form.fields.values())}
    for page in seen.form.pages:
        first = order[page.fields[0].key]
        for node in (("page", page.key), *(("field", asked.key) for asked in page.fields)):
            limit = first if node[0] == "page" else order[node[1]]
            needs = _answers(seen.rules, node)
            late = sorted(key for key in needs if order.get(key, -1) >= limit)
            if late:
                yield seen.flaw(seen.places[node], f"depends on {', '.join(late)}, asked only later")
            if RECEIVED_ON in needs:
                yield seen.flaw(
                    seen.places[node], "what is asked cannot depend on received_on, which is known only then"
                )


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
