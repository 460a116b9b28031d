"""Everything that a draft still leaves to be written, on one page."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.design.fields import FieldView
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing import blanks, surgery
from naniwa.services.procedures.definitions.editing.blanks import Blank
from naniwa.services.procedures.definitions.editing.places import path
from naniwa.services.procedures.operations import designing
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.history import where_words
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, base_of, opened
from naniwa.services.procedures.views.staff.designer.reading import LONGEST
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import title_in

SAID = {"ja": "残っていた言葉をまとめて書きました。", "en": "Wrote what was left to be written."}
SLUG = "slug"


@never_cache
@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Boxes for what is left; what stays as it was, or is emptied, is left for another time."""
    now = opened(request, number, base_of(request))
    if request.method != "POST":
        return _page(request, now)
    try:
        text = _written(now, request.POST)
        designing.save(
            design=now.design,
            base=now.revision.number,
            text=text,
            title=title_in(text, now.design.title),
            said=SAID,
            by=request.staff.person,
            now=timezone.now(),
        )
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
        return _page(request, opened(request, number), request.POST, status=409)
    messages.success(request, _("保存しました。"))
    return redirect("procedures:staff_design", number)


def _written(now: Opened, sent: Mapping[str, str]) -> str:
    text = now.revision.text
    for blank in blanks.blanks(now.document):
        typed = {language: _typed(sent, _name(blank, language)) for language in blank.languages}
        text = blanks.written(text, blank, {language: said for language, said in typed.items() if said})
    if blanks.unnamed(now.document) and (slug := _typed(sent, SLUG)):
        text = surgery.put(text, blanks.SLUG, slug)
    return text


def _typed(sent: Mapping[str, str], name: str) -> str:
    return sent.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]


def _page(
    request: StaffRequest, now: Opened, sent: Mapping[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    found = blanks.blanks(now.document)
    groups = [(where_words(now, one.place), _kept(one), _views(one, sent or {})) for one in found]
    name = FieldView(
        key=SLUG,
        type="text",
        label=_("アドレスの名前"),
        hint=_("例：nursery-place。半角の小文字、数字、-。公開したあとは変えません。"),
        value=(sent or {}).get(SLUG, ""),
    )
    context = {"opened": now, "groups": groups, "name": name if blanks.unnamed(now.document) else None}
    return render(request, "procedures/staff/designer/blanks.html", context, status=status)


def _views(blank: Blank, sent: Mapping[str, str]) -> Sequence[FieldView]:
    labels = {"ja": _("日本語"), "en": _("英語"), "easy": _("やさしい日本語")}
    return [
        FieldView(
            key=_name(blank, language),
            type="textarea",
            label=labels[language],
            value=sent.get(_name(blank, language), blank.text[language]),
            options={"rows": 2},
        )
        for language in blank.languages
    ]


def _kept(blank: Blank) -> str:
    """What is written already, to translate from."""
    return " / ".join(words for language, words in blank.text.items() if language not in blank.languages)


def _name(blank: Blank, language: str) -> str:
    return f"{path(blank.place)}.{language}"
