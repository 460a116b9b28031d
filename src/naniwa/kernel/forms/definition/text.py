"""A text as staff write it: Japanese and English always, plain Japanese where it helps."""

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Wording = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Model(BaseModel):
    """Base of everything in a definition: cannot change, refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Text(Model):
    """The same words in each language."""

    ja: Wording
    """Japanese, the source."""
    en: Wording
    """English."""
    easy: Wording | None = None
    """Plain Japanese (やさしい日本語), where it differs."""

    def in_language(self, language: str) -> str:
        """Words for a language code: "ja", "en", or "easy" (also "ja-easy"), which falls back on Japanese."""
        if language.startswith("en"):
            return self.en
        if language.endswith("easy"):
            return self.easy or self.ja
        return self.ja

    def map(self, change: Callable[[str, str], str]) -> "Text":
        """Apply `change(words, language)` to each language."""
        easy = change(self.easy, "easy") if self.easy else None
        return Text(ja=change(self.ja, "ja"), en=change(self.en, "en"), easy=easy)


def text(ja: str, en: str, easy: str | None = None) -> Text:
    """Words that stand in code rather than in a definition."""
    return Text(ja=ja, en=en, easy=easy)
