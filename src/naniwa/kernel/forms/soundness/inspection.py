"""A form under inspection: what it says, where each thing stands in its file, and its rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from naniwa.kernel.forms.definition.fields import AnyField, RepeatField
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.definition.source import Flaw, Place, Source
from naniwa.kernel.forms.programs import Node, Rules, compile_rules


@dataclass(frozen=True)
class Inspection:
    """A form, where it stands in its file, and its rules."""

    form: Form
    source: Source
    at: Place
    rules: Rules
    places: dict[Node, Place]

    def flaw(self, place: Place, message: str, *, line: int = 1) -> Flaw:
        """Name a fault at a place of the form."""
        return self.source.flaw((*self.at, *place), message, line=line)

    def says(self, place: Place) -> bool:
        """Whether something is written at a place of the form, so that it has a line of its own."""
        return (*self.at, *place) in self.source.lines


def open_form(form: Form, source: Source, at: Place) -> Inspection:
    """Take up a form that stands at a place of its file."""
    return Inspection(form, source, at, compile_rules(form), _places(form))


def asked(form: Form) -> Iterator[tuple[AnyField, Place]]:
    """Every field with its place, also those of repeat groups."""
    for number, page in enumerate(form.pages):
        for at, field in enumerate(page.fields):
            place: Place = ("pages", number, "fields", at)
            yield field, place
            if isinstance(field, RepeatField):
                yield from ((cell, (*place, "fields", order)) for order, cell in enumerate(field.fields))


def _places(form: Form) -> dict[Node, Place]:
    """Where each rule stands."""
    found: dict[Node, Place] = {}
    for number, page in enumerate(form.pages):
        found["page", page.key] = ("pages", number, "when")
        found |= {("field", asked.key): ("pages", number, "fields", at, "when") for at, asked in enumerate(page.fields)}
    for number, value in enumerate(form.values):
        found["value", value.key] = ("values", number, "rule")
        found["otherwise", value.key] = ("values", number, "otherwise")
    for number, check in enumerate(form.checks):
        found["check", check.code] = ("checks", number, "must")
    return found
