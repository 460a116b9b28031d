"""A redesign in words: its proposals with their fields, figures, counts and the two flows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naniwa.design.fields import Choice, FieldView
from naniwa.design.parts import Figure
from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.inventory.models import ProposalVerdict
from naniwa.services.inventory.queries.redesign import Redesign
from naniwa.services.inventory.rules.counting import UNITS, Difference, Measure, compare
from naniwa.services.inventory.rules.drawing import Shape, draw
from naniwa.services.inventory.rules.facts import Facts
from naniwa.services.inventory.rules.flow import Flow
from naniwa.services.inventory.rules.in_words import ordered_list
from naniwa.services.inventory.rules.proposals import Proposal
from naniwa.services.inventory.rules.scores import score
from naniwa.services.inventory.rules.verdicts import DISMISSED, VERDICTS, Verdict
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Saving
from naniwa.services.inventory.words import language, words

OPEN = "open"
"""What a browser sends of a proposal that is left open."""
MOST = 60
"""So many proposals of one row are read from a form at most; three seals and eight papers make about twenty."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One proposal as it is read and decided; `waits_for` are others that must be accepted too before it counts."""

    key: str
    number: int
    sentence: str
    reason: str
    presumes: Sequence[str]
    saving: str
    verdict: ProposalVerdict | None
    word: str
    waits_for: Sequence[str]
    fields: Sequence[FieldView]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One flow as a picture and as a list of the same steps with the same numbers."""

    name: str
    title: str
    picture: SafeString
    steps: Sequence[str]


def said(one: Words) -> str:
    return in_readers_language(one.ja, one.en)


def sent(form: Mapping[str, str]) -> dict[str, Verdict]:
    """Verdicts by the key of their proposal, from what a browser sends."""
    found = {}
    for number in range(1, MOST + 1):
        if key := form.get(f"key.{number}", ""):
            verdict = form.get(f"verdict.{number}", "")
            found[key] = Verdict("" if verdict == OPEN else verdict, form.get(f"reason.{number}", ""))
    return found


def shown(found: Redesign, typed: Mapping[str, Verdict] | None) -> list[Shown]:
    """Every proposal, with what was kept or, after a fault, what was typed."""
    return [_shown(found, one, number, typed) for number, one in enumerate(found.proposals, start=1)]


def _shown(found: Redesign, one: Proposal, number: int, typed: Mapping[str, Verdict] | None) -> Shown:
    kept = found.verdicts.get(one.key)
    now = (typed or {}).get(one.key) or Verdict(kept.verdict if kept else "", kept.reason if kept else "")
    return Shown(
        key=one.key,
        number=number,
        sentence=said(one.sentence),
        reason=said(one.reason),
        presumes=[said(words) for words in one.presumes],
        saving=saved(one.saving),
        verdict=kept,
        word=words(VERDICTS)[kept.verdict] if kept else "",
        waits_for=_waits_for(found, one) if one.key in found.waiting else (),
        fields=_fields(number, said(one.sentence), now),
    )


def _waits_for(found: Redesign, one: Proposal) -> list[str]:
    """2. 対面をやめる, as it stands in the list."""
    known = {each.key: f"{at}. {said(each.sentence)}" for at, each in enumerate(found.proposals, start=1)}
    accepted = {each.key for each in found.accepted} - found.waiting
    return [known.get(key, key) for key in one.needs if key not in accepted]


def _fields(number: int, sentence: str, now: Verdict) -> list[FieldView]:
    missing = now.verdict == DISMISSED and not now.reason.strip()
    choices = [Choice(value=value, label=text) for value, text in words(VERDICTS).items()]
    return [
        FieldView(
            key=f"verdict.{number}",
            type="choice",
            label=_("提案%(n)sをどうしますか") % {"n": number},
            value=now.verdict or OPEN,
            choices=[*choices, Choice(value=OPEN, label=_("保留"))],
            options={"layout": "row"},
        ),
        FieldView(
            key=f"reason.{number}",
            type="text",
            label=_("理由（見送るときは必ず）"),
            required=False,
            value=now.reason,
            errors=[_("「%(proposal)s」を見送る理由を入力してください。") % {"proposal": sentence}] if missing else (),
            options={"maxlength": 500},
        ),
    ]


def saved(saving: Saving) -> str:
    """年に120時間（職員80、申請者40）、360,000円、待ち5日."""
    parts = []
    if saving.minutes:
        parts.append(
            _("年に%(hours)s時間（職員%(office)s、申請者%(applicant)s）")
            % {
                "hours": f"{saving.minutes // 60:,}",
                "office": f"{saving.office_hours:,}",
                "applicant": f"{saving.applicant_hours:,}",
            }
        )
    if saving.yen:
        parts.append(_("%(yen)s円分") % {"yen": f"{saving.yen:,}"})
    if saving.days:
        parts.append(_("1件につき%(days)s日") % {"days": f"{saving.days:,}"})
    return _("、").join(parts) or _("時間と費用は変わりません")


def figures(found: Redesign) -> list[Figure]:
    """What the proposed flow saves in a year."""
    saving = found.saving
    return [
        Figure(value=f"{saving.applicant_hours:,}", label=_("申請者の減る時間（年）"), unit=_("時間")),
        Figure(value=f"{saving.office_hours:,}", label=_("職員の減る時間（年）"), unit=_("時間")),
        Figure(
            value=f"{saving.yen:,}", label=_("減る費用（年）"), unit=_("円"), note=_("時間を金額に直した額を含みます")
        ),
        Figure(value=f"{saving.days:,}", label=_("早くなる日数（1件）"), unit=pgettext("days", "日")),
    ]


def counts(found: Redesign) -> Table:
    """Steps, hand-overs, waiting, papers and minutes of one case, today and proposed."""
    compared = [one for one in compare(found.today, found.proposed) if one.measure is not Measure.OTHER]
    columns = [
        Column(label=_("1件あたり")),
        *(Column(label=name, numeric=True) for name in (_("今"), _("見直し後"), _("差"))),
    ]
    return Table(id="counts", caption=_("数で比べる"), columns=columns, rows=[_counted(one) for one in compared])


def _counted(one: Difference) -> Row:
    unit = UNITS[one.measure]
    change = f"{-one.fewer:+,}" if one.fewer else "0"
    return Row(cells=[said(one.name), said(unit.amount(one.today)), said(unit.amount(one.proposed)), change])


def flows(found: Redesign) -> list[Drawn]:
    return [
        _drawn(found.today, "today", _("今の流れ")),
        _drawn(found.proposed, "proposed", _("見直し後の流れ")),
    ]


def _drawn(flow: Flow, name: str, title: str) -> Drawn:
    picture = draw(flow, language=language(), shape=Shape.TALL, name=name)
    return Drawn(name, title, mark_safe(picture), ordered_list(flow, language()))  # noqa: S308 - `draw` escapes


def past(found: Redesign) -> Table:
    """What was decided about proposals that the row, as it now stands, no longer gives rise to."""
    return Table(
        id="past",
        caption=_("前に決めた提案"),
        columns=[
            Column(label=_("見直しの提案")),
            Column(label=_("採否")),
            Column(label=_("減る時間（年）"), numeric=True),
        ],
        rows=_past(found.past),
    )


def _past(decided: Iterable[ProposalVerdict]) -> list[Row]:
    return [
        Row(
            cells=[
                in_readers_language(one.sentence_ja, one.sentence_en),
                Cell(text=words(VERDICTS)[one.verdict], note=one.reason),
                f"{(one.office_minutes + one.applicant_minutes) // 60:,}",
            ]
        )
        for one in decided
    ]


def score_in_words(facts: Facts) -> str:
    return said(score(facts).in_words())
