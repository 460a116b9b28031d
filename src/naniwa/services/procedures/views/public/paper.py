"""The form on paper: everything that a version asks, to be filled in by hand and posted."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.dates import long_date
from naniwa.kernel.documents import pdf
from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.fields import (
    AnyField,
    ChoiceField,
    DeclarationField,
    MoneyField,
    NumberField,
    RepeatField,
    SeveralField,
    TextField,
)
from naniwa.kernel.forms.definition.form import Page
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.paper_numbers import Edition, version_numbered
from naniwa.services.procedures.queries.papers import phone

ROWS = 8
"""Of a group that repeats; who needs more prints the form once more."""


@require_safe
def form(request: HttpRequest, slug: str, number: str, language: str) -> HttpResponse:  # noqa: ARG001 - nobody's in particular
    """The same bytes for everybody, as nothing of anybody stands on it."""
    version = version_numbered(slug, int(number))
    if version is None:
        raise Http404
    name = f"{slug}-{number}-{language}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(drawn(version.version_id, language), content_type="application/pdf", headers=headers)


@lru_cache(maxsize=64)
def drawn(version_id: int, language: str) -> bytes:
    """Kept, because anybody may ask, as often as they like."""
    version = live(version_id)
    with translation.override(language):
        return pdf.render("procedures/form", form_data(version, language), language=language, now=version.opens_at)


def form_data(version: Live, language: str) -> dict[str, Any]:
    """What the template draws: words, and for each field its kind and how many boxes it needs."""
    procedure, office = version.procedure, Organisation.objects.get(pk=version.organisation_id)
    edition = Edition(version, language)
    return {
        "title": procedure.title.in_language(language),
        "legal_basis": procedure.legal_basis.in_language(language),
        "contact": procedure.contact.in_language(language),
        "office": str(office),
        "office_lines": [
            *_said(procedure.post_to, language).splitlines(),
            *(line for line in (phone(office.phone), office.open_hours, office.email) if line),
        ],
        "closes": long_date(version.closes_at - timedelta(seconds=1)) if version.closes_at else "",
        "number": edition.number,
        "version": version.number,
        "qr": pdf.qr(edition.code),
        "papers": [
            {"name": one.name.in_language(language), "note": _said(one.note, language)} for one in procedure.documents
        ],
        "pays": procedure.pays,
        "pages": [_page(page, language) for page in version.form.form.pages],
    }


def _page(page: Page, language: str) -> dict[str, Any]:
    return {
        "title": page.title.in_language(language),
        "intro": _said(page.intro, language),
        "some": page.when is not None,
        "fields": [_field(field, language) for field in page.fields],
    }


def _field(field: AnyField, language: str) -> dict[str, Any]:
    """`some` are asked only of those whom they concern; a rule cannot be printed."""
    return {
        "kind": field.type,
        "label": field.label.in_language(language),
        "hint": _said(field.hint, language),
        "example": field.example or "",
        "required": field.required and field.when is None,
        "some": field.when is not None,
        **_shape(field, language),
    }


def _shape(field: AnyField, language: str) -> dict[str, Any]:
    if isinstance(field, ChoiceField | SeveralField):
        return {"options": [[one.label.in_language(language), _said(one.hint, language)] for one in field.options]}
    if isinstance(field, MoneyField):
        return {"boxes": len(str(field.maximum)), "unit": _("円")}
    if isinstance(field, NumberField):
        return {"boxes": len(str(field.maximum)), "unit": _said(field.unit, language)}
    if isinstance(field, DeclarationField):
        return {"statement": field.statement.in_language(language)}
    if isinstance(field, RepeatField):
        cells = [_field(cell, language) for cell in field.fields]
        rows = min(max(field.at_least, ROWS), field.at_most)
        return {"item": field.item.in_language(language), "cells": cells, "rows": rows, "more": field.at_most > rows}
    return {"tall": isinstance(field, TextField) and field.multiline}


def _said(text: Text | None, language: str) -> str:
    return text.in_language(language) if text else ""
