"""What mandates hold for, in tables that a civil servant can read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from naniwa.kernel.mandates import rules
from naniwa.kernel.mandates.rules import Act, Terms
from naniwa.library.periods import TOKYO

FAMILY = Terms(
    kind="family",
    acts=frozenset({"apply", "correct", "notices"}),
    starts_on=date(2026, 4, 1),
    ends_on=date(2027, 3, 31),
    state="confirmed",
)
NOON = datetime(2026, 10, 1, 12, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2026-03-31T23:59:59.999999", False),
        ("2026-04-01T00:00:00", True),
        ("2027-03-31T23:59:59.999999", True),  # the last moment of the last day in Japan
        ("2027-04-01T00:00:00", False),
    ],
)
def test_both_days_count_whole_on_a_clock_in_japan(moment: str, *, holds: bool) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=TOKYO)
    assert rules.in_force(FAMILY, now=at) is holds
    assert rules.in_force(FAMILY, now=at.astimezone(UTC)) is holds


@pytest.mark.parametrize("state", ["proposed", "refused", "revoked", "ended", "expired"])
def test_only_what_was_confirmed_and_is_not_over_holds(state: str) -> None:
    assert not rules.in_force(replace(FAMILY, state=state), now=NOON)


NAMED, CASE = replace(FAMILY, procedures=frozenset({"dog"})), replace(FAMILY, case="KX-1")


@pytest.mark.parametrize(
    ("terms", "act", "procedure", "case", "agents", "refused"),
    [
        # mandate                          act             procedure  case    takes      refused as
        (FAMILY, Act.APPLY, "dog", "", "anyone", None),
        (FAMILY, Act.APPLY, "dog", "", "family", None),
        (FAMILY, Act.APPLY, "dog", "", "none", rules.TakesNoAgents),
        (FAMILY, Act.MONEY, "dog", "", "anyone", rules.OutsideScope),
        (FAMILY, Act.WITHDRAW, "dog", "", "anyone", rules.OutsideScope),
        (FAMILY, "", "dog", "KX-1", "anyone", None),  # looking on
        (NAMED, Act.APPLY, "dog", "", "anyone", None),
        (NAMED, Act.APPLY, "nursery", "", "anyone", rules.OutsideScope),
        (CASE, Act.CORRECT, "dog", "KX-1", "anyone", None),
        (CASE, Act.CORRECT, "dog", "KX-2", "anyone", rules.OutsideScope),
        (CASE, Act.APPLY, "dog", "", "anyone", rules.OutsideScope),
        (replace(FAMILY, kind="scrivener"), Act.APPLY, "dog", "", "anyone", None),
        (replace(FAMILY, kind="scrivener"), Act.APPLY, "dog", "", "family", rules.TakesNoAgents),
        (replace(FAMILY, kind="guardian"), Act.APPLY, "dog", "", "family", None),
        (replace(FAMILY, kind="parent"), Act.APPLY, "dog", "", "family", None),
        (replace(FAMILY, kind="other"), Act.APPLY, "dog", "", "family", rules.TakesNoAgents),
        (replace(FAMILY, state="revoked"), Act.APPLY, "dog", "", "anyone", rules.NotInForce),
    ],
)
def test_what_an_agent_may(
    *, terms: Terms, act: str, procedure: str, case: str, agents: str, refused: type[Exception] | None
) -> None:
    def check() -> None:
        rules.check_may(terms, act=act, procedure=procedure, case=case, agents=agents, now=NOON)

    if refused:
        with pytest.raises(refused):
            check()
    else:
        check()


@pytest.mark.parametrize(
    ("born", "last"),
    [
        ("2010-04-02", "2028-04-01"),
        ("2010-04-01", "2028-03-31"),
        ("2008-02-29", "2026-02-28"),  # no such day in 2026: the day before 1 March
        ("2012-02-29", "2030-02-28"),
        ("2010-01-01", "2027-12-31"),
    ],
)
def test_a_child_has_parents_in_law_until_the_day_before_the_eighteenth_birthday(born: str, last: str) -> None:
    assert rules.last_day_of_childhood(date.fromisoformat(born)) == date.fromisoformat(last)


PROPOSED = replace(FAMILY, state="proposed")
SOUND = {"today": date(2026, 4, 1), "born_on": None, "registration": "", "has_paper": False, "has_mail": True}


@pytest.mark.parametrize(
    ("changes", "more", "faults"),
    [
        ({}, {}, []),
        ({}, {"has_mail": False}, [("paper", "no_proof")]),
        ({}, {"has_mail": False, "has_paper": True}, []),
        ({"acts": frozenset()}, {}, [("acts", "no_acts")]),
        ({"ends_on": date(2026, 3, 31)}, {}, [("ends_on", "ends_before")]),
        ({"ends_on": date(2029, 3, 31)}, {}, []),
        ({"ends_on": date(2029, 4, 1)}, {}, [("ends_on", "too_long")]),
        ({"kind": "other", "ends_on": date(2027, 4, 1)}, {}, [("ends_on", "too_long")]),
        ({"kind": "scrivener"}, {}, [("registration", "unregistered")]),
        ({"kind": "scrivener"}, {"registration": "12345678"}, []),
        ({"kind": "guardian"}, {"has_mail": False}, [("paper", "no_paper_by_law")]),
        ({"kind": "parent"}, {"has_paper": True}, [("born_on", "no_birthday")]),
        ({"kind": "parent"}, {"has_paper": True, "born_on": date(2020, 1, 1)}, []),
        ({"kind": "parent"}, {"has_paper": True, "born_on": date(2009, 3, 31)}, [("ends_on", "of_age")]),
        ({"kind": "parent"}, {"has_paper": True, "born_on": date(2009, 4, 1)}, []),
        ({"procedures": frozenset({"gone"})}, {}, [("procedures", "unknown_procedure")]),
        ({"procedures": frozenset({"dog"}), "case": "KX-1"}, {}, [("case", "two_scopes")]),
    ],
)
def test_what_stands_against_a_proposal(
    changes: dict[str, object], more: dict[str, object], faults: list[tuple[str, str]]
) -> None:
    terms = replace(PROPOSED, **changes)  # type: ignore[arg-type] # of any field
    assert rules.faults(terms, known=["dog"], **{**SOUND, **more}) == faults  # type: ignore[arg-type] # as above


def test_the_word_of_the_principal_neither_makes_nor_ends_what_the_law_gave() -> None:
    by_law = {kind for kind, rule in rules.KINDS.items() if rule.by_law}
    assert by_law == {"guardian", "parent"}
    for kind in by_law:
        with pytest.raises(rules.EndsByLaw):
            rules.check_confirmable(kind, by_principal=True, has_paper=True)
    with pytest.raises(rules.NotForYou):
        rules.check_confirmable("family", by_principal=False, has_paper=False)


@pytest.mark.parametrize("over", ["refused", "revoked", "ended", "expired"])
def test_what_is_over_does_not_begin_again(over: str) -> None:
    for after in rules.TRANSITIONS:
        with pytest.raises(rules.WrongState):
            rules.check_transition(over, after)
