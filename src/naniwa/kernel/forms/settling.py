"""Works out, for one set of answers, what shows, what the derived values are and which checks do not hold."""

from collections.abc import Mapping
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
        level = {node: number for number, group in enumerate(groups) for node in group}
        self._due: list[list[_Due]] = [[] for _ in range(len(groups) + 1)]
        for page in form.pages:
            for asked in page.fields:
                due = _due(asked, page.key, rules)
                self._due[max((level[gate] + 1 for gate in due.gates), default=0)].append(due)

    def settle(self, answers: Answers, *, checks: bool = True) -> Settled:
        """Work everything out, with or without the checks."""
        settled = Settled()
        self._reveal(0, answers, settled)
        for number, bundle in enumerate(self._layers if checks else self._quick):
            _note(bundle.evaluate(settled.facts), settled)
            self._reveal(number + 1, answers, settled)
        return settled

    def _reveal(self, number: int, answers: Answers, settled: Settled) -> None:
        facts = settled.facts
        for due in self._due[number]:
            key = due.key
            if due.gates and not settled.shown.issuperset(due.gates):
                facts[due.answered] = False
                continue
            settled.visible.add(key)
            value = answers.get(key)
            answered = facts[due.answered] = bool(value) or value == 0  # 0 yen and an unticked box are answers
            if answered and due.simple:
                facts[key] = value
            elif answered:
                facts.update(due.facts(value))


@dataclass(frozen=True, slots=True)
class _Due:
    """A field whose showing is known once its gates are worked out."""

    key: str
    gates: tuple[Node, ...]
    answered: str
    simple: bool
    """Whether rules see the answer as it is stored, and no parts of it."""
    parts: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    """Variables of each part of the answer, or of each column of its rows."""

    def facts(self, value: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer
        """What rules see of an answer with parts or rows."""
        if self.parts:
            given = value if isinstance(value, dict) else {}
            return {variable: given.get(part, "") for variable, part in self.parts}
        cells = {variable: [row[cell] for row in value if isinstance(row, dict) and cell in row]
                 for variable, cell in self.columns}  # fmt: skip
        return {self.key: value} | cells


def _note(results: Mapping[Node, Any], settled: Settled) -> None:
    for node, result in results.items():
        kind, key = node
        failed = isinstance(result, Failed)
        if kind == "check":
            if failed or not result:
                settled.broken[key] = failed
        elif kind in {"value", "otherwise"}:
            if not failed and key not in settled.facts:
                settled.values[key] = settled.facts[key] = result
        elif result is True:
            settled.shown.add(node)


def _due(asked: AnyField, page: str, rules: Rules) -> _Due:
    key = asked.key
    nodes: tuple[Node, ...] = (("page", page), ("field", key))
    gates = tuple(node for node in nodes if node in rules.programs)
    parts = tuple((f"{key}.{part}", part) for part in PARTS.get(asked.type, ()))
    cells = asked.fields if isinstance(asked, RepeatField) else ()
    simple = not parts and not isinstance(asked, RepeatField)
    return _Due(key, gates, f"answered.{key}", simple, parts, tuple((f"{key}.{cell.key}", cell.key) for cell in cells))


def _bundle(rules: Rules, nodes: list[Node]) -> Bundle[Node]:
    return Bundle(rules.vocabulary, {node: rules.programs[node] for node in nodes})
