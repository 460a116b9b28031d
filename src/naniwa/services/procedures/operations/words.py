"""Words of letters and notices that are put together from a case."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from naniwa.library.wareki import format_date
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.models import Deficiency
from naniwa.services.procedures.queries.live import Live

RULE = "＿" * 24


def item_lines(version: Live, items: Sequence[Deficiency], language: str) -> str:
    """The faults as numbered lines: what is asked for, and the reason."""
    english = language.startswith("en")
    lines = []
    for number, item in enumerate(items, start=1):
        field = version.form.fields.get(item.field)
        label = field.label.in_language(language) if field else item.field
        reason = item.reason_en if english and item.reason_en else item.reason
        lines.append(f"{number}. {label}\n   {reason}")
    return "\n".join(lines)


def blanks(version: Live, items: Sequence[Deficiency], language: str) -> str:
    """The form at the end of a letter: a box to tick for each paper that is asked for, room to write for the rest."""
    asked = dict.fromkeys(key for item in items for key in item.opens if key in version.form.fields)
    lines = []
    for number, key in enumerate(asked, start=1):
        field = version.form.fields[key]
        with translation.override(language):
            room = "□ " + _("写しを同封しました") if field.type == "file" else f"{RULE}\n   {RULE}"
        lines.append(f"{number}. {field.label.in_language(language)}\n   {room}")
    return "\n".join(lines)


def review_words(procedure: Procedure, language: str) -> str:
    """The days of a review, to stand before 日 in Japanese and before "days" in English."""
    if procedure.review_counted_in == "days":
        return str(procedure.review_days)
    return f"{procedure.review_days} working" if language.startswith("en") else f"開庁日で{procedure.review_days}"


def deadline_words(moment: datetime | None, language: str) -> str:
    """A deadline with weekday and time, in Japanese time."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if language.startswith("en"):
        return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
    with translation.override("ja"):
        return _("%(date)s %(time)sまで") % {"date": format_date(local.date()), "time": f"{local.hour}時{local:%M}分"}
