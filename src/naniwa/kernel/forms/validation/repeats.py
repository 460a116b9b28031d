"""Groups of fields that are answered once for each thing."""

from collections.abc import Iterator, Mapping
from typing import Any

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import RepeatField
from naniwa.kernel.forms.validation.kind import Kind, Posted, Unreadable
from naniwa.kernel.forms.validation.messages import problem

type Row = dict[str, Any]


class Repeat:
    """List of rows; sent as `rows.0.subkey`; rows left empty are dropped."""

    def __init__(self, kinds: Mapping[str, Kind[Any, Any]]) -> None:
        self._kinds = kinds

    def parse(self, field: RepeatField, name: str, data: Posted) -> list[Row] | None:
        sent = {key.removeprefix(f"{name}.").partition(".")[0] for key in data if key.startswith(f"{name}.")}
        numbers = sorted(int(number) for number in sent if number.isascii() and number.isdigit() and len(number) < 5)  # noqa: PLR2004 - rows
        rows, problems = [], []
        for number in numbers:
            row, found = self._row(field, f"{name}.{number}", data)
            problems += found
            rows += [row] if row else []
        if problems:
            raise Unreadable(*problems)
        return rows or None

    def _row(self, field: RepeatField, name: str, data: Posted) -> tuple[Row, list[Problem]]:
        row: Row = {}
        problems: list[Problem] = []
        for cell in field.fields:
            try:
                value = self._kinds[cell.type].parse(cell, f"{name}.{cell.key}", data)
            except Unreadable as unreadable:
                problems += unreadable.problems
            else:
                row |= {} if value is None else {cell.key: value}
        return row, problems

    def shape(self, value: object) -> bool:
        return isinstance(value, list) and all(isinstance(row, dict) for row in value)

    def check(self, field: RepeatField, name: str, value: list[Row]) -> list[Problem]:
        return list(self._check(field, name, value))

    def _check(self, field: RepeatField, name: str, value: list[Row]) -> Iterator[Problem]:
        if len(value) < field.at_least:
            yield problem("rows_few", field, name, count=field.at_least)
        if len(value) > field.at_most:
            yield problem("rows_many", field, name, count=field.at_most)
        for number, row in enumerate(value):
            yield from self._check_row(field, f"{name}.{number}", row)

    def _check_row(self, field: RepeatField, name: str, row: Row) -> Iterator[Problem]:
        for cell in field.fields:
            value, kind, place = row.get(cell.key), self._kinds[cell.type], f"{name}.{cell.key}"
            if value is None:
                if cell.required:
                    yield problem("choose" if cell.type == "choice" else "required", cell, place)
            elif not kind.shape(value):
                yield problem("shape", cell, place)
            else:
                yield from kind.check(cell, place, value)

    def display(self, field: RepeatField, value: list[Row], language: str) -> str:
        return "\n".join(self._say(field, number, row, language) for number, row in enumerate(value, start=1))

    def _say(self, field: RepeatField, number: int, row: Row, language: str) -> str:
        english = language.startswith("en")
        cells = [
            f"{cell.label.in_language(language)}{': ' if english else '：'}"
            f"{self._kinds[cell.type].display(cell, row[cell.key], language)}"
            for cell in field.fields
            if cell.key in row
        ]
        item = field.item.in_language(language)
        return f"{item} {number}: " + ", ".join(cells) if english else f"{item}{number}　" + "、".join(cells)

    def post(self, field: RepeatField, name: str, value: list[Row]) -> dict[str, list[str]]:
        return {
            key: sent
            for number, row in enumerate(value)
            for cell in field.fields
            if cell.key in row
            for key, sent in self._kinds[cell.type].post(cell, f"{name}.{number}.{cell.key}", row[cell.key]).items()
        }
