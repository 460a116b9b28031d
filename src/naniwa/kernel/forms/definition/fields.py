"""The kinds of field a form can ask for."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints

from naniwa.kernel.forms.definition.saying import shaped
from naniwa.kernel.forms.definition.text import Model, Text

Key = Annotated[str, shaped(r"^[a-z][a-z0-9_]{0,59}$", "small letters, digits and _, as in sales_after")]
Rule = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Setting(description="A rule in CEL")]
IsoDate = Annotated[str, shaped(r"^\d{4}-\d{2}-\d{2}$", "write a day as 2020-04-21")]
IsoMonth = Annotated[str, shaped(r"^\d{4}-\d{2}$", "write a month as 2020-04")]

PARTS: dict[str, tuple[str, ...]] = {
    "person_name": ("family", "given", "family_kana", "given_kana"),
    "address": ("postal_code", "prefecture", "municipality", "municipality_code", "town", "street", "building"),
    "bank_account": ("bank_code", "branch_code", "account_type", "account_number", "holder_kana"),
}
"""Parts of the composite types, as rules name them: `home.postal_code`."""


class Asked(Model):
    """What every field has."""

    key: Key
    """Name in answers and rules: ASCII, as CEL takes no Japanese identifier."""
    label: Text
    hint: Text | None = None
    """Said below the label, before the person answers."""
    example: str | None = None
    """A right answer, shown in messages."""
    required: bool = True
    when: Rule | None = None
    """Ask only if this rule is true."""
    fixed: bool = False
    """The law requires the question: no overlay takes it away or loosens it."""


class TextField(Asked):
    """Free text."""

    type: Literal["text"]
    max_length: int = 200
    """In characters as a person counts them (graphemes)."""
    multiline: bool = False
    format: Literal["any", "phone", "email"] = "any"


class KanaField(Asked):
    """Reading in katakana; hiragana and half-width kana are converted."""

    type: Literal["kana"]
    max_length: int = 100


class PersonNameField(Asked):
    """Family and given name, each with its reading; stored as typed."""

    type: Literal["person_name"]


class CorporateNumberField(Asked):
    """法人番号: 13 digits with a check digit."""

    type: Literal["corporate_number"]


class AddressField(Asked):
    """Postal address."""

    type: Literal["address"]


class BankAccountField(Asked):
    """Account at a Japanese bank, or at ゆうちょ by 記号 and 番号."""

    type: Literal["bank_account"]


class MoneyField(Asked):
    """Whole yen."""

    type: Literal["money"]
    minimum: int = 0
    maximum: int = 999_999_999_999


class NumberField(Asked):
    """Whole number."""

    type: Literal["number"]
    minimum: int = 0
    maximum: int = 999_999_999
    unit: Text | None = None


class DateField(Asked):
    """Day, asked in 和暦 or 西暦."""

    type: Literal["date"]
    earliest: IsoDate | None = None
    latest: IsoDate | None = None


class MonthField(Asked):
    """Month of a year."""

    type: Literal["month"]
    earliest: IsoMonth | None = None
    latest: IsoMonth | None = None


class Option(Model):
    """One answer a person can choose."""

    key: Key
    label: Text
    hint: Text | None = None


class WithOptions(Asked):
    """What the kinds of choices share."""

    options: tuple[Option, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the options."""
        return frozenset(option.key for option in self.options)


class ChoiceField(WithOptions):
    """Exactly one of the options."""

    type: Literal["choice"]
    options: tuple[Option, ...] = Setting(min_length=2)


class SeveralField(WithOptions):
    """Any number of the options."""

    type: Literal["several"]
    options: tuple[Option, ...] = Setting(min_length=1)
    at_most: int | None = None


class DeclarationField(Asked):
    """A statement the person agrees to."""

    type: Literal["declaration"]
    statement: Text


class FileField(Asked):
    """Papers sent along."""

    type: Literal["file"]
    at_most: int = 10
    accept: tuple[Literal["pdf", "image"], ...] = ("pdf", "image")
    max_megabytes: int = 20


Single = (
    TextField | KanaField | PersonNameField | CorporateNumberField | AddressField | BankAccountField | MoneyField
    | NumberField | DateField | MonthField | ChoiceField | SeveralField | DeclarationField | FileField
)  # fmt: skip
Cell = Annotated[
    TextField | KanaField | CorporateNumberField | MoneyField | NumberField | DateField | MonthField | ChoiceField,
    Setting(discriminator="type"),
]


class RepeatField(Asked):
    """The same few fields, once for each thing (shop, month, ...)."""

    type: Literal["repeat"]
    item: Text
    """What one row is called: 店舗."""
    fields: tuple[Cell, ...] = Setting(min_length=1)
    at_least: int = 1
    at_most: int = 20


AnyField = Single | RepeatField
Field = Annotated[AnyField, Setting(discriminator="type")]


def variables(field: AnyField) -> Iterator[tuple[str, str]]:
    """(name, CEL type) of each variable that rules may use for the field."""
    if field.type in PARTS:
        yield from ((f"{field.key}.{part}", "string") for part in PARTS[field.type])
    elif isinstance(field, RepeatField):
        yield field.key, "rows"
        yield from ((f"{field.key}.{cell.key}", f"list({scalar(cell)})") for cell in field.fields)
    else:
        yield field.key, scalar(field)
    yield f"answered.{field.key}", "bool"


SCALARS = {"money": "int", "number": "int", "declaration": "bool", "several": "list(string)", "file": "rows"}


def scalar(field: AnyField) -> str:
    """CEL type of a field that is one value."""
    return SCALARS.get(field.type, "string")
