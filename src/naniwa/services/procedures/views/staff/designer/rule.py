"""A rule built from menus: conditions, each a question, a comparison and a value, joined by and/or."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing import menus, shapes, surgery
from naniwa.services.procedures.definitions.editing.menus import Answer, Group, NotOfMenus, Operand, Term
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place
from naniwa.services.procedures.definitions.editing.sentences import Named, sentence
from naniwa.services.procedures.operations.designing import Overtaken
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer import sentences
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, asked_place, base_of, opened, said
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import keep
from naniwa.services.procedures.views.staff.designer.screens import screen_of

MOST = 12
"""Conditions of one rule."""
HOWS = {
    "==": gettext_lazy("である"),
    "!=": gettext_lazy("でない"),
    ">=": gettext_lazy("以上（以後）"),
    "<=": gettext_lazy("以下（以前）"),
    ">": gettext_lazy("より大きい（より後）"),
    "<": gettext_lazy("より小さい（より前）"),
    "has": gettext_lazy("を選んでいる"),
    "has_not": gettext_lazy("を選んでいない"),
    "size>=": gettext_lazy("の数（文字数）が、以上"),
    "size<=": gettext_lazy("の数（文字数）が、以下"),
    "size==": gettext_lazy("の数（文字数）が、ちょうど"),
    "size!=": gettext_lazy("の数（文字数）が、ちがう"),
    "size>": gettext_lazy("の数（文字数）が、より多い"),
    "size<": gettext_lazy("の数（文字数）が、より少ない"),
    "answered": gettext_lazy("に答えている"),
    "unanswered": gettext_lazy("に答えていない"),
    "yes": gettext_lazy("に同意している"),
    "no": gettext_lazy("に同意していない"),
}
BY_TYPE: Mapping[str, Sequence[str]] = {
    "choice": ("==", "!=", "answered", "unanswered"),
    "several": ("has", "has_not", "size>=", "size<=", "answered", "unanswered"),
    "money": (">=", "<=", ">", "<", "==", "!=", "answered", "unanswered"),
    "number": (">=", "<=", ">", "<", "==", "!=", "answered", "unanswered"),
    "date": (">=", "<=", ">", "<", "==", "!=", "answered", "unanswered"),
    "month": (">=", "<=", ">", "<", "==", "!=", "answered", "unanswered"),
    "declaration": ("yes", "no"),
    "file": ("size>=", "size<=", "answered", "unanswered"),
    "repeat": ("size>=", "size<=", "answered", "unanswered"),
    "text": ("==", "!=", "size>=", "size<=", "answered", "unanswered"),
    "kana": ("==", "!=", "size>=", "size<=", "answered", "unanswered"),
}
PART = ("==", "!=")
WHOLE = frozenset({"answered", "unanswered"})
ALONE = frozenset({"answered", "unanswered", "yes", "no"})


@dataclass(frozen=True)
class Typed:
    """One condition as the menus have it."""

    name: str = ""
    how: str = ""
    value: str = ""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A condition with its menus."""

    number: int
    name: FieldView
    how: FieldView
    value: FieldView | None
    other: FieldView | None
    empty: bool


@never_cache
@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """The rule at a place. Every button keeps what the menus show; only saving writes."""
    place, now = asked_place(request), opened(request, number, base_of(request))
    _check_rule(now, place)
    if request.method != "POST":
        return _from_text(request, now, place)
    join, rows = _typed(request)
    act = request.POST.get("act", "save")
    if act == "save_text":
        return _save(request, now, place, request.POST.get("text", "").replace("\r\n", "\n").strip())
    if act.startswith("drop:"):
        rows = [row for at, row in enumerate(rows) if f"drop:{at}" != act]
    if act == "more":
        rows = [*rows, Typed()]
    if act != "save":
        return _page(request, now, place, join, rows)
    terms = [term for row in rows if (term := _term(row, now.names))]
    return _save(
        request, now, place, menus.write(Group("any" if join == "any" else "all", tuple(terms))) if terms else ""
    )


def _check_rule(now: Opened, place: Place) -> None:
    """Raises Http404 where no rule may stand."""
    try:
        kind = shapes.slot_at(now.document, place).kind
        now.at(place[:-1])
    except (NoSuchPlace, IndexError) as nowhere:
        raise Http404 from nowhere
    if kind != "rule":
        raise Http404


def _from_text(request: StaffRequest, now: Opened, place: Place) -> HttpResponse:
    rule = _rule(now, place)
    if not rule:
        return _page(request, now, place, "all", [Typed()])
    try:
        group = menus.read(rule)
    except NotOfMenus:
        return _page(request, now, place, "all", [], fixed=True)
    if not group.flat:
        return _page(request, now, place, "all", [], fixed=True)
    rows = [_row_of(term) for term in group.terms if isinstance(term, Term)]
    return _page(request, now, place, group.join, rows)


def _page(
    request: StaffRequest, now: Opened, place: Place, join: str, rows: Sequence[Typed], *, fixed: bool = False
) -> HttpResponse:
    """`fixed`: the rule says more than menus can, and stays the text it is."""
    rule = _rule(now, place)
    drafted = rule if fixed else _drafted(join, rows, now.names)
    words = sentence(drafted, now.names) if drafted else None
    context = {
        "opened": now,
        "screen": screen_of(now, place[:-1], None),
        "slot": said(shapes.slot_at(now.document, place).said.label),
        "help": said(shapes.slot_at(now.document, place).said.help),
        "join": join,
        "rows": [_row(at, row, now.names) for at, row in enumerate(rows)],
        "fixed": fixed,
        "rule": rule,
        "drafted": drafted,
        "sentence": words,
        "many": len(rows) > 1,
        "full": len(rows) >= MOST,
        "item_url": now.item_url(place[:-1]),
        "text_view": FieldView(
            key="text", type="textarea", label=_("式（CEL）"), required=False, value=rule, options={"rows": 3}
        ),
    }
    return render(request, "procedures/staff/designer/rule.html", context)


def _drafted(join: str, rows: Sequence[Typed], names: Mapping[str, Named]) -> str:
    terms = tuple(term for row in rows if (term := _term(row, names)))
    return menus.write(Group("any" if join == "any" else "all", terms)) if terms else ""


def _save(request: StaffRequest, now: Opened, place: Place, rule: str) -> HttpResponse:
    thing, key = place[:-1], place[-1]
    order = shapes.order(shapes.model_at(now.document, thing))
    label = shapes.slot_at(now.document, place).said.label

    def edit(text: str, there: Place) -> tuple[str, Mapping[str, str]]:
        where = (*there, key)
        said_so = sentences.ruled(surgery.document_of(text), there, label)
        if rule:
            return surgery.put(text, where, rule, order=order), said_so
        return (surgery.remove(text, where) if _rule(now, place) else text), said_so

    try:
        kept = keep(request, now, thing, edit)
    except Overtaken:
        latest = opened(request, now.design.public_id)
        messages.error(
            request,
            _("ほかの人が先に保存しました。あなたの条件は下に残してあります。確かめて、もう一度保存してください。"),
        )
        return _again(request, latest, place, rule)
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
        return _again(request, now, place, rule)
    messages.success(request, _("条件を保存しました。"))
    return redirect(opened(request, now.design.public_id).item_url(kept.place))


def _again(request: StaffRequest, now: Opened, place: Place, rule: str) -> HttpResponse:
    """What was made, on the text there is now. Raises Http404 where the rule's thing is gone."""
    _check_rule(now, place)
    try:
        group = menus.read(rule)
    except NotOfMenus:
        return _page(request, now, place, "all", [], fixed=True)
    rows = [_row_of(term) for term in group.terms if isinstance(term, Term)]
    return _page(request, now, place, group.join, rows)


def _rule(now: Opened, place: Place) -> str:
    try:
        return str(now.at(place) or "").strip()
    except NoSuchPlace:
        return ""


def _typed(request: StaffRequest) -> tuple[str, list[Typed]]:
    post = request.POST
    count = sum(name.endswith(".name") for name in post)
    rows = [
        Typed(*(post.get(f"r{at}.{part}", "").strip()[:500] for part in ("name", "how", "value", "other")))
        for at in range(min(count, MOST))
    ]
    return post.get("join", "all"), rows


def _row_of(term: Term) -> Typed:
    left = term.left if isinstance(term.left, Answer) else Answer("")
    how = f"size{term.how}" if left.counted else term.how
    if isinstance(term.right, Answer):
        return Typed(left.name, how, "", term.right.name)
    right = term.right
    value = ("true" if right else "false") if isinstance(right, bool) else str("" if right is None else right)
    return Typed(left.name, how, value)


def _term(row: Typed, names: Mapping[str, Named]) -> Term | None:
    """The condition, None while something of it is missing."""
    known = names.get(row.name)
    if known is None or not row.how:
        return None
    if row.how in ALONE:
        return Term(Answer(row.name.partition(".")[0] if row.how in WHOLE else row.name), row.how)
    counted = row.how.startswith("size")
    right = _right(row, known, counted=counted)
    if right is None:
        return None
    return Term(Answer(row.name, counted), row.how.removeprefix("size"), right)


def _right(row: Typed, known: Named, *, counted: bool) -> Operand | None:
    if row.other:
        return Answer(row.other)
    if counted or known.type in {"money", "number"}:
        bare = row.value.replace(",", "")
        return int(bare) if bare.lstrip("-").isdecimal() and len(bare) < 16 else None  # noqa: PLR2004 - digits of yen
    if row.value == "" and known.options:
        return None
    return row.value


def _row(at: int, row: Typed, names: Mapping[str, Named]) -> Row:
    known = names.get(row.name)
    prefix = f"r{at}"
    questions = [Choice(value=name, label=said(named.label)) for name, named in names.items() if named.type != "rows"]
    allowed = _allowed(row, known)
    return Row(
        number=at,
        name=FieldView(key=f"{prefix}.name", type="select", label=_("質問・値"), value=row.name, choices=questions),
        how=FieldView(
            key=f"{prefix}.how",
            type="select",
            label=_("くらべ方"),
            value=row.how,
            choices=[Choice(value=how, label=str(HOWS[how])) for how in allowed if how in HOWS],
        ),
        value=_value(prefix, row, known) if row.how not in ALONE else None,
        other=_other(prefix, row, names)
        if known and row.how not in ALONE and not known.options and not row.how.startswith("size")
        else None,
        empty=known is None,
    )


def _allowed(row: Typed, known: Named | None) -> list[str]:
    hows = list(HOWS) if known is None else list(BY_TYPE.get(known.type, PART))
    if known is not None and "." in row.name:
        hows = list(PART)
    return hows if not row.how or row.how in hows else [*hows, row.how]


def _value(prefix: str, row: Typed, known: Named | None) -> FieldView:
    key, options = f"{prefix}.value", known.options if known else {}
    if options and not row.how.startswith("size"):
        return FieldView(
            key=key,
            type="select",
            label=_("値"),
            value=row.value,
            choices=[Choice(value=one, label=said(words)) for one, words in options.items()],
        )
    hints = {"date": _("例：2026-04-01"), "month": _("例：2026-04")}
    unit = said(known.unit) if known and known.unit else (_("円") if known and known.type == "money" else "")
    hint = hints.get(known.type, unit) if known else ""
    return FieldView(key=key, type="text", label=_("値"), hint=hint, required=not row.other, value=row.value)


def _other(prefix: str, row: Typed, names: Mapping[str, Named]) -> FieldView:
    kind = names[row.name].type
    alike = [
        Choice(value=name, label=said(named.label))
        for name, named in names.items()
        if named.type == kind and name != row.name and "." not in name
    ]
    return FieldView(
        key=f"{prefix}.other",
        type="select",
        label=_("または、ほかの答え"),
        required=False,
        value=row.other,
        choices=alike,
    )
