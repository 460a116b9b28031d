"""Answers of a paper made ready to be an application: what would refuse entry on the site becomes a fault to mend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from naniwa.kernel.forms.answers import Finding, Problem
from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text
from naniwa.services.procedures.operations.preparing import Prepared, taken
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import PAPER_CODE

NAMELESS = "（氏名の記入なし）"


def prepare_paper(
    live: Live, answers: Mapping[str, Any], unread: Sequence[Problem] = (), *, received_on: date
) -> Prepared:
    """Nobody can send a paper back at the door, so that missing answers and blocking checks are proposed as faults.

    `unread` are answers that were keyed in and cannot be read, beside those that are missing.
    """
    assessment = live.form.assess(answers, informing=False, received_on=received_on)
    prepared = taken(live, answers, assessment)
    blocking = [replace(one, severity="propose") for one in assessment.findings if one.severity == "block"]
    faults = [*_faults(live, [*unread, *assessment.problems]), *blocking]
    return replace(prepared, name=prepared.name or NAMELESS, proposals=[*faults, *prepared.proposals])


def unread(live: Live, answers: Mapping[str, Any], typed: Mapping[str, Mapping[str, Sequence[str]]]) -> list[Problem]:
    """What is wrong with the pages that were kept as typed, by page."""
    shown = [page.key for page in live.form.visible_pages(answers) if typed.get(page.key)]
    return [one for page in shown for one in live.form.parse_page(page, dict(typed[page]), answers).problems]


def _faults(live: Live, problems: Iterable[Problem]) -> Iterator[Finding]:
    """One for each field, in the words of its problems."""
    by_field: dict[str, list[Problem]] = {}
    for one in problems:
        by_field.setdefault(one.field.partition(".")[0], []).append(one)
    for key, found in by_field.items():
        label = live.form.fields[key].label
        messages = list({one.message.ja: one.message for one in found}.values())
        wording = _wording(label, messages)
        yield Finding(PAPER_CODE, "propose", key, (key,), wording, wording, {})


def _wording(label: Text, messages: Sequence[Text]) -> Text:
    return text(
        f"「{label.ja}」：" + "".join(one.ja for one in messages),
        f"{label.en}: " + " ".join(one.en for one in messages),
    )
