"""Block tags: components that wrap what stands between their tags."""

from django.template import Context
from django.utils.safestring import SafeString

from naniwa.design.tables import Table
from naniwa.design.tags.library import component, register


@register.simple_block_tag(end_name="endcard")
def card(
    content: str, *, title: str = "", href: str = "", icon: str = "", level: int = 2, variant: str = ""
) -> SafeString:
    """Frame one topic; with `href` the title is a link and the whole card follows it. `variant`: plain, quiet, door."""
    return component("card", content=content, title=title, href=href, icon=icon, level=level, variant=variant)


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, *, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """Say something important on the page; `kind`: info, success, warning, error."""
    icons = {"info": "info", "success": "check", "warning": "alert", "error": "alert"}
    return component("notice", content=content, kind=kind, title=title, icon=icons[kind], live=live)


@register.simple_block_tag(end_name="enddetails")
def details(content: str, summary: str, *, is_open: bool = False, id: str = "") -> SafeString:  # noqa: A002 - the HTML name
    """Fold away what not everyone needs."""
    return component("details", content=content, summary=summary, is_open=is_open, id=id)


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002 - the HTML name
    """Put a modal dialog on the page; open it with a button or link that has `data-dialog="id"`."""
    return component("dialog", content=content, id=id, title=title)


@register.simple_block_tag(end_name="endempty")
def empty(content: str, *, title: str, icon: str = "inbox") -> SafeString:
    """Say what will appear here and what to do first."""
    return component("empty", content=content, title=title, icon=icon)


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: str, *, title: str, icon: str = "inbox") -> SafeString:
    """As `empty`, for use inside a `for` loop, where Django reads `empty` as its own word."""
    return component("empty", content=content, title=title, icon=icon)


@register.simple_block_tag(takes_context=True, end_name="endtable")
def table(context: Context, content: str, table: Table) -> SafeString:
    """Show a `Table`; what stands inside are the buttons for the chosen rows."""
    return component("table", table=table, actions=SafeString(content.strip()), csrf_token=context.get("csrf_token"))
