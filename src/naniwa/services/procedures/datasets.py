"""What anybody, and the data platform, may read from here: each published statistic as a file with named columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.forms.definition import Text
from naniwa.library.open_data import Column, Line, Table
from naniwa.library.periods import TOKYO
from naniwa.library.spreadsheet import Cell, csv_file
from naniwa.library.suppression import LEAST
from naniwa.services.procedures.definitions import Procedure

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


APPROVED = Column("approved", "認めた件数", "Approved")


def columns(procedure: Procedure, table: Table) -> tuple[Column, ...]:
    """The heads of a table's figures; they speak of no payment where nothing is paid."""
    return tuple(APPROVED if one.key == APPROVED.key and not procedure.pays else one for one in table.columns)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One statistic of one procedure, counted `by` its groups at `as_of`; `source` names the publisher in ja and en."""

    procedure: Procedure
    key: str
    title: Text
    by: str
    table: Table
    as_of: datetime
    source: tuple[str, str]

    @property
    def columns(self) -> Sequence[Column]:
        """What a line is of, its figures, and whether one of them is hidden."""
        return (
            Column(f"{self.by}_code", "コード", "Code"),
            Column("name_ja", "名称（日本語）", "Name (Japanese)"),
            Column("name_en", "名称（英語）", "Name (English)"),
            *columns(self.procedure, self.table),
            Column("hidden", "伏せた数字の有無", "Figures withheld"),
        )

    def as_csv(self, language: str = "") -> bytes:
        """One row for each line and the total; a hidden figure is empty and its row says so.

        The heads are for programs, or in Japanese ("ja") or English ("en").
        """
        heads = [getattr(column, language or "key") for column in self.columns]
        return csv_file(heads, (self._row(line) for line in self.table.every))

    def as_json(self) -> dict[str, object]:
        """The same rows by column name, with what they are."""
        keys = [column.key for column in self.columns]
        lines = [dict(zip(keys, self._row(line), strict=True)) for line in self.table.every]
        return {
            "procedure": self.procedure.slug,
            "procedure_title": {"ja": self.procedure.title.ja, "en": self.procedure.title.en},
            "statistic": self.key,
            "title": {"ja": self.title.ja, "en": self.title.en},
            "measure": self.table.measure,
            "by": self.by,
            "as_of": self.as_of.astimezone(TOKYO).isoformat(timespec="seconds"),
            "source": {"ja": self.source[0], "en": self.source[1]},
            "licence": {"name": LICENCE, "url": LICENCE_URL},
            "rounded_down_to": {"applications": LEAST, "yen": self.table.step_yen},
            "columns": [{"key": one.key, "ja": one.ja, "en": one.en} for one in self.columns],
            "rows": lines[:-1] if self.table.total else lines,
            "total": lines[-1] if self.table.total else None,
        }

    def _row(self, line: Line) -> list[Cell]:
        return [line.group.code, line.group.ja, line.group.en, *line.figures, line.hidden]
