"""What was done to a row, from the audit trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from naniwa.kernel.audit.models import Record
from naniwa.kernel.audit.words import action_in_words
from naniwa.kernel.organisations.isolation import as_system

MOST = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal in both languages, and what was decided about it; no verdict means that it was left open again."""

    ja: str
    en: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `changes` are old and new words by column, `detail` what else was noted."""

    at: datetime
    what: str
    who: str
    changes: Mapping[str, tuple[str, str]]
    proposals: Sequence[Judged]
    detail: Mapping[str, str]


def history(reference: str, *, organisation_id: int) -> list[Act]:
    """The newest acts on the row of this number, newest first; reading is not among them.

    Read as the system, as only auditors see the whole trail: whoever sees a row sees what became of it.
    """
    found = Record.objects.filter(
        target=reference, organisation_id=organisation_id, kind="change", action__startswith="inventory."
    )
    with as_system():
        return [_act(record) for record in found.select_related("actor").order_by("-at", "-pk")[:MOST]]


def _act(record: Record) -> Act:
    changed = record.detail.get("changes") or {}
    changes = {key: (str(pair[0]), str(pair[1])) for key, pair in changed.items()}
    proposals = [Judged(*one) for one in record.detail.get("proposals") or ()]
    detail = {key: str(value) for key, value in record.detail.items() if key not in ("changes", "proposals")}
    return Act(record.at, action_in_words(record.action), str(record.actor or ""), changes, proposals, detail)
