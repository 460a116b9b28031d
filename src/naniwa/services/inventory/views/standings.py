"""Progress in figures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naniwa.design.parts import Figure
from naniwa.services.inventory.queries.progress import Standing


def summary(standings: Sequence[Standing]) -> list[Figure]:
    """Departments that are done, and rows that are confirmed."""
    done = sum(one.part.done_at is not None for one in standings)
    rows, confirmed = sum(one.rows for one in standings), sum(one.confirmed for one in standings)
    return [
        Figure(
            value=f"{done:,}",
            label=_("完了した課"),
            unit=pgettext("departments", "課"),
            note=_("全%(n)s課") % {"n": f"{len(standings):,}"},
        ),
        Figure(
            value=f"{confirmed:,}",
            label=_("確認済みの手続"),
            unit=pgettext("procedures", "件"),
            note=_("全%(n)s件") % {"n": f"{rows:,}"},
        ),
    ]
