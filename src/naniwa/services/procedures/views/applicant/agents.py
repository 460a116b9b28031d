"""Agents on the pages of applicants: whom they act for is read from the draft or the case, never from the session."""

from django.utils import timezone
from django.utils.translation import gettext as _

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.mandates import acting
from naniwa.kernel.mandates import queries as mandates
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.people.access import PersonRequest
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.operations.whose import check_whose
from naniwa.services.procedures.queries import applicant as queries
from naniwa.services.procedures.queries.agents import asked_for
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import NotYours

CHOSEN = "for"
ONESELF = "oneself"
PURPOSE = "agency"


def draft_of(request: PersonRequest, draft_id: object) -> Draft | None:
    """The draft that the agent fills in for somebody; None unless the mandate holds at this moment."""
    draft = queries.agents_draft(draft_id, request.user)
    return draft if draft is not None and _entered(request, draft, Act.APPLY) else None


def case_of(request: PersonRequest, reference: str) -> Application | None:
    """A case of somebody the agent acts for, which they see that the agent looked at; None unless the mandate holds."""
    case = queries.agents_application(reference, request.user)
    if case is None or not _entered(request, case, ""):
        return None
    audit.record_read(
        "procedures.case_read",
        by=request.user,
        target=case,
        subject=case.person,
        purpose=PURPOSE,
        now=timezone.now(),
        mandate=case.mandate.reference if case.mandate else "",
    )
    return case


def _entered(request: PersonRequest, row: Draft | Application, act: str) -> bool:
    """Whether the request goes on in the principal's scope, with the bar that says so on its page."""
    try:
        mandate = check_whose(row, by=request.user, act=act, now=timezone.now())
    except NotYours:
        return False
    if mandate is not None:
        enter(request, mandate)
    return True


def enter(request: PersonRequest, mandate: Mandate) -> None:
    request.agency = acting.enter_for(mandate)


def principals(request: PersonRequest, version: Live) -> list[Mandate]:
    """For whom the person can begin this procedure, beside themselves."""
    what = version.procedure
    return mandates.usable(request.user, procedure=asked_for(what), agents=what.agents, now=timezone.now())


def may_read_letters(request: PersonRequest, case: Application) -> bool:
    """Letters are the person's own, and an agent's who was asked to receive them."""
    return case.person_id == request.user.pk or bool(case.mandate and Act.NOTICES in case.mandate.acts)


def account_words() -> str:
    return _(
        "お金の受け取りは頼まれていません。振込先を、本人の口座に直してください。代理の人の口座にするには、"
        "お金の受け取りを含む代理を、本人に新しく確かめてもらってください。"
    )


def may(request: PersonRequest, case: Application, act: Act) -> bool:
    """Whether to offer an act at all: the person's own case, or one for which the mandate names the act."""
    return case.person_id == request.user.pk or bool(case.mandate and act in case.mandate.acts)
