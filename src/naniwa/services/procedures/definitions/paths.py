"""Finds answers that a case would be made of, and that are not what the case needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from naniwa.kernel.forms.definition import Flaw, Source
from naniwa.kernel.forms.definition.fields import PARTS, AnyField
from naniwa.kernel.forms.definition.source import Place
from naniwa.services.procedures.definitions.schema import Procedure

GROUPS = frozenset({"municipality", "state", "week"})
"""What statistics are counted by beside answers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kinds` of answer that will do, a part as `type.part`; `words` say what the answer should be."""

    words: str
    kinds: frozenset[str]


def _wanted(words: str, *kinds: str) -> Wanted:
    return Wanted(words, frozenset(kinds))


_PARTS = tuple(f"{kind}.{part}" for kind, parts in PARTS.items() for part in parts)
_PLAIN = ("text", "kana", "corporate_number", "money", "number", "date", "month", "choice", *_PARTS)
_NAMES = tuple(f"person_name.{part}" for part in PARTS["person_name"])
_KANA = ("person_name.family_kana", "person_name.given_kana", "bank_account.holder_kana")

NAME = _wanted("name", "text", "person_name", *_NAMES)
KANA = _wanted("reading in kana", "kana", "person_name", *_KANA)
MUNICIPALITY = _wanted("municipality_code of an address", "address.municipality_code")
ACCOUNT = _wanted("bank account", "bank_account")
ADDRESS = _wanted("address", "address")
PHONE = _wanted("telephone number", "text")
WORDS = _wanted("text that can be compared; name a part of it, or another", "person_name", "address", *_PLAIN)
PAPER = _wanted("file", "file")
CHOSEN = _wanted("answer chosen from a list, so it cannot be counted in public", "choice")

ONE = {"municipality": MUNICIPALITY, "account": ACCOUNT, "address": ADDRESS, "phone": PHONE}
LISTED = {"name": NAME, "kana": KANA, "search": WORDS}


def paths(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Answers that do not exist, or are of a kind that does not serve there."""
    fields = procedure.form.fields
    for place, path, wanted in (*_applicant(procedure), *_identities(procedure), *_others(procedure)):
        kind = _kind(fields, path)
        if kind is None:
            yield source.flaw(place, f"there is no answer '{path}'")
        elif kind not in wanted.kinds:
            yield source.flaw(place, f"'{path}' is no {wanted.words}")


def _kind(fields: dict[str, AnyField], path: str) -> str | None:
    """`bank_account` or `bank_account.branch_code`; None for what is not asked."""
    key, _dot, part = path.partition(".")
    asked = fields.get(key)
    if asked is None or (part and part not in PARTS.get(asked.type, ())):
        return None
    return f"{asked.type}.{part}" if part else asked.type


type _Use = tuple[Place, str, Wanted]


def _applicant(procedure: Procedure) -> Iterator[_Use]:
    who = procedure.applicant
    for name, wanted in LISTED.items():
        yield from ((("applicant", name, at), path, wanted) for at, path in enumerate(getattr(who, name)))
    for name, wanted in ONE.items():
        if path := getattr(who, name):
            yield ("applicant", name), path, wanted


def _identities(procedure: Procedure) -> Iterator[_Use]:
    for number, identity in enumerate(procedure.applicant.identity):
        at: Place = ("applicant", "identity", number, "fields")
        yield from (((*at, order), path, WORDS) for order, path in enumerate(identity.fields))


def _others(procedure: Procedure) -> Iterator[_Use]:
    for number, paper in enumerate(procedure.documents):
        yield from ((("documents", number, "fields", at), path, PAPER) for at, path in enumerate(paper.fields))
    for number, statistic in enumerate(procedure.statistics):
        if statistic.by not in GROUPS:
            yield ("statistics", number, "by"), statistic.by, CHOSEN
