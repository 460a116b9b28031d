"""`{% load procedures %}`: texts of definitions in the language of the page, and what the palette of staff finds."""

from typing import cast

from django.template import Context, Library, RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.people.access import StaffRequest
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.queue import Listed
from naniwa.services.procedures.queries.saved import Saved, saved
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.views.staff.keeping import WHOSE, mark
from naniwa.services.procedures.views.states import shown

register = Library()


@register.filter
def worded(text: Text | None) -> str:
    """Write a text of a definition."""
    return text.in_language(get_language() or "ja") if text else ""


@register.simple_tag
def case_status(case: Application | Listed, state: str = "") -> SafeString:
    """Show the state of a case, or another that it had."""
    return shown(live(case.version_id), state or case.state)


@register.simple_tag(takes_context=True)
def saved_searches(context: Context) -> list[Saved]:
    """Give the saved searches of whoever is acting; a page that has them already is not asked again."""
    known: list[Saved] | None = context.get("searches")
    return saved(viewer(context["request"].staff)) if known is None else known


@register.simple_tag(takes_context=True)
def whose(context: RequestContext) -> SafeString:
    """Say in a form whose words it will bring, should the session end before it is sent."""
    request = cast("StaffRequest", context.request)  # also where a template is included with `only`
    return format_html('<input type="hidden" name="{}" value="{}">', WHOSE, mark(request.staff.person))
