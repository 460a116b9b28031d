"""Banks and their branches: found by code, by name, by reading, in one dated edition."""

import importlib.util
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

from naniwa.library.kana import fold
from naniwa.library.names import search_form


@dataclass(frozen=True, slots=True)
class Branch:
    """支店; `kana` is full-width with large kana, as the list carries it."""

    code: str
    name: str
    kana: str
    roma: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """金融機関; the list leaves 銀行 out of names (みずほ) but keeps 信用金庫."""

    code: str
    name: str
    kana: str
    roma: str = ""


class Directory:
    """One edition of the list, a folder in the shape of the package zengin-code; read as it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._branches: dict[str, dict[str, Branch]] = {}

    @cached_property
    def edition(self) -> date:
        """Day on which the list was collected."""
        stamp = (self.folder / "updated_at").read_text().strip()
        return datetime.strptime(stamp[:8], "%Y%m%d").date()  # noqa: DTZ007 - a calendar day

    @cached_property
    def banks(self) -> Mapping[str, Bank]:
        """All banks by code."""
        rows = json.loads((self.folder / "banks.json").read_text(encoding="utf-8"))
        return {code: Bank(row["code"], row["name"], row["kana"], row["roma"]) for code, row in sorted(rows.items())}

    def branches(self, bank_code: str) -> Mapping[str, Branch]:
        """Return the branches of a bank by code; none for an unknown bank."""
        if bank_code not in self._branches:
            self._branches[bank_code] = self._read(bank_code)
        return self._branches[bank_code]

    def bank(self, code: str) -> Bank | None:
        return self.banks.get(code)

    def branch(self, bank_code: str, branch_code: str) -> Branch | None:
        return self.branches(bank_code).get(branch_code)

    def search_banks(self, text: str, *, limit: int = 20) -> list[Bank]:
        """Find by code prefix, name or reading, best first; the large banks, with low codes, lead."""
        return _search(self.banks.values(), text, limit)

    def search_branches(self, bank_code: str, text: str, *, limit: int = 20) -> list[Branch]:
        """Find among the branches of one bank in the same way."""
        return _search(self.branches(bank_code).values(), text, limit)

    def _read(self, bank_code: str) -> dict[str, Branch]:
        path = self.folder / "branches" / f"{bank_code}.json"
        if bank_code not in self.banks or not path.exists():
            return {}
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {code: Branch(row["code"], row["name"], row["kana"], row["roma"]) for code, row in sorted(rows.items())}


@cache
def directory() -> Directory:
    """Return the edition that is installed."""
    spec = importlib.util.find_spec("zengin_code")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("zengin_code")
    return Directory(Path(spec.origin).parent / "source-data" / "data")


def _search[T: (Bank, Branch)](entries: Iterable[T], text: str, limit: int) -> list[T]:
    name = search_form(text).removesuffix("銀行").removesuffix("支店")
    reading = fold(text.strip()).text
    if not name:
        return []
    ranked = [(rank, entry) for entry in entries if (rank := _rank(entry, name, reading)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [entry for _, entry in ranked[:limit]]


def _rank(entry: Bank | Branch, name: str, reading: str) -> int | None:
    """0 for the very one, 1 for one that begins so, 2 for one that contains it."""
    known, kana = _forms(entry)
    if name in {entry.code, known} or reading == kana:
        return 0
    begins = entry.code.startswith(name) or known.startswith(name) or entry.roma.startswith(name)
    if begins or (reading and kana.startswith(reading)):
        return 1
    return 2 if name in known else None


@cache
def _forms(entry: Bank | Branch) -> tuple[str, str]:
    return search_form(entry.name), fold(entry.kana).text
