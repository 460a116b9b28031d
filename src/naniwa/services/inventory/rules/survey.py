"""From a row of the survey to the facts that the rules of redesign know."""

from collections.abc import Mapping

from naniwa.services.inventory.rules.columns import Entry, Value
from naniwa.services.inventory.rules.facts import Attachment, Channel, Check, Facts, Identity, Seal, SealKind


def facts_of(entry: Entry, *, code: str) -> Facts:
    """What the survey does not ask keeps its default; a missing number is nought, so that nothing is claimed."""
    values = entry.values
    channel = Channel(_text(values["channel"]) or Channel.COUNTER)
    return Facts(
        code=code,
        name=_text(values["title"]),
        volume=_number(values["volume"]),
        applicant_minutes=_number(values["minutes_applicant"]),
        office_minutes=_number(values["minutes_office"]),
        applicant=_text(values["applicant"]),
        channel=channel,
        online_percent=100 if channel is Channel.ONLINE else 0,
        identity=Identity(_text(values["identity"]) or Identity.NONE),
        face_to_face=values["face_to_face"] == "yes",
        fee=_number(values["fee"]),
        cash=channel in {Channel.COUNTER, Channel.PAPER} and _number(values["fee"]) > 0,
        cycle_days=_number(values["cycle_days"]),
        moment=_text(values["moment"]),
        validity_years=_number(values["validity_years"]) or None,
        renewals=_number(values["renewals"]),
        checks=_checks(values),
        papers=tuple(Attachment(name=paper.name, held_by=paper.held) for paper in entry.papers),
        seals=tuple(
            Seal(kind=SealKind(seal.kind), by_law=bool(seal.law), basis=seal.law or seal.basis) for seal in entry.seals
        ),
    )


def _checks(values: Mapping[str, Value]) -> tuple[Check, ...]:
    name, minutes = _text(values["check_name"]), _number(values["check_minutes"])
    return (Check(name=name, minutes=minutes, register=_text(values["check_register"])),) if name else ()


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
