"""What was done to a draft: every revision, how two of them differ, and going back to one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.acts import tried
from naniwa.design.parts import Difference
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing import differences, shapes
from naniwa.services.procedures.definitions.editing.differences import Changed
from naniwa.services.procedures.definitions.editing.parts import part_of
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml
from naniwa.services.procedures.definitions.editing.sentences import sentence
from naniwa.services.procedures.operations import designing
from naniwa.services.procedures.queries import designs
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, base_of, opened, said, title_of
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import title_in

LONGEST = 300


@never_cache
@staff_required(*WRITERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """All revisions; with `from` and `to`, how two of them differ."""
    now = opened(request, number)
    first, last = (_number(request.GET.get(name, "")) for name in ("from", "to"))
    context: dict[str, Yaml] = {"opened": now, "revisions": designs.revisions(now.design)}
    if last is not None:
        before = opened(request, number, first if first is not None else max(last - 1, 1))
        after = opened(request, number, last)
        context |= {
            "before": before.revision,
            "after": after.revision,
            "rows": _rows(before, after),
            "moved": differences.moved(before.document, after.document),
            "lines": [(line[:1], line) for line in differences.lines(before.revision.text, after.revision.text)],
        }
    return render(request, "procedures/staff/designer/history.html", context)


@staff_required(*WRITERS)
@require_POST
def restore(request: StaffRequest, number: UUID) -> HttpResponse:
    """Make an earlier text the latest once more; what came between stays in the history."""
    now = opened(request, number)
    old = opened(request, number, _number(request.POST.get("revision", "")) or 1)
    told = {"ja": f"{old.revision.number}番の内容に戻しました。", "en": f"Went back to number {old.revision.number}."}
    base = base_of(request)
    tried(
        request,
        lambda: designing.save(
            design=now.design,
            base=now.revision.number if base is None else base,
            text=old.revision.text,
            title=title_in(old.revision.text, now.design.title),
            said=told,
            by=request.staff.person,
            now=timezone.now(),
        ),
        _("%(number)s番の内容に戻しました。") % {"number": old.revision.number},
        unless=BrokenRule,
        why=refusal,
    )
    return redirect("procedures:staff_design_history", number)


def _rows(before: Opened, after: Opened) -> list[Difference]:
    return [_row(before, after, one) for one in differences.changes(before.document, after.document)]


def _row(before: Opened, after: Opened, one: Changed) -> Difference:
    where = after if one.after is not None else before
    return Difference(
        term=where_words(where, one.place),
        before=_words(before, one.before, one.place),
        after=_words(after, one.after, one.place),
    )


def where_words(now: Opened, place: Place) -> str:
    """The names of what holds the change, the outermost first, and the label of the key."""
    inner = []
    for end in range(1, len(place) + 1):
        step = place[end - 1]
        if isinstance(step, int):
            inner.append(title_of(_at(now, place[:end]), str(step + 1)))
    return " › ".join([said(part_of(place).title), *inner, *_labels(now, place)])


def _labels(now: Opened, place: Place) -> list[str]:
    try:
        return [said(shapes.slot_at(now.document, place).said.label)] if isinstance(place[-1], str) else []
    except NoSuchPlace:
        pass
    try:
        language = {"ja": _("日本語"), "en": _("英語"), "easy": _("やさしい日本語")}.get(str(place[-1]), str(place[-1]))
        return [said(shapes.slot_at(now.document, place[:-1]).said.label), language]
    except (NoSuchPlace, IndexError):
        return [str(place[-1])] if place and isinstance(place[-1], str) else []


def _at(now: Opened, place: Place) -> Yaml:
    try:
        return now.at(place)
    except NoSuchPlace:
        return None


def _words(now: Opened, value: Yaml, place: Place) -> str:
    """A value for people: a rule as its sentence, a thing by its name."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return title_of(value, _("（内容）"))[:LONGEST]
    if isinstance(value, list):
        return _("、").join(title_of(one) for one in value)[:LONGEST]
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if place[-1] in {"when", "must"} and (words := sentence(str(value), now.names)):
        return said(words)[:LONGEST]
    return str(value)[:LONGEST]


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None  # noqa: PLR2004 - digits of a number
