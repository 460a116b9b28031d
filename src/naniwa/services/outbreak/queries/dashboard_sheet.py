"""A chart's figures as pages, files and pictures take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from naniwa.library.open_data import Column
from naniwa.services.outbreak.queries.dashboard_known import Known, Values

type Kind = Literal["bar", "line", "mixed", "map"]
type Words = tuple[str, str]

COUNT: Words = ("人", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A chart's figures: a value of each column for each label, which is a day or a code that `names` puts into words.

    `hides` says that small counts are left out. `note` says on what the figures rest. The columns from `levels` on
    are the same every day, and are drawn as lines across. With `reported_at`, figures are not the feed's but were
    reported here, at that time for the last time.
    """

    key: str
    title: Words
    kind: Kind
    unit: Words
    columns: tuple[Column, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    names: Mapping[str, Words] | None = None
    note: Words = ("", "")
    hides: bool = False
    levels: int | None = None
    reported_at: datetime | None = None

    @property
    def empty(self) -> bool:
        return not any(value is not None for values in self.values for value in values)

    def last(self, days: int | None) -> "Sheet":
        """Only the last so many days, up to the last that has a figure; other sheets as they are."""
        if self.names is not None or not self.labels:
            return self
        told = [
            at for at, values in enumerate(zip(*self.values, strict=True)) if any(one is not None for one in values)
        ]
        end = told[-1] + 1 if told else len(self.labels)
        start = max(end - days, 0) if days else min(told, default=0)
        return replace(self, labels=self.labels[start:end], values=tuple(one[start:end] for one in self.values))


def by_day(found: Known, key: str, title: Words, columns: Sequence[tuple[Column, Values]], **told: object) -> Sheet:
    """A sheet with a line for each day of what is known."""
    given = {"kind": "line", "unit": COUNT, **told}
    return Sheet(
        key=key,
        title=title,
        columns=tuple(column for column, _values in columns),
        labels=tuple(day.isoformat() for day in found.days),
        values=tuple(tuple(values) for _column, values in columns),
        **given,  # type: ignore[arg-type] # words of this module
    )
