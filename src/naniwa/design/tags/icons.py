"""Icons and the organisation's mark; always decoration beside words."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from naniwa.design.icons import ICONS
from naniwa.design.tags.library import kept, register

MARK = (
    '<svg class="nw-mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
    '<rect class="nw-mark__ground" width="40" height="40" rx="10"/>'
    '<path class="nw-mark__wave" d="M7 16c4.3-5.5 8.7-5.5 13 0s8.7 5.5 13 0'
    'M7 26c4.3-5.5 8.7-5.5 13 0s8.7 5.5 13 0"/></svg>'
)


@register.simple_tag
@kept
def icon(name: str, *, size: int = 0) -> SafeString:
    """Draw an icon; `size` 16, 20, 24 or 32 pixels, without it as tall as the text."""
    fixed = f" nw-icon--{size}" if size else ""
    drawing = mark_safe(ICONS[name])  # noqa: S308 - our own constant
    return format_html(
        '<svg class="nw-icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', fixed, drawing
    )


@register.simple_tag
def mark() -> SafeString:
    """Draw the mark of the platform."""
    return mark_safe(MARK)  # noqa: S308 - our own constant
