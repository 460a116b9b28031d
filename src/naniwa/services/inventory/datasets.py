"""What anybody, and the data platform, may read from here: progress by department as a file with named columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from naniwa.library.open_data import Column
from naniwa.library.periods import TOKYO
from naniwa.library.spreadsheet import Cell, csv_file

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS: Sequence[Column] = (
    Column("organisation_ja", "団体", "Organisation (Japanese)"),
    Column("organisation_en", "団体（英語）", "Organisation (English)"),
    Column("department_code", "課コード", "Department code"),
    Column("department", "課", "Department"),
    Column("procedures", "手続の数", "Procedures"),
    Column("online", "オンラインの手続", "Procedures online"),
    Column("seals", "押印の数", "Seals"),
    Column("seals_abolished", "押さなくてよくなる印", "Seals no longer pressed"),
    Column("redesigned", "見直しを決めた手続", "Procedures with a decided redesign"),
    Column("hours_saved", "減る時間（年）", "Hours saved a year"),
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows in the order of COLUMNS, the last of them the sum; `source` names the publisher in ja and en."""

    rows: Sequence[Sequence[Cell]]
    as_of: datetime
    source: tuple[str, str]

    def as_csv(self, language: str = "") -> bytes:
        """The heads are for programs, or in Japanese ("ja") or English ("en")."""
        return csv_file([getattr(column, language or "key") for column in COLUMNS], self.rows)

    def as_json(self) -> dict[str, object]:
        """The same rows by column name, with what they are."""
        keys = [column.key for column in COLUMNS]
        lines = [dict(zip(keys, row, strict=True)) for row in self.rows]
        return {
            "statistic": "inventory-progress",
            "title": {"ja": "行政手続の見直しの進み具合", "en": "Progress of the redesign of procedures"},
            "as_of": self.as_of.astimezone(TOKYO).isoformat(timespec="seconds"),
            "source": {"ja": self.source[0], "en": self.source[1]},
            "licence": {"name": LICENCE, "url": LICENCE_URL},
            "columns": [{"key": one.key, "ja": one.ja, "en": one.en} for one in COLUMNS],
            "rows": lines[:-1],
            "total": lines[-1] if lines else None,
        }
