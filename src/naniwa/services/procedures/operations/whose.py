"""Whose a draft or a case is, and whether an agent may do this to it for them, at this moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.mandates import acting
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.rules import Act, BrokenRule
from naniwa.kernel.people.models import Person
from naniwa.library.kana import fold
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.queries.agents import asked_for
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import AccountOfAgent, NotYours


def check_whose(row: Draft | Application, *, by: Person, act: str, now: datetime) -> Mandate | None:
    """The mandate under which `by` acts; None for the person themselves. Raises NotYours.

    Nobody ends the mandate before this transaction does what it was checked for.
    """
    if row.person_id == by.pk:
        return None
    if row.mandate_id is None:
        raise NotYours
    what = live(row.version_id).procedure
    scope = {"procedure": asked_for(what), "case": _case(row), "agents": what.agents}
    try:
        return acting.checked(row.mandate_id, by=by, act=act, now=now, **scope)
    except BrokenRule as broken:
        raise NotYours from broken


def check_mandate(mandate: Mandate, version: Live, *, by: Person, now: datetime) -> None:
    """Before there is a draft. Raises NotYours."""
    what = version.procedure
    try:
        acting.checked(mandate.pk, by=by, act=Act.APPLY, procedure=asked_for(what), agents=what.agents, now=now)
    except BrokenRule as broken:
        raise NotYours from broken


def check_money(mandate: Mandate, version: Live, answers: Mapping[str, Any]) -> None:
    """Who was not asked to receive money does not name an account of their own. Raises AccountOfAgent."""
    key = version.procedure.applicant.account
    account = answers.get(key) if key else None
    if Act.MONEY in mandate.acts or not isinstance(account, dict):
        return
    holder = _reading(str(account.get("holder_kana") or ""))
    if holder and holder == _reading(mandate.agent_kana) and holder != _reading(mandate.principal_kana):
        raise AccountOfAgent


def act_for(mandate: Mandate, row: Draft | Application, *, by: Person, act: str, now: datetime) -> None:
    """The trail says of an agent's act who did it, for whom and under which mandate."""
    audit.record(
        "mandates.acted",
        by=by,
        target=row,
        subject=mandate.principal,
        now=now,
        act=str(act),
        mandate=mandate.reference,
        agent=by.reference,
        principal=mandate.principal.reference,
    )


def _reading(kana: str) -> str:
    """As banks write it, without spaces."""
    return fold(kana).text.replace(" ", "")


def _case(row: Draft | Application) -> str:
    return row.reference if isinstance(row, Application) else ""
