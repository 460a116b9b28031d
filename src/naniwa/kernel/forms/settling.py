"""Works out, for one set of answers, what shows, what the derived values are and which checks do not hold."""

from dataclasses import dataclass, field
from typing import Any

from naniwa.kernel.forms.answers import Answers
from naniwa.kernel.forms.definition.fields import PARTS, AnyField, RepeatField
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.programs import Node, Rules, layers
from naniwa.kernel.forms.rules import Bundle, Failed


@dataclass(slots=True)
class Settled:
    """What is known about one set of answers."""

    facts: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    visible: set[str] = field(default_factory=set)
    broken: dict[str, bool] = field(default_factory=dict)
    """Checks that do not hold; True if the rule could not be worked out."""
    shown: set[Node] = field(default_factory=set)


class Settler:
    """Works rules out layer by layer: a rule waits for the fields it reads to be known as shown or hidden."""

    def __init__(self, form: Form, rules: Rules) -> None:
        """Raises Cycle."""
        groups = layers(form, rules)
        self._layers = [_bundle(rules, group) for group in groups]
        self._quick = [_bundle(rules, [node for node in group if node[0] != "check"]) for group in groups]
        self._facts = {
            key: (f"answered.{key}", _is_simple(asked), _needed(asked)) for key, asked in form.fields.items()
        }
        level = {node: number for number, group in enumerate(groups) for node in group}
        self._order = [_gate(asked.key, page.key, rules) for page in form.pages for asked in page.fields]
        self._due = [[] for _ in range(len(groups) + 1)]  # type: list[list[tuple[str, tuple[Node, ...]]]]
        for key, gates in self._order:
            self._due[max((level[gate] + 1 for gate in gates), default=0)].append((key, gates))

    def settle(self, answers: Answers, *, checks: bool = True) -> Settled:
        """Work everything out, with or without the checks."""
        settled = Settled()
        self._reveal(0, answers, settled)
        for number, bundle in enumerate(self._layers if checks else self._quick):
            for node, result in bundle.evaluate(settled.facts).items():
                _note(node, result, settled)
            self._reveal(number + 1, answers, settled)
        return settled

    def _reveal(self, number: int, answers: Answers, settled: Settled) -> None:
        facts = settled.facts
        for key, gates in self._due[number]:
            shown = not gates or settled.shown.issuperset(gates)
            value = answers.get(key) if shown else None
            answered = bool(value) or value == 0  # 0 yen and an unticked box are answers
            variable, simple, needed = self._facts[key]
            facts[variable] = answered
            if shown:
                settled.visible.add(key)
            if answered and simple:
                facts[key] = value
            elif answered:
                for variable, part, column in needed:
                    facts[variable] = _fact(value, part, column)


def _note(node: Node, result: Any, settled: Settled) -> None:  # noqa: ANN401 - whatever a rule gives
    kind, key = node
    failed = isinstance(result, Failed)
    if kind in {"value", "otherwise"}:
        if not failed and key not in settled.facts:
            settled.values[key] = settled.facts[key] = result
    elif kind == "check":
        if failed or not result:
            settled.broken[key] = failed
    elif result is True:
        settled.shown.add(node)


def _fact(value: Any, part: str | None, column: str | None) -> Any:  # noqa: ANN401 - an answer or a part of it
    if part is not None:
        return value.get(part, "") if isinstance(value, dict) else ""
    if column is not None:
        return [row[column] for row in value if isinstance(row, dict) and column in row]
    return value


def _is_simple(asked: AnyField) -> bool:
    """Whether rules see the answer as it is stored, and no parts of it."""
    return asked.type not in PARTS and not isinstance(asked, RepeatField)


def _needed(asked: AnyField) -> list[tuple[str, str | None, str | None]]:
    """(variable, part, column) of each variable of a field."""
    key = asked.key
    if asked.type in PARTS:
        return [(f"{key}.{part}", part, None) for part in PARTS[asked.type]]
    if isinstance(asked, RepeatField):
        return [(key, None, None), *((f"{key}.{cell.key}", None, cell.key) for cell in asked.fields)]
    return [(key, None, None)]


def _gate(key: str, page: str, rules: Rules) -> tuple[str, tuple[Node, ...]]:
    gates: tuple[Node, ...] = (("page", page), ("field", key))
    return key, tuple(gate for gate in gates if gate in rules.programs)


def _bundle(rules: Rules, nodes: list[Node]) -> Bundle[Node]:
    return Bundle(rules.vocabulary, {node: rules.programs[node] for node in nodes})
