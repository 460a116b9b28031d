"""The drafts of an office, the beginning of a new one, and the page of one draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.forms.definition import Flaw, UnsoundDefinition
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.definitions.editing import blanks, fresh, surgery, writing
from naniwa.services.procedures.definitions.editing.parts import PARTS, Part, part_of
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Yaml, place_of
from naniwa.services.procedures.definitions.editing.telling import told
from naniwa.services.procedures.models import Design
from naniwa.services.procedures.operations import designing
from naniwa.services.procedures.operations.designs_discarding import KEPT
from naniwa.services.procedures.operations.designs_publishing import may_publish
from naniwa.services.procedures.operations.designs_wanted import moments
from naniwa.services.procedures.queries import catalogue, designs
from naniwa.services.procedures.queries.designs import is_under
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.framed import framing
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, opened, said, title_of
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import title_in
from naniwa.services.procedures.views.staff.designer.screens import preview_url

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A part on the page of a draft."""

    title: str
    about: str
    url: str
    problems: int


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Something wrong, with the page on which it is mended; `line` is where it stands in the YAML."""

    words: str
    where: str
    url: str
    line: int


@staff_required(*WRITERS)
@require_safe
def drafts(request: StaffRequest) -> HttpResponse:
    office = request.staff.organisation.pk
    waiting = designs.open_reviews(office)
    found = [(design, waiting.get(design.pk)) for design in designs.designs(office)]
    context = {"found": found, "discarded": designs.discarded(office), "days": KEPT.days}
    return render(request, "procedures/staff/designer/list.html", context)


@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """A new draft: empty, or from a definition there is; pressed twice, it is the same one."""
    if request.method != "POST":
        return _begin_page(request)
    title, model = request.POST.get("title", "").strip()[:100], request.POST.get("from", "")
    if not title:
        return _begin_page(request, error=_("手続の名前を書いてください。例：騒音の届出"))
    text = _first_text(request, title, model)
    try:
        design = designing.start(
            number=number_in(request.POST.get("number", "")),
            organisation=request.staff.organisation,
            text=text,
            title=title_in(text, title),
            said={"ja": "下書きを始めました。", "en": "Began the draft."},
            by=request.staff.person,
            now=timezone.now(),
        )
    except (BrokenRule, Design.DoesNotExist) as broken:
        return _begin_page(
            request, error=refusal(broken) if isinstance(broken, BrokenRule) else _("もう一度始めてください。")
        )
    messages.success(request, _("下書きを始めました。上から順に、書いてください。"))
    return redirect("procedures:staff_design", design.public_id)


@never_cache
@framing
@staff_required(*WRITERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """The parts, what is wrong, and what comes next."""
    now = opened(request, number)
    context = {
        "opened": now,
        "tiles": [_tile(now, part) for part in PARTS],
        "troubles": [_trouble(now, flaw) for flaw in now.checked.flaws[:SHOWN]],
        "problems": len(now.checked.flaws),
        "unwritten": len(blanks.blanks(now.document)) + blanks.unnamed(now.document),
        "review": now.review,
        "may_publish": may_publish(now.design, request.staff.person),
        "reviews": designs.reviews(now.design),
        "preview_url": preview_url(now, ()),
        "published": _published(now),
    }
    return render(request, "procedures/staff/designer/design.html", context)


def _tile(now: Opened, part: Part) -> Tile:
    problems = sum(any(is_under(flaw.path, path) for path in part.paths) for flaw in now.checked.flaws)
    url = now.url("staff_design_examples") if part.key == "examples" else now.item_url(part.place, part.key)
    return Tile(title=said(part.title), about=said(part.about), url=url, problems=problems)


def _trouble(now: Opened, flaw: Flaw) -> Trouble:
    return Trouble(
        words=said(told(flaw.message)), where=_where(now, flaw.path), url=trouble_url(now, flaw.path), line=flaw.line
    )


def trouble_url(now: Opened, path: str) -> str:
    """The page on which a flaw is mended."""
    try:
        place = place_of("" if path == "-" else path)
    except NoSuchPlace:
        return now.url("staff_design_text")
    last = max((at for at, step in enumerate(place) if isinstance(step, int)), default=-1)
    if last >= 0 and isinstance(_at(now, place[: last + 1]), dict):
        return now.item_url(place[: last + 1])
    part = part_of(place)
    return now.item_url(part.place, part.key)


def _where(now: Opened, path: str) -> str:
    """The names of what holds the flaw, the outermost first."""
    try:
        place = place_of("" if path == "-" else path)
    except NoSuchPlace:
        return path
    inner = [
        title_of(_at(now, place[:end]), str(place[end - 1]))
        for end in range(1, len(place) + 1)
        if isinstance(place[end - 1], int)
    ]
    return " › ".join([said(part_of(place).title), *inner])


def _at(now: Opened, place: Yaml) -> Yaml:
    try:
        return now.at(place)
    except NoSuchPlace:
        return None


def _published(now: Opened) -> str:
    """The slug under which the procedure is published already, "" if it is not."""
    slug = now.document.get("slug") if isinstance(now.document, dict) else None
    return str(slug) if slug and catalogue.is_published(str(slug)) else ""


def _begin_page(request: StaffRequest, *, error: str = "") -> HttpResponse:
    context = {
        "number": number_in(request.POST.get("number", "")),
        "models": _models(),
        "error": error,
        "title": request.POST.get("title", ""),
        "chosen": request.POST.get("from", request.GET.get("from", "")),
    }
    return render(request, "procedures/staff/designer/begin.html", context, status=422 if error else 200)


def _models() -> Sequence[tuple[str, str]]:
    """(name, title) of what a draft may begin with: the ready definitions, then what is published."""
    ready = [
        (f"library:{path.stem}", title_in(path.read_text(encoding="utf-8"), path.stem))
        for path in sorted((FOLDER / "library").glob("*.yaml"))
    ]
    live = [
        (f"published:{one.procedure.slug}", said(one.procedure.title)) for one in catalogue.published(timezone.now())
    ]
    return [*ready, *live]


def _first_text(request: StaffRequest, title: str, model: str) -> str:
    """The text a draft begins with: as empty as it can be, or a copy of the office's own."""
    kind, _colon, name = model.partition(":")
    office = request.staff.organisation.code
    if kind == "library" and any(path.stem == name for path in (FOLDER / "library").glob("*.yaml")):
        return _ours((FOLDER / "library" / f"{name}.yaml").read_text(encoding="utf-8"), office)
    if kind == "published" and (source := catalogue.source_of(name)):
        return source
    return empty_text(title, office, timezone.now())


def _ours(text: str, office: str) -> str:
    try:
        return surgery.put(text, ("office",), office)
    except UnsoundDefinition:
        return text


def empty_text(title: str, office: str, now: datetime) -> str:
    """A small sound definition that opens in a month, for a year."""
    opens, closes, until = moments(now)
    return writing.write(fresh.procedure(title=title, office=office, opens=opens, closes=closes, until=until))
