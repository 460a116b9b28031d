"""A form made ready for use: which pages show, what an answer is worth, what is wrong with it."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from naniwa.kernel.forms import validation
from naniwa.kernel.forms.answers import Answers, Assessment, Difference, Finding, Parsed, Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.definition.form import Check, Form, Page
from naniwa.kernel.forms.findings import finding
from naniwa.kernel.forms.programs import compile_rules
from naniwa.kernel.forms.rules import Program
from naniwa.kernel.forms.settling import Settled, Settler
from naniwa.library.sameness import Same


class CompiledForm:
    """Answers questions about one form; holds no answers itself, so it can be shared between threads."""

    def __init__(self, form: Form) -> None:
        """Compile every rule. Raises RuleError or Cycle for a form that was never found sound."""
        self.form = form
        self.fields = form.fields
        self._checkers = [(key, validation.checker(field)) for key, field in form.fields.items()]
        self.pages = {page.key: page for page in form.pages}
        self.checks = {check.code: check for check in form.checks}
        rules = compile_rules(form)
        for error in rules.errors.values():
            raise error
        self.vocabulary = rules.vocabulary
        self._reads = {key: program.variables for (kind, key), program in rules.programs.items() if kind == "check"}
        self._settler = Settler(form, rules)

    def visible_pages(self, answers: Answers) -> list[Page]:
        """Pages to show, in order; a page whose fields are all hidden is left out."""
        settled = self._settler.settle(answers, checks=False)
        return [page for page in self.form.pages if any(field.key in settled.visible for field in page.fields)]

    def visible_fields(self, page: str, answers: Answers) -> list[AnyField]:
        """Fields of a page to show, in order."""
        settled = self._settler.settle(answers, checks=False)
        return [field for field in self.pages[page].fields if field.key in settled.visible]

    def parse_page(self, page: str, data: validation.Posted, answers: Answers | None = None) -> Parsed:
        """Read a page as sent, given the answers so far (other pages; files already accepted).

        Fields whose condition turns out false are left out of the values and have no problems.
        """
        return self.parse_fields([field.key for field in self.pages[page].fields], data, answers)

    def parse_fields(self, keys: Iterable[str], data: validation.Posted, answers: Answers | None = None) -> Parsed:
        """Read some fields as sent, as when only the faulty ones are opened for correction."""
        earlier = {key: value for key, value in (answers or {}).items() if key in self.fields}
        parsed = {key: validation.parse(self.fields[key], data, earlier.pop(key, None)) for key in keys}
        values = {key: value for key, (value, _) in parsed.items() if value is not None}
        visible = self._settler.settle(earlier | values, checks=False).visible
        problems = [problem for key, (_, found) in parsed.items() if key in visible for problem in found]
        return Parsed({key: value for key, value in values.items() if key in visible}, problems)

    def check_answers(self, answers: Answers) -> list[Problem]:
        """Problems of whole answers: missing, of the wrong shape or out of range. Hidden fields are not looked at."""
        return self._problems(answers, self._settler.settle(answers, checks=False))

    def assess(self, answers: Answers, *, informing: bool = True, received_on: date | None = None) -> Assessment:
        """Problems and findings of whole answers; those that only inform are left out if nobody will read them.

        `received_on` is the day in Osaka on which they came in, or today while they have not.
        """
        settled = self._settler.settle(answers, informing=informing, received_on=received_on)
        findings = [self._finding(code, settled, answers, failed=failed) for code, failed in settled.broken.items()]
        return Assessment(self._problems(answers, settled), findings, settled.values, settled.facts, settled.visible)

    def without_hidden(self, answers: Answers) -> dict[str, Any]:
        """Drop the answers of hidden and unknown fields, as is done when answers are submitted."""
        visible = self._settler.settle(answers, checks=False).visible
        return {key: answers[key] for key in self.fields if key in visible and key in answers}

    def values(self, answers: Answers) -> dict[str, Any]:
        """Derived values that can be worked out."""
        return self._settler.settle(answers, checks=False).values

    def program(self, rule: str, *, expect: str | None = None) -> Program:
        """Compile a rule of the procedure around the form against its fields and values. Raises RuleError."""
        return self.vocabulary.compile(rule, expect=expect)

    def differences(self, before: Answers, after: Answers, *, language: str = "ja") -> list[Difference]:
        """Fields that changed, in the order asked, with both answers in words."""
        changed = (field for key, field in self.fields.items() if before.get(key) != after.get(key))
        return [self._difference(field, before, after, language) for field in changed]

    def display(self, field: str, value: Any, language: str = "ja") -> str:  # noqa: ANN401 - any answer
        """An answer in words; "" if there is none."""
        return "" if value is None else validation.display(self.fields[field], value, language)

    def staff_checks(self) -> list[Check]:
        """Deficiencies that only a person can find."""
        return [check for check in self.form.checks if check.must is None]

    def _finding(self, code: str, settled: Settled, answers: Answers, *, failed: bool) -> Finding:
        return finding(self.form, self.checks[code], settled, self._reads[code], answers, failed=failed)

    def _difference(self, field: AnyField, before: Answers, after: Answers, language: str) -> Difference:
        old, new = (self.display(field.key, answers.get(field.key), language) for answers in (before, after))
        return Difference(field.key, field.label, old, new)

    def _problems(self, answers: Answers, settled: Settled) -> list[Problem]:
        problems: list[Problem] = []
        for key, problems_of in self._checkers:
            if key in settled.visible:
                problems += problems_of(answers.get(key))
        return problems


def compile_form(form: Form) -> CompiledForm:
    """The form compiled, once for each process."""
    return _compiled(Same(form))


@lru_cache(maxsize=256)
def _compiled(same: Same[Form]) -> CompiledForm:
    return CompiledForm(same.one)
