"""Tags for forms: one field, an ordinary Django field, the error summary and the button."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput
from django.utils.safestring import SafeString

from naniwa.design.bound import field_view
from naniwa.design.choices import ACCOUNT_TYPES, ERA_CHOICES
from naniwa.design.fields import FieldView, element_id, row_fields
from naniwa.design.tags.library import component, kept, register
from naniwa.design.values import date_parts, shown_number


@register.simple_tag(name="field")
def field_tag(view: FieldView) -> SafeString:
    """Render one question with its label, hint, reason, errors and control."""
    return component("field", field=view, control=f"design/components/fields/{view.type}.html", **_extras(view))


@register.simple_tag
def form_field(bound: BoundField) -> SafeString:
    """Render a field of an ordinary Django form in the same way."""
    if bound.is_hidden:
        return bound.as_hidden()
    if isinstance(bound.field.widget, CheckboxInput):
        return field_tag(field_view(bound, "declaration"))
    return field_tag(field_view(bound))


@register.simple_tag
def part(view: FieldView, name: str, label: str, **options: object) -> SafeString:
    """Render one labelled text input of a composite field; used inside the field templates."""
    value = view.value if isinstance(view.value, Mapping) else {}
    key = f"{view.key}.{name}"
    return component(
        "part",
        field=view,
        name=key,
        id=element_id(key),
        part=name,
        label=label,
        value=value.get(name, ""),
        errors=view.parts.get(name, ()),
        **options,
    )


@register.simple_tag
def rows(view: FieldView) -> list[tuple[int, list[FieldView]]]:
    """List the rows of a repeat group; an empty group shows `options.start` rows (1)."""
    values = list(view.value or [])
    values += [{}] * (int(view.options.get("start", 1)) - len(values))
    return [(index, row_fields(view, index, row)) for index, row in enumerate(values)]


@register.simple_tag
def blank_row(view: FieldView) -> list[FieldView]:
    """Give the subfields of a row to come, named `__index__`, for the `<template>` that adds without a reload."""
    return row_fields(view, "__index__", {})


@register.simple_tag
def error_summary(source: BaseForm | Iterable[FieldView | tuple[str, str]]) -> SafeString:
    """List every fault at the top of the page, each with a link to its control; nothing when all is well."""
    faults = _form_faults(source) if isinstance(source, BaseForm) else _faults(source)
    return component("error_summary", faults=faults) if faults else SafeString()


@register.simple_tag
@kept
def button(label: str, **options: object) -> SafeString:
    """Render a button, or a link that looks like one when `href` is given."""
    return component("button", label=label, **options)


def _faults(source: Iterable[FieldView | tuple[str, str]]) -> list[tuple[str, str]]:
    faults: list[tuple[str, str]] = []
    for entry in source:
        faults += entry.faults if isinstance(entry, FieldView) else [entry]
    return faults


def _form_faults(form: BaseForm) -> list[tuple[str, str]]:
    faults = [("", str(message)) for message in form.non_field_errors()]
    return faults + [fault for bound in form if bound.errors for fault in field_view(bound).faults]


def _extras(view: FieldView) -> dict[str, Any]:
    if view.type in {"date", "month"}:
        return {"eras": ERA_CHOICES, "date": date_parts(view.value)}
    if view.type == "bank_account":
        return {"account_types": ACCOUNT_TYPES}
    if view.type in {"money", "number"}:
        return {"shown": shown_number(view.value)}
    return {"chosen": _chosen(view.value)}


def _chosen(value: object) -> Sequence[str]:
    if value is None or value == "":
        return ()
    return [str(one) for one in value] if isinstance(value, list | tuple | set) else [str(value)]
