"""An export in words: what is in it, what it is for, how far it is."""

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from naniwa.kernel.audit.words import purpose_in_words
from naniwa.services.procedures.models import Export, Format
from naniwa.services.procedures.queries.exporting import FIELDS
from naniwa.services.procedures.queries.selecting import Selection
from naniwa.services.procedures.views.staff.register import filter_words

TYPES = {
    Format.XLSX.value: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV.value: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Described:
    """`state` is working, ready or removed."""

    state: str
    purpose: str
    filters: str
    columns: str
    size: str


def described(export: Export) -> Described:
    filters = filter_words(Selection.of(export.filters))
    return Described(
        state="removed" if export.removed_at else "ready" if export.finished_at else "working",
        purpose=purpose_in_words(export.purpose),
        filters=_("、").join(filters) or _("すべての申請"),
        columns=_("、").join(str(FIELDS[key].label) for key in export.columns if key in FIELDS),
        size=filesizeformat(export.size),
    )


def minutes_left(export: Export, now: datetime) -> int | None:
    """From the speed so far; None before the first piece is done."""
    if export.finished_at or not export.position:
        return None
    spent = (now - export.started_at).total_seconds()
    return max(1, round(spent * (export.total - export.position) / export.position / 60))
