"""What a person chose for the display: text size and theme, kept in two cookies."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest

TEXT_SIZES = ("standard", "large", "largest")
THEMES = ("light", "dark")
TEXT_COOKIE = "naniwa_text"
THEME_COOKIE = "naniwa_theme"


@dataclass(frozen=True, slots=True)
class Display:
    """The settings in force; an empty theme follows the system."""

    text: str = "standard"
    theme: str = ""

    @classmethod
    def of(cls, request: HttpRequest | None) -> Self:
        """Read the cookies; anything unknown counts as not chosen."""
        if request is None:
            return cls()
        text, theme = request.COOKIES.get(TEXT_COOKIE, ""), request.COOKIES.get(THEME_COOKIE, "")
        return cls(text=text if text in TEXT_SIZES else "standard", theme=theme if theme in THEMES else "")
