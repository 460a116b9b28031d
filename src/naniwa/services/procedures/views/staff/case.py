"""The review screen: list, case and evidence side by side."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design import parts
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import queries as documents
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Application, Channel, Deficiency, NoticeState, Stage, State
from naniwa.services.procedures.queries import neighbours
from naniwa.services.procedures.queries.agents import agent_in_words, mandate_of
from naniwa.services.procedures.queries.case import CaseFile, case_file
from naniwa.services.procedures.queries.checklist import checklist
from naniwa.services.procedures.queries.checks import Compared, compare
from naniwa.services.procedures.queries.duplicates import Alike
from naniwa.services.procedures.queries.fees import charges_of
from naniwa.services.procedures.queries.names import BEYOND, beyond, fault_names
from naniwa.services.procedures.queries.selecting import Selection
from naniwa.services.procedures.queries.transcripts import transcripts
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.rules import waits_until
from naniwa.services.procedures.views.staff import addresses, aftermath
from naniwa.services.procedures.views.staff.acting import READERS, find, typed
from naniwa.services.procedures.views.staff.evidence import evidence, numbers
from naniwa.services.procedures.views.staff.history import timeline
from naniwa.services.procedures.views.staff.mail import preview
from naniwa.services.procedures.views.staff.papers_of import handed
from naniwa.services.procedures.views.staff.timing import opened

LISTS = {"all": "procedures:staff_register"}
PURPOSES = {Stage.REVIEW: "review", Stage.DECISION: "decision", Stage.CLOSED: "enquiry"}


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """Looking is written down, with what for."""
    case, looking = find(request, reference)
    now, purpose = timezone.now(), purpose_of(request, case)
    audit.record_read(
        "procedures.case_read", by=request.staff, target=case, subject=case.person, purpose=purpose, now=now
    )
    file = case_file(case, viewer=looking, language=get_language() or "ja")
    files = handed(file)
    papers = documents.by_numbers(numbers(files))
    faulty = {field for item in file.open_items for field in item.opens}
    context = {
        "file": file,
        "case": case,
        "charges": charges_of(case),
        "agent": mandate_of(case),
        "agent_words": agent_in_words(case),
        "transcripts": transcripts(reference, file.steps),
        **beside(request, case, looking),
        **rights(case, looking),
        **aftermath.standing(case, looking, file.has),
        **begun(request, file),
        **shown(file, get_language() or "ja", now),
        **evidence(files, papers, request.GET, purpose=purpose, faulty=faulty),
    }
    return opened(request, render(request, "procedures/staff/case.html", context), case, now)


def purpose_of(request: StaffRequest, case: Application) -> str:
    return "audit" if request.staff.roles == {"auditor"} else PURPOSES[Stage(case.stage)]


def beside(request: StaffRequest, case: Application, looking: Viewer) -> dict[str, object]:
    """The list that the case was opened from."""
    query = request.GET.urlencode()
    return {
        "around": neighbours.around(case, Selection.of(request.GET.dict()), viewer=looking, now=timezone.now()),
        "query": f"?{query}" if query else "",
        "cases_url": addresses.cases(),
        "queue_url": f"{reverse(LISTS.get(request.GET.get('tab', ''), 'procedures:staff_queue'))}?{query}",
    }


def rights(case: Application, looking: Viewer) -> dict[str, bool]:
    """What this person may do with the case now."""
    acts = looking.decides_on(case)
    in_review = acts and looking.reviews and case.stage == Stage.REVIEW and case.state != "needs_correction"
    mine = case.assignee_id == looking.person_id
    return {
        "acts": acts,
        "mine": mine,
        # A correction comes back to whoever asked for it, who takes it up again.
        "may_claim": in_review and (case.assignee_id is None or (mine and case.state != "under_review")),
        "may_review": in_review and mine and case.state == "under_review",
        "taken_by_another": in_review and case.assignee_id is not None and not mine,
        "may_judge": acts and (looking.reviews or looking.approves),
        "may_note": acts and (looking.reviews or looking.approves),
        "may_decide": acts and looking.approves and case.stage == Stage.DECISION,
        "reviewed_by_me": case.reviewed_by_id == looking.person_id,
    }


def begun(request: StaffRequest, file: CaseFile) -> dict[str, object]:
    """What the forms show before anything is typed, or what was typed and could not be taken in."""
    given, by_rule = typed(request, file.case.reference), file.proposal.outcome
    twice = duplicate_of(file)
    expected = "declined" if by_rule == "declined" or twice else "" if file.open_items else "approved"
    because = _("先に届いた申請（%(number)s）と重複しています。") % {"number": twice} if twice else ""
    return {
        "typed": given,
        "keep": f"{request.staff.person.public_id}/{file.case.reference}/",
        "proposed": given.get("finish", {}).get("outcome", expected),
        "comment": given.get("finish", {}).get("comment", because),
        "to_decide": given.get("decide", {}).get("outcome", file.case.proposed_outcome),
    }


def duplicate_of(file: CaseFile) -> str:
    """The receipt number of an earlier case of which a person found this one to be a duplicate."""
    return next((one.case.reference for one in file.duplicates if one.state == "confirmed" and one.first), "")


def shown(file: CaseFile, language: str, now: datetime) -> dict[str, object]:
    """The case as the components want it."""
    names = fault_names(file.version, language) | {code: beyond(code, language) for code in BEYOND}
    in_ledger = {item.code for item in file.items}
    return {
        "now": now,
        "late": file.case.due_at is not None and file.case.due_at < now and file.case.stage != Stage.CLOSED,
        "by_post": by_post(file),
        "title": file.version.procedure.title.in_language(language),
        "checklist": checklist(file.case, language, marked=file.has.marks),
        "differences": [
            parts.Difference(term=one.label.in_language(language), before=one.before, after=one.after)
            for one in file.differences
        ],
        "events": timeline(file, names),
        "held": [check for check in file.checks if check.result == "held"],
        "standing": [check for check in file.checks if check.result != "held" and check.code not in in_ledger],
        "settled": file.case.stage == Stage.CLOSED and not file.open_items,
        "open_items": [
            (item, names.get(item.code, item.code), evidence_of(file, item, language)) for item in file.open_items
        ],
        "settled_items": [(item, names.get(item.code, item.code)) for item in file.settled_items],
        "codes": addable(file, names),
        "preview": preview(file, now),
        "outcomes": {one.key: one.name.in_language(language) for one in file.version.procedure.outcomes},
        "alike": [(one, alike_words(file, one, language)) for one in file.duplicates],
        "suspected": [one for one in file.duplicates if one.state != "dismissed"],
    }


def by_post(file: CaseFile) -> dict[str, datetime]:
    """Of a case on paper that waits for its correction: the last day for the postmark, and until when it waits."""
    sent = next((notice for notice in file.notices if notice.state == NoticeState.SENT and notice.due_at), None)
    waits = file.case.channel == Channel.PAPER and file.case.state == State.NEEDS_CORRECTION
    if not (sent and sent.due_at and waits):
        return {}
    days = file.version.procedure.correction.post_days
    return {"due": sent.due_at, "until": waits_until(sent.due_at, channel=file.case.channel, post_days=days)}


def evidence_of(file: CaseFile, item: Deficiency, language: str) -> list[Compared]:
    """What a rule compared when it found the fault, as the answers stand now."""
    return compare(file.version, file.case.answers, file.proposal.assessment, list(item.evidence), language)


def alike_words(file: CaseFile, one: Alike, language: str) -> str:
    """What two cases share, in words."""
    fields, who = file.version.form.fields, file.version.procedure.applicant
    words = {key.key: fields[key.fields[0].partition(".")[0]].label.in_language(language) for key in who.identity}
    words |= {"name": _("申請者名"), "address": _("所在地")}
    return _("、").join(words.get(reason, reason) for reason in one.reasons)


def addable(file: CaseFile, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Faults that a reviewer may enter: code, words, and the wording the applicant would read."""
    open_codes = {item.code for item in file.open_items}
    checks = file.version.form.checks.values()
    return [
        (check.code, names[check.code], check.applicant.ja)
        for check in checks
        if check.severity == "propose" and check.code not in open_codes
    ]
