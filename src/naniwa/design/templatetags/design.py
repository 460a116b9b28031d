"""`{% load design %}`: every tag and filter of the design system."""

from naniwa.design.tags import blocks, charts, fields, icons, lists, maps, pages, rows, steady, tables, text
from naniwa.design.tags.library import register

__all__ = [
    "blocks",
    "charts",
    "fields",
    "icons",
    "lists",
    "maps",
    "pages",
    "register",
    "rows",
    "steady",
    "tables",
    "text",
]
