"""The two languages of the guide say the same commands, and its words are those of the files."""

import pytest

from tests.growing import guide
from tests.growing.machines import ADDRESSES

JAPANESE = guide.GUIDE.with_name("grow.ja.md")


def test_both_languages_give_the_same_commands() -> None:
    assert guide.steps(JAPANESE) == guide.steps()


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - {"visitors"}))
def test_the_guide_gives_every_machine_its_address_and_something_to_do(name: str) -> None:
    assert f"{ADDRESSES[name]} {name}\n" in guide.GUIDE.read_text()
    assert any(name in step.machines for step in guide.steps())
