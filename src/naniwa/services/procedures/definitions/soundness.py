"""Finds what would go wrong with a procedure before it is published."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain, pairwise
from typing import Any, get_args

from naniwa.kernel.forms import soundness
from naniwa.kernel.forms.definition import Flaw, Source
from naniwa.kernel.forms.definition.fields import PARTS, RepeatField
from naniwa.kernel.forms.definition.source import Place
from naniwa.kernel.forms.programs import compile_rules
from naniwa.kernel.forms.rules import RuleError
from naniwa.kernel.notifications import templates
from naniwa.kernel.organisations import reference
from naniwa.services.procedures.definitions.deciding import Decider
from naniwa.services.procedures.definitions.examples import UnknownExample, answers_of, mismatches, received
from naniwa.services.procedures.definitions.fee_soundness import fee_examples, fee_rules, fees
from naniwa.services.procedures.definitions.openness import openness
from naniwa.services.procedures.definitions.paths import paths
from naniwa.services.procedures.definitions.schema import Amount, Outcome, Procedure, Role
from naniwa.services.procedures.definitions.wordings import NOTICES, PAYING, letters

ROLES: tuple[str, ...] = get_args(Role)
"""In the order in which they take a case up."""
OUR_INPUTS = frozenset({"seen", "known", "shown", "save", "to", "remove_file", "add", "remove", "lookup", "consent"})
"""Names that a page gives to inputs and buttons of its own."""
OF_MONEY = {"procedures.approved": "procedures.granted", "procedures.declined": "procedures.refused"}
"""Wordings that speak of money, each with the one that does not."""


def inspect(procedure: Procedure, source: Source) -> list[Flaw]:
    """Every flaw of a procedure; examples are played only once the rest is sound."""
    try:
        answers = answers_of(procedure)
    except UnknownExample as error:
        return [source.flaw(("examples", error.number, "like"), f"there is no earlier example '{error}'")]
    flaws = soundness.inspect(procedure.form, source, at=("form",), examples=list(answers.values()))
    looks = (
        openness, inputs, wordings, moments, reminders, money, unpaid, unknown, choices, paths, stages, doubled, notes,
        notices, letters, fees,
    )  # fmt: skip
    flaws += chain.from_iterable(look(procedure, source) for look in looks)
    if not flaws:
        flaws += [*rules(procedure, source), *fee_rules(procedure, source)]
    if not flaws:
        flaws += [*examples(procedure, source), *fee_examples(procedure, source)]
    return sorted(set(flaws))


def office(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """An office that the list of organisations does not know."""
    known = reference.listed_codes()
    if procedure.office not in known:
        near = get_close_matches(procedure.office, known, n=1)
        meant = f"; is it '{near[0]}'?" if near else ""
        yield source.flaw(("office",), f"there is no organisation '{procedure.office}'{meant}")


def wordings(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Braces in texts in which nothing is filled in; the form and the notices are looked through by themselves."""
    for place, words in soundness.texts(procedure):
        if place[:2] == ("certificate", "text"):
            known = procedure.form.fields.keys() | {value.key for value in procedure.form.values}
            yield from (source.flaw(place, message) for message in soundness.unfilled(words, known))
        elif place[0] not in {"form", "wordings"}:
            yield from (source.flaw(place, message) for message in soundness.braces(words))


def moments(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Opening before closing before the last corrections; open all year, without either end."""
    closes, corrections = procedure.closes_at, procedure.corrections_until
    if closes is None:
        if corrections is not None:
            words = "applications are taken all year (`closes_at: null`), so corrections have no last moment either"
            yield source.flaw(("corrections_until",), words)
        return
    if procedure.opens_at >= closes:
        yield source.flaw(("closes_at",), "closes before it opens")
    if corrections is None:
        yield source.flaw(("corrections_until",), "applications close, so say until when they can be corrected")
    elif corrections < closes:
        yield source.flaw(("corrections_until",), "corrections end before applications do")


def reminders(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Reminders between a notice and its deadline, one for each day."""
    days = procedure.correction.reminders
    for number, day in enumerate(days):
        place: Place = ("correction", "reminders", number)
        if not 0 < day < procedure.correction.days:
            words = f"{day} days before the end of {procedure.correction.days} is no time for a reminder"
            yield source.flaw(place, words)
        if day in days[:number]:
            yield source.flaw(place, f"there are two: {day}")


def inputs(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Fields that have the name of one of our own inputs, so that no answer would ever arrive."""
    for at, page in enumerate(procedure.form.pages):
        for number, field in enumerate(page.fields):
            if field.key in OUR_INPUTS:
                place: Place = ("form", "pages", at, "fields", number, "key")
                yield source.flaw(place, f"'{field.key}' is the name of an input of the page: choose another")


def money(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Amounts that a bank can transfer to an account, and shares that make a whole."""
    if procedure.pays and procedure.applicant.account is None:
        yield source.flaw(("applicant",), "there are amounts to pay, so say to which account: `account`")
    if procedure.pays and sum(procedure.shares.values()) != 1:
        yield source.flaw(("shares",), "the shares must add up to 1")
    for name, share in procedure.shares.items():
        if share < 0:
            yield source.flaw(("shares", name), "a share is not below 0")
    for number, one in enumerate(procedure.amounts):
        if isinstance(one.amount, int) and one.amount <= 0:
            yield source.flaw(("amounts", number, "amount"), "an amount is above 0 yen")


def unpaid(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """What speaks of money in a procedure that pays nothing."""
    if procedure.pays:
        return
    if procedure.applicant.account is not None:
        words = "nothing is paid, as there are no `amounts`: take the account away, or say what is paid"
        yield source.flaw(("applicant", "account"), words)
    if procedure.shares:
        yield source.flaw(("shares",), "there is nothing to share, as there are no `amounts`")
    for number, one in enumerate(procedure.statistics):
        if one.measure == "paid_yen":
            yield source.flaw(("statistics", number, "measure"), "nothing is paid, as there are no `amounts`")
    for number, stage in enumerate(procedure.stages):
        if stage.role in {"payer", "releaser"}:
            yield source.flaw(("stages", number, "role"), f"nothing is paid, so no case ever comes to a {stage.role}")


def unknown(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """What needs to know who applies, where anybody may apply unknown."""
    if procedure.identity != "none":
        return
    if procedure.pays:
        yield source.flaw(("identity",), "money is paid, so ask who applies: `email`, `passkey` or `electronic`")
    if procedure.applicant.address is None:
        words = "nobody could be told of the decision: say where the answers hold an address: `address`"
        yield source.flaw(("applicant",), words)


def choices(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Lines that are never looked at, since one above them always holds."""
    lists: dict[str, tuple[Amount | Outcome, ...]] = {"amounts": procedure.amounts, "outcomes": procedure.outcomes}
    for name, lines in lists.items():
        always = next((number for number, line in enumerate(lines) if line.when is None), len(lines))
        for number, line in enumerate(lines[always + 1 :], always + 1):
            # An outcome without a rule is one that only a person decides.
            if line.when or name == "amounts":
                yield source.flaw((name, number), f"never comes true: {name}[{always}] above it has no `when`")


def stages(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """A second pair of eyes, in the order of the work, and both ways for a case to end."""
    for role, whose in (("reviewer", "a reviewer's"), ("approver", "an approver's")):
        if role not in {stage.role for stage in procedure.stages}:
            yield source.flaw(("stages",), f"no stage is {whose}")
    ranks = [ROLES.index(stage.role) for stage in procedure.stages]
    for number, (before, after) in enumerate(pairwise(ranks), 1):
        if after < before:
            words = f"{ROLES[after]} comes before {ROLES[before]} in every case"
            yield source.flaw(("stages", number, "role"), words)
    if {outcome.key for outcome in procedure.outcomes} != {"approved", "declined"}:
        yield source.flaw(("outcomes",), "name both outcomes, approved and declined")


def doubled(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Keys and names that stand twice."""
    for name in ("life_situations", "eligibility", "stages", "outcomes", "statistics", "examples", "faq", "wordings"):
        seen: set[str] = set()
        for number, one in enumerate(getattr(procedure, name)):
            key = "name" if name == "examples" else "key"
            value = getattr(one, key)
            if value is None:
                continue
            if value in seen:
                yield source.flaw((name, number, key), f"there are two: '{value}'")
            seen.add(value)


def notes(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """A person told that it is not likely must be told why; and somebody must be likely."""
    for number, question in enumerate(procedure.eligibility):
        if not any(option.likely for option in question.options):
            yield source.flaw(("eligibility", number, "options"), "nobody is likely: no answer has `likely: true`")
        for at, option in enumerate(question.options):
            if not option.likely and option.note is None:
                yield source.flaw(("eligibility", number, "options", at, "note"), "say why it is not likely")


def notices(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """A letter for each turn that a case can take."""
    turns = NOTICES | PAYING if procedure.pays else NOTICES
    for name in sorted(turns - procedure.notices.keys()):
        yield source.flaw(("notices",), f"no notice for '{name}'")
    for name in sorted(procedure.notices.keys() - turns):
        yield source.flaw(("notices", name), f"no case ever takes the turn '{name}'")
    for name in sorted(procedure.notices.keys() & turns):
        key = procedure.notices[name]
        yield from (source.flaw(("notices", name), words) for words in _wording(name, key, pays=procedure.pays))


def _wording(turn: str, key: str, *, pays: bool) -> Iterator[str]:
    """What is wrong with a wording named for a turn: it is not there, or says what this turn does not know."""
    known = templates.registry()
    if key not in known:
        yield f"there is no wording '{key}'"
        return
    if key in OF_MONEY and not pays:
        yield f"the wording '{key}' speaks of money, but nothing is paid: name '{OF_MONEY[key]}'"
        return
    given = known[f"procedures.{turn}"].placeholders | {"procedure", "link"}
    given -= set() if pays else {"amount"}
    for name in sorted(known[key].placeholders - given):
        yield f"the wording '{key}' says {{{name}}}, which nobody knows at '{turn}'"


def rules(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Rules of outcomes and amounts."""
    vocabulary = compile_rules(procedure.form).vocabulary
    rules = [(("outcomes", at, "when"), one.when, "bool") for at, one in enumerate(procedure.outcomes)]
    rules += [(("amounts", at, "when"), one.when, "bool") for at, one in enumerate(procedure.amounts)]
    rules += [
        (("amounts", at, "amount"), one.amount, "int")
        for at, one in enumerate(procedure.amounts)
        if isinstance(one.amount, str)
    ]
    for place, rule, kind in rules:
        try:
            if rule:
                vocabulary.compile(rule, expect=kind)
        except RuleError as error:
            yield source.flaw(place, str(error), line=error.line)


def examples(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Examples that come out otherwise, answer what is not asked, or are approved without an amount."""
    decider = Decider(procedure)
    answers, days = answers_of(procedure), received(procedure)
    for number, example in enumerate(procedure.examples):
        for place, words in _unasked(procedure, example.answers):
            yield source.flaw(("examples", number, "answers", *place), words)
        proposal = decider.decide(answers[example.name], received_on=days[example.name])
        for words in mismatches(example.expect, proposal):
            yield source.flaw(("examples", number, "expect"), f"{example.name}: {words}")
        if procedure.pays and proposal.outcome == "approved" and (proposal.amount_yen or 0) <= 0:
            words = f"{example.name}: approved, but no amount above 0 yen comes out"
            yield source.flaw(("examples", number, "expect"), words)


def _unasked(procedure: Procedure, answers: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Answers to nothing that is asked, and parts that an answer does not have."""
    for key, value in answers.items():
        asked = procedure.form.fields.get(key)
        if asked is None:
            yield (key,), f"there is no field '{key}'"
        elif isinstance(value, dict):
            yield from (
                ((key, part), f"'{key}' has no part '{part}'") for part in value.keys() - PARTS.get(asked.type, ())
            )
        elif isinstance(asked, RepeatField) and isinstance(value, list):
            cells = {cell.key for cell in asked.fields}
            for number, row in enumerate(value):
                extra = row.keys() - cells if isinstance(row, dict) else ()
                yield from (((key, number, part), f"no row of '{key}' has a part '{part}'") for part in extra)
