"""What stands on the papers about a case: the receipt, and the notice of decision."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.dates import amount, long_date
from naniwa.kernel.documents import pdf
from naniwa.kernel.forms.findings import fill
from naniwa.services.procedures.definitions.schema import Certificate
from naniwa.services.procedures.models import Application, Decision, Outcome, State
from naniwa.services.procedures.queries.agents import agent_in_words
from naniwa.services.procedures.queries.live import live


def receipt_data(case: Application) -> dict[str, Any]:
    """What stands on the receipt."""
    return {
        **_head(case, case.received_at),
        "received": long_date(case.received_at, time=True),
        "due": long_date(case.due_at) if case.due_at else "",
    }


def decision_data(case: Application, decision: Decision) -> dict[str, Any]:
    """What stands on the notice of decision."""
    language = get_language() or "ja"
    outcome = next(one for one in live(case.version_id).procedure.outcomes if one.key == decision.outcome)
    granted = decision.amount_yen if decision.outcome == Outcome.APPROVED else None
    return {
        **_head(case, decision.decided_at),
        "address": _address(case),
        "outcome": outcome.name.in_language(language),
        "note": outcome.note.in_language(language),
        "amount": amount(granted) if granted is not None else "",
        "reason": decision.reason,
        "received": long_date(case.received_at),
    }


def certificate_data(case: Application, decision: Decision) -> dict[str, Any]:
    """What stands on the licence or certificate of an approval. Raises NoCertificate."""
    if (certificate := certificate_of(case, decision)) is None:
        raise NoCertificate
    language, version = get_language() or "ja", live(case.version_id)
    text = fill(version.procedure.form, certificate.text, case.answers, version.form.values(case.answers))
    return {
        **_head(case, decision.decided_at),
        "address": _address(case),
        "called": certificate.title.in_language(language),
        "text": text.in_language(language),
    }


def certificate_of(case: Application, decision: Decision | None) -> Certificate | None:
    """What an approval gives that was not taken back; None where it gives nothing."""
    given = decision is not None and decision.outcome == Outcome.APPROVED and case.state != State.RECALLED
    return live(case.version_id).procedure.certificate if given else None


class NoCertificate(Exception):
    """The definition gives none, or this decision gave none."""


def _head(case: Application, at: datetime) -> dict[str, Any]:
    """Who writes to whom about what; who applied on paper has no page to follow it on."""
    procedure, office = live(case.version_id).procedure, case.organisation
    link = case_link(case) if case.person_id else ""
    language = get_language() or "ja"
    return {
        "title": procedure.title.in_language(language),
        "reference": case.reference,
        "date": pdf.long_date(timezone.localtime(at).date(), language=language),
        "name": case.applicant_name,
        "agent": agent_in_words(case),
        "legal_basis": procedure.legal_basis.in_language(language),
        "office": str(office),
        "office_lines": [line for line in (phone(office.phone), office.open_hours, office.email) if line],
        "link": link,
        "qr": pdf.qr(link) if link else "",
    }


def _address(case: Application) -> list[str]:
    """The lines above the name, where the answers hold an address."""
    path = live(case.version_id).procedure.applicant.address
    answer = case.answers.get(path) if path else None
    if not isinstance(answer, dict):
        return []
    code = answer["postal_code"]
    place = "".join(answer[part] for part in ("prefecture", "municipality", "town", "street"))
    return [line for line in (f"〒{code[:3]}-{code[3:]}", place, answer["building"]) if line]


def case_link(case: Application) -> str:
    """The whole address of a case, for paper."""
    return settings.SITE_URL + reverse("procedures:case", args=[case.reference])


def phone(number: str) -> str:
    """The line of a paper that says where to telephone; none without a number."""
    return _("電話 %(number)s") % {"number": number} if number else ""
