"""Reads what people send, says what is wrong in their words, and shows values again."""

from collections.abc import Callable
from typing import Any

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.validation.addresses import ADDRESS
from naniwa.kernel.forms.validation.banking import BANK_ACCOUNT
from naniwa.kernel.forms.validation.choices import CHOICE, DECLARATION, SEVERAL
from naniwa.kernel.forms.validation.dates import DATE, MONTH
from naniwa.kernel.forms.validation.files import FILE
from naniwa.kernel.forms.validation.kind import Kind, Posted, Unreadable
from naniwa.kernel.forms.validation.messages import problem
from naniwa.kernel.forms.validation.names import KANA, PERSON_NAME
from naniwa.kernel.forms.validation.numbers import CORPORATE_NUMBER, MONEY, NUMBER
from naniwa.kernel.forms.validation.repeats import Repeat
from naniwa.kernel.forms.validation.texts import TEXT

KINDS: dict[str, Kind[Any, Any]] = {
    "text": TEXT,
    "kana": KANA,
    "person_name": PERSON_NAME,
    "corporate_number": CORPORATE_NUMBER,
    "address": ADDRESS,
    "bank_account": BANK_ACCOUNT,
    "money": MONEY,
    "number": NUMBER,
    "date": DATE,
    "month": MONTH,
    "choice": CHOICE,
    "several": SEVERAL,
    "declaration": DECLARATION,
    "file": FILE,
}
KINDS["repeat"] = Repeat(KINDS)

MISSING = {"choice": "choose", "several": "choose_any", "declaration": "agree", "file": "attach"}

__all__ = ["Posted", "check", "checker", "display", "parse", "post"]


def parse(field: AnyField, data: Posted, existing: Any = None) -> tuple[Any, list[Problem]]:  # noqa: ANN401 - an answer
    """Value sent for a field (None if nothing) and its problems; `existing` are the files accepted earlier."""
    kind = KINDS[field.type]
    try:
        value = FILE.kept(field.key, data, existing) if field.type == "file" else kind.parse(field, field.key, data)
    except Unreadable as unreadable:
        return None, unreadable.problems
    return value, check(field, value)


def check(field: AnyField, value: Any) -> list[Problem]:  # noqa: ANN401 - an answer
    """Problems of a stored or freshly read value."""
    return checker(field)(value)


def checker(field: AnyField) -> Callable[[Any], list[Problem]]:
    """Says what is wrong with a value of this field, quickly enough for every answer of a whole season."""
    key, kind = field.key, KINDS[field.type]
    has_shape, problems_of = kind.shape, kind.check

    def problems(value: Any) -> list[Problem]:  # noqa: ANN401 - an answer
        if not value and _is_empty(value):
            return [problem(MISSING.get(field.type, "required"), field, key)] if field.required else []
        if not has_shape(value):
            return [problem("shape", field, key)]
        return problems_of(field, key, value)

    return problems


def display(field: AnyField, value: Any, language: str = "ja") -> str:  # noqa: ANN401 - an answer
    """An answer in words."""
    kind = KINDS[field.type]
    return str(kind.display(field, value, language)) if kind.shape(value) else str(value)


def post(field: AnyField, value: Any) -> dict[str, list[str]]:  # noqa: ANN401 - an answer
    """What a browser sends for an answer: fills a form again, and is the other direction of `parse`."""
    return {} if _is_empty(value) else KINDS[field.type].post(field, field.key, value)


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - an answer
    """Whether nothing was answered; 0 yen is an answer, an unticked box is none."""
    return not value and (value is False or value != 0)
