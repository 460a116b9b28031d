"""Finds what would go wrong with a procedure before it is published."""

from collections.abc import Iterator
from itertools import chain

from naniwa.kernel.forms import soundness
from naniwa.kernel.forms.definition import Flaw, Source
from naniwa.kernel.forms.definition.fields import PARTS
from naniwa.kernel.forms.definition.source import Place
from naniwa.kernel.forms.programs import compile_rules
from naniwa.kernel.forms.rules import RuleError
from naniwa.services.procedures.definitions.deciding import Decider
from naniwa.services.procedures.definitions.examples import UnknownExample, answers_of, mismatches
from naniwa.services.procedures.definitions.schema import Procedure

NOTICES = frozenset(
    {"received", "correction", "reminder", "approved", "declined", "paid", "transfer_failed", "withdrawn"}
)


def inspect(procedure: Procedure, source: Source) -> list[Flaw]:
    """Every flaw of a procedure; examples are played only once the rest is sound."""
    try:
        answers = answers_of(procedure)
    except UnknownExample as error:
        return [source.flaw(("examples", error.number, "like"), f"there is no earlier example '{error}'")]
    flaws = soundness.inspect(procedure.form, source, at=("form",), examples=list(answers.values()))
    looks = (moments, money, paths, stages, doubled, notes, notices)
    flaws += chain.from_iterable(look(procedure, source) for look in looks)
    if not flaws:
        flaws += rules(procedure, source)
    if not flaws:
        flaws += examples(procedure, source)
    return sorted(set(flaws))


def moments(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Opening before closing before the last corrections."""
    if procedure.opens_at >= procedure.closes_at:
        yield source.flaw(("closes_at",), "closes before it opens")
    if procedure.corrections_until < procedure.closes_at:
        yield source.flaw(("corrections_until",), "corrections end before applications do")


def money(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Shares that make a whole."""
    if procedure.amounts and sum(procedure.shares.values()) != 1:
        yield source.flaw(("shares",), "the shares must add up to 1")


def paths(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Answers that the case is made of."""
    fields = procedure.form.fields
    known = fields.keys() | {f"{key}.{part}" for key, asked in fields.items() for part in PARTS.get(asked.type, ())}
    for place, path in _paths(procedure):
        if path not in known:
            yield source.flaw(place, f"there is no answer '{path}'")
    account = fields.get(procedure.applicant.account)
    if account and account.type != "bank_account":
        yield source.flaw(("applicant", "account"), f"'{account.key}' is no bank account")


def _paths(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    who = procedure.applicant
    for name in ("name", "kana", "search"):
        yield from ((("applicant", name, at), path) for at, path in enumerate(getattr(who, name)))
    for name in ("municipality", "account", "address", "phone"):
        if path := getattr(who, name):
            yield ("applicant", name), path
    for number, identity in enumerate(who.identity):
        yield from ((("applicant", "identity", number, "fields", at), path) for at, path in enumerate(identity.fields))
    for number, paper in enumerate(procedure.documents):
        yield from ((("documents", number, "fields", at), path) for at, path in enumerate(paper.fields))
    for number, statistic in enumerate(procedure.statistics):
        if statistic.by not in {"municipality", "state", "week"}:
            yield ("statistics", number, "by"), statistic.by


def stages(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """A second pair of eyes, and both ways for a case to end."""
    if "approver" not in {stage.role for stage in procedure.stages}:
        yield source.flaw(("stages",), "no stage is an approver's")
    if {outcome.key for outcome in procedure.outcomes} != {"approved", "declined"}:
        yield source.flaw(("outcomes",), "name both outcomes, approved and declined")


def doubled(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Keys and names that stand twice."""
    for name in ("life_situations", "eligibility", "stages", "outcomes", "statistics", "examples"):
        seen: set[str] = set()
        for number, one in enumerate(getattr(procedure, name)):
            key = "name" if name == "examples" else "key"
            value = getattr(one, key)
            if value in seen:
                yield source.flaw((name, number, key), f"there are two: '{value}'")
            seen.add(value)


def notes(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """A person told that it is not likely must be told why."""
    for number, question in enumerate(procedure.eligibility):
        for at, option in enumerate(question.options):
            if not option.likely and option.note is None:
                yield source.flaw(("eligibility", number, "options", at, "note"), "say why it is not likely")


def notices(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """A letter for each turn that a case can take."""
    for name in sorted(NOTICES - procedure.notices.keys()):
        yield source.flaw(("notices",), f"no notice for '{name}'")
    for name in sorted(procedure.notices.keys() - NOTICES):
        yield source.flaw(("notices", name), f"no case ever takes the turn '{name}'")


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
    """Examples that come out otherwise, or answer what is not asked."""
    decider = Decider(procedure)
    answers = answers_of(procedure)
    for number, example in enumerate(procedure.examples):
        for key in sorted(example.answers.keys() - procedure.form.fields.keys()):
            yield source.flaw(("examples", number, "answers", key), f"there is no field '{key}'")
        for words in mismatches(example.expect, decider.decide(answers[example.name])):
            yield source.flaw(("examples", number, "expect"), f"{example.name}: {words}")
