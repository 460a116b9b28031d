"""The chart tag."""

from django.utils.safestring import SafeString

from naniwa.design.charts import Chart, drawing
from naniwa.design.tags.library import component, register


@register.simple_tag
def chart(chart: Chart) -> SafeString:
    """Draw a bar or line chart with its table one tap away."""
    return component("chart", chart=chart, drawing=drawing(chart))
