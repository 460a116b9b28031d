"""Answers made ready to be an application: checked, and read for who, where and how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from naniwa.kernel.forms.answers import Assessment, Finding, Problem
from naniwa.library.alike import address_key, name_key, plain_numbers, without_hyphens
from naniwa.library.names import search_form
from naniwa.services.procedures.definitions.deciding import Decider, decider
from naniwa.services.procedures.definitions.fees import Due, Unreckonable
from naniwa.services.procedures.definitions.schema import Applicant
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import Refused

# Stands between the parts of a folded text, so that no search finds the end of one with the start of the next.
SEPARATOR = "|"
# Characters of the search text: the queue's index holds it whole, and a row of an index ends at 2,704 bytes.
SEARCHED = 500


class RefusedAtEntry(Refused):
    """Missing or wrong answers, or a check that blocks entry; both are listed."""

    def __init__(self, problems: list[Problem], findings: list[Finding]) -> None:
        super().__init__([problem.field for problem in problems], [finding.check_code for finding in findings])
        self.problems = problems
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an application's row is made of."""

    answers: dict[str, Any]
    name: str
    kana: str
    search: str
    identity_keys: list[str]
    municipality_code: str
    amount_yen: int | None
    proposals: list[Finding]
    dues: tuple[Due, ...] = ()


def prepare(live: Live, answers: Mapping[str, Any], *, received_on: date) -> Prepared:
    """Check whole answers of this day against their version. Raises RefusedAtEntry."""
    assessment = live.form.assess(answers, informing=False, received_on=received_on)
    blocking = [finding for finding in assessment.findings if finding.severity == "block"]
    if assessment.problems or blocking:
        raise RefusedAtEntry(assessment.problems, blocking)
    return taken(live, answers, assessment)


def taken(live: Live, answers: Mapping[str, Any], assessment: Assessment) -> Prepared:
    """What an application is made of, where nothing stands in its way."""
    rules, who, visible = decider(live.procedure), live.procedure.applicant, assessment.visible
    kept = {key: answers[key] for key in rules.form.fields if key in visible and key in answers}
    name = next(filter(None, (_look(kept, path) for path in who.name)), "")
    kana = next(filter(None, (_reading(kept, path) for path in who.kana)), "")
    return Prepared(
        answers=kept,
        name=name,
        kana=kana,
        search=search_text(who, kept, name, kana),
        identity_keys=identity_keys(live, kept, name),
        municipality_code=_look(kept, who.municipality),
        amount_yen=rules.amount(assessment),
        proposals=[finding for finding in assessment.findings if finding.severity == "propose"],
        dues=_dues(rules, assessment),
    )


def _dues(rules: Decider, assessment: Assessment) -> tuple[Due, ...]:
    """What is owed; a paper that lacks an answer owes it once the answer has come."""
    try:
        return rules.charger.dues(assessment)
    except Unreckonable:
        return ()


def search_text(who: Applicant, answers: Mapping[str, Any], name: str, kana: str) -> str:
    """All that staff search by, in one folded text without hyphens; an address also with its numbers side by side.

    Where it folds anew, a migration has to refold the cases that were stored before, as 0012 did.
    """
    account = _look(answers, f"{who.account}.account_number") if who.account else ""
    parts = [name, kana, account, *(_look(answers, path) for path in who.search)]
    whole = search_form(SEPARATOR.join(filter(None, parts)))
    said = without_hyphens(whole)
    known = set(said.split(SEPARATOR))
    lots = [part for part in without_hyphens(plain_numbers(whole)).split(SEPARATOR) if part not in known]
    return SEPARATOR.join([said, *lots])[:SEARCHED]


def identity_keys(live: Live, answers: Mapping[str, Any], name: str) -> list[str]:
    """Short keys that two applications of one applicant share: name, address, and those of the definition."""
    who = live.procedure.applicant
    address = _look(answers, who.address) if who.address else ""
    keys = [f"name:{_look(answers, who.municipality)}|{name_key(name)}"[:80]]
    keys += [f"address:{address_key(address)}"[:80]] if address else []
    for key in who.identity:
        values = [_look(answers, path) for path in key.fields]
        if all(values):
            keys.append(f"{key.key}:{search_form(SEPARATOR.join(values)).replace('-', '')}"[:80])
    return keys


def _reading(answers: Mapping[str, Any], path: str) -> str:
    value = answers.get(path)
    if isinstance(value, dict) and "family_kana" in value:
        return f"{value['family_kana']} {value['given_kana']}".strip()
    return _look(answers, path)


def _look(answers: Mapping[str, Any], path: str) -> str:
    key, _, part = path.partition(".")
    value = answers.get(key)
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    if part:
        return str(value.get(part) or "")
    return _words(value)


def _words(value: dict[str, Any]) -> str:
    if "family_kana" in value:
        return f"{value['family']} {value['given']}".strip()
    return "".join(str(value.get(part) or "") for part in ("prefecture", "municipality", "town", "street", "building"))


def document_ids(version: Live, answers: Mapping[str, Any]) -> list[str]:
    """The files that answers name, by document id."""
    files = (answers.get(key) or [] for key, field in version.form.fields.items() if field.type == "file")
    return [file["id"] for file in chain.from_iterable(files)]
