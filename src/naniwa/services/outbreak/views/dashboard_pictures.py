"""Sheets of the dashboard as charts, maps and tables of a page, and as drawings that stand by themselves."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from naniwa.design.charts import Chart, Level, Mark, Series, drawing, plain
from naniwa.design.dates import in_english, long_date
from naniwa.design.maps import Area, AreaMap, Key, Outlines, area_map, outlines_of, ranges, shade
from naniwa.design.parts import Link
from naniwa.design.tables import Column, Row, Table
from naniwa.kernel import organisations as kernel_organisations
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.library.suppression import LEAST
from naniwa.services.outbreak.definitions.feeds import CREDIT, SOURCE
from naniwa.services.outbreak.queries.dashboard_known import Known
from naniwa.services.outbreak.queries.dashboard_sheet import Sheet, Words

FILE = Path(kernel_organisations.__file__).parent / "data" / "boundaries.geojson"
OUTLINES_CREDIT = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"
"""As the licence of the outlines (CC BY 4.0) asks for, under each map."""
SECURED = 1
"""The column of beds that are secured, in sheets of beds."""
STANDING_ALONE = """
text{font-family:"Noto Sans CJK JP";font-size:13px;fill:#4d4d4d}
.nw-chart__grid{stroke:#d8dbe0}.nw-chart__tick{text-anchor:end}.nw-chart__label,.nw-chart__value{text-anchor:middle}
.nw-chart__value,.nw-chart__end{font-weight:700;fill:#1a1a1a}
.nw-chart__bar,.nw-chart__dot{fill:#7d8695}.nw-chart__bar--main,.nw-chart__dot--main{fill:#0031d8}
.nw-chart__line{fill:none;stroke:#7d8695;stroke-width:2;stroke-dasharray:5 4}
.nw-chart__line--main{stroke:#0031d8;stroke-width:3;stroke-dasharray:none}
.nw-chart__mark{stroke:#1a1a1a;stroke-dasharray:2 3}
.nw-map__shape{fill:#f2f2f2;stroke:#666;stroke-width:1}.nw-map__shape--1{fill:#f5f8ff}.nw-map__shape--2{fill:#c5d7fb}
.nw-map__shape--3{fill:#7096f8}.nw-map__shape--4{fill:#264af4}.nw-map__shape--5{fill:#000060}
.nw-map__name,.nw-map__value{display:none}
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One chart of a page; a map has its table beside it, other charts bring theirs."""

    key: str
    title: str
    note: str
    hides: bool
    chart: Chart | None
    area_map: AreaMap | None
    table: Table | None
    files: tuple[Link, ...]
    page: str
    source: str


def section(sheet: Sheet, known: Known, *, public: bool) -> Section:
    """With `public`, links to its page and files."""
    drawn = None if sheet.empty else sheet
    is_map = sheet.kind == "map"
    return Section(
        key=sheet.key,
        title=words(sheet.title),
        note=words(sheet.note),
        hides=sheet.hides,
        chart=chart(drawn, known) if drawn and not is_map else None,
        area_map=municipalities(drawn) if drawn and is_map else None,
        table=_table(sheet) if drawn and is_map else None,
        files=_files(sheet) if public else (),
        page=reverse("outbreak:chart", args=[sheet.key]) if public else "",
        source=source_of(sheet, known),
    )


def words(told: Words) -> str:
    """In the language of the page."""
    return in_readers_language(*told)


def source_of(sheet: Sheet, known: Known) -> str:
    """Of figures that were reported here, when that was for the last time; else as `source`."""
    if sheet.reported_at is None:
        return source(known)
    at = long_date(sheet.reported_at, weekday=False, time=True)
    return _("この仕組みに報告された数。最後の報告は%(at)s") % {"at": at}


def source(known: Known) -> str:
    """Whose figures they are, on what terms and of when, and from when on the reports made here are counted."""
    told = []
    if known.imported_at:
        at = long_date(known.imported_at, weekday=False, time=True)
        told.append(_("%(source)s（%(credit)s）。%(at)s取込み") % {"source": words(SOURCE), "credit": CREDIT, "at": at})
    if known.own_from and known.counted_at:
        given = {
            "day": long_date(known.own_from, weekday=False),
            "at": long_date(known.counted_at, weekday=False, time=True),
        }
        told.append(_("%(day)sからの陽性者は、この仕組みに届け出られた人数。%(at)s集計") % given)
    return " ".join(told)


def chart(sheet: Sheet, known: Known) -> Chart:
    return Chart(
        id=f"chart-{sheet.key}",
        title=words(sheet.title),
        description=_described(sheet),
        labels=[label(sheet, code) for code in sheet.labels],
        series=[
            Series(label=in_readers_language(column.ja, column.en), values=[whole(value) for value in values])
            for column, values in zip(sheet.columns, sheet.values, strict=True)
        ],
        kind=sheet.kind,
        marks=_phases(sheet),
        levels=_levels(sheet),
        drawn=sheet.levels,
        axis=_("区分") if sheet.names else _("日"),
        unit=words(sheet.unit),
        source=source_of(sheet, known),
    )


def _levels(sheet: Sheet) -> list[Level]:
    """Lines across; phases for which the plan has as many beds share one."""
    if sheet.levels is None or not sheet.labels:
        return []
    found: dict[float, list[str]] = {}
    for column, values in zip(sheet.columns[sheet.levels :], sheet.values[sheet.levels :], strict=True):
        found.setdefault(values[-1] or 0.0, []).append(in_readers_language(column.ja, column.en))
    return [Level(value=value, label=f"{_('、').join(names)} {plain(value)}") for value, names in found.items()]


def _phases(sheet: Sheet) -> list[Mark]:
    """Where the beds secured changed by a fifth or more: a phase of the plan begins."""
    if not sheet.key.startswith("beds-") or len(sheet.columns) < SECURED + 1:
        return []
    secured = sheet.values[SECURED]
    return [
        Mark(index=at, label=_("%(n)s床に") % {"n": plain(after)})
        for at, (before, after) in enumerate(pairwise(secured), start=1)
        if before and after and abs(after - before) >= before / 5
    ]


def whole(value: float | None) -> float | None:
    """A count without a point."""
    return int(value) if value is not None and float(value).is_integer() else value


def label(sheet: Sheet, code: str) -> str:
    """A day as `2021/7/21`, a group by its name."""
    if sheet.names is not None:
        return words(sheet.names[code])
    day = date.fromisoformat(code)
    return f"{day.year}/{day.month}/{day.day}"


def _described(sheet: Sheet) -> str:
    """The last figure and the highest; the table has them all."""
    told = [(code, value) for code, value in zip(sheet.labels, sheet.values[0], strict=True) if value is not None]
    if not told:
        return _("まだ数字がありません。")
    highest = max(told, key=lambda one: one[1])
    given = {
        "day": label(sheet, highest[0]),
        "value": plain(highest[1]),
        "last_day": label(sheet, told[-1][0]),
        "last": plain(told[-1][1]),
        "unit": words(sheet.unit),
    }
    if sheet.names is not None:
        return _("いちばん多いのは%(day)s（%(value)s%(unit)s）です。同じ数字が下の表にあります。") % given
    return (
        _(
            "いちばん多いのは%(day)s（%(value)s%(unit)s）、最後は%(last_day)s（%(last)s%(unit)s）です。"
            "同じ数字が下の表にあります。"
        )
        % given
    )


@cache
def _outlines() -> Outlines:
    return outlines_of(FILE.read_text("utf-8"), code="lg_code")


def municipalities(sheet: Sheet) -> AreaMap:
    """Places that have an outline; elsewhere and not known stand in the table."""
    known, counts = _outlines(), dict(zip(sheet.labels, sheet.values[0], strict=True))
    found = ranges([counts[code] or 0 for code in sheet.labels if code in known.paths])
    return AreaMap(
        id=f"chart-{sheet.key}",
        title=words(sheet.title),
        description=_described(sheet),
        outlines=known,
        areas=[
            Area(code=code, name=label(sheet, code), value=counted(sheet, value), shade=shade(value or 0, found))
            for code, value in counts.items()
            if code in known.paths
        ],
        legend=_legend(sheet, found),
        source=OUTLINES_CREDIT,
    )


def counted(sheet: Sheet, value: float | None) -> str:
    """A count with its unit; what is not told is fewer than five."""
    if value is None:
        return _("%(n)s人未満") % {"n": LEAST}
    return plain(value) + (" " if in_english() else "") + words(sheet.unit)


def _legend(sheet: Sheet, found: list[tuple[float, float]]) -> list[Key]:
    keys = [
        Key(shade=shade(low, found), label=plain(low) if low == high else f"{plain(low)}〜{plain(high)}")
        for low, high in reversed(found)
    ]
    return [*keys, Key(shade=1, label=counted(sheet, None if sheet.hides else 0))]


def _table(sheet: Sheet) -> Table:
    rows = zip(sheet.labels, sheet.values[0], strict=True)
    heads = [Column(label=_("市町村")), Column(label=words(("陽性者数", "Cases")), numeric=True)]
    return Table(
        caption=words(sheet.title),
        columns=heads,
        rows=[Row(cells=[label(sheet, code), counted(sheet, value)]) for code, value in rows],
    )


def _files(sheet: Sheet) -> tuple[Link, ...]:
    kinds = [("CSV", "chart_csv"), ("JSON", "chart_json"), ("PNG", "chart_png")]
    return tuple(Link(label=name, url=reverse(f"outbreak:{route}", args=[sheet.key])) for name, route in kinds)


def alone(sheet: Sheet, known: Known) -> str:
    """The drawing as a file of its own, with its styles inside."""
    svg = area_map(municipalities(sheet)) if sheet.kind == "map" else drawing(chart(sheet, known))
    return _with_styles(svg)


def _with_styles(svg: SafeString) -> str:
    head, _separator, rest = str(svg).partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg">\n<style>{STANDING_ALONE}</style>{rest}'


def address(route: str, key: str) -> str:
    """The whole address of a page, for those who show it on theirs."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(route, args=[key])}"
