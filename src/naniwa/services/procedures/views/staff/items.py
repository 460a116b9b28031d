"""Acts of a reviewer on the faults of a case."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency, Stage
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.views.staff.acting import act, own
from naniwa.services.procedures.views.staff.keeping import case_page, keeping

ACTS: Mapping[str, tuple[Callable[..., Deficiency], str | Promise]] = {
    "confirm": (review.confirm_item, gettext_lazy("不備として確認しました。お知らせの案に入っています。")),
    "waive": (review.waive_item, gettext_lazy("不備としないことにしました。")),
    "resolve": (review.resolve_item, gettext_lazy("不備が解消したことを記録しました。")),
    "reopen": (review.reopen_item, gettext_lazy("不備に戻しました。お知らせの案に入っています。")),
}


@staff_required("reviewer")
@require_POST
def settle(request: StaffRequest, reference: str) -> HttpResponse:
    """Confirm, waive, resolve or reopen the item named by its code and field."""
    case = own(request, reference)
    code, field = request.POST.get("code", ""), request.POST.get("field", "")
    name, item = request.POST.get("act", ""), item_of(case, code, field)
    if name not in ACTS or item is None:
        raise Http404
    work, done = ACTS[name]
    return act(
        request,
        case,
        lambda: work(item=item, by=request.staff.person, now=timezone.now()),
        str(done),
        stage=Stage.REVIEW,
    )


@keeping("add", case_page)
@staff_required("reviewer")
@require_POST
def add(request: StaffRequest, reference: str) -> HttpResponse:
    """Enter a fault by a code of the definition; the wording may be made to fit."""
    case = own(request, reference)
    try:
        done = _("不備を加えました。お知らせの案に入っています。")
        return act(request, case, lambda: _add(case, request), done, stage=Stage.REVIEW, form="add")
    except KeyError as unknown:
        raise Http404 from unknown


def _add(case: Application, request: StaffRequest) -> None:
    words = {name: request.POST.get(name, "").strip()[:2000] for name in ("reason", "reason_en")}
    code, person = request.POST.get("code", ""), request.staff.person
    review.add_deficiency(application=case, code=code, by=person, now=timezone.now(), **words)


def item_of(case: Application, code: str, field: str) -> Deficiency | None:
    """The open item of this fault, else the latest one."""
    found = list(case.deficiencies.filter(code=code, field=field).order_by("pk"))
    return next((item for item in found if item.state in OPEN_ITEMS), found[-1] if found else None)
