"""More languages than the site's own: texts said in the nearest there is, and which one a phone asks for."""

from collections.abc import Collection, Mapping
from functools import lru_cache

NAMES = {
    "ja": "日本語", "easy": "やさしい日本語", "en": "English", "zh": "中文", "ko": "한국어", "vi": "Tiếng Việt",
}  # fmt: skip
"""Each in its own words."""
TAGS = {"ja": "ja", "easy": "ja", "en": "en", "zh": "zh-Hans", "ko": "ko", "vi": "vi"}
"""What `lang` says of each (BCP 47)."""
FRAMES = {"ja": "ja", "easy": "ja-easy"}
"""The site's own language around a page; English around the others."""
OF_THE_SITE = {"ja": "ja", "ja-easy": "easy", "en": "en"}
"""What the site's own languages are called here."""


def said(words: Mapping[str, str], language: str) -> str:
    """Plain Japanese, `ja-easy` where the site says it, falls back on Japanese, other languages on English."""
    language = OF_THE_SITE.get(language, language)
    order = (language, "ja") if language in {"ja", "easy"} else (language, "en", "ja")
    return next((words[one] for one in order if words.get(one)), "")


def frame_of(language: str) -> str:
    return FRAMES.get(language, "en")


@lru_cache(maxsize=512)
def accepted(header: str, known: Collection[str]) -> str:
    """The first of the languages that a browser asks for (Accept-Language) which is known; empty for none.

    `known` is hashable. Weights are read, and a header that makes no sense is none.
    """
    wanted = [_weighed(part) for part in header[:200].split(",")]
    ordered = sorted((one for one in wanted if one[0] > 0), key=lambda one: -one[0])
    return next((language for _weight, language in ordered if language in known), "")


def _weighed(part: str) -> tuple[float, str]:
    tag, _semicolon, rest = part.strip().partition(";")
    _q, _equals, number = rest.strip().partition("=")
    try:
        weight = float(number) if number else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.partition("-")[0].lower()
