"""Finds what would go wrong with the fees of a procedure before it is published."""

from collections.abc import Iterator

from naniwa.kernel.forms.compiled import compile_form
from naniwa.kernel.forms.definition import Flaw, Source
from naniwa.kernel.forms.definition.source import Place
from naniwa.kernel.forms.programs import compile_rules
from naniwa.kernel.forms.rules import RuleError
from naniwa.services.procedures.definitions.examples import answers_of
from naniwa.services.procedures.definitions.fees import Charger, Fee, Unreckonable
from naniwa.services.procedures.definitions.schema import Procedure

LARGEST_YEN = 99_999_999
"""What a payment slip can carry and no fee comes near."""


def fees(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Keys that stand twice, amounts that nobody can pay, counts without a unit, money taken at the wrong time."""
    seen: set[str] = set()
    for number, fee in enumerate(procedure.fees):
        if fee.key in seen:
            yield source.flaw(("fees", number, "key"), f"there are two: '{fee.key}'")
        seen.add(fee.key)
        if isinstance(fee.amount, int) and not 0 < fee.amount <= LARGEST_YEN:
            words = f"a fee is above 0 yen and at most {LARGEST_YEN:,}"
            yield source.flaw(("fees", number, "amount"), words)
        if (fee.per is None) != (fee.unit is None):
            missing = "unit" if fee.unit is None else "per"
            yield source.flaw(("fees", number, missing), "`per` and `unit` go together: what is counted, and its name")
        if fee.due == "after_approval" and fee.capture == "after_approval":
            words = "a fee that is charged after approval is taken at once"
            yield source.flaw(("fees", number, "capture"), words)
        if fee.capture == "after_approval" and fee.if_declined == "keep":
            words = "what is only set aside until approval cannot be kept when it is declined: `if_declined: refund`"
            yield source.flaw(("fees", number, "if_declined"), words)


def fee_rules(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Rules that do not compile, or give something else than they should."""
    vocabulary = compile_rules(procedure.form).vocabulary
    for number, fee in enumerate(procedure.fees):
        for place, rule, kind in _rules(fee):
            try:
                vocabulary.compile(rule, expect=kind)
            except RuleError as error:
                yield source.flaw(("fees", number, *place), str(error), line=error.line)


def fee_examples(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Examples that are accepted, but whose fees cannot be worked out, or come out otherwise than they say."""
    form = compile_form(procedure.form)
    charger = Charger(form, procedure.fees)
    answers = answers_of(procedure)
    for number, example in enumerate(procedure.examples):
        assessment, expected = form.assess(answers[example.name]), example.expect.fee_yen
        place: Place = ("examples", number, "expect")
        if assessment.blocked:
            if expected is not None:
                yield source.flaw(place, f"{example.name}: what is refused at entry owes no fee")
            continue
        try:
            total = sum(due.amount_yen for due in charger.dues(assessment))
        except Unreckonable:
            yield source.flaw(place, f"{example.name}: a fee cannot be worked out from these answers")
            continue
        if expected is not None and expected != total:
            yield source.flaw(place, f"{example.name}: expected fee_yen {expected}, but it gives {total}")


def _rules(fee: Fee) -> Iterator[tuple[Place, str, str]]:
    if fee.when:
        yield ("when",), fee.when, "bool"
    if isinstance(fee.amount, str):
        yield ("amount",), fee.amount, "int"
    if fee.per:
        yield ("per",), fee.per, "int"
    for number, one in enumerate(fee.exempt):
        yield ("exempt", number, "when"), one.when, "bool"
