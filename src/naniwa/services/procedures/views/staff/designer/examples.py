"""The examples of a draft as a table: green where the rules give what was expected, red where they do not."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.definitions.editing.naming import things
from naniwa.services.procedures.definitions.editing.places import Yaml
from naniwa.services.procedures.definitions.editing.telling import told
from naniwa.services.procedures.definitions.editing.worded import WORDS
from naniwa.services.procedures.queries.trying import Tried, tried
from naniwa.services.procedures.views.staff.designer.opened import WRITERS, Opened, opened, said, title_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """One example on the page."""

    name: str
    like: str
    verdict: str
    expected: str
    given: str
    problems: list[str]
    url: str


@never_cache
@staff_required(*WRITERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    now = opened(request, number)
    rows = _rows(now)
    context = {
        "opened": now,
        "rows": rows,
        "right": sum(row.verdict == "right" for row in rows),
        "wrong": sum(row.verdict == "wrong" for row in rows),
        "fits": now.checked.procedure is not None,
        "list_url": now.item_url((), "examples"),
    }
    return render(request, "procedures/staff/designer/examples.html", context)


def _rows(now: Opened) -> list[Row]:
    """Played where the definition fits the schema; else only what they are called."""
    if now.checked.procedure is not None:
        return [_row(now, one) for one in tried(now.checked.procedure)]
    return [
        Row(
            name=title_of(one),
            like=str(one.get("like") or ""),
            verdict="unknown",
            expected="",
            given="",
            problems=[],
            url=now.item_url(("examples", at)),
        )
        for at, one in enumerate(things(now.document, "examples"))
    ]


def _row(now: Opened, one: Tried) -> Row:
    problems = [said(told(f"{one.name}: {words}")).removeprefix(f"例「{one.name}」：") for words in one.differences]
    given = _given(now, one)
    return Row(
        name=one.name,
        like=one.like,
        verdict=one.verdict,
        expected=_summary(now, **one.expected),
        given=given,
        problems=problems,
        url=now.item_url(("examples", one.number)),
    )


def _given(now: Opened, one: Tried) -> str:
    if one.proposal is None:
        return ""
    assessment = one.proposal.assessment
    return _summary(
        now,
        refused=one.proposal.refused,
        problems=[problem.field for problem in assessment.problems],
        findings=[finding.check_code for finding in assessment.findings],
        outcome=one.proposal.outcome,
        amount_yen=one.proposal.amount_yen,
    )


def _summary(
    now: Opened,
    *,
    refused: bool,
    problems: Yaml,
    findings: Yaml,
    outcome: str | None,
    amount_yen: int | None,
    fee_yen: int | None = None,
) -> str:
    """What comes of answers, in a few words."""
    titles = {str(one.get("code")): title_of(one) for one in things(now.document, "form", "checks")}
    parts = [_("受け付けない") if refused else "", said(WORDS[outcome]) if outcome else ""]
    parts += [
        _("不備：%(names)s") % {"names": _("、").join(titles.get(code, code) for code in findings)} if findings else ""
    ]
    parts += [_("書き直し：%(names)s") % {"names": _("、").join(problems)} if problems else ""]
    parts += [_("%(yen)s円") % {"yen": f"{amount_yen:,}"} if amount_yen is not None else ""]
    parts += [_("手数料%(yen)s円") % {"yen": f"{fee_yen:,}"} if fee_yen is not None else ""]
    return " ／ ".join(part for part in parts if part)
