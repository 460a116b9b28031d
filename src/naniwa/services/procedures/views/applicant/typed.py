"""What a person typed, in the shape in which controls show it again unchanged."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from naniwa.kernel.forms.definition.fields import PARTS, AnyField, RepeatField

_ROW = re.compile("[0-9]{1,4}")

type Sent = Mapping[str, Sequence[str]]

DATE = ("era", "year", "month", "day")
SHOWN_PARTS: dict[str, tuple[str, ...]] = {
    **PARTS,
    "bank_account": (*PARTS["bank_account"], "bank_name", "branch_name", "kigo", "bango"),
    "date": DATE,
    "month": DATE[:3],
}


def typed(field: AnyField, sent: Sent, name: str = "") -> Any:  # noqa: ANN401 - whatever the control shows
    """The value of a control as it was sent under `name` (the field's key)."""
    name = name or field.key
    if isinstance(field, RepeatField):
        return [_row(field, sent, f"{name}.{number}") for number in row_numbers(sent, name)]
    if field.type == "several":
        return [value for value in sent.get(name, ()) if value]
    if field.type in SHOWN_PARTS:
        return _parts(field.type, sent, name)
    return _one(sent, name)


def row_numbers(sent: Sent, name: str) -> list[int]:
    """The rows of a repeat group that were sent, in order."""
    below = {key.removeprefix(f"{name}.").partition(".")[0] for key in sent if key.startswith(f"{name}.")}
    return sorted(int(number) for number in below if _ROW.fullmatch(number))


def _row(field: RepeatField, sent: Sent, name: str) -> dict[str, Any]:
    return {cell.key: typed(cell, sent, f"{name}.{cell.key}") for cell in field.fields}


def _parts(kind: str, sent: Sent, name: str) -> dict[str, str] | str:
    """Parts by name; a date that came in one piece stays in one piece."""
    if kind in {"date", "month"} and name in sent:
        return _one(sent, name)
    return {part: _one(sent, f"{name}.{part}") for part in SHOWN_PARTS[kind]}


def _one(sent: Sent, name: str) -> str:
    values = sent.get(name)
    return values[-1] if values else ""
