"""Works out, for one set of answers, what shows, what the derived values are and which checks do not hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from naniwa.kernel.forms.answers import Answers
from naniwa.kernel.forms.definition.fields import PARTS, AnyField, RepeatField
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.programs import Node, Rules, layers
from naniwa.kernel.forms.rules import RECEIVED_ON, Bundle, Failed


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
        checks: set[Node] = {("check", check.code) for check in form.checks}
        telling: set[Node] = {("check", check.code) for check in form.checks if check.severity == "inform"}
        self._whole, self._judging, self._quick = (
            [_bundle(rules, [node for node in group if node not in left_out]) for group in groups]
            for left_out in (set[Node](), telling, checks)
        )
        level = {node: number for number, group in enumerate(groups) for node in group}
        self._due: list[list[_Due]] = [[] for _ in range(len(groups) + 1)]
        for page in form.pages:
            for asked in page.fields:
                due = _due(asked, page.key, rules)
                self._due[max((level[gate] + 1 for gate in due.gates), default=0)].append(due)
        self._always = frozenset(due.key for due in self._due[0])
        self._answered = {due.variable: True for due in self._due[0]}

    def settle(
        self, answers: Answers, *, checks: bool = True, informing: bool = True, received_on: date | None = None
    ) -> Settled:
        """Work everything out, with or without the checks, or without those that only inform.

        Rules of the day of receipt are worked out only where it is given.
        """
        settled = self._begun(answers)
        if received_on:
            settled.facts[RECEIVED_ON] = received_on.isoformat()
        for number, bundle in enumerate(self._asked_for(checks=checks, informing=informing)):
            _note(bundle.evaluate(settled.facts), settled)
            self._reveal(number + 1, answers, settled)
        return settled

    def _asked_for(self, *, checks: bool, informing: bool) -> list[Bundle[Node]]:
        """The layers, as much of each as somebody will read."""
        if not checks:
            return self._quick
        return self._whole if informing else self._judging

    def _begun(self, answers: Answers) -> Settled:
        """What is known of the fields that always show; they are the most, and most of them are answered."""
        settled = Settled(self._answered.copy(), visible=set(self._always))
        facts = settled.facts
        for key, _, variable, see in self._due[0]:
            value = answers.get(key)
            if not value and value != 0:
                facts[variable] = False
            elif see:
                see(value, facts)
            else:
                facts[key] = value
        return settled

    def _reveal(self, number: int, answers: Answers, settled: Settled) -> None:
        facts, shown, visible = settled.facts, settled.shown, settled.visible
        for key, gates, variable, see in self._due[number]:
            if not shown.issuperset(gates):
                facts[variable] = False
                continue
            visible.add(key)
            value = answers.get(key)
            answered = facts[variable] = bool(value) or value == 0  # 0 yen and an unticked box are answers
            if answered and see:
                see(value, facts)
            elif answered:
                facts[key] = value


class _Due(NamedTuple):
    """A field whose showing is known once its gates are worked out."""

    key: str
    gates: tuple[Node, ...]
    variable: str
    """Whether it was answered, as rules read it."""
    see: Callable[[Any, dict[str, Any]], None] | None
    """Notes what rules see of an answer with parts or rows; any other they see as it is stored."""


def _parts(key: str, parts: Iterable[str]) -> Callable[[Any, dict[str, Any]], None]:
    """Each part of an answer under a variable of its own."""
    variables = [(f"{key}.{part}", part) for part in parts]

    def see(value: Any, facts: dict[str, Any]) -> None:  # noqa: ANN401 - an answer
        given = value if isinstance(value, dict) else {}
        for variable, part in variables:
            facts[variable] = given.get(part, "")

    return see


def _columns(asked: RepeatField) -> Callable[[Any, dict[str, Any]], None]:
    """The rows, and each column as a list."""
    variables = [(f"{asked.key}.{cell.key}", cell.key) for cell in asked.fields]

    def see(value: Any, facts: dict[str, Any]) -> None:  # noqa: ANN401 - an answer
        rows = [row for row in value if isinstance(row, dict)]
        facts[asked.key] = value
        for variable, cell in variables:
            facts[variable] = [row[cell] for row in rows if cell in row]

    return see


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
    see = None
    if asked.type in PARTS:
        see = _parts(key, PARTS[asked.type])
    elif isinstance(asked, RepeatField):
        see = _columns(asked)
    return _Due(key, gates, f"answered.{key}", see)


def _bundle(rules: Rules, nodes: list[Node]) -> Bundle[Node]:
    return Bundle(rules.vocabulary, {node: rules.programs[node] for node in nodes})
