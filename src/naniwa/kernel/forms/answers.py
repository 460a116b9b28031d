"""What comes out of reading and assessing answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from naniwa.kernel.forms.definition.text import Text

type Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that cannot be taken as it is; `field` is the name of the input, such as `home.postal_code`."""

    field: str
    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page as sent: the values that could be read and what stands in the way of the rest."""

    values: dict[str, Any]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold, with the answers it looked at."""

    check_code: str
    severity: Literal["block", "propose", "inform"]
    field: str
    fields: tuple[str, ...]
    wording_applicant: Text
    wording_staff: Text
    evidence: dict[str, Any]
    failed: bool = False
    """The rule could not be worked out (a division by zero, say), so that a person must judge."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that can be said about whole answers without a person."""

    problems: list[Problem]
    findings: list[Finding]
    values: dict[str, Any] = field(default_factory=dict)
    """Derived values by key."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Variables for further rules (amounts, outcomes)."""
    visible: set[str] = field(default_factory=set)
    """Fields that are asked for, given these answers."""

    @property
    def blocked(self) -> bool:
        """True if entry must be refused."""
        return bool(self.problems) or any(finding.severity == "block" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after a correction, in words of the language asked for."""

    field: str
    label: Text
    before: str
    after: str
