"""Applicants made from a definition's own examples: each plays one of them under a name and numbers of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from naniwa.library.kana import to_katakana
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.deciding import Decider
from naniwa.services.procedures.definitions.examples import answers_of, received
from naniwa.services.procedures.rehearsal.population import GIVENS, Identity, Population

# Of 100 who come: about nine with a fault that staff must send back, three whom the form refuses.
FAULTY, REFUSED = 0.09, 0.03
CHILD = 5
"""How far from the applicant's own given name those of the family's children begin."""


@dataclass(frozen=True, slots=True)
class Template:
    """Answers of an example; `mended` are those of the faultless example it was made from."""

    answers: Mapping[str, Any]
    mended: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Applicant:
    """What one simulated person will hand in, and, if told to, how it is mended."""

    identity: Identity
    answers: dict[str, Any]
    mended: dict[str, Any] | None


def changes(mended: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What turns answers into the mended ones; None takes away an answer that those lack."""
    gone = dict.fromkeys(answers.keys() - mended.keys())
    return gone | {key: value for key, value in mended.items() if value != answers.get(key)}


@dataclass(frozen=True)
class Templates:
    """The examples by how they end."""

    clean: list[Template]
    faulty: list[Template]
    refused: list[Template]


def templates(procedure: Procedure) -> Templates:
    """Sort the examples of a sound procedure by what its rules say of them."""
    decider, answers, days = Decider(procedure), answers_of(procedure), received(procedure)
    proposals = {name: decider.decide(given, received_on=days[name]) for name, given in answers.items()}
    parents = {example.name: example.like for example in procedure.examples}
    found = Templates([], [], [])
    for name, given in answers.items():
        if proposals[name].refused:
            found.refused.append(Template(given))
        elif proposals[name].outcome == "approved":
            found.clean.append(Template(given))
        elif proposals[name].outcome is None:
            found.faulty.append(Template(given, _faultless(name, parents, proposals, answers)))
    return found


def _faultless(
    name: str, parents: Mapping[str, str | None], proposals: Mapping[str, Any], answers: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The nearest example above that would be approved."""
    above = parents[name]
    while above is not None:
        if proposals[above].outcome == "approved":
            found: Mapping[str, Any] = answers[above]
            return found
        above = parents[above]
    return None


def applicants(procedure: Procedure, *, count: int, seed: int) -> Iterator[Applicant]:
    """`count` applicants, the same for the same seed."""
    population, kinds = Population(seed), templates(procedure)
    random = Random(seed + 1)  # noqa: S311 - a simulation
    for number in range(1, count + 1):
        identity = population.draw(number)
        template, factor = _draw(kinds, random), random.randrange(1, 12)
        personal = Personal(procedure, identity, factor)
        mended = personal.rewrite(template.mended) if template.mended else None
        yield Applicant(identity, personal.rewrite(template.answers), mended)


def _draw(kinds: Templates, random: Random) -> Template:
    lot = random.random()
    if lot < REFUSED and kinds.refused:
        return random.choice(kinds.refused)
    if lot < REFUSED + FAULTY and kinds.faulty:
        return random.choice(kinds.faulty)
    return random.choice(kinds.clean)


class Personal:
    """Puts a person's own name, place, numbers and account into an example; money grows by a factor."""

    def __init__(self, procedure: Procedure, identity: Identity, factor: int) -> None:
        self.fields = procedure.form.fields
        self.who = procedure.applicant
        self.identity = identity
        self.factor = factor

    def rewrite(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The example's answers as this person gives them."""
        return {key: self._one(key, value, answers) for key, value in answers.items()}

    def _one(self, key: str, value: Any, answers: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any answer
        field = self.fields.get(key)
        rewrite = getattr(self, f"_{field.type}", None) if field else None
        return rewrite(key, value, answers) if rewrite else value

    def _text(self, key: str, value: str, _answers: Mapping[str, Any]) -> str:
        if key == self.who.phone:
            return self.identity.phone
        if key in self.who.name:
            return self.identity.company
        return self.identity.shop if key.endswith("name") else value

    def _kana(self, key: str, value: str, _answers: Mapping[str, Any]) -> str:
        return self.identity.company_kana if key in self.who.kana else value

    def _person_name(self, _key: str, value: dict[str, str], answers: Mapping[str, Any]) -> dict[str, str]:
        """Another person than the example's first one has another given name, and the same family's."""
        given, given_kana = self._given(self._persons(answers).index(value))
        who = self.identity
        return {"family": who.family, "given": given, "family_kana": who.family_kana, "given_kana": given_kana}

    def _persons(self, answers: Mapping[str, Any]) -> list[dict[str, str]]:
        """Those that the example names, each once; the applicant is the first."""
        keys = [key for key in (*self.who.name, *self.fields) if answers.get(key)]
        found: list[dict[str, str]] = []
        for key in keys:
            if key in self.fields and self.fields[key].type == "person_name" and answers[key] not in found:
                found.append(answers[key])
        return found

    def _given(self, place: int) -> list[str]:
        """A given name with its reading, another for each place; the applicant's own for 0."""
        own = GIVENS.index([self.identity.given, self.identity.given_kana])
        return GIVENS[(own + place) % len(GIVENS)]

    def _repeat(self, _key: str, value: list[dict[str, Any]], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows that name people of the applicant's family, such as children, name them of the new one."""
        first = next(iter(self._persons(answers)), None)
        if first is None:
            return value
        families = {first["family"]: 0, first["family_kana"]: 1}
        return [{part: self._called(part, said, value, families) for part, said in row.items()} for row in value]

    def _called(self, part: str, said: Any, rows: list[dict[str, Any]], families: dict[str, int]) -> Any:  # noqa: ANN401 - any part
        family, gap, given = said.partition(" ") if isinstance(said, str) else ("", "", "")
        if family not in families or not given:
            return said
        written, place = families[family], [row.get(part) for row in rows].index(said)
        return (self.identity.family, self.identity.family_kana)[written] + gap + self._given(CHILD + place)[written]

    def _corporate_number(self, _key: str, value: str, answers: Mapping[str, Any]) -> str:  # noqa: ARG002 - asked for as the others are
        return self.identity.corporate_number if len(value) == len(self.identity.corporate_number) else value

    def _address(self, _key: str, value: dict[str, str], _answers: Mapping[str, Any]) -> dict[str, str]:
        if value["prefecture"] != self.identity.place["prefecture"]:
            return value
        return {**self.identity.place, **({} if value["municipality_code"] else {"municipality_code": ""})}

    def _bank_account(self, _key: str, value: dict[str, str], answers: Mapping[str, Any]) -> dict[str, str]:
        if value["branch_code"] == "999":
            return value
        who = self.identity
        return {
            **value,
            "bank_code": who.bank_code,
            "branch_code": who.branch_code,
            "account_number": who.account_number,
            "holder_kana": self._holder(value["holder_kana"], answers),
        }

    def _holder(self, holder: str, answers: Mapping[str, Any]) -> str:
        """The holder in the same relation to the applicant as in the example."""
        plain = to_katakana(holder).replace(" ", "").replace("　", "")
        for old, new in self._readings(answers):
            if old and old in plain:
                return plain.replace(old, new)
        return holder

    def _readings(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for key, field in self.fields.items():
            value = answers.get(key)
            if field.type == "kana" and value:
                yield value, self.identity.company_kana
            elif field.type == "person_name" and value:
                new = self._person_name(key, value, answers)
                yield value["family_kana"] + value["given_kana"], new["family_kana"] + new["given_kana"]

    def _money(self, _key: str, value: int, _answers: Mapping[str, Any]) -> int:
        return value * self.factor
