"""What the rules of a procedure say about answers: pure, and the same for the site, batches and rehearsals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from naniwa.kernel.forms.answers import Answers, Assessment
from naniwa.kernel.forms.compiled import CompiledForm, compile_form
from naniwa.kernel.forms.rules import Program
from naniwa.library.sameness import Same
from naniwa.services.procedures.definitions.fees import Charger
from naniwa.services.procedures.definitions.schema import OutcomeKey, Procedure
from naniwa.services.procedures.definitions.working_out import worked_out


@dataclass(frozen=True, slots=True)
class Proposal:
    """What staff would decide if the rules were all there is.

    `outcome` is None while a fault is open; `amount_yen` is what an approval would pay, None for a refused entry.
    """

    assessment: Assessment
    outcome: OutcomeKey | None
    amount_yen: int | None

    @property
    def refused(self) -> bool:
        """True if the answers may not be handed in."""
        return self.assessment.blocked


type _Choice[T] = tuple[Program | None, T]


class Decider:
    """The compiled rules of one procedure."""

    def __init__(self, procedure: Procedure) -> None:
        """Raises RuleError for a procedure that was never found sound."""
        self.form = form = compile_form(procedure.form)
        self.charger = Charger(form, procedure.fees)
        self._outcomes: list[_Choice[OutcomeKey]] = [
            (_condition(form, one.when), one.key) for one in procedure.outcomes
        ]
        self._amounts: list[_Choice[Program | int]] = [
            (
                _condition(form, one.when),
                one.amount if isinstance(one.amount, int) else form.program(one.amount, expect="int"),
            )
            for one in procedure.amounts
        ]

    def decide(self, answers: Answers, *, received_on: date | None = None) -> Proposal:
        """Assess whole answers that came in on this day, and say what would follow."""
        assessment = self.form.assess(answers, received_on=received_on)
        if assessment.blocked:
            return Proposal(assessment, None, None)
        open_faults = any(finding.severity == "propose" for finding in assessment.findings)
        outcome = None if open_faults else _first(self._outcomes, assessment.facts)
        return Proposal(assessment, outcome, self.amount(assessment))

    def amount(self, assessment: Assessment) -> int | None:
        """What an approval would pay, in yen."""
        amount = _first(self._amounts, assessment.facts)
        if not isinstance(amount, Program):
            return amount
        result = worked_out(amount, assessment.facts)
        return result if isinstance(result, int) else None


def decide(procedure: Procedure, answers: Answers, *, received_on: date | None = None) -> Proposal:
    """Decide on whole answers that came in on this day."""
    return decider(procedure).decide(answers, received_on=received_on)


def decider(procedure: Procedure) -> Decider:
    """The rules of a procedure, compiled once for each process."""
    return _decider(Same(procedure))


@lru_cache(maxsize=256)
def _decider(same: Same[Procedure]) -> Decider:
    return Decider(same.one)


def _condition(form: CompiledForm, rule: str | None) -> Program | None:
    return form.program(rule, expect="bool") if rule else None


def _first[T](choices: list[_Choice[T]], facts: Mapping[str, Any]) -> T | None:
    return next((value for program, value in choices if program is None or worked_out(program, facts) is True), None)
