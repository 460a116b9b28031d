"""Compiles every rule of a form and puts the rules in the order in which they can be worked out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from naniwa.kernel.forms.definition.fields import variables
from naniwa.kernel.forms.definition.form import Form, Value
from naniwa.kernel.forms.rules import RECEIVED_ON, Program, RuleError, Vocabulary

type Node = tuple[str, str]
"""("page" | "field" | "value" | "otherwise" | "check", key)"""


class Cycle(Exception):
    """Rules wait for one another in a circle."""

    def __init__(self, nodes: list[Node]) -> None:
        super().__init__(" → ".join(key for _, key in nodes))
        self.nodes = nodes


@dataclass
class Rules:
    """The rules of a form."""

    vocabulary: Vocabulary
    programs: dict[Node, Program] = field(default_factory=dict)
    errors: dict[Node, RuleError] = field(default_factory=dict)


def compile_rules(form: Form) -> Rules:
    """Compile all rules; those that cannot be compiled stand in `errors`."""
    asked = dict(pair for asked in form.fields.values() for pair in variables(asked))
    vocabulary = Vocabulary({RECEIVED_ON: "string", **asked})
    rules = Rules(vocabulary)
    _compile_values(form, rules)
    for node, text in _conditions(form):
        try:
            rules.programs[node] = rules.vocabulary.compile(text, expect="bool")
        except RuleError as error:
            rules.errors[node] = error
    return rules


def _conditions(form: Form) -> Iterator[tuple[Node, str]]:
    yield from ((("page", page.key), page.when) for page in form.pages if page.when)
    yield from ((("field", asked.key), asked.when) for asked in form.fields.values() if asked.when)
    yield from ((("check", check.code), check.rule) for check in form.checks if check.rule)


def _compile_values(form: Form, rules: Rules) -> None:
    """Values may use other values, whose types are known only once they are compiled."""
    waiting = {value.key: value for value in form.values}
    while waiting:
        ready = [value for value in waiting.values() if not _mentions(value, waiting.keys())]
        if not ready:
            circle: list[Node] = [("value", key) for key in waiting]
            rules.errors[circle[0]] = RuleError(f"these values wait for one another: {Cycle(circle)}")
            return
        types = {value.key: kind for value in ready if (kind := _compile_value(value, rules))}
        waiting = {key: value for key, value in waiting.items() if value not in ready}
        rules.vocabulary = rules.vocabulary.extended(types)


def _compile_value(value: Value, rules: Rules) -> str | None:
    """Type of the value; None if a rule cannot be compiled."""
    kind = None
    for node, text in ((("value", value.key), value.rule), (("otherwise", value.key), value.otherwise)):
        try:
            if text is not None:
                rules.programs[node] = rules.vocabulary.compile(text, expect=kind)
                kind = rules.programs[node].type
        except RuleError as error:
            rules.errors[node] = error
    return kind


def _mentions(value: Value, keys: Iterable[str]) -> bool:
    text = f"{value.rule} {value.otherwise or ''}"
    return any(re.search(rf"(?<![\w.'\"]){key}(?![\w'\"])", text) for key in keys)


def layers(form: Form, rules: Rules) -> list[list[Node]]:
    """Group rules so that each needs only answers and earlier groups. Raises Cycle."""
    depths: dict[Node, int] = {}
    homes = {asked.key: page.key for page in form.pages for asked in page.fields}

    def depth(node: Node, trail: tuple[Node, ...] = ()) -> int:
        if node in trail:
            raise Cycle([*trail[trail.index(node) :], node])
        if node not in depths:
            needs = chain(_earlier(node), *(_needed(name, homes, rules) for name in _reads(rules, node)))
            depths[node] = max((depth(need, (*trail, node)) + 1 for need in needs), default=0)
        return depths[node]

    for node in rules.programs:
        depth(node)
    groups: list[list[Node]] = [[] for _ in range(max(depths.values(), default=-1) + 1)]
    for node, level in depths.items():
        groups[level].append(node)
    return groups


def _reads(rules: Rules, node: Node) -> tuple[str, ...]:
    program = rules.programs.get(node)
    return program.reads if program else ()


def _earlier(node: Node) -> Iterator[Node]:
    if node[0] == "otherwise":
        yield "value", node[1]


def field_of(variable: str) -> str:
    """Key of the field or value that a variable belongs to."""
    return variable.removeprefix("answered.").partition(".")[0]


def _needed(variable: str, homes: Mapping[str, str], rules: Rules) -> Iterator[Node]:
    """Rules that settle whether a variable is known."""
    key = field_of(variable)
    candidates: tuple[Node, ...] = (("value", key), ("otherwise", key), ("field", key), ("page", homes.get(key, "")))
    return (node for node in candidates if node in rules.programs)
