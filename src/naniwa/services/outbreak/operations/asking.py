"""A patient who did not report is asked by the automatic call; who is not reached or not well is called by a person."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case, Cause, Stage, Way
from naniwa.services.outbreak.operations import observing, reporting
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.telephones import Asked, Heard, NobodyAnswered, machine

WITHIN = timedelta(hours=1)
TEMPERATURES, OXYGEN = (Decimal(34), Decimal(43)), (50, 100)


def ask(*, case: str, key: str, now: datetime) -> None:
    """Outside any transaction while the telephone rings; run again, it writes down the same report once."""
    with as_system():
        found = Case.objects.filter(public_id=case, stage=Stage.OBSERVATION).first()
    if found is None:
        return
    readings = regimes.in_force(found.disease).regime.asks
    heard = _heard(Asked(key=key, phone=found.phone, language=found.language, readings=readings))
    if heard and not _believable(heard):
        heard = None
    with as_system():
        if heard and (heard.temperature is not None or heard.spo2 is not None):
            said = Said(temperature=heard.temperature, spo2=heard.spo2, asked=True)
            observing.record(case=found, said=said, way=Way.CALL, press=uuid5(NAMESPACE_URL, key), by=None, now=now)
        if heard is None or heard.unwell:
            locked = reporting.locked(found)
            if not locked.closed_at:
                observing.open_task(locked, cause=Cause.CALL, due_at=now + WITHIN, now=now)


def _believable(heard: Heard) -> bool:
    """Figures that a body can have: whoever mistyped is asked by a person."""
    warm = heard.temperature is None or TEMPERATURES[0] <= heard.temperature <= TEMPERATURES[1]
    return warm and (heard.spo2 is None or OXYGEN[0] <= heard.spo2 <= OXYGEN[1])


def _heard(asked: Asked) -> Heard | None:
    telephone = machine()
    try:
        return telephone.ask(asked) if telephone else None
    except NobodyAnswered:
        return None
