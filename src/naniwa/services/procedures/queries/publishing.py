"""Makes the exact figures of a procedure safe to publish side by side, as no table stands alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from naniwa.library.open_data import Counted, Measure, Measured, alone, clipped_to, publishable
from naniwa.services.procedures.queries.subjects import Subject

type Asked = Sequence[tuple[Subject, Counted]]

MOMENTS = frozenset({"day", "week"})
"""What a case is counted by at another moment in another measure."""


def safe(
    exact: Mapping[Measure, Measured], found: Asked, *, step_yen: int
) -> tuple[dict[Measure, Measured], list[tuple[Subject, Counted]]]:
    """All cases together by measure, and each table, as they may be published.

    Applications come first: whatever else is counted is some of them, in all and in each group.
    """
    wholes: dict[Measure, Measured] = {}
    shown: dict[str, Counted] = {}
    for measure, whole in sorted(exact.items(), key=lambda one: one[0] != "applications"):
        asked = [(subject, _some_of(shown, subject, one)) for subject, one in found if subject.measure == measure]
        total = wholes["applications"].count if wholes else None
        cells = [one.measured for _subject, one in asked]
        wholes[measure], tables = publishable(whole, cells, step_yen=step_yen, at_most=total)
        for (subject, one), measured in zip(asked, tables, strict=True):
            shown[subject.key] = replace(one, measured=measured, whole=wholes[measure])
    of = wholes["applications"].count
    return wholes, [(subject, shown.get(subject.key) or _overlapping(one, of)) for subject, one in found]


def _some_of(shown: Mapping[str, Counted], subject: Subject, counted: Counted) -> Counted:
    """In no group more than its published applications."""
    if subject.measure == "applications" or subject.by in MOMENTS:
        return counted
    known = [one for one in shown.values() if one.measure == "applications" and set(one.groups) >= set(counted.groups)]
    if not known:
        return counted
    limits = {group: one.count for group, one in zip(known[0].groups, known[0].measured, strict=True)}
    cells = zip(counted.groups, counted.measured, strict=True)
    clipped = tuple(replace(one, count=clipped_to(one.count, limits[group])) for group, one in cells)
    return replace(counted, measured=clipped)


def _overlapping(counted: Counted, of: int) -> Counted:
    """Groups in which a case may stand several times over."""
    return replace(counted, measured=tuple(alone(one, within=of) for one in counted.measured), of=of)
