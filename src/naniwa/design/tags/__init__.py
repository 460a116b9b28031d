"""Template tags and filters, one module a family; `templatetags/design.py` offers them all to `{% load design %}`."""
