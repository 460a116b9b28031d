"""One thing of a definition: its page, what is saved from it, and what is wrong with it while it is typed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.design.parts import Difference
from naniwa.kernel.forms.definition.text import Model
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing import shapes
from naniwa.services.procedures.definitions.editing.parts import BY_KEY, Part
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml, path, relocated
from naniwa.services.procedures.operations.designing import Overtaken
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer import listing, notices, reading, renaming, sentences
from naniwa.services.procedures.views.staff.designer.controls import Page, problems_in, slots_of
from naniwa.services.procedures.views.staff.designer.framed import framing
from naniwa.services.procedures.views.staff.designer.opened import (
    WRITERS,
    Opened,
    asked_place,
    base_of,
    opened,
    title_of,
)
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import Kept, keep
from naniwa.services.procedures.views.staff.designer.screens import Screen, screen_of

type Sent = Mapping[str, Sequence[str]]


@never_cache
@framing
@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """A part of the definition, or one thing of it."""
    place, part = asked_place(request), BY_KEY.get(request.GET.get("part", ""))
    if request.method == "POST":
        return _posted(request, number, place, part)
    return _page(request, opened(request, number), place, part)


@staff_required(*WRITERS)
@require_POST
def check(request: StaffRequest, number: UUID) -> HttpResponse:
    """What would be wrong if this were saved; nothing is."""
    place, part = asked_place(request), BY_KEY.get(request.GET.get("part", ""))
    return _unsaved(request, opened(request, number, base_of(request)), place, part, _sent(request))


def _unsaved(request: StaffRequest, base: Opened, place: Place, part: Part | None, sent: Sent) -> HttpResponse:
    """The page as it would be if this were saved."""
    try:
        text = reading.apply(base.revision.text, _changes(base, place, part, sent))
    except NoSuchPlace as nowhere:
        raise Http404 from nowhere
    base.revision.text = text
    return _page(request, Opened(base.design, base.revision), place, part, sent=sent)


def _posted(request: StaffRequest, number: UUID, place: Place, part: Part | None) -> HttpResponse:
    base, sent = opened(request, number, base_of(request)), _sent(request)
    act = request.POST.get("act", "save")
    if act.startswith("insert:"):
        return _unsaved(request, base, place, part, notices.with_inserted(act, sent))

    changes = _changes(base, place, part, sent)
    asked = renaming.wished(base, place, changes) if act == "save" and part is None else None
    if asked:  # other places name it: they are shown before any of them is changed
        changes = [one for one in changes if one[0] != (*place, asked.named_by)]
    told = sentences.changed(base.document, place, part, changes) if changes else {}

    def edit(text: str, there: Place) -> tuple[str, Mapping[str, str]]:
        moved = [((*there, *where[len(place) :]), value, keys) for where, value, keys in changes]
        text = reading.apply(text, moved)
        if act == "save":
            return text, told
        return listing.acted(text, listing.moved(act, place, there), request.POST, told)

    try:
        kept = keep(request, base, place, edit, keys=part.keys if part else ())
    except NoSuchPlace:
        messages.error(request, _("ほかの人が先に、この項目を消したか移しました。"))
        return redirect(base.url())
    except Overtaken:
        return _overtaken(request, base, place, part, sent)
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
        return _page(request, base, place, part, sent=sent, status=409)
    if asked:
        return redirect(renaming.url(base, asked, kept.place))
    return _onward(request, base, kept, part, act)


def _onward(request: StaffRequest, base: Opened, kept: Kept, part: Part | None, act: str) -> HttpResponse:
    now = opened(request, base.design.public_id)
    if kept.merged:
        messages.info(request, _("ほかの人も保存していました。あなたの変更は、その上に加えました。"))
    if act.startswith("add:"):
        return redirect(listing.added_url(now, act))
    if act.startswith("remove:"):
        messages.success(request, _("消しました。「履歴」から、いつでも前の内容に戻せます。"))
    elif kept.design.revision == base.revision.number:
        messages.info(request, _("変わったところはありません。"))
    elif act == "save":
        messages.success(request, _("保存しました。"))
    return redirect(
        now.item_url(kept.place, part.key if part else "") + (f"#{act.partition(':')[0]}" if act != "save" else "")
    )


def _overtaken(request: StaffRequest, base: Opened, place: Place, part: Part | None, sent: Sent) -> HttpResponse:
    """The other's values beside what was typed; nothing is lost, and the next save decides."""
    latest = opened(request, base.design.public_id)
    try:
        there = relocated(base.document, place, latest.document)
    except NoSuchPlace:
        messages.error(request, _("ほかの人が先に、この項目を消したか移しました。"))
        return redirect(latest.url())
    mine = _changes(latest, there, part, sent)
    rows = [
        Difference(term=_term(latest, where), before=_words(latest, where), after=_spoken(value))
        for where, value, _k in mine
    ]
    return _page(request, latest, there, part, sent=sent, conflicts=rows, status=409)


def _page(
    request: StaffRequest,
    now: Opened,
    place: Place,
    part: Part | None,
    *,
    sent: Sent | None = None,
    conflicts: Sequence[Difference] = (),
    status: int = 200,
) -> HttpResponse:
    screen = _screen(now, place, part)
    model = _model(now, screen.place)
    page = Page(now, request.staff.organisation, sent)
    blocks = page.blocks(model, _thing(now, screen.place, part), screen.place, keys=part.keys if part else ())
    context = {
        "screen": screen,
        "opened": now,
        "blocks": blocks,
        "conflicts": conflicts,
        "other": now.revision.by,
        "check_url": now.url("staff_design_check", **screen.query),
        "reviewing": now.review,
        "action": now.item_url(screen.place, part.key if part else ""),
        "problems": problems_in(blocks),
        "slots": ",".join(f"#{slot}" for slot in slots_of(blocks)),
    }
    return render(request, "procedures/staff/designer/item.html", context, status=status)


def _screen(now: Opened, place: Place, part: Part | None) -> Screen:
    try:
        return screen_of(now, place, part)
    except NoSuchPlace as nowhere:
        raise Http404 from nowhere


def _thing(now: Opened, place: Place, part: Part | None) -> Mapping[str, Yaml]:
    """What stands there; a part may be empty yet. Raises Http404."""
    try:
        thing = now.at(place)
    except NoSuchPlace as nowhere:
        if part is None:
            raise Http404 from nowhere
        return {}
    if not isinstance(thing, Mapping):
        raise Http404
    return thing


def _model(now: Opened, place: Place) -> type[Model]:
    try:
        return shapes.model_at(now.document, place)
    except NoSuchPlace as nowhere:
        raise Http404 from nowhere


def _changes(now: Opened, place: Place, part: Part | None, sent: Sent) -> list[reading.Change]:
    where = place or (part.place if part else ())
    asked = reading.Asked(_model(now, where), where, sent, part.keys if part else ())
    return list(reading.changes(asked, _thing(now, where, part), now.document))


def _sent(request: StaffRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in request.POST}


def _term(now: Opened, where: Place) -> str:
    """The label of a key, with the language where it is a text."""
    for end in range(len(where), 0, -1):
        try:
            slot = shapes.slot_at(now.document, where[:end])
        except NoSuchPlace:
            continue
        return title_of({"label": slot.said.label.model_dump()}) + "".join(f"（{step}）" for step in where[end:])
    return path(where)


def _words(now: Opened, where: Place) -> str:
    try:
        return _spoken(now.at(where))
    except NoSuchPlace:
        return ""


def _spoken(value: Yaml) -> str:
    if value is reading.GONE or value is None:
        return ""
    if isinstance(value, dict):
        return " / ".join(f"{one}" for one in value.values())
    return _("、").join(map(str, value)) if isinstance(value, list) else str(value)
