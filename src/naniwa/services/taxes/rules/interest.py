"""Late interest (延滞金) as the Local Tax Act has it, to the yen.

Article 326 (residents' tax), 369 (property tax) and their like: 14.6 % a year, 7.3 % until a month has passed since the
day after the due day. Supplementary Article 3-2 lowers both as long as the special standard rate of a year is below
7.3 %: to that rate and 7.3 points, and to that rate and 1 point (7.3 % at most). Article 20-4-2 rounds: paragraph 2 the
tax, paragraph 5 the interest. A year counts 365 days, leap years too.

The interest of each rate is cut to whole yen before they are added: for each municipality to confirm, as it decides
where a sum lies at a whole hundred.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

DAY = timedelta(days=1)
FIRST, LATER = Decimal("7.3"), Decimal("14.6")
"""Per cent a year, where no special rate lowers them."""
LEAST_TAX, TAX_STEP = 2_000, 1_000
LEAST_INTEREST, INTEREST_STEP = 1_000, 100
YEAR = 365

type Rates = Mapping[int, Decimal]
"""The special standard rate (延滞金特例基準割合) of each calendar year, in per cent."""


class NoRate(Exception):
    """The rate of this year is not in the table yet: nothing may be reckoned with a guess."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one rate, both ends counted; `per_cent` a year, `yen` cut to whole ones."""

    begins: date
    ends: date
    per_cent: Decimal
    yen: int

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days + 1


@dataclass(frozen=True, slots=True)
class Interest:
    """What is owed for paying late, in yen, and how it came about; `base_yen` is the tax cut to whole thousands."""

    base_yen: int
    spans: tuple[Span, ...]

    @property
    def reckoned_yen(self) -> int:
        return sum(span.yen for span in self.spans)

    @property
    def yen(self) -> int:
        """Below 1,000 yen nothing; else whole hundreds."""
        reckoned = self.reckoned_yen
        return reckoned // INTEREST_STEP * INTEREST_STEP if reckoned >= LEAST_INTEREST else 0


def interest(tax_yen: int, *, due_on: date, paid_on: date, rates: Rates) -> Interest:
    """Of a tax that is paid in one sum on a day. Raises NoRate."""
    base = tax_yen // TAX_STEP * TAX_STEP if tax_yen >= LEAST_TAX else 0
    if base == 0 or paid_on <= due_on:
        return Interest(base, ())
    return Interest(base, tuple(_spans(base, due_on, paid_on, rates)))


def month_after(due_on: date) -> date:
    """The last day of the month that begins on the day after the due day (Civil Code, Article 143)."""
    begins = due_on + DAY
    year, month = (begins.year + 1, 1) if begins.month == 12 else (begins.year, begins.month + 1)  # noqa: PLR2004 - December
    last = monthrange(year, month)[1]
    return date(year, month, begins.day) - DAY if begins.day <= last else date(year, month, last)


def _spans(base: int, due_on: date, paid_on: date, rates: Rates) -> Iterator[Span]:
    turn = month_after(due_on)
    begins = due_on + DAY
    while begins <= paid_on:
        ends = min(date(begins.year, 12, 31), paid_on, *([turn] if begins <= turn else []))
        per_cent = _per_cent(begins, turn, rates)
        days = (ends - begins).days + 1
        yield Span(begins, ends, per_cent, int(Fraction(per_cent) * base * days / (100 * YEAR)))
        begins = ends + DAY


def _per_cent(day: date, turn: date, rates: Rates) -> Decimal:
    if day.year not in rates:
        raise NoRate(day.year)
    special, early = rates[day.year], day <= turn
    if special >= FIRST:
        return FIRST if early else LATER
    return min(FIRST, special + 1) if early else special + FIRST
