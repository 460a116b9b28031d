"""A key that other places name gets another name: every place is shown first, and then changed at once."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.design.parts import Difference
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing import naming, renaming
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, path
from naniwa.services.procedures.definitions.editing.renaming import Renaming
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.history import where_words
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, asked_place, base_of, opened
from naniwa.services.procedures.views.staff.designer.reading import Change
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import keep
from naniwa.services.procedures.views.staff.designer.screens import screen_of


@never_cache
@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Every place that names the thing, before and after; what is sent does it."""
    place, now = asked_place(request), opened(request, number, base_of(request))
    asked = _asked(now, place, request.GET.get("to", ""))
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _done(request, now, asked)
    context = {
        "screen": screen_of(now, place, None),
        "opened": now,
        "asked": asked,
        "rows": [_row(now, one) for one in renaming.mentions(now.document, asked)],
        "item_url": now.item_url(place),
    }
    return render(request, "procedures/staff/designer/rename.html", context)


def _done(request: StaffRequest, now: Opened, asked: Renaming) -> HttpResponse:
    count = len(renaming.mentions(now.document, asked))

    def edit(text: str, there: Place) -> tuple[str, Mapping[str, str]]:
        again = Renaming(there, asked.named_by, asked.old, asked.new, asked.rows)
        ja = f"「{asked.old}」を「{asked.new}」に変え、{count}か所を書き換えました。"
        return renaming.apply(text, again), {"ja": ja, "en": f"Called “{asked.old}” “{asked.new}” in {count} places."}

    try:
        kept = keep(request, now, asked.place, edit)
    except NoSuchPlace:
        messages.error(request, _("ほかの人が先に、この項目を消したか移しました。"))
        return redirect(now.url())
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
        return redirect(now.item_url(asked.place))
    said = _("「%(old)s」を「%(new)s」に変え、%(count)sか所を書き換えました。")
    messages.success(request, said % {"old": asked.old, "new": asked.new, "count": count})
    return redirect(now.item_url(kept.place))


def wished(now: Opened, place: Place, changes: Sequence[Change]) -> Renaming | None:
    """The renaming that a page of controls asks for, if other places name the thing by its key."""
    for where, value, _keys in changes:
        if where in {(*place, "key"), (*place, "code")} and isinstance(value, str):
            asked = _asked(now, place, value)
            return asked if asked and renaming.mentions(now.document, asked) else None
    return None


def url(now: Opened, asked: Renaming, place: Place) -> str:
    return now.url("staff_design_rename", at=path(place), to=asked.new)


def _asked(now: Opened, place: Place, new: str) -> Renaming | None:
    """None for a thing that has no such name, and for a name that is none or taken."""
    try:
        asked = renaming.renaming(now.document, place, new)
    except NoSuchPlace:
        return None
    if asked is None or new == asked.old or not renaming.is_name(asked, new):
        return None
    return None if new in naming.taken(now.document, check=asked.is_check) else asked


def _row(now: Opened, one: renaming.Mention) -> Difference:
    return Difference(term=where_words(now, one.place), before=one.before, after=one.after)
