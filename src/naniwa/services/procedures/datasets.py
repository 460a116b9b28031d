"""What anybody, and the data platform, may read from here: each published statistic as a file with named columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from naniwa.library.open_data import Line, Measure, Table, Value
from naniwa.library.periods import TOKYO
from naniwa.library.spreadsheet import Cell, csv_file
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.definitions.schema import Statistic

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS: Mapping[Measure, tuple[str, ...]] = {
    "applications": ("applications",),
    "approved": ("approved",),
    "paid_yen": ("paid", "paid_yen"),
    "days_to_decision": ("median_days",),
}
"""The last is the value; one before it is how many cases stand behind it."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One statistic of one procedure, counted at `as_of`; `source` names who publishes it, in both languages."""

    procedure: Procedure
    statistic: Statistic
    table: Table
    as_of: datetime
    source: tuple[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        return (f"{self.statistic.by}_code", "name_ja", "name_en", *COLUMNS[self.statistic.measure], "hidden")

    def as_csv(self) -> bytes:
        """One row for each line and the total; a hidden figure is empty and its row says so."""
        return csv_file(self.columns, (self._row(line) for line in self._lines()))

    def as_json(self) -> dict[str, object]:
        """The same rows by column name, with what they are."""
        lines = [dict(zip(self.columns, self._row(line), strict=True)) for line in self._lines()]
        return {
            "procedure": self.procedure.slug,
            "procedure_title": {"ja": self.procedure.title.ja, "en": self.procedure.title.en},
            "statistic": self.statistic.key,
            "title": {"ja": self.statistic.name.ja, "en": self.statistic.name.en},
            "measure": self.statistic.measure,
            "by": self.statistic.by,
            "as_of": self.as_of.astimezone(TOKYO).isoformat(timespec="seconds"),
            "source": {"ja": self.source[0], "en": self.source[1]},
            "licence": {"name": LICENCE, "url": LICENCE_URL},
            "rows": lines[:-1],
            "total": lines[-1],
        }

    def _lines(self) -> Iterable[Line]:
        return (*self.table.lines, self.table.total)

    def _row(self, line: Line) -> list[Cell]:
        figures: tuple[Value | None, ...] = (line.count, line.value)
        shown = figures[-len(COLUMNS[self.statistic.measure]) :]
        return [line.group.code, line.group.ja, line.group.en, *shown, line.hidden]
