"""What a form renderer hands to the `field` tag: one question, its answer and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

FIELD_TYPES = frozenset(
    {
        "text",
        "textarea",
        "kana",
        "person_name",
        "corporate_number",
        "address",
        "bank_account",
        "money",
        "date",
        "month",
        "number",
        "choice",
        "select",
        "several",
        "declaration",
        "file",
        "repeat",
    }
)
FIRST_PART = {
    "person_name": "family",
    "address": "postal_code",
    "bank_account": "bank_code",
    "date": "year",
    "month": "year",
}
GROUPS = frozenset({"person_name", "address", "bank_account", "date", "month", "choice", "several", "repeat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to pick; `detail` stands below the label."""

    value: str
    label: str
    detail: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field as it is shown.

    `key` is the POST name (`rows.0.sales` inside a repeat group). `value` has the shape of the stored answer; after an
    error it may be what the person typed (a string, or a mapping of parts), which is then shown again unchanged.
    `parts` holds the faults of the parts of a composite: `{"postal_code": ["…"], "0.sales": ["…"]}`. `reason` says why
    an answer must be corrected. `options` are hints for one type; docs/reference/components.md lists them.
    """

    key: str
    type: str
    label: str
    hint: str = ""
    example: str = ""
    required: bool = True
    value: Any = None
    errors: Sequence[str] = ()
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    choices: Sequence[Choice] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    subfields: Sequence["FieldView"] = ()
    disabled: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a type that has no template."""
        if self.type not in FIELD_TYPES:
            raise ValueError(self.type)

    @property
    def id(self) -> str:
        """Id of the control, or of the group around several controls."""
        return element_id(self.key)

    @property
    def is_group(self) -> bool:
        """Whether several controls share the label, so that it must be a legend."""
        return self.type in GROUPS

    @property
    def target(self) -> str:
        """Id of the control that a link from the error summary must focus."""
        if self.type in FIRST_PART:
            return element_id(f"{self.key}.{FIRST_PART[self.type]}")
        return f"{self.id}-0" if self.type in {"choice", "several"} else self.id

    @property
    def described_by(self) -> str:
        """Ids for aria-describedby, in reading order: reason, hint, errors."""
        present = {"reason": self.reason, "hint": self.hint or self.example, "error": self.errors}
        return " ".join(f"{self.id}-{name}" for name, content in present.items() if content)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every (element id, message) of the field, its parts and its rows."""
        own = [(self.target, message) for message in self.errors]
        return own + [
            (part_target(self, name), message) for name, messages in self.parts.items() for message in messages
        ]


def element_id(key: str) -> str:
    """Turn a POST name into an element id."""
    return "f-" + key.replace(".", "-")


def part_target(view: FieldView, name: str) -> str:
    """Id of the control that holds part `name` (`postal_code`, or `0.sales` of a repeat group)."""
    index, _, sub = name.partition(".")
    for subfield in view.subfields:
        if sub and subfield.key == sub.partition(".")[0]:
            return replace(subfield, key=f"{view.key}.{index}.{subfield.key}").target
    return element_id(f"{view.key}.{name}")


def row_fields(view: FieldView, index: int | str, row: Mapping[str, Any]) -> list[FieldView]:
    """Give the subfields of a repeat group their names, answers and faults for one row."""
    return [_row_field(view, index, subfield, row.get(subfield.key)) for subfield in view.subfields]


def _row_field(view: FieldView, index: int | str, subfield: FieldView, value: object) -> FieldView:
    path = f"{index}.{subfield.key}"
    below = {
        name.removeprefix(path + "."): faults for name, faults in view.parts.items() if name.startswith(path + ".")
    }
    return replace(
        subfield,
        key=f"{view.key}.{path}",
        value=value,
        errors=view.parts.get(path, ()),
        parts=below,
        disabled=view.disabled or subfield.disabled,
    )
