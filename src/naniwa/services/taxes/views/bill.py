"""One bill: its instalments as the ledger has them, its letters, holding collection back, and late interest."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.fees.errors import TooMuch
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in
from naniwa.library.yen import NotYen, parse_yen
from naniwa.services.taxes.models import Bill, Instalment
from naniwa.services.taxes.operations import charging, holding
from naniwa.services.taxes.queries import bills
from naniwa.services.taxes.queries.words import fiscal_year
from naniwa.services.taxes.rules.broken import NoInterest, NoReason
from naniwa.services.taxes.rules.interest import Interest, NoRate
from naniwa.services.taxes.service import DECIDERS, READERS

REASONS = {
    "corrected": gettext_lazy("更正"),
    "exempted": gettext_lazy("減免"),
    "cancelled": gettext_lazy("賦課の取消し"),
}


@never_cache
@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Looking is written down."""
    found, now = _bill(request, number), timezone.now()
    audit.record_read("taxes.read", by=request.staff, target=found, subject=found.person, purpose="taxes", now=now)
    standing = bills.standing(found, today=day_of(now))
    context = {
        "bill": found,
        "standing": standing,
        "rows": [(due, _late(due.instalment), uuid4()) for due in standing.dues],
        "year": fiscal_year(found.year, get_language() or "ja"),
        "letters": found.letters.select_related("part__batch").order_by("pk"),
        "may_decide": request.staff.may(*DECIDERS),
        "reasons": REASONS.items(),
    }
    return render(request, "taxes/staff/bill.html", context)


@staff_required(*DECIDERS)
@require_POST
def hold(request: StaffRequest, number: UUID) -> HttpResponse:
    try:
        holding.hold(
            bill=_bill(request, number), reason=request.POST.get("reason", ""), by=request.staff, now=timezone.now()
        )
    except NoReason:
        messages.error(request, _("督促を止める理由を書いてください。例：徴収の猶予を認めた"))
    else:
        messages.success(request, _("督促を止めました。納期限のお知らせも送りません。"))
    return redirect("taxes:bill", number)


@staff_required(*DECIDERS)
@require_POST
def release(request: StaffRequest, number: UUID) -> HttpResponse:
    holding.release(bill=_bill(request, number), by=request.staff, now=timezone.now())
    messages.success(request, _("督促を止めることを、取りやめました。"))
    return redirect("taxes:bill", number)


@staff_required(*DECIDERS)
@require_POST
def charge(request: StaffRequest, number: UUID) -> HttpResponse:
    """Charge late interest; pressed again, it is the same charge."""
    found = _instalment(request, number)
    try:
        made = charging.charge_interest(instalment=found, by=request.staff, now=timezone.now())
    except NoInterest:
        messages.info(request, _("調定する延滞金はありません。"))
    except NoRate as missing:
        messages.error(request, _("%(year)s年の延滞金の割合が、まだ登録されていません。") % {"year": missing.year})
    else:
        messages.success(request, _("延滞金%(amount)s円を調定しました。") % {"amount": f"{made.amount_yen:,}"})
    return redirect("taxes:bill", found.bill.public_id)


@staff_required(*DECIDERS)
@require_POST
def reduce(request: StaffRequest, number: UUID) -> HttpResponse:
    """Take something off an instalment; a number drawn with the form takes it off once."""
    found = _instalment(request, number)
    try:
        charging.reduce_tax(
            instalment=found,
            amount_yen=parse_yen(request.POST.get("amount", "")),
            reason=request.POST.get("reason", ""),
            number=number_in(request.POST.get("number", "")),
            by=request.staff,
            now=timezone.now(),
        )
    except (NotYen, TooMuch, NoReason):
        messages.error(request, _("理由を選び、減らす額を、その期の税額までの円で入れてください。例：12,300"))
    else:
        messages.success(request, _("減額しました。納めすぎになった分は、返金の手続きに入ります。"))
    return redirect("taxes:bill", found.bill.public_id)


def _instalment(request: StaffRequest, number: UUID) -> Instalment:
    """As `_bill`, of an instalment."""
    mine = Instalment.objects.select_related("bill", "charge").filter(bill__organisation=request.staff.organisation)
    found = mine.filter(public_id=number).first()
    if found is None:
        raise Http404
    return found


def _late(one: Instalment) -> Interest | None:
    """What may be charged for having paid late."""
    if one.interest_id:
        return None
    try:
        return charging.reckoned(one)
    except NoRate:
        return None


def _bill(request: StaffRequest, number: UUID) -> Bill:
    """A bill of the office. Raises Http404 for another's, as for one that does not exist."""
    found = bills.bill_of(request.staff.organisation, number)
    if found is None:
        raise Http404
    return found
