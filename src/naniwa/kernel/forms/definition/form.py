"""A form: pages of fields, values derived from answers, and checks."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Setting

from naniwa.kernel.forms.definition.fields import AnyField, Field, Key, Rule
from naniwa.kernel.forms.definition.saying import shaped
from naniwa.kernel.forms.definition.text import Model, Text

Code = Annotated[str, shaped(r"^[a-z][a-z0-9-]{0,59}$", "small letters, digits and -, as in sales-not-halved")]
Severity = Literal["block", "propose", "inform"]


class Page(Model):
    """One topic, one screen."""

    key: Key
    title: Text
    intro: Text | None = None
    when: Rule | None = None
    """Show only if this rule is true."""
    fields: tuple[Field, ...] = Setting(min_length=1)


class Value(Model):
    """Derived from answers by a rule; other rules and wordings may use it."""

    key: Key
    label: Text
    rule: Rule
    otherwise: Rule | None = None
    """Used where `rule` needs an answer that is not there, such as a company's name for a sole trader."""
    unit: Literal["yen", "percent", "days", "plain"] = "plain"


class Check(Model):
    """One possible fault in an application."""

    code: Code
    """Stable code of the deficiency."""
    severity: Severity
    """block: entry is refused; propose: a deficiency for staff to confirm; inform: a remark."""
    field: Key
    """Where the fault shows; opened for correction."""
    mend: tuple[Key, ...] = ()
    """Other fields to open for correction."""
    when: Rule | None = None
    """The check applies only if this is true."""
    must: Rule | None = None
    """What must hold. Without it only a person can find the fault."""
    applicant: Text
    """What is wrong and how to mend it; {key} is replaced by the answer."""
    staff: Text
    """The same for reviewers."""
    fixed: bool = False
    """The law requires it: no overlay takes it away or loosens it."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything opened for correction, the main field first."""
        return (self.field, *self.mend)

    @property
    def rule(self) -> str | None:
        """`must` where `when` is true, as one CEL text."""
        if self.must is None or self.when is None:
            return self.must
        return f"!({self.when}\n) || ({self.must}\n)"


class Form(Model):
    """What is asked and checked."""

    pages: tuple[Page, ...] = Setting(min_length=1)
    values: tuple[Value, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def fields(self) -> dict[str, AnyField]:
        """Every field by key, in the order asked."""
        return {field.key: field for page in self.pages for field in page.fields}
