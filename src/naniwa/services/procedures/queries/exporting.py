"""What an export holds: the columns to choose from, and the cases line by line, by sets and in bounded memory."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.kernel.people.models import Person
from naniwa.library.workbook import Column, Kind, Value
from naniwa.services.procedures.models import Application, Channel, State
from naniwa.services.procedures.queries.agents import agents_in_words
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.names import Names
from naniwa.services.procedures.queries.queue import open_items


@dataclass(frozen=True, slots=True)
class Line:
    """One case with what its columns need; `open_items` are counted and `case.answers` read only if asked for."""

    case: Application
    open_items: int
    names: Names
    language: str
    agents: Mapping[int, str] = field(default_factory=dict)
    """What is said of the mandates, by their row numbers."""

    @property
    def version(self) -> Live:
        return live(self.case.version_id)


@dataclass(frozen=True, slots=True)
class Field:
    """A column to choose. `needs` are the model's columns beside the row's key."""

    label: str | Promise
    read: Callable[[Line], Value]
    needs: tuple[str, ...]
    kind: Kind = "text"
    width: int = 14


def _moment(name: str) -> Callable[[Line], datetime | None]:
    """In local time, as a clock on the wall shows it."""

    def read(line: Line) -> datetime | None:
        at: datetime | None = getattr(line.case, name)
        return timezone.localtime(at).replace(tzinfo=None, second=0, microsecond=0) if at else None

    return read


def _state(line: Line) -> str:
    """Where nothing is paid, a decision is named as the definition names it."""
    outcomes = () if line.version.procedure.pays else line.version.procedure.outcomes
    name = next((one.name.in_language(line.language) for one in outcomes if one.key == line.case.state), None)
    return name or str(State(line.case.state).label)


def _answer(name: str) -> Callable[[Line], str]:
    """What the definition calls the applicant's address, phone or account."""

    def read(line: Line) -> str:
        path = getattr(line.version.procedure.applicant, name)
        return words_at(line.version, line.case.answers, path, line.language) if path else ""

    return read


def words_at(version: Live, answers: Mapping[str, Any], path: str, language: str) -> str:
    """An answer in words; nothing where none was given."""
    key, _separator, part = path.partition(".")
    value = answers.get(key)
    if part:
        return str((value or {}).get(part) or "")
    return version.form.display(key, value, language) if value else ""


def _person(name: str) -> Callable[[Line], str]:
    def read(line: Line) -> str:
        person: Person | None = getattr(line.case, name)
        return str(person or "")

    return read


FIELDS: dict[str, Field] = {
    "reference": Field(_("受付番号"), lambda line: line.case.reference, ("reference",), width=20),
    "name": Field(_("申請者"), lambda line: line.case.applicant_name, ("applicant_name",), width=30),
    "kana": Field(_("フリガナ"), lambda line: line.case.applicant_kana, ("applicant_kana",), width=30),
    "procedure": Field(_("手続"), lambda line: line.names.procedure(line.case.procedure), ("procedure",), width=30),
    "state": Field(_("状態"), _state, ("state", "version_id")),
    "faults": Field(pgettext_lazy("several", "不備"), lambda line: line.open_items, (), "number", 8),
    "municipality": Field(
        _("市町村"), lambda line: line.names.places.get(line.case.partner_id or 0, ("", ""))[1], ("partner_id",)
    ),
    "amount": Field(_("金額"), lambda line: line.case.amount_yen, ("amount_yen",), "number"),
    "due": Field(_("期限"), _moment("due_at"), ("due_at",), "moment", 18),
    "assignee": Field(_("担当"), _person("assignee"), ("assignee",)),
    "received": Field(_("受付"), _moment("received_at"), ("received_at",), "moment", 18),
    "channel": Field(_("受付方法"), lambda line: str(Channel(line.case.channel).label), ("channel",), width=10),
    "agent": Field(_("代理"), lambda line: line.agents.get(line.case.mandate_id or 0, ""), ("mandate_id",), width=60),
    "address": Field(_("所在地"), _answer("address"), ("answers", "version_id"), width=40),
    "phone": Field(_("電話番号"), _answer("phone"), ("answers", "version_id"), width=16),
    "account": Field(_("口座"), _answer("account"), ("answers", "version_id"), width=40),
}
"""In the order of the file."""
CONTACT = ("address", "phone", "account")
"""Read from the answers; left out unless chosen."""


def known(keys: Collection[str]) -> list[str]:
    """From untrusted texts, in the order of the file."""
    return [key for key in FIELDS if key in keys]


def columns(keys: Sequence[str]) -> list[Column]:
    """In the language in force."""
    return [Column(str(FIELDS[key].label), FIELDS[key].kind, FIELDS[key].width) for key in keys]


def lines(
    ids: Sequence[int], keys: Sequence[str], *, names: Names, language: str
) -> Iterator[tuple[Application, list[Value]]]:
    """The cases with these row numbers that are seen, in the order given, by at most three queries."""
    needed = {"person_id", "reference", "organisation_id"} | {need for key in keys for need in FIELDS[key].needs}
    people = {f"assignee__{name}" for name in ("public_id", "name", "email")} if "assignee" in needed else set()
    found = Application.objects.only(*needed, *people)
    if people:
        found = found.select_related("assignee")
    cases = found.in_bulk(list(ids))
    items = open_items(ids) if "faults" in keys else {}
    agents = agents_in_words(case.mandate_id for case in cases.values()) if "agent" in keys else {}
    for pk in ids:
        if case := cases.get(pk):
            line = Line(case, items.get(pk, 0), names, language, agents)
            yield case, [FIELDS[key].read(line) for key in keys]
