"""Turns a field of an ordinary Django form into a `FieldView`."""

from collections.abc import Mapping

from django import forms
from django.forms import BoundField

from naniwa.design.fields import Choice, FieldView

TYPES: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.MultipleChoiceField, "several"),
    (forms.ChoiceField, "select"),
    (forms.FileField, "file"),
    (forms.BooleanField, "declaration"),
)
INPUT_TYPES: Mapping[str, str] = {
    "email": "email",
    "password": "password",
    "tel": "tel",
    "url": "url",
    "search": "search",
}


def field_view(bound: BoundField, kind: str = "") -> FieldView:
    """Describe a bound field; a select with RadioSelect becomes radio cards, DateInput the browser's own picker."""
    widget = bound.field.widget
    return FieldView(
        key=bound.html_name,
        type=kind or _type(bound.field),
        label=str(bound.label),
        hint=str(bound.help_text),
        required=bound.field.required,
        value=None if isinstance(widget, forms.PasswordInput) else bound.value(),
        errors=tuple(str(error) for error in bound.errors),
        choices=_choices(bound.field),
        options=_options(widget),
        disabled=bound.field.disabled,
    )


def _type(field: forms.Field) -> str:
    if isinstance(field.widget, forms.Textarea):
        return "textarea"
    if isinstance(field.widget, forms.CheckboxSelectMultiple):  # first, because Django makes it a kind of RadioSelect
        return "several"
    if isinstance(field.widget, forms.RadioSelect):
        return "choice"
    return next((name for kind, name in TYPES if isinstance(field, kind)), "text")


def _choices(field: forms.Field) -> tuple[Choice, ...]:
    pairs = getattr(field, "choices", ())
    return tuple(Choice(value=str(value), label=str(label)) for value, label in pairs)


def _options(widget: forms.Widget) -> dict[str, object]:
    input_type = (
        "date" if isinstance(widget, forms.DateInput) else INPUT_TYPES.get(getattr(widget, "input_type", ""), "text")
    )
    known = ("autocomplete", "inputmode", "maxlength", "rows", "accept", "placeholder", "autofocus")
    return {"input_type": input_type} | {name: widget.attrs[name] for name in known if name in widget.attrs}
