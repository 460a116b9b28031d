"""The form on paper as data and as PDF: everything that a version asks, and where each box stands on its page."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

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
from naniwa.services.procedures.queries.paper_numbers import Edition
from naniwa.services.procedures.queries.papers import phone

TEMPLATE = "procedures/form"
MOST_PAGES = 40
"""Sheets of one form; what lies beyond has no code of its own."""
ROWS = 8
"""Of a group that repeats; who needs more prints the form once more."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A box of the form: millimetres from the top left corner of its page, which counts from 1.

    `name` is what the answer is posted as. `what` is `tick`, `digits`, `kana`, `text`, `lines` or `place` (prefecture
    and municipality in one line); a tick has the `value` that it stands for, a row of `cells` takes one sign in each.
    """

    name: str
    what: str
    value: str
    cells: int
    page: int
    x: float
    y: float
    width: float
    height: float


@lru_cache(maxsize=64)
def drawn(version_id: int, language: str) -> bytes:
    """Kept, because anybody may ask, as often as they like."""
    version = live(version_id)
    with translation.override(language):
        return pdf.render(TEMPLATE, whole_data(version, language), language=language, now=version.opens_at)


def whole_data(version: Live, language: str) -> dict[str, Any]:
    """With the code of each page: their number is known once the form is laid out, and no code moves anything."""
    data, edition = form_data(version, language), Edition(version, language)
    pages = min(MOST_PAGES, int(pdf.told(TEMPLATE, data, "<last-page>", language=language)[0]))
    return {**data, "codes": [pdf.qr(edition.code_of(page), error="m") for page in range(1, pages + 1)]}


@lru_cache(maxsize=64)
def spots(version_id: int, language: str) -> tuple[Spot, ...]:
    """Where the boxes stand, as the form itself is laid out; in the order in which they are read."""
    version = live(version_id)
    with translation.override(language):
        told = pdf.told(TEMPLATE, form_data(version, language), "<spot>", language=language)
    return tuple(Spot(**one) for one in told)


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
        "qr": pdf.qr(edition.code_of(1)),
        "codes": [],
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
        "key": field.key,
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
        return {
            "options": [[one.label.in_language(language), _said(one.hint, language), one.key] for one in field.options]
        }
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
