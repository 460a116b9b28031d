"""Small helpers for tables and queries."""

from django.http import QueryDict
from django.template import RequestContext

from naniwa.design.tables import with_query
from naniwa.design.tags.library import register


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: object) -> str:
    """Give the present query string with some values replaced; None removes one."""
    request = context.get("request")
    return with_query(request.GET if request else QueryDict(), **changes)
