"""Puts a check that does not hold into words."""

import re
from collections.abc import Mapping
from typing import Any

from naniwa.kernel.forms import validation
from naniwa.kernel.forms.answers import Answers, Finding
from naniwa.kernel.forms.definition.form import Check, Form
from naniwa.kernel.forms.definition.text import Text
from naniwa.kernel.forms.settling import Settled
from naniwa.kernel.forms.validation.numbers import yen_words

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def finding(
    form: Form, check: Check, settled: Settled, reads: tuple[str, ...], answers: Answers, *, failed: bool
) -> Finding:
    """Finding of a check; a rule that could not be worked out is left to a person to judge."""
    severity = "propose" if failed and check.severity == "block" else check.severity
    evidence = {name: settled.facts[name] for name in reads if name in settled.facts}
    applicant, staff = (fill(form, text, answers, settled.values) for text in (check.applicant, check.staff))
    return Finding(check.code, severity, check.field, check.fields, applicant, staff, evidence, failed)


def fill(form: Form, text: Text, answers: Answers, values: Mapping[str, Any]) -> Text:
    """Replace {key} by the answer or derived value in words; what is unanswered becomes "－"."""
    if "{" not in text.ja + text.en + (text.easy or ""):
        return text
    return text.map(
        lambda words, language: PLACEHOLDER.sub(lambda hit: _told(form, hit[1], answers, values, language), words)
    )


def _told(form: Form, key: str, answers: Answers, values: Mapping[str, Any], language: str) -> str:
    field = form.fields.get(key)
    if field is not None:
        return validation.display(field, answers[key], language) if key in answers else "－"
    value = next(value for value in form.values if value.key == key)
    return amount(values.get(key), value.unit, language)


UNITS = {"percent": ("{}%", "{}%"), "days": ("{}日", "{} days"), "plain": ("{}", "{}")}


def amount(value: Any, unit: str, language: str) -> str:  # noqa: ANN401 - a derived value
    """A derived value in words."""
    if value is None:
        return "－"
    if unit == "yen":
        return yen_words(value).in_language(language)
    return UNITS[unit][language.startswith("en")].format(value)
