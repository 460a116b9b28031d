"""For everybody: how far the redesign of procedures is, with its table and its files."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from naniwa.design.parts import Figure, Link
from naniwa.design.tables import Column, Row, Table
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.library.spreadsheet import Cell
from naniwa.services.inventory import datasets
from naniwa.services.inventory.queries import public
from naniwa.services.inventory.queries.public import Progress

SECONDS = 60


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found = public.by_department()
    now = timezone.now()
    context = {
        "trail": [Link(label=_("ホーム"), url=reverse("home")), Link(label=_("手続の見直し"), current=True)],
        "figures": _figures(public.together(found)) if found else [],
        "table": _table(found),
        "any": bool(found),
        "as_of": now,
        "licence": datasets.LICENCE,
        "licence_url": datasets.LICENCE_URL,
        "demo": getattr(settings, "DEMO", False),
    }
    return render(request, "inventory/public.html", context)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def csv(_request: HttpRequest, language: str = "") -> HttpResponse:
    """With heads for programs, or in a language for people."""
    name = f"inventory-progress.{language}.csv" if language else "inventory-progress.csv"
    content = _dataset().as_csv(language)
    return HttpResponse(content, content_type="text/csv; charset=utf-8; header=present", headers=_named(name))


@require_safe
@cache_control(public=True, max_age=SECONDS)
def json(_request: HttpRequest) -> HttpResponse:
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(_dataset().as_json(), json_dumps_params=options, headers=_named("inventory-progress.json"))


def _dataset() -> datasets.Dataset:
    """The sum stands last, where there is anything to sum."""
    found = public.by_department()
    every = [*found, public.together(found)] if found else []
    office = organisations.prefecture()
    return datasets.Dataset([_line(one) for one in every], timezone.now(), (office.name, office.name_en))


def _line(one: Progress) -> Sequence[Cell]:
    return (
        one.organisation, one.organisation_en, one.code, one.name or "合計", one.procedures, one.online, one.seals,
        one.seals_gone, one.redesigned, one.hours_saved,
    )  # fmt: skip


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _figures(total: Progress) -> list[Figure]:
    """Hours only where a department gave any."""
    source = str(organisations.prefecture())
    found = [
        Figure(
            value=f"{total.online:,}",
            label=_("オンラインでできる手続"),
            unit=pgettext("procedures", "件"),
            note=_("全%(n)s件") % {"n": f"{total.procedures:,}"},
            source=source,
        ),
        Figure(
            value=f"{total.seals_gone:,}",
            label=_("押さなくてよくなる印"),
            unit=pgettext("seals", "件"),
            note=_("全%(n)s件") % {"n": f"{total.seals:,}"},
            source=source,
        ),
    ]
    if total.redesigned:
        found.append(
            Figure(
                value=f"{total.redesigned:,}",
                label=_("見直しを決めた手続"),
                unit=pgettext("procedures", "件"),
                note=_("全%(n)s件") % {"n": f"{total.procedures:,}"},
                source=source,
            )
        )
    if total.hours_saved is not None:
        hours = Figure(
            value=f"{total.hours_saved:,}", label=_("見直しで減る時間（年）"), unit=_("時間"), source=source
        )  # fmt: skip
        found.append(hours)
    return found


def _table(found: Sequence[Progress]) -> Table:
    numbers = (
        _("手続の数"),
        _("オンライン"),
        _("押印"),
        _("押さなくてよくなる印"),
        _("見直しを決めた手続"),
        _("減る時間（年）"),
    )
    rows = [_row(one, in_readers_language(one.organisation, one.organisation_en), one.name) for one in found]
    if found:
        rows.append(_row(public.together(found), _("合計"), ""))
    return Table(
        id="progress",
        caption=_("課ごとの進み具合"),
        columns=[Column(label=_("団体")), Column(label=_("課")), *(Column(label=one, numeric=True) for one in numbers)],
        rows=rows,
    )


def _row(one: Progress, office: str, department: str) -> Row:
    hours = f"{one.hours_saved:,}" if one.hours_saved is not None else "—"
    counts = [f"{count:,}" for count in (one.procedures, one.online, one.seals, one.seals_gone, one.redesigned)]
    return Row(cells=[office, department, *counts, hours])
