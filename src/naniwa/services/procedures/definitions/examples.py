"""Plays the examples of a procedure, which say in answers what its rules mean."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from naniwa.library.periods import day_of
from naniwa.services.procedures.definitions.deciding import Proposal
from naniwa.services.procedures.definitions.schema import Example, Expected, Procedure


class UnknownExample(Exception):
    """`like` names no earlier example; `number` counts from 0."""

    def __init__(self, number: int, like: str) -> None:
        super().__init__(like)
        self.number = number


def answers_of(procedure: Procedure) -> dict[str, dict[str, Any]]:
    """Whole answers of each example by name, with `like` followed. Raises UnknownExample."""
    whole: dict[str, dict[str, Any]] = {}
    for number, example in enumerate(procedure.examples):
        if example.like is not None and example.like not in whole:
            raise UnknownExample(number, example.like)
        whole[example.name] = merged(whole.get(example.like or "", {}), example)
    return whole


def received(procedure: Procedure) -> dict[str, date]:
    """The day on which each example comes in, by name."""
    opening = day_of(procedure.opens_at)
    return {example.name: example.received_on or opening for example in procedure.examples}


def merged(base: dict[str, Any], example: Example) -> dict[str, Any]:
    """The answers of an example over those it starts from."""
    answers = dict(base)
    for key, value in example.answers.items():
        earlier = answers.get(key)
        answers[key] = earlier | value if isinstance(earlier, dict) and isinstance(value, dict) else value
    return {key: value for key, value in answers.items() if value is not None}


def mismatches(expected: Expected, proposal: Proposal) -> Iterator[str]:
    """How a proposal differs from what was expected, in words."""
    for finding in proposal.assessment.findings:
        if finding.failed:
            yield f"the rule of check '{finding.check_code}' cannot be worked out"
    found = {finding.check_code for finding in proposal.assessment.findings}
    problems = {problem.field for problem in proposal.assessment.problems}
    if expected.refused != proposal.refused:
        why = f" because of {', '.join(sorted(problems | found))}" if proposal.refused else ""
        yield f"expected {_refused(refused=expected.refused)}, but it is {_refused(refused=proposal.refused)}{why}"
    pairs = (
        ("problems", set(expected.problems), problems),
        ("findings", set(expected.findings), found),
        ("outcome", expected.outcome, proposal.outcome),
        ("amount_yen", expected.amount_yen, proposal.amount_yen),
    )
    for name, wanted, given in pairs:
        if wanted != given:
            yield f"expected {name} {_say(wanted)}, but it gives {_say(given)}"


def _refused(*, refused: bool) -> str:
    return "refused at entry" if refused else "accepted at entry"


def _say(value: object) -> str:
    if isinstance(value, set):
        return ", ".join(sorted(value)) or "none"
    return "none" if value is None else str(value)
