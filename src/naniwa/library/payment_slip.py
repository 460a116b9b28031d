"""The barcode of a payment slip that convenience stores read: 44 digits in GS1-128.

The fields and their widths are those of GS1 Japan's guideline for 料金代理収納 ("標準料金代理収納ガイドライン"):
identifier 91, issuer 6, free use 21, reissues 1, last day 6, stamp duty 1, amount 6, check digit 1. Which digits of the
free field mean what is agreed between the issuer and its collecting firm.
"""

from dataclasses import dataclass
from datetime import date
from itertools import batched

IDENTIFIER, LENGTH, FREE = "91", 44, 21
MOST_YEN = 999_999
"""What six digits hold; shops agree on less, usually 300,000 yen."""
STAMPED_FROM_YEN = 50_000
"""Receipts of this amount and more bear stamp duty (Stamp Tax Act, table 1, no. 17), but not those of public bodies."""
NO_LAST_DAY = "999999"

# ISO/IEC 15417: widths of bars and spaces in turn, by the value of the symbol; the last one is the stop.
WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122
123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323
131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131
213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122
141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112
124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141
411131 211412 211214 211232 2331112
""".split()  # noqa: SIM905 - a table
_FNC1, _START_C, _STOP = 102, 105, 106


class NotOnASlip(ValueError):
    """A field does not fit: too long, no digits, or an amount that six digits do not hold."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip asks for; `issuer` is six digits, `number` at most 21, `last_day` the last on which shops take it."""

    issuer: str
    number: str
    amount_yen: int
    last_day: date | None
    reissues: int = 0
    stamp_duty: bool = False

    def digits(self) -> str:
        """All 44 digits. Raises NotOnASlip."""
        if not _digits(self.issuer, 6) or not self.number.isascii() or not self.number.isdigit():
            raise NotOnASlip("the issuer has six digits, and a number is digits")
        if len(self.number) > FREE or not 0 < self.amount_yen <= MOST_YEN or not 0 <= self.reissues <= 9:  # noqa: PLR2004 - one digit
            raise NotOnASlip("a number of at most 21 digits, an amount of at most 999,999 yen, at most 9 reissues")
        day = self.last_day.strftime("%y%m%d") if self.last_day else NO_LAST_DAY
        body = f"{IDENTIFIER}{self.issuer}{self.number:0>{FREE}}{self.reissues}{day}{int(self.stamp_duty)}"
        body += f"{self.amount_yen:06}"
        return body + check_digit(body)


def check_digit(body: str) -> str:
    """Modulus 10 with the weights 3 and 1, beginning with 3 at the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def readable(digits: str) -> tuple[str, str]:
    """The digits as they stand below the bars, in two lines of the standard's groups."""
    first = f"({digits[:2]}){digits[2:8]}-{digits[8:29]}"
    return first, f"{digits[29]}-{digits[30:36]}-{digits[36]}-{digits[37:43]}-{digits[43]}"


def bars(digits: str) -> list[int]:
    """Widths of bars and spaces in turn, in modules, the first a bar: code set C with FNC1 before the digits."""
    pairs = [int("".join(pair)) for pair in batched(digits, 2)]
    values = [_START_C, _FNC1, *pairs]
    check = (_START_C + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    return [int(width) for value in (*values, check, _STOP) for width in WIDTHS[value]]


def svg(digits: str, *, height: int = 40) -> str:
    """The bars as SVG in units of one module, with the quiet zones of ten modules beside them."""
    x, marks = 10, []
    for place, width in enumerate(bars(digits)):
        if place % 2 == 0:
            marks.append(f"M{x} 0h{width}v{height}h-{width}z")
        x += width
    path = "".join(marks)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x + 10} {height}" shape-rendering="crispEdges">'
    return f'{head}<path d="{path}"/></svg>'


def _digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
