"""One row in words: its answers by group, its papers and seals, what was done to it."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from naniwa.design.parts import Answer, Difference, Event
from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.organisations.models import in_readers_language
from naniwa.services.inventory.models import Procedure, Seal
from naniwa.services.inventory.queries.history import Act, Judged
from naniwa.services.inventory.queries.keeping import pressed, seals_of
from naniwa.services.inventory.rules.columns import BY_KEY, COLUMNS, read, shown_value, texts_of
from naniwa.services.inventory.rules.seals import DECISIONS, KINDS
from naniwa.services.inventory.rules.verdicts import VERDICTS
from naniwa.services.inventory.words import label, language, words

WHAT = ("department_name", "law", "article", "applicant")
EFFORT = (
    "volume",
    "minutes_applicant",
    "minutes_office",
    "fee",
    "cycle_days",
    "validity_years",
    "renewals",
    "hours_saved",
)
HOW = (
    "channel", "identity", "face_to_face", "system", "moment", "check_name", "check_minutes", "check_register", "note",
)  # fmt: skip


def groups(procedure: Procedure) -> list[tuple[str, list[Answer]]]:
    """Three lists of facts, each with its title."""
    return [
        (_("手続"), _answers(procedure, WHAT)),
        (_("件数・時間・手数料"), _answers(procedure, EFFORT)),
        (_("受付と確認のしかた"), _answers(procedure, HOW)),
    ]


def papers(procedure: Procedure) -> Table:
    return Table(
        id="papers",
        caption=_("添付書類"),
        columns=[Column(label=_("書類")), Column(label=_("情報を持つ行政機関"))],
        rows=[Row(cells=[paper["name"], paper["held"] or _("なし")]) for paper in procedure.papers],
        empty_title=_("添付書類はありません"),
        empty_text=_("求めている書類があれば、編集の画面で入力してください。"),
    )


def seals(found: Iterable[Seal]) -> Table:
    return Table(
        id="seals",
        caption=_("押印"),
        columns=[
            Column(label=_("印の種類")),
            Column(label=_("根拠")),
            Column(label=_("求める法令")),
            Column(label=_("見直しの結果")),
        ],
        rows=[
            Row(
                cells=[
                    words(KINDS)[seal.kind],
                    seal.basis,
                    seal.law or _("なし"),
                    Cell(text=words(DECISIONS).get(seal.decision, _("未決定")), note=seal.reason),
                ]
            )
            for seal in found
        ],
        empty_title=_("押印は求めていません"),
        empty_text=_("求めている印があれば、編集の画面で入力してください。"),
    )


def events(acts: Iterable[Act]) -> list[Event]:
    return [Event(at=act.at, title=act.what, who=act.who, text=_changed(act)) for act in acts]


def conflicts(procedure: Procedure, texts: Mapping[str, str]) -> list[Difference]:
    """Where the row as it stands now differs from what was typed."""
    now = texts_of(procedure.entry(pressed(seals_of([procedure.pk]).get(procedure.pk, []))), language=language())
    mine = texts_of(read(texts)[0], language=language())
    return [
        Difference(term=label(column), before=now[column.key], after=mine[column.key])
        for column in COLUMNS
        if now[column.key] != mine[column.key]
    ]


def _answers(procedure: Procedure, keys: Iterable[str]) -> list[Answer]:
    values = procedure.entry([]).values
    return [Answer(term=label(BY_KEY[key]), value=_shown(key, values[key])) for key in keys]


def _shown(key: str, value: str | int | None) -> str:
    column = BY_KEY[key]
    if isinstance(value, int):
        unit = in_readers_language(*column.unit)
        return f"{value:,} {unit}" if language().startswith("en") else f"{value:,}{unit}"
    return shown_value(column, value, language()) or "—"


def _changed(act: Act) -> str:
    """One line for each column that changed."""
    empty = _("（空欄）")
    lines = [
        _("%(label)s：%(before)s → %(after)s")
        % {"label": label(BY_KEY[key]), "before": before or empty, "after": after or empty}
        for key, (before, after) in act.changes.items()
        if key in BY_KEY
    ]
    lines += [_judged(one) for one in act.proposals]
    if "decision" in act.detail:
        seal = words(KINDS).get(act.detail.get("seal", ""), "")
        decided = {"label": seal, "decision": words(DECISIONS).get(act.detail["decision"], "")}
        lines.append(_("%(label)s：%(decision)s") % decided)
    return "\n".join([*lines, *filter(None, [act.detail.get("reason", "")])])


def _judged(one: Judged) -> str:
    """「…をやめる」：見送り（理由）."""
    verdict = words(VERDICTS).get(one.verdict, _("保留"))
    line = _("%(label)s：%(decision)s") % {"label": in_readers_language(one.ja, one.en), "decision": verdict}
    return _("%(line)s（%(reason)s）") % {"line": line, "reason": one.reason} if one.reason else line
