"""Messages about a case, in the applicant's language, by the wordings that its definition names."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import translation

from naniwa.kernel.identity.levels import Level
from naniwa.kernel.mandates import words
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.models import State as MandateState
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.notifications import templates
from naniwa.kernel.notifications.outgoing import Copy, Outgoing
from naniwa.library.periods import start_of
from naniwa.services.procedures.definitions import wordings
from naniwa.services.procedures.models import Application, Channel
from naniwa.services.procedures.queries.agents import mandate_of
from naniwa.services.procedures.queries.live import live

# What messages need of a case beside its own row.
RELATED = ("person", "organisation", "partner", "mandate__agent")


def message(
    case: Application, turn: str, *, key: str, page: str = "", context: Mapping[str, object] | None = None
) -> Outgoing:
    """What is said at a turn of a case ("received", "approved", ...); `page` is where the link leads.

    Who has no e-mail address gets a letter to the address in the answers; who applied on paper is told where to write
    and telephone instead of a page to open. An agent who was asked to receive notices gets a copy.
    """
    version, mandate = live(case.version_id), mandate_of(case)
    procedure = version.procedure
    return Outgoing(
        template=worded(procedure.notices[turn], case),
        wording=wordings.own(procedure, turn, by_post=has_no_page(case), version=version.number),
        key=key,
        organisation=case.organisation,
        partner=case.partner,
        person=case.person,
        to=case.person,
        name=case.applicant_name,
        language=case.language,
        reference=case.reference,
        postal_address=_postal_address(case.answers.get(procedure.applicant.address or "")),
        context={
            "procedure": procedure.title.in_language(case.language),
            "link": f"{settings.SITE_URL}/applications/{case.reference}/{page}",
            "post_to": (procedure.post_to or procedure.contact).in_language(case.language).strip(),
            **(context or {}),
        },
        note=_agent_in_words(mandate, case) if mandate else "",
        copy=_copy(mandate) if mandate else None,
    )


def _agent_in_words(mandate: Mandate, case: Application) -> str:
    with translation.override(case.language):
        return words.line(mandate)


def _copy(mandate: Mandate) -> Copy | None:
    if mandate.state != MandateState.CONFIRMED or Act.NOTICES not in mandate.acts:
        return None
    until = start_of(mandate.ends_on + timedelta(days=1))
    return Copy(to=mandate.agent, name=mandate.agent_name, until=until)


def worded(template: str, case: Application) -> str:
    """The wording for those who applied on paper or unknown, whom no page waits for, where there is one."""
    by_post = f"{template}{wordings.BY_POST}"
    return by_post if has_no_page(case) and by_post in templates.registry() else template


def has_no_page(case: Application) -> bool:
    """Whether who applied can open no page of the case."""
    return case.channel == Channel.PAPER or case.identity == Level.NONE


def _postal_address(answer: Any) -> str:  # noqa: ANN401 - an address answer, or none
    if not answer:
        return ""
    code = str(answer.get("postal_code", ""))
    parts = (answer.get(part) or "" for part in ("prefecture", "municipality", "town", "street"))
    lines = [f"〒{code[:3]}-{code[3:]}" if code else "", "".join(parts), str(answer.get("building") or "")]
    return "\n".join(line for line in lines if line)
