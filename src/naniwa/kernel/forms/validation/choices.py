"""Choices, several choices and declarations."""

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import ChoiceField, DeclarationField, Option, SeveralField
from naniwa.kernel.forms.definition.text import text
from naniwa.kernel.forms.validation.kind import Posted, one
from naniwa.kernel.forms.validation.messages import problem

AGREED = text("同意しました", "Agreed")
NOT_AGREED = text("同意していません", "Not agreed")


def _said(options: tuple[Option, ...], key: str, language: str) -> str:
    option = next((option for option in options if option.key == key), None)
    return option.label.in_language(language) if option else key


class Choice:
    """Exactly one option, stored as its key."""

    def parse(self, field: ChoiceField, name: str, data: Posted) -> str | None:
        return one(data, name) or None

    def shape(self, value: object) -> bool:
        return type(value) is str

    def check(self, field: ChoiceField, name: str, value: str) -> list[Problem]:
        return [] if value in field.keys else [problem("not_an_option", field, name)]

    def display(self, field: ChoiceField, value: str, language: str) -> str:
        return _said(field.options, value, language)

    def post(self, field: ChoiceField, name: str, value: str) -> dict[str, list[str]]:
        return {name: [value]}


class Several:
    """Any options, stored as keys in the order of the definition."""

    def parse(self, field: SeveralField, name: str, data: Posted) -> list[str] | None:
        sent = [key for key in data.get(name, ()) if key]
        order = {option.key: number for number, option in enumerate(field.options)}
        return sorted(set(sent), key=lambda key: (order.get(key, len(order)), key)) or None

    def shape(self, value: object) -> bool:
        return isinstance(value, list) and all(type(key) is str for key in value)

    def check(self, field: SeveralField, name: str, value: list[str]) -> list[Problem]:
        found = [] if field.keys.issuperset(value) else [problem("not_an_option", field, name)]
        if field.at_most and len(value) > field.at_most:
            found.append(problem("choose_fewer", field, name, count=field.at_most))
        return found

    def display(self, field: SeveralField, value: list[str], language: str) -> str:
        joint = ", " if language.startswith("en") else "、"
        return joint.join(_said(field.options, key, language) for key in value)

    def post(self, field: SeveralField, name: str, value: list[str]) -> dict[str, list[str]]:
        return {name: list(value)}


class Declaration:
    """Agreement to a statement: True, or no answer."""

    def parse(self, field: DeclarationField, name: str, data: Posted) -> bool | None:
        return bool(one(data, name)) or None

    def shape(self, value: object) -> bool:
        return type(value) is bool

    def check(self, field: DeclarationField, name: str, value: bool) -> list[Problem]:  # noqa: FBT001 - the value
        return []

    def display(self, field: DeclarationField, value: bool, language: str) -> str:  # noqa: FBT001 - the value
        return (AGREED if value else NOT_AGREED).in_language(language)

    def post(self, field: DeclarationField, name: str, value: bool) -> dict[str, list[str]]:  # noqa: FBT001 - the value
        return {name: ["yes"]} if value else {}


CHOICE, SEVERAL, DECLARATION = Choice(), Several(), Declaration()
