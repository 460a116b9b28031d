"""Money, whole numbers and corporate numbers."""

import re

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import CorporateNumberField, MoneyField, NumberField
from naniwa.kernel.forms.definition.text import Text, text
from naniwa.kernel.forms.validation.characters import ascii_digits
from naniwa.kernel.forms.validation.kind import Posted, Unreadable, one
from naniwa.kernel.forms.validation.messages import problem
from naniwa.library import corporate_number

_CORPORATE = re.compile(r"\d{13}", re.ASCII)

type Numeric = MoneyField | NumberField


class Number:
    """Whole number; digits may come full width, with commas, a yen sign or 円."""

    def parse(self, field: Numeric, name: str, data: Posted) -> int | None:
        sent = re.sub(r"[\s,，、¥\\円]", "", ascii_digits(one(data, name)))
        if not sent:
            return None
        if not re.fullmatch(r"-?\d{1,15}", sent, re.ASCII):
            raise Unreadable(problem("whole_number", field, name))
        return int(sent)

    def shape(self, value: object) -> bool:
        return type(value) is int

    def check(self, field: Numeric, name: str, value: int) -> list[Problem]:
        if value < field.minimum:
            return [problem("too_small", field, name, limit=self._limit(field, field.minimum))]
        if value > field.maximum:
            return [problem("too_large", field, name, limit=self._limit(field, field.maximum))]
        return []

    def display(self, field: Numeric, value: int, language: str) -> str:
        return self._limit(field, value).in_language(language)

    def post(self, field: Numeric, name: str, value: int) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def _limit(self, field: Numeric, value: int) -> Text:
        if isinstance(field, MoneyField):
            return yen_words(value)
        if field.unit is None:
            return text(f"{value:,}", f"{value:,}")
        return field.unit.map(lambda unit, language: f"{value:,} {unit}" if language == "en" else f"{value:,}{unit}")


def yen_words(value: int) -> Text:
    """An amount for people, as the site writes it everywhere: 1,000,000円, ¥1,000,000; a true minus for a loss."""
    sign, amount = "−" if value < 0 else "", abs(value)
    return text(f"{sign}{amount:,}円", f"{sign}¥{amount:,}")


class CorporateNumber:
    """法人番号 as 13 digits; a leading T (invoice number) and hyphens are taken off."""

    def parse(self, field: CorporateNumberField, name: str, data: Posted) -> str | None:
        sent = re.sub(r"[\s-]", "", ascii_digits(one(data, name)))
        return re.sub(r"^[TＴ](?=\d{13}$)", "", sent) or None

    def shape(self, value: object) -> bool:
        return type(value) is str

    def check(self, field: CorporateNumberField, name: str, value: str) -> list[Problem]:
        if not _CORPORATE.fullmatch(value):
            return [problem("corporate_number", field, name)]
        return [] if corporate_number.is_valid(value) else [problem("corporate_check", field, name)]

    def display(self, field: CorporateNumberField, value: str, language: str) -> str:
        return value

    def post(self, field: CorporateNumberField, name: str, value: str) -> dict[str, list[str]]:
        return {name: [value]}


MONEY = NUMBER = Number()
CORPORATE_NUMBER = CorporateNumber()
