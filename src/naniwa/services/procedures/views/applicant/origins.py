"""Where the answers of a draft came from, in words beside each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from naniwa.design.dates import long_date
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.views.applicant.rendering import say


def origin_words(origin: Mapping[str, Any]) -> str:
    """Where an answer came from, in words."""
    at = timezone.localtime(datetime.fromisoformat(origin["at"]))
    title = say(live(origin["version"]).procedure.title)
    return _("「%(title)s」（%(day)s の申請、%(reference)s）から") % {
        "title": title,
        "day": long_date(at),
        "reference": origin["reference"],
    }


def remarks(origins: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Words below the label of each field that was filled in so."""
    asks = _("入れました。いまも正しいか確かめてください。")
    return {key: f"{origin_words(origin)}{asks}" for key, origin in origins.items()}


def notes(origins: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Words below each such answer on the last page."""
    return {key: origin_words(origin) for key, origin in origins.items()}
