"""The YAML itself: seen, written by hand, taken in from a file, and given out as one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.forms.definition import UnsoundDefinition, parse
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing import differences
from naniwa.services.procedures.definitions.editing.places import Yaml
from naniwa.services.procedures.definitions.editing.telling import told
from naniwa.services.procedures.operations import designing
from naniwa.services.procedures.operations.designing import Overtaken
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, base_of, opened, said
from naniwa.services.procedures.views.staff.designer.refusals import refusal
from naniwa.services.procedures.views.staff.designer.saving import title_in

LARGEST = 1_600_000
"""Bytes of a file: more than the longest text takes in UTF-8."""


class NotText(Exception):
    """The file is no text in UTF-8, or none that a definition could be."""


@never_cache
@staff_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Whatever is YAML is kept, also with problems; what is none is shown again with the line that is wrong."""
    now = opened(request, number)
    if request.method != "POST":
        return _page(request, now, now.revision.text)
    try:
        text = _sent(request)
    except NotText:
        return _page(
            request,
            now,
            now.revision.text,
            error=_("UTF-8のテキストではありません。定義のファイル（.yaml）を選んでください。"),
        )
    try:
        document = parse(text, file="draft").document
    except UnsoundDefinition as unsound:
        return _page(request, now, text, flaws=unsound.flaws)
    if not isinstance(document, dict):
        return _page(request, now, text, error=_("定義の形になっていません。キーと値で書いてください。"))
    return _saved(request, now, text)


@staff_required(*WRITERS)
@require_safe
def export(request: StaffRequest, number: UUID) -> HttpResponse:
    """The text as it was saved, as a file."""
    now = opened(request, number)
    slug = now.document.get("slug") if isinstance(now.document, dict) else ""
    name = slug if isinstance(slug, str) and slug.replace("-", "").isalnum() and slug.isascii() else "definition"
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return HttpResponse(now.revision.text, content_type="application/yaml; charset=utf-8", headers=headers)


def _saved(request: StaffRequest, now: Opened, text: str) -> HttpResponse:
    by_file = bool(request.FILES)
    told_so = (
        {"ja": "ファイルを取り込みました。", "en": "Took a file in."}
        if by_file
        else {"ja": "YAMLを書き直しました。", "en": "Wrote the YAML anew."}
    )
    base = base_of(request)
    try:
        designing.save(
            design=now.design,
            base=now.revision.number if base is None else base,
            text=text,
            title=title_in(text, now.design.title),
            said=told_so,
            by=request.staff.person,
            now=timezone.now(),
        )
    except Overtaken:
        lines = [(line[:1], line) for line in differences.lines(now.revision.text, text)]
        return _page(request, now, text, conflict=lines)
    except BrokenRule as broken:
        return _page(request, now, text, error=refusal(broken))
    messages.success(request, _("取り込みました。") if by_file else _("保存しました。"))
    return redirect(now.text_url)


def _sent(request: StaffRequest) -> str:
    """The file if there is one, else what was typed; line ends as on this server. Raises NotText."""
    file = request.FILES.get("file")
    if file is None:
        return _ended(request.POST.get("text", "").replace("\r\n", "\n"))
    if file.size is None or file.size > LARGEST:
        raise NotText
    try:
        return str(file.read().decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotText from error


def _ended(text: str) -> str:
    """With the line break at the end that a text field may have lost."""
    return text if text.endswith("\n") or not text else f"{text}\n"


def _page(
    request: StaffRequest, now: Opened, text: str, *, error: str = "", flaws: Yaml = None, conflict: Yaml = ()
) -> HttpResponse:
    shown = now.checked.flaws if flaws is None else flaws
    context = {
        "opened": now,
        "text": text,
        "error": error,
        "flaws": [(flaw.line, flaw.path, said(told(flaw.message))) for flaw in shown[:100]],
        "refused": flaws is not None,
        "conflict": conflict,
        "lines": text.count("\n"),
    }
    status = 409 if conflict else 422 if error or flaws is not None else 200
    return render(request, "procedures/staff/designer/text.html", context, status=status)
