"""Buttons that help to fill in a form, without JavaScript: a row more or less, an address, a bank."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from naniwa.design.fields import Choice
from naniwa.kernel.forms.definition.fields import AnyField, RepeatField
from naniwa.library import banks, postal
from naniwa.services.procedures.views.applicant.typed import Sent, row_numbers

type Fields = Mapping[str, AnyField]
type Changed = dict[str, list[str]]


@dataclass(frozen=True)
class Helped:
    """What the page holds after the help, and what the fields show besides."""

    sent: Changed
    options: dict[str, dict[str, Any]] = field(default_factory=dict)


def wanted(sent: Sent) -> bool:
    """Whether one of these buttons was pressed."""
    return any(name in sent for name in HELPS)


def give(fields: Iterable[AnyField], sent: Sent) -> Helped:
    """Do what the button asks for; a name that is not on the page does nothing."""
    changed = {name: list(values) for name, values in sent.items() if name not in HELPS}
    name = next(name for name in HELPS if name in sent)
    return HELPS[name]({one.key: one for one in fields}, changed, sent[name][-1])


def chosen_places(fields: Iterable[AnyField], sent: Sent) -> Changed:
    """What was sent, with the place that was picked from several of one postal code."""
    changed = {name: list(values) for name, values in sent.items()}
    for asked in fields:
        picked = changed.pop(f"{asked.key}.candidate", None)
        if asked.type == "address" and picked:
            places = postal.lookup(_last(changed, f"{asked.key}.postal_code"))
            if re.fullmatch("[0-9]{1,3}", picked[-1]) and int(picked[-1]) < len(places):
                _fill(changed, asked.key, places[int(picked[-1])], town=True)
    return changed


def _add(fields: Fields, sent: Changed, key: str) -> Helped:
    asked = fields.get(key)
    if isinstance(asked, RepeatField):
        numbers = row_numbers(sent, key)
        if len(numbers) < asked.at_most:
            sent[f"{key}.{max(numbers, default=-1) + 1}.{asked.fields[0].key}"] = [""]
    return Helped(sent)


def _remove(fields: Fields, sent: Changed, row: str) -> Helped:
    if isinstance(fields.get(row.partition(".")[0]), RepeatField):
        return Helped({name: values for name, values in sent.items() if not name.startswith(f"{row}.")})
    return Helped(sent)


def _lookup(fields: Fields, sent: Changed, name: str) -> Helped:
    key, _dot, part = name.partition(".")
    asked = fields.get(key)
    if asked is None or asked.type not in {"address", "bank_account"}:
        return Helped(sent)
    if asked.type == "address":
        return _address(sent, key)
    return _branch(sent, key) if part == "branch_code" else _bank(sent, key)


def _address(sent: Changed, key: str) -> Helped:
    places = postal.lookup(_last(sent, f"{key}.postal_code"))
    if not places:
        return Helped(
            sent, {key: {"lookup_message": _("この郵便番号の住所が見つかりません。住所を直接入力してください。")}}
        )
    _fill(sent, key, places[0], town=len(places) == 1)
    if len(places) == 1:
        return Helped(sent, {key: {"lookup_message": _("住所を入れました。番地から続けて入力してください。")}})
    candidates = [Choice(value=str(at), label=place_words(place)) for at, place in enumerate(places)]
    return Helped(sent, {key: {"lookup_message": _("どの住所ですか"), "candidates": candidates}})


def _fill(sent: Changed, key: str, place: postal.Place, *, town: bool) -> None:
    sent[f"{key}.prefecture"], sent[f"{key}.municipality"] = [place.prefecture], [place.city]
    if town:
        sent[f"{key}.town"] = [place.town]
    if place.building and not _last(sent, f"{key}.building"):
        sent[f"{key}.building"] = [place.building]


def place_words(place: postal.Place) -> str:
    """A place in one line."""
    return f"{place.prefecture}{place.city}{place.town} {place.building}".strip()


def _bank(sent: Changed, key: str) -> Helped:
    found = banks.directory().search_banks(_last(sent, f"{key}.bank_code"), limit=8)
    return _candidates(sent, key, "bank", found)


def _branch(sent: Changed, key: str) -> Helped:
    bank = bank_code(_last(sent, f"{key}.bank_code"))
    found = banks.directory().search_branches(bank, _last(sent, f"{key}.branch_code"), limit=8)
    return _candidates(sent, key, "branch", found)


def bank_code(typed: str) -> str:
    """The code of the bank that was meant by a code or a name."""
    directory = banks.directory()
    found = [] if directory.bank(typed) else directory.search_banks(typed, limit=1)
    return found[0].code if found else typed


def _candidates(sent: Changed, key: str, what: str, found: list[Any]) -> Helped:
    if len(found) == 1:
        sent[f"{key}.{what}_code"], sent[f"{key}.{what}_name"] = [found[0].code], [found[0].name]
        return Helped(sent)
    choices = [Choice(value=one.code, label=one.name, detail=one.code) for one in found]
    return Helped(sent, {key: {"banks" if what == "bank" else "branches": choices}})


def _last(sent: Sent, name: str) -> str:
    values = sent.get(name)
    return values[-1].strip() if values else ""


HELPS: dict[str, Callable[[Fields, Changed, str], Helped]] = {"add": _add, "remove": _remove, "lookup": _lookup}
