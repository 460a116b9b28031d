"""The map tag."""

from django.utils.safestring import SafeString

from naniwa.design.maps import AreaMap, area_map
from naniwa.design.tags.library import component, register


@register.simple_tag
def area_map_of(drawn: AreaMap) -> SafeString:
    """Draw a map of areas in five shades with its legend and the credit of its outlines."""
    return component("map", drawn=drawn, drawing=area_map(drawn))
