"""Figures, answers, differences, events and charts for the reference page."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from naniwa.design.charts import Chart, Mark, Series
from naniwa.design.parts import Answer, Difference, Event, Figure, Link

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2020, 5, 22, 10, 42, tzinfo=TOKYO)
NAMES = ("髙橋", "﨑山", "𠮷野", "辻󠄀", "葛󠄀城", "㐂")


def every_fact() -> dict[str, Any]:
    """All small components."""
    return {
        "names": NAMES,
        "long_label": _("緊急事態宣言に伴う大阪府と市町村の共同による休業要請支援金を申請する"),
        "events": events(),
        "figures": figures(),
        "answers": answers(),
        "changes": changes(),
        "charts": charts(),
        "tab_links": [
            Link(label=_("すべて"), url="#navigation", count=150_482, current=True),
            Link(label=_("審査中"), url="#navigation", count=1304),
            Link(label=_("遅れているもの"), url="#navigation", count=0),
        ],
        "step_links": [
            Link(label=_("申請する"), done=True),
            Link(label=_("審査を待つ"), current=True),
            Link(label=_("決定を受け取る")),
            Link(label=_("振込")),
        ],
        "crumbs": [
            Link(label=_("ホーム"), url="#main"),
            Link(label=_("申請の一覧"), url="#navigation"),
            Link(label="0012-3456"),
        ],
    }


def events() -> list[Event]:
    """What happened to one application."""
    return [
        Event(
            at=datetime(2020, 5, 22, 10, 42, tzinfo=TOKYO),
            title=_("直した内容が届きました"),
            who=_("あなた"),
            current=True,
        ),
        Event(
            at=datetime(2020, 5, 20, 17, 5, tzinfo=TOKYO),
            title=_("修正をお願いしました"),
            who=_("大阪府商工労働部"),
            text=_("口座名義が通帳の写しと違っていました。5月29日（金）までに直してください。"),
        ),
        Event(
            at=datetime(2020, 5, 18, 9, 30, tzinfo=TOKYO), title=_("口座名義の違いを確認"), who="𠮷野", internal=True
        ),
        Event(at=datetime(2020, 5, 8, 21, 14, tzinfo=TOKYO), title=_("申請が届きました"), who=_("あなた")),
    ]


def figures() -> list[Figure]:
    """Three key figures."""
    day, source = date(2020, 5, 22), _("大阪府商工労働部")
    return [
        Figure(
            value="52,318", unit=_("件"), label=_("届いた申請"), note=_("昨日より 1,204件"), as_of=day, source=source
        ),
        Figure(value="41,906", unit=_("件"), label=_("支給を決めた申請"), as_of=day, source=source),
        Figure(value="285.4", unit=_("億円"), label=_("振り込んだ額"), as_of=day, source=source),
    ]


def answers() -> list[Answer]:
    """Answers before submission, one still wrong."""
    return [
        Answer(term=_("代表者の名前"), value="葛󠄀城 㐂美子", reading="カツラギ キミコ", edit_url="#fields"),
        Answer(
            term=_("本社の住所"),
            value="〒599-8236 大阪府堺市中区深井沢町2470番地7 泉北ニュータウン深井沢町共同住宅第二十三号棟 1204号室",
            edit_url="#fields",
        ),
        Answer(term=_("2020年4月の売上"), value="412,000円", note=_("前の年より58.0%少ない"), edit_url="#fields"),
        Answer(term=_("口座名義"), value="タカハシ", error=_("通帳の写しと違います。"), edit_url="#fields"),
        Answer(term=_("備考"), value="", edit_url="#fields"),
    ]


def changes() -> list[Difference]:
    """A correction."""
    return [
        Difference(term=_("口座名義"), before="タカハシ", after="カ）ナニワカツラギシヨウテン"),
        Difference(term=_("2020年4月の売上"), before="412,000円", after="398,000円", note=_("税込")),
        Difference(
            term=_("本社の住所"), before="大阪府堺市中区深井沢町2470番地7", after="大阪府堺市中区深井沢町2470番地7"
        ),
    ]


def charts() -> list[Chart]:
    """A bar chart and a line chart with a change of rules."""
    days = [f"5/{day}" for day in range(1, 21)]
    arrived = [
        820,
        1410,
        2290,
        2010,
        1650,
        980,
        3120,
        2980,
        2740,
        2410,
        1320,
        1180,
        2210,
        2080,
        1930,
        1870,
        990,
        870,
        1640,
        1204,
    ]
    decided = [
        None,
        None,
        None,
        120,
        240,
        180,
        620,
        880,
        1210,
        1480,
        960,
        840,
        1720,
        1910,
        2050,
        2240,
        1320,
        1100,
        2380,
        2460,
    ]
    return [
        Chart(
            id="chart-towns",
            title=_("市町村別の申請件数"),
            description=_("大阪市が最も多く24,180件、次が堺市の4,920件です。"),
            labels=["大阪市", "堺市", "東大阪市", "豊中市", "吹田市"],
            series=[
                Series(label=_("今年"), values=[24180, 4920, 4210, 2380, 2110]),
                Series(label=_("見込み"), values=[22000, 5200, 4000, 2500, 2200]),
            ],
            axis=_("市町村"),
            unit=_("件"),
            source=_("大阪府商工労働部、2020年5月22日"),
        ),
        Chart(
            id="chart-days",
            kind="line",
            title=_("1日ごとの申請と決定"),
            description=_("申請は5月7日に3,120件で最も多く、決定は5月18日から申請を上回りました。"),
            labels=days,
            series=[Series(label=_("届いた申請"), values=arrived), Series(label=_("支給を決めた件数"), values=decided)],
            axis=_("日"),
            unit=_("件"),
            marks=[Mark(index=6, label=_("対象を広げた日"))],
        ),
    ]
