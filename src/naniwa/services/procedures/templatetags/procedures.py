"""`{% load procedures %}`: texts of definitions in the language of the page."""

from django.template import Library
from django.utils.translation import get_language

from naniwa.kernel.forms.definition import Text

register = Library()


@register.filter
def worded(text: Text | None) -> str:
    """Write a text of a definition."""
    return text.in_language(get_language() or "ja") if text else ""
