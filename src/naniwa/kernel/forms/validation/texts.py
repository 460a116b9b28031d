"""Free text, telephone numbers and e-mail addresses."""

import re

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField, KanaField, TextField
from naniwa.kernel.forms.validation.characters import ascii_digits, has_control
from naniwa.kernel.forms.validation.kind import Posted, one
from naniwa.kernel.forms.validation.messages import problem
from naniwa.library import my_number
from naniwa.library.names import grapheme_length

PHONE = re.compile(r"[-() ]*0(?:[-() ]*\d){9,10}[-() ]*")
EMAIL = re.compile(r"[^@\s,;:<>()\"]+@[^@\s,;:<>()\"]+\.[^@\s,;:<>()\".]{2,}")


def characters(field: AnyField, name: str, value: str, limit: int, *, lines: bool = False) -> list[Problem]:
    """Problems of length and of characters that cannot be shown."""
    if len(value) <= limit and value.isprintable():  # most are, and this is quicker to see
        return []
    found = [problem("control", field, name)] if has_control(value, lines=lines) else []
    if len(value) > limit and (count := grapheme_length(value)) > limit:
        found.append(problem("too_long", field, name, limit=limit, count=count))
    return found


class FreeText:
    """Text as typed; telephone numbers and addresses of e-mail get half-width characters."""

    def parse(self, field: TextField, name: str, data: Posted) -> str | None:
        value = one(data, name).replace("\r\n", "\n")
        return (value if field.format == "any" else ascii_digits(value).replace("ー", "-")) or None

    def shape(self, value: object) -> bool:
        return type(value) is str

    def check(self, field: TextField, name: str, value: str) -> list[Problem]:
        found = characters(field, name, value, field.max_length, lines=field.multiline)
        if field.format == "any" and len(value) > my_number.ELEVEN and my_number.holds_one(value):
            found.append(problem("my_number", field, name))
        elif field.format == "phone" and not PHONE.fullmatch(value):
            found.append(problem("phone", field, name))
        elif field.format == "email" and not EMAIL.fullmatch(value):
            found.append(problem("email", field, name))
        return found

    def display(self, field: TextField | KanaField, value: str, language: str) -> str:
        return value

    def post(self, field: TextField | KanaField, name: str, value: str) -> dict[str, list[str]]:
        return {name: [value]}


TEXT = FreeText()
