"""The library on which every tag registers, the one way to render a component, and what is rendered but once."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.template import Library
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
# Different results that a process keeps of one tag.
KEPT = 2_000


def component(name: str, /, **values: object) -> SafeString:
    """Render `design/components/<name>.html`."""
    return SafeString(get_template(f"design/components/{name}.html").render(values).strip())


def kept[**P](tag: Callable[P, SafeString]) -> Callable[P, SafeString]:
    """Keep what a tag gave: for one that pages show many times and that knows only its values and the language.

    A text that is safe and the same text that is not are different values.
    """

    @lru_cache(KEPT, typed=True)
    def once(_language: str | None, *args: P.args, **kwargs: P.kwargs) -> SafeString:
        return tag(*args, **kwargs)

    @wraps(tag)
    def found(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return once(get_language(), *args, **kwargs)  # type: ignore[arg-type] # what is not hashable raises

    return found
