"""The library on which every tag registers, and the one way to render a component."""

from django.template import Library
from django.template.loader import get_template
from django.utils.safestring import SafeString

register = Library()


def component(name: str, /, **values: object) -> SafeString:
    """Render `design/components/<name>.html`."""
    return SafeString(get_template(f"design/components/{name}.html").render(values).strip())
