"""A sentence or a name in both languages, kept together so that neither is forgotten."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Words:
    """Japanese is always there; where data have no English, the Japanese stands for it."""

    ja: str
    en: str = ""

    def said(self, language: str) -> str:
        """In the language asked for; any but "en" is Japanese."""
        return (self.en or self.ja) if language == "en" else self.ja


def grouped(number: int | Fraction) -> str:
    """12,345; a fraction keeps one place unless it is nought: 2.5."""
    tenths = round(number * 10)
    return f"{tenths // 10:,}" if tenths % 10 == 0 else f"{tenths / 10:,.1f}"
