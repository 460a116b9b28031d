"""Tags for statuses and lists of facts."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.safestring import SafeString

from naniwa.design.parts import Answer, Difference, Event, Figure, Link
from naniwa.design.status import status as find_status
from naniwa.design.tags.library import component, kept, register


@register.simple_tag
@kept
def status(state: str, *, kind: str = "application") -> SafeString:
    """Show a state as icon, word and tint; `kind`: application, deficiency, notice, message, run, claim."""
    return component("status", status=find_status(state, kind=kind))


@register.simple_tag
def status_word(state: str, *, kind: str = "application") -> str:
    """Give only the word of a state."""
    return str(find_status(state, kind=kind).label)


@register.simple_tag
def timeline(events: Sequence[Event], *, staff: bool = False) -> SafeString:
    """List what happened, newest where the caller puts it; internal lines only for staff."""
    return component("timeline", events=[event for event in events if staff or not event.internal], staff=staff)


@register.simple_tag
def key_figures(figures: Sequence[Figure]) -> SafeString:
    """Show a few figures first, each with its date and source."""
    return component("key_figures", figures=figures)


@register.simple_tag
def summary_list(answers: Sequence[Answer], *, title: str = "", edit_url: str = "", level: int = 2) -> SafeString:
    """List answers with a link to mend each, or one `edit_url` for the whole page."""
    return component("summary_list", answers=answers, title=title, edit_url=edit_url, level=level)


@register.simple_tag
def differences(rows: Sequence[Difference], *, caption: str = "") -> SafeString:
    """Show fields before and after, the changed ones marked."""
    return component("differences", rows=rows, caption=caption)


@register.simple_tag
def steps(links: Sequence[Link], *, label: str = "") -> SafeString:
    """List the steps of a longer way; `done` and `current` mark where one stands."""
    return component("steps", links=links, label=label)


@register.simple_tag
def tabs(links: Sequence[Link], label: str) -> SafeString:
    """Switch between views of one thing; each tab is a link."""
    return component("tabs", links=links, label=label)


@register.simple_tag
def breadcrumb(links: Sequence[Link]) -> SafeString:
    """Show the way to this page; the last entry is the page itself."""
    return component("breadcrumb", links=links)


@register.simple_tag
def progress(current: int, total: int, label: str = "", *, saved_at: datetime | None = None) -> SafeString:
    """Say where one is in words, with a thin bar: 4ページ中2ページ目：売上, and when the answers were saved."""
    words = saved(saved_at) if saved_at else ""
    return component("progress", current=current, total=total, label=label, saved_words=words)


@register.simple_tag
def saved(at: datetime | None = None) -> SafeString:
    """Show when the answers were last saved; the autosave module keeps it up to date."""
    return component("saved", at=at)
