"""Cases as tables: columns, filters with counts, chips, paging."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naniwa.design.dates import amount as yen
from naniwa.design.dates import short_date
from naniwa.design.status import UNPAID, status
from naniwa.design.tables import Cell, Chip, Column, Facet, Row, facet, with_query
from naniwa.services.procedures.models import Channel, Finder, Stage, State
from naniwa.services.procedures.queries.names import Names
from naniwa.services.procedures.queries.queue import Listed
from naniwa.services.procedures.queries.selecting import AGES, AMOUNTS, WAITING, Selection
from naniwa.services.procedures.views.staff import addresses
from naniwa.services.procedures.views.states import shown


def amount_words(band: str) -> str:
    words = {"under-500": _("50万円未満"), "500-1000": _("50万円以上100万円未満"), "from-1000": _("100万円以上")}
    return words[band]


def age_words(band: str) -> str:
    words = {"0-3": _("3日以内"), "4-7": _("4〜7日前"), "8-14": _("8〜14日前"), "15-": _("15日以上前")}
    return words[band]


def outcome_words(outcome: str, *, pays: bool = True) -> str:
    if pays:
        return {"approved": _("支給の案"), "declined": _("不支給の案")}[outcome]
    return {"approved": _("認める案"), "declined": _("認めない案")}[outcome]


def state_words(state: str, names: Names) -> str:
    """What cases are filtered by; it speaks of no payment where some procedures pay nothing."""
    kind = "unpaid" if names.unpaid and state in UNPAID else "application"
    return str(status(state, kind=kind).label)


def channel_words(channel: str) -> str:
    return str(Channel(channel).label)


def sorted_column(label: str, key: str, selection: Selection, query: QueryDict, *, numeric: bool = False) -> Column:
    """A column whose head sorts by it, and turns round when pressed again."""
    now = selection.sort.removeprefix("-") == key
    falling = now and selection.sort.startswith("-")
    direction = ("descending" if falling else "ascending") if now else ""
    return Column(
        label=label,
        numeric=numeric,
        sort_url=with_query(query, sort=key if falling or not now else f"-{key}"),
        direction=direction,
    )


def columns(selection: Selection, query: QueryDict) -> list[Column]:
    return [
        Column(label=_("受付番号")),
        sorted_column(_("申請者"), "name", selection, query),
        Column(label=_("状態")),
        Column(label=pgettext("several", "不備"), numeric=True),
        Column(label=_("市町村")),
        sorted_column(_("金額"), "amount", selection, query, numeric=True),
        sorted_column(_("期限"), "due", selection, query),
        Column(label=_("担当"), secondary=True),
        sorted_column(_("受付"), "received", selection, query),
    ]


def row(case: Listed, *, query: str, now: datetime) -> Row:
    url = addresses.of_case(case.reference) + query
    late = case.due_at is not None and case.due_at < now and case.stage != "closed"
    return Row(
        key=case.reference if _free(case) else "",
        name=f"{case.reference} {case.applicant_name}",
        cells=[
            Cell(text=case.reference, href=url),
            Cell(
                text=case.applicant_name,
                reading=case.applicant_kana,
                note=channel_words(case.channel) if case.channel == Channel.PAPER else "",
            ),
            Cell(text=shown(case.version, case.state)),
            case.open_items or "",
            case.partner,
            yen(case.amount_yen) if case.amount_yen is not None else "—",
            Cell(
                text=short_date(case.due_at) if case.due_at else "",
                status="overdue" if late else "",
                status_kind="deadline",
            ),
            case.assignee or "",
            short_date(case.received_at),
        ],
    )


def _free(case: Listed) -> bool:
    """Nobody has it, and it waits for review: what can be taken."""
    return case.assignee_id is None and case.stage == Stage.REVIEW and case.state in WAITING


def facets(
    by: Mapping[str, Counter[str]], codes: Sequence[tuple[str, int]], names: Names, query: QueryDict
) -> list[Facet]:
    """The filters, each option with how many cases it would leave."""
    return [
        facet(
            _("手続"), "procedure", ((key, names.procedure(key), n) for key, n in by["procedure"].most_common()), query
        ),
        facet(_("市町村"), "municipality", places(by["partner_id"], names), query),
        facet(_("状態"), "state", ((key, state_words(key, names), by["state"][key]) for key in State.values), query),
        facet(
            _("受付方法"), "channel", ((key, channel_words(key), by["channel"][key]) for key in Channel.values), query
        ),
        facet(_("不備"), "code", ((code, names.code(code), n) for code, n in codes), query),
        facet(_("金額"), "amount", ((key, amount_words(key), by["amount_band"][key]) for key in AMOUNTS), query),
        facet(_("受付から"), "age", ((key, age_words(key), by["age_band"][key]) for key in AGES), query),
    ]


def places(counts: Mapping[str, int], names: Names) -> Iterable[tuple[str, str, int]]:
    """Municipalities that have any, by code."""
    return sorted((*place, counts[str(pk)]) for pk, place in names.places.items() if counts.get(str(pk)))


def chips(filters: Mapping[str, str], names: Names, query: QueryDict) -> list[Chip]:
    """The filters in force, each with the page without it."""
    return [
        Chip(label=chip_words(name, value, names), url=with_query(query, **{name: None}))
        for name, value in filters.items()
    ]


def chip_words(name: str, value: str, names: Names) -> str:
    words: dict[str, Callable[[], str]] = {
        "procedure": lambda: names.procedure(value),
        "municipality": lambda: names.place(value),
        "state": lambda: (
            state_words(value, names) if value in State.values else str(status(value, kind="deficiency").label)
        ),
        "channel": lambda: channel_words(value),
        "found_by": lambda: str(Finder(value).label),
        "code": lambda: names.code(value),
        "amount": lambda: amount_words(value),
        "age": lambda: _("受付 %(age)s") % {"age": age_words(value)},
        "outcome": lambda: outcome_words(value, pays=not names.unpaid),
        "words": lambda: pgettext("search", "「%(words)s」") % {"words": value},
    }
    return words[name]()
