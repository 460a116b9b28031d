"""Fields of a definition as the design system shows them: with answers, with what was typed, with what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.fields import (
    AnyField,
    ChoiceField,
    DeclarationField,
    FileField,
    NumberField,
    RepeatField,
    SeveralField,
    TextField,
)
from naniwa.services.procedures.views.applicant.typed import Sent, typed

ACCEPTED = {"pdf": ".pdf,application/pdf", "image": "image/jpeg,image/png,image/heic,.heic"}
INPUTS = {
    "phone": {"input_type": "tel", "autocomplete": "tel"},
    "email": {"input_type": "email", "autocomplete": "email"},
}
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Filled:
    """All that goes into the fields: answers, or what was sent instead; problems; and options of single fields.

    `reasons` and `remarks` are words above and below a field's label; `options` come on top of the type's own.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    sent: Sent | None = None
    problems: Sequence[Problem] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    upload_url: str = ""


def say(text: Text | None) -> str:
    """A text of a definition in the language of the page."""
    return text.in_language(get_language() or "ja") if text else ""


def field_views(fields: Iterable[AnyField], filled: Filled) -> list[FieldView]:
    """Each field with what is known about it."""
    return [_view(one, filled) for one in fields]


def _view(asked: AnyField, filled: Filled) -> FieldView:
    errors, parts = _faults(asked.key, filled.problems)
    remark = filled.remarks.get(asked.key, "")
    return FieldView(
        key=asked.key,
        type=_type(asked),
        label=say(asked.label),
        hint="\n".join(words for words in (say(asked.hint), remark) if words),
        example=asked.example or "",
        required=asked.required,
        value=_value(asked, filled),
        errors=errors,
        parts=parts,
        choices=_choices(asked),
        options={**_options(asked, filled.upload_url), **filled.options.get(asked.key, {})},
        subfields=[_view(cell, Filled()) for cell in asked.fields] if isinstance(asked, RepeatField) else (),
        reason=filled.reasons.get(asked.key, ""),
    )


def _type(asked: AnyField) -> str:
    return "textarea" if isinstance(asked, TextField) and asked.multiline else asked.type


def _value(asked: AnyField, filled: Filled) -> Any:  # noqa: ANN401 - whatever the control shows
    if asked.type == "file":
        return [_file(one) for one in filled.answers.get(asked.key) or ()]
    return filled.answers.get(asked.key) if filled.sent is None else typed(asked, filled.sent)


def _file(file: Mapping[str, Any]) -> dict[str, Any]:
    return {**file, **file_urls(str(file["id"]), str(file["name"]))}


def file_urls(number: str, name: str) -> dict[str, str]:
    """Where a file and its small picture are; none for the examples of a definition, whose files do not exist."""
    try:
        document = UUID(number)
    except ValueError:
        return {}
    return {
        "url": reverse("documents:download", args=[document, name]),
        "thumbnail": reverse("documents:thumbnail", args=[document]),
    }


def _faults(key: str, problems: Sequence[Problem]) -> tuple[list[str], dict[str, list[str]]]:
    """Messages of the field itself, and those of its parts or rows by name."""
    parts: dict[str, list[str]] = {}
    for problem in problems:
        if problem.field.startswith(f"{key}."):
            parts.setdefault(problem.field.removeprefix(f"{key}."), []).append(say(problem.message))
    return [say(problem.message) for problem in problems if problem.field == key], parts


def _choices(asked: AnyField) -> list[Choice]:
    if not isinstance(asked, ChoiceField | SeveralField):
        return []
    return [Choice(value=one.key, label=say(one.label), detail=say(one.hint)) for one in asked.options]


def _options(asked: AnyField, upload_url: str) -> dict[str, Any]:
    if isinstance(asked, FileField):
        return _file_options(asked, upload_url)
    if isinstance(asked, RepeatField):
        start = max(1, asked.at_least)
        return {"row_label": say(asked.item), "min": asked.at_least, "max": asked.at_most, "start": start}
    if isinstance(asked, TextField):
        return INPUTS.get(asked.format, {})
    if isinstance(asked, NumberField):
        return {"unit": say(asked.unit)}
    if isinstance(asked, DeclarationField):
        return {"statement": say(asked.statement)}
    return _lookups(asked.type)


def _lookups(kind: str) -> dict[str, str]:
    if kind == "address":
        return {"lookup_url": reverse("procedures:postal")}
    if kind == "bank_account":
        return {"bank_url": reverse("procedures:banks"), "branch_url": reverse("procedures:branches")}
    return {}


def _file_options(asked: FileField, upload_url: str) -> dict[str, Any]:
    kinds = {"pdf": "PDF", "image": _("写真（JPEG、PNG、HEIC）")}
    files = ngettext("%(count)d個まで", "%(count)d個まで", asked.at_most) % {"count": asked.at_most}
    size = _("1個%(size)d MBまで") % {"size": asked.max_megabytes}
    return {
        "multiple": asked.at_most > 1,
        "accept": ",".join(ACCEPTED[kind] for kind in asked.accept),
        "max_size": asked.max_megabytes * MEBIBYTE,
        "limits": _("・").join([*(kinds[kind] for kind in asked.accept), files, size]),
        "upload_url": upload_url,
    }
