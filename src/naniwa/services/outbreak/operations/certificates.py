"""The certificate that isolation has ended."""

from datetime import datetime

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import pdf
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.library.spoken import said
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.queries import centres, regimes


def certificate(*, case: Case, by: Staff, now: datetime) -> bytes:
    """A PDF in the patient's language, Japanese or English."""
    language = "ja" if case.language in {"ja", "easy"} else "en"
    begun = case.onset_on or case.diagnosed_on or case.reported_on
    centre = centres.centre_of(case.organisation_id)
    data = {
        "title": "療養期間の証明書" if language == "ja" else "Certificate of isolation",
        "author": str(case.organisation.name),
        "reference": case.reference,
        "name": case.name,
        "born_on": pdf.long_date(case.born_on, language=language) if case.born_on else "",
        "disease": said(regimes.in_force(case.disease).regime.names, language),
        "begun": pdf.long_date(begun, language=language),
        "ended": pdf.long_date(case.isolation_ended_on, language=language) if case.isolation_ended_on else "",
        "issued": pdf.long_date(day_of(now), language=language),
        "office": case.organisation.name if language == "ja" else case.organisation.name_en or case.organisation.name,
        "phone": centre.phone if centre else "",
    }
    made = pdf.render("outbreak/certificate", data, language=language, now=now)
    audit.record("outbreak.certificate", by=by, target=case, now=now)
    return made
