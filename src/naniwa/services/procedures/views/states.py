"""The word, icon and tint of a case's state: where nothing is paid, a decision is named as its definition names it."""

from dataclasses import replace

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from naniwa.design.status import Status, status
from naniwa.design.tags.library import component
from naniwa.services.procedures.queries.live import Live


def status_of(version: Live, state: str) -> Status:
    """As it is shown beside a case."""
    found, procedure = status(state), version.procedure
    name = next((one.name for one in procedure.outcomes if one.key == state), None)
    return found if procedure.pays or name is None else replace(found, label=name.in_language(get_language() or "ja"))


def shown(version: Live, state: str) -> SafeString:
    """The same as a part of a page."""
    return component("status", status=status_of(version, state))
