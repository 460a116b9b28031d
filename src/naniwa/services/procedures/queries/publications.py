"""Every version of every procedure, as those who publish look back on them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from naniwa.kernel.forms.models import Version
from naniwa.services.procedures.definitions.overlays import base_of
from naniwa.services.procedures.queries.catalogue import Window, window_of
from naniwa.services.procedures.queries.live import KIND, Live, live


@dataclass(frozen=True, slots=True)
class Publication:
    """A procedure with its versions, the latest first; new applications are made on `current`."""

    current: Live
    window: Window
    versions: tuple[tuple[Version, Live], ...]


def publications(now: datetime, *, code: str = "") -> list[Publication]:
    """By slug; the texts themselves are not fetched. Of the municipalities' forms only those of the one with `code`."""
    found = (
        Version.objects.filter(kind=KIND)
        .defer("source")
        .select_related("published_by")
        .order_by("slug", "-number")
    )  # fmt: skip
    shown = (version for version in found if base_of(version.slug) is None or version.slug.rpartition("-")[2] == code)
    return [_publication(list(versions), now) for _slug, versions in groupby(shown, lambda version: version.slug)]


def _publication(versions: list[Version], now: datetime) -> Publication:
    pairs = tuple((version, live(version.pk)) for version in versions)
    current = pairs[0][1]
    return Publication(current, window_of(current, now), pairs)
