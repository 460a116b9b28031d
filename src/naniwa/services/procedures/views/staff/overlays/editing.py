"""The form in which a municipality writes its overlay, with every problem at its box or its line."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naniwa.kernel.forms.definition import UnsoundDefinition
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.models import Kind, Organisation
from naniwa.kernel.people.access import NotPermitted, StaffRequest, staff_required
from naniwa.services.procedures.definitions.overlays import ALLOWED, Base, base, compose, left_open
from naniwa.services.procedures.definitions.overlays.content import Content
from naniwa.services.procedures.models import Adoption, Amendment
from naniwa.services.procedures.operations import overlays as operations
from naniwa.services.procedures.queries import overlays
from naniwa.services.procedures.views.staff.acting import WHOLE, typed_whole
from naniwa.services.procedures.views.staff.keeping import keeping, overlay_page
from naniwa.services.procedures.views.staff.overlays import boxes
from naniwa.services.procedures.views.staff.overlays.pages import KEEPERS, edition, found_base
from naniwa.services.procedures.views.staff.sentences import sentence


@keeping(WHOLE, overlay_page)
@staff_required(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the draft, or what is in force where there is none; save what was typed, sound or not."""
    version = found_base(slug)
    if request.staff.organisation.kind != Kind.MUNICIPALITY:
        return redirect("procedures:staff_overlay_base", slug)
    if request.method == "POST":
        return _save(request, version.procedure.slug)
    adoption = overlays.adoption_of(request.staff.organisation.pk, slug)
    on = _on(slug, adoption)
    typed = boxes.typed_from(on.content, on.base)
    if held := typed_whole(request, f"overlay/{slug}"):
        typed = boxes.typed_of({name: values[-1] for name, values in held.items() if values}, on.texts)
    return _page(request, slug, on, typed)


@dataclass(frozen=True, slots=True)
class On:
    """What a municipality writes on: a version of the base, and the draft, or what is in force where there is none."""

    adoption: Adoption | None
    draft: Amendment | None
    version: Version

    @property
    def base(self) -> Base:
        return base(self.version.source)

    @property
    def content(self) -> Content:
        one = self.draft or self.adoption
        return overlays.content(one) if one else Content({}, "")

    @property
    def texts(self) -> list[str]:
        """Places whose wording has a box."""
        return boxes.texts(self.base, self.content)


def _on(slug: str, adoption: Adoption | None) -> On:
    draft = overlays.open_amendments(adoption).get("own") if adoption else None
    found = draft.base_version if draft else adoption.base_version if adoption else None
    return On(adoption, draft, found or overlays.latest_base(slug))


def _save(request: StaffRequest, slug: str) -> HttpResponse:
    if not request.staff.may("publisher"):
        raise NotPermitted("publisher")
    now, given = timezone.now(), request.POST.get("seen", "0")
    adoption = operations.start(base=slug, by=request.staff, now=now)
    on = _on(slug, adoption)
    typed = boxes.typed_of(request.POST.dict(), on.texts)
    content, wrong = boxes.read(typed, on.base, on.texts)
    seen = int(given) if given.isascii() and given.isdigit() else 0
    if wrong:
        return _page(request, slug, on, typed, wrong=wrong, seen=seen)
    try:
        draft = operations.save(adoption=adoption, content=content, seen=seen, by=request.staff, now=now)
    except operations.Overtaken as broken:
        messages.error(request, sentence(broken))
        return _page(request, slug, _on(slug, adoption), typed, status=409)
    messages.success(request, _("変更案を保存しました。公開されるのは、別の人が承認してからです。"))
    if request.POST.get("next") == "review" and not _problems(draft, content):
        return redirect("procedures:staff_amendment", draft.public_id)
    return redirect("procedures:staff_overlay", slug)


def _page(
    request: StaffRequest,
    slug: str,
    on: On,
    typed: boxes.Typed,
    *,
    wrong: dict[str, list[str]] | None = None,
    seen: int | None = None,
    status: int = 200,
) -> HttpResponse:
    adoption, draft = on.adoption, on.draft
    problems = wrong if wrong is not None else (_problems(draft, overlays.content(draft)) if draft else {})
    offices = list(Organisation.objects.filter(parent=request.staff.organisation).order_by("code"))
    context = {
        "title": boxes.shown(on.base.procedure),
        "slug": slug,
        "adoption": adoption,
        "draft": draft,
        "waiting": overlays.open_amendments(adoption).get("base") if adoption else None,
        "on": edition(on.version.number),
        "number": edition(adoption.version.number) if adoption and adoption.version else "",
        "fields": boxes.fields(typed, on.base, on.texts, offices, problems),
        "left": len(left_open(on.base.document)),
        "faults": problems,
        "seen": (draft.revision if draft else 0) if seen is None else seen,
        "may_write": request.staff.may("publisher"),
        "places": [(one.shape, one.words, sorted(one.ways), one.on_fixed) for one in ALLOWED],
        "history": overlays.history(adoption) if adoption else [],
    }
    shown = 422 if wrong else status
    return render(request, "procedures/staff/overlays/edit.html", context, status=shown)


def _problems(draft: Amendment, content: Content) -> dict[str, list[str]]:
    """What keeps a draft from being proposed, at its box or its line."""
    on, adoption = draft.base_version, draft.adoption
    try:
        overlay = content.overlay(base=adoption.base, municipality=adoption.organisation.code)
    except UnsoundDefinition as unsound:
        return boxes.flaw_problems(unsound.flaws)
    composed = compose(base(on.source), overlay, version=on.number)
    left = boxes.left_problems(composed.left, boxes.typed_from(content, base(on.source)))
    return boxes.problems_of(content, composed.troubles) | left
