"""Reading what a form of ours sent: the answers apart from its buttons and its place in time."""

import re
from collections.abc import Iterable

from django.http import HttpRequest

from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.services.procedures.views.applicant.held import AUTOSAVE
from naniwa.services.procedures.views.applicant.helps import chosen_places
from naniwa.services.procedures.views.applicant.typed import Sent

type Seen = tuple[int | None, str]
"""The save that a window had seen when it opened the page, and the window's name."""

OURS = frozenset({"csrfmiddlewaretoken", "seen", "known", "shown", "save", "to", "remove_file"})
LONGEST_WINDOW = 20


def plain(fields: Iterable[AnyField], sent: Sent) -> dict[str, list[str]]:
    """The answers among what was sent."""
    return chosen_places(fields, {name: values for name, values in sent.items() if name not in OURS})


def seen(sent: Sent) -> Seen:
    said, _dot, window = sent.get("seen", [""])[-1].partition(".")
    return (int(said) if re.fullmatch("[0-9]{1,9}", said) else None), window[:LONGEST_WINDOW]


def autosaved(request: HttpRequest) -> bool:
    """Whether a script sent the page in the background."""
    return AUTOSAVE in request.GET
