"""The code of a case: drawn from its number and the site's secret, shown again when asked, and kept nowhere."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from naniwa.services.check_ins.models import CaseCode
from naniwa.services.check_ins.rules import codes
from naniwa.services.check_ins.rules.broken import CodeNotValid


def code_of(given: CaseCode) -> str:
    return code(given.public_id.hex)


def code(number: str) -> str:
    """Twelve digits."""
    return codes.digits(salted_hmac("naniwa.check_ins.code", number, algorithm="sha256").digest())


def digest(twelve: str) -> bytes:
    """What is kept to find it by; without the site's secret the digits cannot be tried."""
    return salted_hmac("naniwa.check_ins.code.kept", twelve, algorithm="sha256").digest()


def valid(twelve: str, *, now: datetime) -> CaseCode:
    """The code, locked. Raises CodeNotValid. Run as the system."""
    found = CaseCode.objects.select_for_update().filter(digest=digest(twelve)).first() if twelve else None
    if found is None or found.used_at is not None or found.expires_at <= now:
        raise CodeNotValid
    return found
