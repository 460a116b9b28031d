"""Tags of the page shells: display settings, messages and the htmx nonce."""

from typing import Any

from django.contrib.messages import get_messages
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from naniwa.design.display import Display
from naniwa.design.parts import Section
from naniwa.design.tags.library import component, kept, register


@register.simple_tag(takes_context=True)
def display_attributes(context: RequestContext) -> SafeString:
    """Write what the person chose (text size, theme) on the html element."""
    shown = Display.of(context.get("request"))
    theme = format_html(' data-theme="{}"', shown.theme) if shown.theme else ""
    return format_html('data-text="{}"{}', shown.text, theme)


@register.simple_tag(takes_context=True)
def display(context: RequestContext) -> Display:
    """Give the present display settings to a template."""
    return Display.of(context.get("request"))


@register.simple_tag
@kept
def staff_menu(sections: tuple[Section, ...]) -> SafeString:
    """List what a member of staff may open, by service."""
    return component("staff_menu", sections=sections)


@register.simple_tag(takes_context=True)
def messages(context: RequestContext) -> SafeString:
    """Show Django's messages, each once."""
    request = context.get("request")
    found = list(get_messages(request)) if request else []
    return component("messages", messages=found) if found else SafeString()


@register.simple_tag(takes_context=True)
def hx_nonce(context: RequestContext) -> SafeString:
    """Write the nonce that htmx asks of each element it may act on."""
    nonce: Any = context.get("csp_nonce")
    return format_html('hx-nonce="{}"', nonce) if nonce is not None else SafeString()
