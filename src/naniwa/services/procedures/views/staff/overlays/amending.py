"""One amendment: what it would change, what is left to decide, and the two people who agree to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.acts import tried
from naniwa.design.fields import FieldView, element_id
from naniwa.kernel.people.access import NotPermitted, StaffRequest, staff_required
from naniwa.services.procedures.definitions.overlays import Choice, Conflict, Kind, base, left_open
from naniwa.services.procedures.models import Amendment, AmendmentKind
from naniwa.services.procedures.operations import overlays as operations
from naniwa.services.procedures.queries import overlays
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.overlays import boxes, wording
from naniwa.services.procedures.views.staff.overlays.boxes import shown
from naniwa.services.procedures.views.staff.overlays.pages import KEEPERS, edition
from naniwa.services.procedures.views.staff.sentences import sentence


@dataclass(frozen=True, slots=True)
class Point:
    """One conflict as the page shows it; `chosen` is "" while it is not decided."""

    number: int
    place: str
    why: str
    before: str
    after: str
    ours: str
    choices: tuple[Choice, ...]
    chosen: str
    law: bool


@staff_required(*KEEPERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Everything on which to agree or not."""
    one = _found(number)
    composed = overlays.composed(one) if one.is_open else None
    on = one.adoption.base_version
    documents = [base(version.source).document for version in (one.base_version, on) if version]
    changes = overlays.changes(one) if one.is_open else []
    left = composed.left if composed else []
    own = one.organisation_id == request.staff.organisation.pk and request.staff.may("publisher")
    context = {
        "amendment": one,
        "title": shown(base(one.base_version.source).procedure),
        "on": edition(one.base_version.number),
        "was": edition(on.number) if on else "",
        "points": [_point(one, at, each, documents) for at, each in enumerate(overlays.conflicts(one))],
        "rows": wording.difference_rows(changes, *([composed.document] if composed else []), *documents),
        "troubles": [wording.trouble_words(each) for each in composed.troubles] if composed else [],
        "left": [(wording.place_words(each, *documents), element_id(f"{each}.ja")) for each in left],
        "boxes": _boxes(one, left) if one.kind == AmendmentKind.BASE else [],
        "may_write": own and one.is_open,
        "mine": one.proposed_by_id == request.staff.person.pk,
    }
    return render(request, "procedures/staff/overlays/amendment.html", context)


@staff_required("publisher")
@require_POST
def propose(request: StaffRequest, number: UUID) -> HttpResponse:
    one, now = _own(request, number), timezone.now()
    return _act(
        request,
        one,
        lambda: operations.propose(amendment=one, seen=_seen(request), by=request.staff, now=now),
        _("提案しました。別の人が承認すると公開されます。"),
    )


@staff_required("publisher")
@require_POST
def decide(request: StaffRequest, number: UUID) -> HttpResponse:
    one, now = _own(request, number), timezone.now()
    return _act(
        request,
        one,
        lambda: operations.decide(
            amendment=one,
            choices=_choices(request, len(one.lines)),
            words=_words(request, one),
            seen=_seen(request),
            by=request.staff,
            now=now,
        ),
        _("決めた内容で提案しました。別の人が承認すると公開されます。"),
    )


@staff_required("publisher")
@require_POST
def accept(request: StaffRequest, number: UUID) -> HttpResponse:
    one, now = _own(request, number), timezone.now()
    return _act(
        request,
        one,
        lambda: operations.accept(amendment=one, seen=_seen(request), by=request.staff, now=now),
        _("承認し、公開しました。すでに届いている申請は、それぞれの版のまま進みます。"),
    )


@staff_required("publisher")
@require_POST
def refuse(request: StaffRequest, number: UUID) -> HttpResponse:
    one, now = _own(request, number), timezone.now()
    reason = request.POST.get("reason", "")[:1000]
    return _act(
        request,
        one,
        lambda: operations.refuse(amendment=one, reason=reason, seen=_seen(request), by=request.staff, now=now),
        _("見送りました。公開中の版はそのままです。"),
    )


def _act(request: StaffRequest, one: Amendment, work: Callable[[], object], done: str) -> HttpResponse:
    """Either way back to the amendment."""
    tried(request, work, done, unless=BrokenRule, why=sentence)
    return redirect("procedures:staff_amendment", one.public_id)


def _found(number: UUID) -> Amendment:
    """Raises Http404."""
    one = overlays.amendment(number)
    if one is None:
        raise Http404
    return one


def _own(request: StaffRequest, number: UUID) -> Amendment:
    """The municipality's own; the prefecture only looks. Raises Http404, NotPermitted."""
    one = _found(number)
    if one.organisation_id != request.staff.organisation.pk:
        raise NotPermitted("publisher")
    return one


def _seen(request: StaffRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def _choices(request: StaffRequest, count: int) -> dict[int, Choice]:
    chosen: dict[int, Choice] = {}
    for number in range(count):
        given = request.POST.get(f"point-{number}", "")
        if given in {"ours", "base"}:
            chosen[number] = "ours" if given == "ours" else "base"
    return chosen


def _words(request: StaffRequest, one: Amendment) -> dict[str, Any]:
    """What was typed in place of that which the new base leaves to the municipality."""
    on = base(one.base_version.source)
    typed = boxes.typed_of(request.POST.dict(), left_open(on.document))
    return boxes.read_texts(typed.boxes, on, left_open(on.document))[0]


def _boxes(one: Amendment, left: Sequence[str]) -> list[FieldView]:
    on = base(one.base_version.source)
    return boxes.text_fields(boxes.typed_from(overlays.content(one), on), on, left)


def _point(one: Amendment, number: int, conflict: Conflict, documents: Sequence[Mapping[str, Any]]) -> Point:
    only = conflict.choices[0] if len(conflict.choices) == 1 else ""
    return Point(
        number=number,
        place=wording.place_words(wording.conflict_path(conflict), *documents),
        why=str(wording.KINDS[conflict.kind]),
        before=wording.both(conflict.before),
        after=wording.both(conflict.after),
        ours=wording.entry_words(conflict.entry),
        choices=conflict.choices,
        chosen=one.choices.get(str(number), only),
        law=conflict.kind == Kind.FIXED_BY_LAW,
    )
