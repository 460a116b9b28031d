"""The list of clients that a professional pastes or sends: read line by line, with what is wrong in each."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from naniwa.kernel.mandates.many_forms import ClientForm
from naniwa.kernel.mandates.words import FAULTS
from naniwa.library.list_files import Row

COLUMNS = ("name", "kana", "address", "email")
"""In the order in which a list without heads has them."""
HEADS = {
    "氏名": "name", "本人の氏名・名称": "name", "name": "name",
    "フリガナ": "kana", "本人のフリガナ": "kana", "name in kana": "kana",
    "住所": "address", "本人の住所": "address", "address": "address",
    "メールアドレス": "email", "本人のメールアドレス": "email", "e-mail address": "email", "email": "email",
}  # fmt: skip
"""What a column may be called, in small letters."""
MOST = 40
"""Clients in one list; as many as may be asked in one day."""


@dataclass(frozen=True, slots=True)
class Client:
    """One line: its number, what it says, and what is wrong, in words."""

    number: int
    said: dict[str, str]
    faults: list[str] = field(default_factory=list)


class TooMany(Exception):
    """More clients than may be asked in one day."""


def pasted(text: str) -> list[Row]:
    """Lines with a tab between their parts, as spreadsheets copy them, or a comma."""
    lines = text.replace("\r\n", "\n").split("\n")
    rows = [_parts(line) for line in lines]
    return [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]


def _parts(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    return next(csv.reader(io.StringIO(line.replace("，", ","))), [])


def as_text(rows: Iterable[Row]) -> str:
    """Rows of a file as the box shows them, in our order."""
    return "\n".join("\t".join(said[key] for key in COLUMNS) for _number, said in _said(rows))


def read(rows: Sequence[Row], *, asked: set[str]) -> list[Client]:
    """Every client with what is wrong; `asked` are addresses that were asked before. Raises TooMany."""
    found = [_client(number, said) for number, said in _said(rows)]
    if len(found) > MOST:
        raise TooMany
    return list(_compared(found, asked))


def _client(number: int, said: dict[str, str]) -> Client:
    form = ClientForm(said)
    faults = [str(fault) for faults in form.errors.values() for fault in faults]
    return Client(number, {key: str(form.cleaned_data.get(key, said[key])) for key in COLUMNS}, faults)


def _compared(found: Sequence[Client], asked: set[str]) -> Iterator[Client]:
    """Nobody is asked twice, by one list or by two."""
    seen: set[str] = set()
    for one in found:
        email = one.said["email"]
        twice = [str(FAULTS["asked_twice"])] if email in seen else []
        before = [str(FAULTS["asked_before"])] if email in asked and not twice else []
        seen |= {email} if email else set()
        yield Client(one.number, one.said, [*one.faults, *twice, *before])


def _said(rows: Iterable[Row]) -> Iterator[tuple[int, dict[str, str]]]:
    """What each row says by column; heads name the columns, where there are any."""
    names: Sequence[str] = COLUMNS
    for at, (number, row) in enumerate(rows):
        cells = [" ".join(cell.split()) for cell in row]
        heads = [HEADS.get(cell.lower(), "") for cell in cells]
        if at == 0 and len([head for head in heads if head]) > 1:
            names = heads
            continue
        if any(cells):
            told = dict(zip(names, cells, strict=False))
            yield number, {key: told.get(key, "") for key in COLUMNS}
