"""Makes the exact figures of a procedure safe to publish side by side, as no table stands alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from naniwa.library.open_data import Counted, Group, Measure, Measured, alone, clipped_to, publishable
from naniwa.services.procedures.queries.subjects import Subject

type Asked = Sequence[tuple[Subject, Counted]]

MOMENTS = frozenset({"day", "week"})
"""What a case is counted by at another moment in another measure."""
SOME_OF: Mapping[Measure, Measure] = {"reclaimed_yen": "paid_yen"}
"""What is some of another measure; everything else is some of the applications."""


def safe(
    exact: Mapping[Measure, Measured], found: Asked, *, step_yen: int
) -> tuple[dict[Measure, Measured], list[tuple[Subject, Counted]]]:
    """All cases together by measure, and each table, as they may be published.

    What others are some of comes first, as in all and in each group nothing is more than that.
    """
    wholes: dict[Measure, Measured] = {}
    shown: dict[str, Counted] = {}
    for measure, whole in sorted(exact.items(), key=lambda one: (one[0] != "applications", one[0] in SOME_OF)):
        asked = [
            (subject, _some_of(shown, subject, one, step_yen)) for subject, one in found if subject.measure == measure
        ]
        all_of = wholes.get(SOME_OF.get(measure, "applications"))
        cells = [one.measured for _subject, one in asked]
        wholes[measure], tables = publishable(
            whole,
            cells,
            step_yen=step_yen,
            at_most=all_of.count if all_of else None,
            at_most_yen=all_of.yen if all_of and measure in SOME_OF else None,
        )
        for (subject, one), measured in zip(asked, tables, strict=True):
            shown[subject.key] = replace(one, measured=measured, whole=wholes[measure])
    of = wholes["applications"].count
    return wholes, [(subject, shown.get(subject.key) or _overlapping(one, of)) for subject, one in found]


def _some_of(shown: Mapping[str, Counted], subject: Subject, counted: Counted, step_yen: int) -> Counted:
    """In no group more than is published of the cases that these are some of."""
    if subject.measure == "applications" or subject.by in MOMENTS:
        return counted
    limits = _limits(shown, counted, SOME_OF.get(subject.measure, "applications"))
    if not limits:
        return counted
    cells = []
    for group, one in zip(counted.groups, counted.measured, strict=True):
        yen = clipped_to(one.yen, limits[group].yen, step_yen) if subject.measure in SOME_OF else one.yen
        cells.append(replace(one, count=clipped_to(one.count, limits[group].count), yen=yen))
    return replace(counted, measured=tuple(cells))


def _limits(shown: Mapping[str, Counted], counted: Counted, measure: Measure) -> dict[Group, Measured]:
    """What is published of the measure in each group; empty where it is not told by these groups."""
    known = [one for one in shown.values() if one.measure == measure and set(one.groups) >= set(counted.groups)]
    return dict(zip(known[0].groups, known[0].measured, strict=True)) if known else {}


def _overlapping(counted: Counted, of: int) -> Counted:
    """Groups in which a case may stand several times over."""
    return replace(counted, measured=tuple(alone(one, within=of) for one in counted.measured), of=of)
