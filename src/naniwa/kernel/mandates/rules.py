"""What makes a mandate sound, and whether it covers an act at a moment: pure decisions over one table of kinds."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from naniwa.library.periods import Period, years_between

MAJORITY = 18
"""Years: Civil Code, art. 4, in force since 1 April 2022."""


class Act(StrEnum):
    """What an agent may be asked to do; `MONEY` and `WITHDRAW` are only given by name."""

    APPLY = "apply"
    CORRECT = "correct"
    NOTICES = "notices"
    WITHDRAW = "withdraw"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class KindRule:
    """`by_law`: the power comes from the law, so that the principal's word neither makes nor ends it.

    `family`: acts where a procedure takes only the family. `years`: how long a mandate may run, before the paper is
    looked at anew. `registered`: the agent names a registration number and an office. `until_of_age`: ends with
    the day before the principal's 18th birthday.
    """

    by_law: bool = False
    family: bool = False
    years: int = 3
    registered: bool = False
    until_of_age: bool = False


KINDS: dict[str, KindRule] = {
    #                        from the law,  counts as family
    "family": KindRule(family=True),
    "scrivener": KindRule(registered=True),
    "guardian": KindRule(by_law=True, family=True),
    "parent": KindRule(by_law=True, family=True, years=MAJORITY, until_of_age=True),
    "other": KindRule(years=1),
}
"""The lengths are this platform's own; Civil Code arts. 99-118, 818, 824, 859 and Administrative Scriveners Act."""

TAKES: dict[str, frozenset[str]] = {
    "none": frozenset(),
    "family": frozenset(kind for kind, rule in KINDS.items() if rule.family),
    "anyone": frozenset(KINDS),
}
"""Which kinds of agents a procedure takes, by its `agents`."""

# From each state, the states that may follow.
TRANSITIONS: dict[str, frozenset[str]] = {
    "proposed": frozenset({"confirmed", "refused", "revoked", "ended"}),
    "confirmed": frozenset({"revoked", "ended", "expired"}),
    "refused": frozenset(),
    "revoked": frozenset(),
    "ended": frozenset(),
    "expired": frozenset(),
}


class BrokenRule(Exception):
    """Something that the rules of mandates do not allow; each kind is a class of its own."""


class NotInForce(BrokenRule):
    """Not confirmed yet, not begun, past its last day, or ended."""


class OutsideScope(BrokenRule):
    """In force, but not for this act, procedure or case."""


class TakesNoAgents(BrokenRule):
    """The procedure takes no agents, or none of this kind."""


class NotForYou(BrokenRule):
    """Somebody else's to decide."""


class WrongState(BrokenRule):
    """The mandate is past that."""


class EndsByLaw(BrokenRule):
    """What the law gave, the office or a court takes away: the principal's word does not."""


class NotSound(BrokenRule):
    """What was proposed breaks rules, told by field and code."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a mandate says; no procedures and no case means all procedures."""

    kind: str
    acts: frozenset[str]
    starts_on: date
    ends_on: date
    procedures: frozenset[str] = field(default_factory=frozenset)
    case: str = ""
    state: str = "proposed"


def in_force(terms: Terms, *, now: datetime) -> bool:
    """Both days count whole, on a clock in Japan."""
    return terms.state == "confirmed" and now in Period.of_days(terms.starts_on, terms.ends_on)


def covers(terms: Terms, *, procedure: str, case: str = "") -> bool:
    """Whether a procedure, or a case of it, lies inside the scope."""
    if terms.case:
        return bool(case) and terms.case == case
    return not terms.procedures or procedure in terms.procedures


def check_may(terms: Terms, *, act: str, procedure: str, now: datetime, case: str = "", agents: str = "anyone") -> None:
    """No act named means looking on, which goes with any of them. Raises NotInForce, OutsideScope, TakesNoAgents."""
    if not in_force(terms, now=now):
        raise NotInForce
    if (act and act not in terms.acts) or not covers(terms, procedure=procedure, case=case):
        raise OutsideScope
    if terms.kind not in TAKES[agents]:
        raise TakesNoAgents


def may(terms: Terms, *, act: str, procedure: str, now: datetime, case: str = "", agents: str = "anyone") -> bool:
    try:
        check_may(terms, act=act, procedure=procedure, now=now, case=case, agents=agents)
    except BrokenRule:
        return False
    return True


def check_transition(before: str, after: str) -> None:
    """Raises WrongState."""
    if after not in TRANSITIONS[before]:
        raise WrongState(before)


def check_confirmable(kind: str, *, by_principal: bool, has_paper: bool) -> None:
    """The principal confirms what they give; an office checks a paper. Raises EndsByLaw, NotForYou."""
    if by_principal and KINDS[kind].by_law:
        raise EndsByLaw
    if not by_principal and not has_paper:
        raise NotForYou


REMIND_AFTER = timedelta(days=3)
MOST_REMINDERS = 3
"""More than that is no help to somebody who does not answer, and a burden to somebody who does not want to."""


def may_remind(state: str, *, asked_at: datetime, times: int, now: datetime) -> bool:
    """Whether a principal who has not answered is written to once more."""
    return state == "proposed" and times < MOST_REMINDERS and now >= asked_at + REMIND_AFTER


def last_day_of_childhood(born_on: date) -> date:
    """The last day on which a child has legal representatives: age is reached as the day before the birthday ends.

    Act on Calculation of Ages (明治35年法律第50号); of 29 February in a common year that day is the 28th.
    """
    year = born_on.year + MAJORITY
    try:
        return born_on.replace(year=year) - timedelta(days=1)
    except ValueError:
        return date(year, 2, 28)


def faults(
    terms: Terms, *, today: date, born_on: date | None, registration: str, has_paper: bool, has_mail: bool,
    known: Collection[str],
) -> list[tuple[str, str]]:  # fmt: skip
    """What stands against a proposal: the field and a code for each; `known` are the procedures there are."""
    rule = KINDS[terms.kind]
    found: list[tuple[str, bool, str]] = [
        ("acts", not terms.acts, "no_acts"),
        ("ends_on", terms.ends_on < max(terms.starts_on, today), "ends_before"),
        ("ends_on", terms.ends_on >= terms.starts_on and _too_long(terms, rule), "too_long"),
        ("registration", rule.registered and not registration, "unregistered"),
        ("born_on", rule.until_of_age and born_on is None, "no_birthday"),
        ("born_on", rule.until_of_age and born_on is not None and born_on > today, "not_born"),
        ("ends_on", _grown(terms, rule, born_on), "of_age"),
        ("paper", rule.by_law and not has_paper, "no_paper_by_law"),
        ("paper", not rule.by_law and not has_paper and not has_mail, "no_proof"),
        ("procedures", not terms.procedures <= frozenset(known), "unknown_procedure"),
        ("case", bool(terms.case and terms.procedures), "two_scopes"),
    ]
    return [(name, code) for name, wrong, code in found if wrong]


def _too_long(terms: Terms, rule: KindRule) -> bool:
    """The day on which the years are full is one too many."""
    return years_between(terms.starts_on, terms.ends_on) >= rule.years


def _grown(terms: Terms, rule: KindRule, born_on: date | None) -> bool:
    return rule.until_of_age and born_on is not None and terms.ends_on > last_day_of_childhood(born_on)
