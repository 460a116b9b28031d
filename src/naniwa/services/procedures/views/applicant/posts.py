"""Reading what a form of ours sent: the answers apart from its buttons and its place in time."""

import re
from collections.abc import Iterable, Mapping

from django.http import HttpRequest

from naniwa.kernel.forms.definition.fields import AnyField, RepeatField
from naniwa.services.procedures.views.applicant.held import AUTOSAVE
from naniwa.services.procedures.views.applicant.helps import HELPS, chosen_places
from naniwa.services.procedures.views.applicant.typed import SHOWN_PARTS, Sent

type Seen = tuple[int | None, str]
"""The save that a window had seen when it opened the page, and the window's name."""

OURS = frozenset({"csrfmiddlewaretoken", "seen", "known", "shown", "save", "to", "remove_file"})
LONGEST_WINDOW = 20


def plain(fields: Iterable[AnyField], sent: Sent) -> dict[str, list[str]]:
    """The answers among what was sent, and the helping buttons; no name that these fields do not have."""
    known = {field.key: field for field in fields}
    asked = {name: values for name, values in sent.items() if name in HELPS or _asked(known, name)}
    return chosen_places(known.values(), asked)


def _asked(fields: Mapping[str, AnyField], name: str) -> bool:
    key, _dot, inner = name.partition(".")
    return key in fields and _holds(fields[key], inner)


def _holds(field: AnyField, inner: str) -> bool:
    """Whether a control of this field has the name that ends in `inner`."""
    if isinstance(field, RepeatField):
        row, _dot, cell = inner.partition(".")
        return re.fullmatch("[0-9]{1,4}", row) is not None and _asked({one.key: one for one in field.fields}, cell)
    parts = SHOWN_PARTS.get(field.type, ())
    return not inner or inner in parts or (field.type == "address" and inner == "candidate")


def seen(sent: Sent) -> Seen:
    said, _dot, window = sent.get("seen", [""])[-1].partition(".")
    return (int(said) if re.fullmatch("[0-9]{1,9}", said) else None), window[:LONGEST_WINDOW]


def autosaved(request: HttpRequest) -> bool:
    """Whether a script sent the page in the background."""
    return AUTOSAVE in request.GET
