"""What an applicant owes, as a definition says it, and what it comes to for given answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from naniwa.kernel.forms.answers import Assessment
from naniwa.kernel.forms.compiled import CompiledForm
from naniwa.kernel.forms.definition import Model, Text
from naniwa.kernel.forms.definition.fields import Key, Rule
from naniwa.kernel.forms.rules import Program
from naniwa.services.procedures.definitions.working_out import worked_out

type Back = Literal["refund", "keep"]


class Exemption(Model):
    """Who does not pay, though the fee is asked for."""

    key: Key | None = None
    """By which an overlay names it."""
    when: Rule
    name: Text


class Fee(Model):
    """A fee: `amount` for each of `per`, where `when` is true, unless one of `exempt` is."""

    key: Key
    name: Text
    when: Rule | None = None
    amount: int | Rule
    """Whole yen, or a rule that gives it."""
    per: Rule | None = None
    """A rule that gives how many times it is owed, such as the number of copies."""
    unit: Text | None = None
    """What is counted, such as 通; needed with `per`."""
    exempt: tuple[Exemption, ...] = ()
    due: Literal["before_review", "after_approval"] = "before_review"
    """`before_review`: the review ends only once it is paid or set aside. `after_approval`: charged by the approval."""
    capture: Literal["at_once", "after_approval"] = "at_once"
    """Whether money is taken when it is paid, or set aside and taken once the application is approved."""
    if_declined: Back = "keep"
    if_withdrawn: Back = "refund"

    @property
    def fixed_yen(self) -> int | None:
        """The amount for each, where no answer decides it."""
        return self.amount if isinstance(self.amount, int) else None


@dataclass(frozen=True, slots=True)
class Due:
    """A fee for given answers: `each_yen` times `count`; `exempt` says why nothing is owed."""

    fee: Fee
    each_yen: int
    count: int
    exempt: Text | None = None

    @property
    def amount_yen(self) -> int:
        return 0 if self.exempt else self.each_yen * self.count

    def in_words(self, language: str) -> str:
        """The calculation, such as `300円 × 2通 = 600円`; why nothing is owed, if nothing is."""
        if self.exempt:
            return self.exempt.in_language(language)
        if self.fee.unit is None:
            return ""
        unit = self.fee.unit.in_language(language)
        if language.startswith("en"):
            return f"¥{self.each_yen:,} × {self.count:,} {unit} = ¥{self.amount_yen:,}"
        return f"{self.each_yen:,}円 × {self.count:,}{unit} = {self.amount_yen:,}円"


class Unreckonable(ValueError):
    """The answers do not say how much a fee is: one is missing, or a rule gives no whole number of 0 or above."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    fee: Fee
    when: Program | None
    amount: Program | int
    per: Program | None
    exempt: tuple[tuple[Program, Text], ...]


class Charger:
    """The compiled fees of one form."""

    def __init__(self, form: CompiledForm, fees: tuple[Fee, ...]) -> None:
        """Raises RuleError for fees that were never found sound."""
        self._fees = [_compiled(form, fee) for fee in fees]

    def dues(self, assessment: Assessment) -> tuple[Due, ...]:
        """Each fee that is asked for, also where the person is exempt. Raises Unreckonable."""
        return tuple(self._dues(assessment.facts))

    def _dues(self, facts: Mapping[str, Any]) -> Iterator[Due]:
        for one in self._fees:
            if one.when is not None and worked_out(one.when, facts) is not True:
                continue
            each = one.amount if isinstance(one.amount, int) else _number(one.amount, facts)
            count = 1 if one.per is None else _number(one.per, facts)
            exempt = next((name for rule, name in one.exempt if worked_out(rule, facts) is True), None)
            if each * count > 0:
                yield Due(one.fee, each, count, exempt)


def _compiled(form: CompiledForm, fee: Fee) -> _Compiled:
    return _Compiled(
        fee=fee,
        when=form.program(fee.when, expect="bool") if fee.when else None,
        amount=fee.amount if isinstance(fee.amount, int) else form.program(fee.amount, expect="int"),
        per=form.program(fee.per, expect="int") if fee.per else None,
        exempt=tuple((form.program(one.when, expect="bool"), one.name) for one in fee.exempt),
    )


def _number(program: Program, facts: Mapping[str, Any]) -> int:
    found = worked_out(program, facts)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise Unreckonable(found)
    return found
