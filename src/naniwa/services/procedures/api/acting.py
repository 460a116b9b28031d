"""Acts of a client on a case: the same operations, rights and checks as on the pages of staff."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.queries import Caller
from naniwa.services.procedures.api import reading, schemas, wording
from naniwa.services.procedures.api.problems import Problem
from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency, NoticeState, Stage
from naniwa.services.procedures.operations import decisions, notices, review
from naniwa.services.procedures.queries.deciding import pays
from naniwa.services.procedures.rules import NothingToSend, WrongState, check_may_review

APPROVERS = {"decide", "send_back"}
IN_REVIEW = {"claim", "add_deficiency", "settle_deficiency", "send_notice", "finish_review"}
VERDICTS: Mapping[str, Callable[..., Deficiency]] = {
    "confirm": review.confirm_item,
    "waive": review.waive_item,
    "resolve": review.resolve_item,
    "reopen": review.reopen_item,
}


def perform(
    caller: Caller, *, reference: str, key: str, act: schemas.Act, now: datetime
) -> tuple[dict[str, Any], bool]:
    """(the case after it, whether it had been done before). Raises Problem, BrokenRule, KeyReused."""
    _check_rights(caller, act.act)
    case = reading.found(caller, reference)
    if case.organisation_id != caller.client.organisation_id:
        raise Problem("not-permitted")  # partners look, the organisation of the case acts
    work = partial(_done, caller, case, act, now)
    content = {"reference": reference, **act.model_dump(mode="json")}
    return clients.once(client=caller.client, key=key, content=content, work=work, now=now)


def _check_rights(caller: Caller, act: str) -> None:
    if not caller.staff.may("approver" if act in APPROVERS else "reviewer"):
        raise Problem("not-permitted")


def _done(caller: Caller, case: Application, act: schemas.Act, now: datetime) -> dict[str, Any]:
    if act.act in IN_REVIEW and case.stage != Stage.REVIEW:
        raise WrongState(case.stage)
    ACTS[act.act](case, act, by=caller.staff.person, now=now)
    case.refresh_from_db()
    return reading.summary(caller, case).model_dump(mode="json")


def _claim(case: Application, _act: schemas.Claim, **by: Any) -> None:  # noqa: ANN401 - who and when
    review.claim(application=case, **by)


def _hand_back(case: Application, act: schemas.HandBack, **by: Any) -> None:  # noqa: ANN401 - who and when
    review.hand_back(application=case, reason=act.reason, **by)


def _add_deficiency(case: Application, act: schemas.AddDeficiency, **by: Any) -> None:  # noqa: ANN401 - who and when
    try:
        review.add_deficiency(application=case, code=act.code, reason=act.reason, reason_en=act.reason_en, **by)
    except KeyError as unknown:
        raise Problem("not-valid", errors=[{"at": "code", "message": str(wording.NO_SUCH_CODE)}]) from unknown


def _settle(case: Application, act: schemas.SettleDeficiency, **by: Any) -> None:  # noqa: ANN401 - who and when
    items = list(case.deficiencies.filter(code=act.code, field=act.field).order_by("pk"))
    if not items:
        raise Problem("not-valid", errors=[{"at": "code", "message": str(wording.NO_SUCH_FAULT)}])
    item = next((one for one in items if one.state in OPEN_ITEMS), items[-1])
    VERDICTS[act.verdict](item=item, **by)


def _send_notice(case: Application, _act: schemas.SendNotice, **by: Any) -> None:  # noqa: ANN401 - who and when
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by["by"].pk)
    notice = case.notices.filter(state=NoticeState.DRAFT).first()
    if notice is None:
        raise NothingToSend
    notices.send_notice(notice=notice, **by)


def _finish(case: Application, act: schemas.FinishReview, **by: Any) -> None:  # noqa: ANN401 - who and when
    if act.outcome == "approved" and pays(case) and act.amount_yen <= 0:
        raise decisions.NoAmount
    review.finish_review(application=case, outcome=act.outcome, amount_yen=act.amount_yen, comment=act.comment, **by)


def _decide(case: Application, act: schemas.Decide, **by: Any) -> None:  # noqa: ANN401 - who and when
    reason = act.reason or case.review_comment
    decisions.decide(application=case, outcome=act.outcome, amount_yen=act.amount_yen, reason=reason, **by)


def _send_back(case: Application, act: schemas.SendBack, **by: Any) -> None:  # noqa: ANN401 - who and when
    review.send_back(application=case, reason=act.reason, **by)


ACTS: Mapping[str, Callable[..., None]] = {
    "claim": _claim,
    "hand_back": _hand_back,
    "add_deficiency": _add_deficiency,
    "settle_deficiency": _settle,
    "send_notice": _send_notice,
    "finish_review": _finish,
    "decide": _decide,
    "send_back": _send_back,
}
