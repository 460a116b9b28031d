"""What is counted of a procedure: what its definition publishes, and what is told of every procedure."""

from dataclasses import dataclass

from naniwa.kernel.forms.definition import Text
from naniwa.library.open_data import YEN, Measure
from naniwa.services.procedures.definitions import Procedure


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure and what it is counted by: municipality, state, day, week, deficiency, stage, or a question."""

    key: str
    name: Text
    measure: Measure
    by: str


STANDARD = (
    Subject("by-day", Text(ja="日別の申請件数", en="Applications by day"), "applications", "day"),
    Subject(
        "by-municipality",
        Text(ja="市町村別の申請件数", en="Applications by municipality"),
        "applications",
        "municipality",
    ),
    Subject("by-item", Text(ja="項目別の不備の割合", en="Deficiency rate by item"), "deficiency_rate", "deficiency"),
    Subject("by-stage", Text(ja="段階ごとの日数", en="Days by stage"), "days_by_stage", "stage"),
    Subject(
        "paid-by-municipality",
        Text(ja="市町村別の支給額", en="Amount paid by municipality"),
        "paid_yen",
        "municipality",
    ),
    Subject(
        "reclaimed-by-municipality",
        Text(ja="市町村別の返還を求めた額", en="Amount claimed back by municipality"),
        "reclaimed_yen",
        "municipality",
    ),
)
"""Their keys have a hyphen, which no key of a definition has."""


def subjects(procedure: Procedure) -> list[Subject]:
    """The standard ones first, of money only where any is paid; what the definition also asks for is named as there."""
    own = [Subject(one.key, one.name, one.measure, one.by) for one in procedure.statistics]
    asked = {(one.measure, one.by): one for one in reversed(own)}
    told = [one for one in STANDARD if procedure.pays or one.measure not in YEN]
    standard = [asked.get((one.measure, one.by), one) for one in told]
    return [*standard, *(one for one in own if one not in standard)]
