"""Whether a notice of decision, or a certificate, bears the office's electronic seal, and the sealed paper itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from naniwa.kernel.documents import pdf
from naniwa.kernel.documents import queries as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.forms import queries as forms
from naniwa.kernel.signing.seals import has_seal
from naniwa.services.procedures.models import Application, Decision, Outcome
from naniwa.services.procedures.queries.live import KIND, Live, live
from naniwa.services.procedures.queries.papers import certificate_data, certificate_of, decision_data

LOOKED_BACK = timedelta(days=30)

type Which = Literal["paper", "certificate"]
"""The notice of a decision, or the licence or certificate that it gives."""
WHICH: tuple[Which, ...] = ("paper", "certificate")


@dataclass(frozen=True, slots=True)
class Sealed:
    """`content` is the signed PDF; `waits` where it shall be signed and is not yet. Neither: it is issued unsigned."""

    content: bytes = b""
    waits: bool = False


def sealed(case: Application, decision: Decision, which: Which = "paper") -> Sealed:
    """As row security lets the acting person or organisation see it."""
    number = getattr(decision, f"{which}_id")
    if number is None:
        return Sealed(waits=shall_be_sealed(case, decision, which))
    own = Decision.objects.filter(pk=decision.pk).values(f"{which}__document")
    document = Document.objects.filter(pk__in=own).first()
    if document is None:
        return Sealed()
    with documents.open_file(document) as file:
        return Sealed(file.read())


def shall_be_sealed(case: Application, decision: Decision, which: Which = "paper") -> bool:
    """Where the definition asks for a seal, the decision gives the paper, and the office has a seal."""
    if not asks(live(case.version_id), which) or not has_seal(case.organisation.code):
        return False
    return which == "paper" or certificate_of(case, decision) is not None


def asks(version: Live, which: Which) -> bool:
    """Whether a definition has the paper sealed."""
    certificate = version.procedure.certificate
    return version.procedure.sealed if which == "paper" else certificate is not None and certificate.sealed


def without_seal(*, now: datetime) -> list[str]:
    """Receipt numbers of the last month's decisions without a seal that they shall bear. Run as the system."""
    found = [reference for which in WHICH for reference in _missing(which, now)]
    return list(dict.fromkeys(found))


def _missing(which: Which, now: datetime) -> list[str]:
    recent = Decision.objects.filter(decided_at__gt=now - LOOKED_BACK, **{which: None})
    recent = recent if which == "paper" else recent.filter(outcome=Outcome.APPROVED)
    versions = [pk for pk in recent.values_list("application__version", flat=True).distinct() if asks(live(pk), which)]
    cases = Application.objects.filter(decision__in=recent, version__in=versions)
    cases = cases.select_related("organisation", "decision").order_by("pk")
    return [case.reference for case in cases if shall_be_sealed(case, case.decision, which)]


def offices_that_seal() -> dict[str, list[str]]:
    """Codes of the offices whose latest definitions ask for a seal, each with the names of those. Run as the system."""
    found: dict[str, list[str]] = {}
    for version in forms.all_latest(KIND):
        one = live(version.pk)
        if any(asks(one, which) for which in WHICH) and not one.undecided:
            found.setdefault(one.procedure.office, []).append(one.procedure.slug)
    return found


def drawn(case: Application, decision: Decision, which: Which, *, language: str) -> bytes:
    """The paper without a seal, in the language in force. Raises NoCertificate."""
    if which == "paper":
        return pdf.render(
            "procedures/decision", decision_data(case, decision), language=language, now=decision.decided_at
        )
    data = certificate_data(case, decision)
    return pdf.render("procedures/certificate", data, language=language, now=decision.decided_at)
