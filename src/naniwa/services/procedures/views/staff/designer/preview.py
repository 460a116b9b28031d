"""The form as applicants will see it, drawn from a draft by the renderer of the real pages."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from pydantic import TypeAdapter, ValidationError

from naniwa.kernel.forms.compiled import compile_form
from naniwa.kernel.forms.definition.fields import AnyField, Field
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.editing.naming import things
from naniwa.services.procedures.definitions.editing.places import Yaml
from naniwa.services.procedures.definitions.editing.sentences import sentence
from naniwa.services.procedures.definitions.examples import UnknownExample, answers_of
from naniwa.services.procedures.views.applicant.rendering import Filled, field_views
from naniwa.services.procedures.views.staff.designer.framed import framed
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, opened, said, title_of

FIELD: TypeAdapter[AnyField] = TypeAdapter(Field)


@never_cache
@framed
@staff_required(*WRITERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """One page of the form. Nothing that is pressed there does anything; an example fills it in."""
    now = opened(request, number, asked_number(request.GET.get("revision", "")))
    pages = things(now.document, "form", "pages")
    at = min(asked_number(request.GET.get("page", "")) or 0, max(len(pages) - 1, 0))
    page = pages[at] if pages else {}
    fields, unready = _fields(page)
    answers = _answers(now.checked.procedure, request.GET.get("example", ""))
    shown = _visible(now.checked.procedure, page, fields, answers)
    filled = Filled(answers=answers, remarks={} if answers else _remarks(now, fields))
    context = {
        "opened": now,
        "page": page,
        "title": title_of(page),
        "intro": title_of({"title": page.get("intro")}) if page.get("intro") else "",
        "number": at + 1,
        "count": len(pages) + 1,
        "fields": field_views(shown, filled),
        "unready": unready,
        "pages": [(number, title_of(one, str(number + 1)), number == at) for number, one in enumerate(pages)],
        "examples": [one["name"] for one in things(now.document, "examples") if one.get("name")],
        "example": request.GET.get("example", ""),
    }
    return render(request, "procedures/staff/designer/preview.html", context)


def _fields(page: Mapping[str, Yaml]) -> tuple[list[AnyField], list[str]]:
    """Those that can be shown, and the names of those that cannot yet."""
    ready, unready = [], []
    for one in things(page, "fields"):
        try:
            ready.append(FIELD.validate_python(one))
        except ValidationError:
            unready.append(title_of(one, _("名前のない質問")))
    return ready, unready


def _answers(procedure: Procedure | None, name: str) -> dict[str, Yaml]:
    if procedure is None or not name:
        return {}
    try:
        return answers_of(procedure).get(name, {})
    except UnknownExample:
        return {}


def _visible(
    procedure: Procedure | None, page: Mapping[str, Yaml], fields: Sequence[AnyField], answers: Mapping[str, Yaml]
) -> Sequence[AnyField]:
    """With an example, what its answers show; else all, each with its condition."""
    if procedure is None or not answers:
        return fields
    try:
        return compile_form(procedure.form).visible_fields(str(page.get("key")), answers)
    except Exception:  # noqa: BLE001 - rules that cannot be compiled are told beside the form
        return fields


def _remarks(now: Opened, fields: Sequence[AnyField]) -> dict[str, str]:
    """When a field shows, below its question."""
    return {field.key: _("【条件】%(when)s") % {"when": _when(now, field.when)} for field in fields if field.when}


def _when(now: Opened, rule: str) -> str:
    words = sentence(rule, now.names)
    return said(words) if words else rule


def asked_number(typed: str) -> int | None:
    """A small number of an address; None if it is none."""
    return int(typed) if typed.isdecimal() and len(typed) < 6 else None  # noqa: PLR2004 - digits of a number
