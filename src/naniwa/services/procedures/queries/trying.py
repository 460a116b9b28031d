"""The examples of a definition that is being written, each played, with what came of it beside what was expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from naniwa.services.procedures.definitions import Procedure, decider
from naniwa.services.procedures.definitions.deciding import Proposal
from naniwa.services.procedures.definitions.examples import UnknownExample, answers_of, mismatches
from naniwa.services.procedures.definitions.schema import Example

type Verdict = Literal["right", "wrong", "unknown"]


@dataclass(frozen=True)
class Tried:
    """`unknown` while the definition does not fit the schema or its rules cannot be compiled."""

    number: int
    name: str
    like: str
    verdict: Verdict
    expected: Mapping[str, Any]
    proposal: Proposal | None
    differences: tuple[str, ...]


def tried(procedure: Procedure) -> Iterator[Tried]:
    """Each example in its order. Rules that cannot be compiled make all of them unknown."""
    try:
        answers = answers_of(procedure)
        rules = decider(procedure)
    except (UnknownExample, Exception):  # noqa: BLE001 - whatever an unsound draft does, its problems are shown elsewhere
        yield from (_unknown(number, one) for number, one in enumerate(procedure.examples))
        return
    for number, one in enumerate(procedure.examples):
        proposal = rules.decide(answers[one.name])
        wrong = tuple(mismatches(one.expect, proposal))
        yield Tried(number, one.name, one.like or "", "wrong" if wrong else "right", _expected(one), proposal, wrong)


def _unknown(number: int, one: Example) -> Tried:
    return Tried(number, one.name, one.like or "", "unknown", _expected(one), None, ())


def _expected(one: Example) -> dict[str, Any]:
    return one.expect.model_dump()
