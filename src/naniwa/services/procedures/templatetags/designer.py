"""`{% load designer %}`: what was done to a draft, in the language of the page."""

from collections.abc import Mapping

from django.template import Library
from django.utils.translation import get_language

register = Library()


@register.filter
def in_words(said: Mapping[str, str]) -> str:
    """Write a sentence that is kept in both languages."""
    language = "en" if (get_language() or "ja").startswith("en") else "ja"
    return said.get(language) or said.get("ja", "")
