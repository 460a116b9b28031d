"""What the rules looked at in a case, and what came of each, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from naniwa.design.dates import long_date
from naniwa.kernel.forms.answers import Assessment
from naniwa.kernel.forms.findings import amount
from naniwa.kernel.forms.rules import RECEIVED_ON
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.names import fault_names


@dataclass(frozen=True, slots=True)
class Compared:
    """A value that a check looked at."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Checked:
    """`result` is held, proposed (a fault) or remark; `name` is the fault that was looked for."""

    code: str
    name: str
    field: str
    result: str
    words: str
    compared: list[Compared]


def checked(version: Live, answers: Mapping[str, Any], assessment: Assessment, language: str) -> list[Checked]:
    """Each check with a rule, those that do not hold first."""
    found = {finding.check_code: finding for finding in assessment.findings}
    names = fault_names(version, language)
    lines = []
    for code, check in version.form.checks.items():
        if check.must is None:
            continue
        finding = found.get(code)
        result = "held" if finding is None else "remark" if finding.severity == "inform" else "proposed"
        words = finding.wording_staff.in_language(language) if finding else ""
        keys = finding.evidence if finding else check.fields
        compared = compare(version, answers, assessment, list(keys), language)
        label = version.form.fields[check.field].label.in_language(language)
        lines.append(Checked(code, names[code], label, result, words, compared))
    return sorted(lines, key=lambda line: ("proposed", "remark", "held").index(line.result))


def compare(
    version: Live, answers: Mapping[str, Any], assessment: Assessment, names: list[str], language: str
) -> list[Compared]:
    """Answers and derived values by their names in rules, each once."""
    derived = {value.key: value for value in version.procedure.form.values}
    seen: dict[str, Compared] = {}
    for name in names:
        key = name.removeprefix("answered.").partition(".")[0]
        if key in derived:
            value = derived[key]
            words = amount(assessment.values.get(key), value.unit, language)
            seen[key] = Compared(value.label.in_language(language), words)
        elif key == RECEIVED_ON and key in assessment.facts:
            seen[key] = Compared(_("受付日"), long_date(date.fromisoformat(assessment.facts[key])))
        elif key in version.form.fields:
            words = version.form.display(key, answers.get(key), language) or "－"
            seen[key] = Compared(version.form.fields[key].label.in_language(language), words)
    return list(seen.values())
