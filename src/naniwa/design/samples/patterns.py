"""Made-up content of the page patterns."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from naniwa.design.samples import facts, fields, shell
from naniwa.design.samples.tables import STATES


def _resident() -> dict[str, Any]:
    kinds = [("choice", "filled"), ("money", "error"), ("file", "filled"), ("declaration", "empty")]
    views = [replace(fields.example(name, state), key=name) for name, state in kinds]
    return {"navigation": shell.resident(), "views": views, "now": facts.NOW}


def _staff() -> dict[str, Any]:
    return {
        "navigation": shell.staff(),
        "queue": list(zip(facts.NAMES, STATES, strict=True)),
        "tabs_label": _("申請の見方"),
        **facts.every_fact(),
    }


def _paper() -> dict[str, Any]:
    return {"navigation": shell.resident(), "answers": facts.answers(), "events": facts.events()}


def _error() -> dict[str, Any]:
    return {"navigation": shell.resident()}


PATTERNS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "resident": _resident,
    "staff": _staff,
    "print": _paper,
    "error": _error,
}
