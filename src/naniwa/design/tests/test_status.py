"""Every status has one word, complete in both languages."""

import pytest
from django.utils.translation import override

from naniwa.design.icons import ICONS
from naniwa.design.status import KINDS, status
from naniwa.design.tests.conftest import Render

LOOK = {
    "draft": ("下書き", "Draft"),
    "received": ("受付済み", "Received"),
    "under_review": ("審査中", "Under review"),
    "needs_correction": ("修正のお願い", "Needs correction"),
    "resubmitted": ("再提出済み", "Resubmitted"),
    "approved": ("支給決定", "Approved"),
    "declined": ("不支給決定", "Declined"),
    "payment_in_progress": ("振込手続き中", "Payment in progress"),
    "paid": ("振込済み", "Paid"),
    "transfer_failed": ("振込できませんでした", "Transfer failed"),
    "withdrawn": ("取下げ", "Withdrawn"),
}
EVERY = [(kind, state) for kind, states in KINDS.items() for state in states]


@pytest.mark.parametrize("state", LOOK)
def test_the_words_are_those_agreed(state: str) -> None:
    with override("ja"):
        assert str(status(state).label) == LOOK[state][0]
    with override("en"):
        assert str(status(state).label) == LOOK[state][1]


@pytest.mark.parametrize(("kind", "state"), EVERY)
def test_each_status_is_said_in_english(kind: str, state: str) -> None:
    with override("en"):
        assert str(status(state, kind=kind).label).isascii()


@pytest.mark.parametrize(("kind", "state"), EVERY)
def test_each_status_has_an_icon_and_a_tint_of_ours(kind: str, state: str) -> None:
    one = status(state, kind=kind)
    assert one.icon in ICONS
    assert one.tint in {"neutral", "blue", "orange", "green", "red"}


def test_a_status_is_never_colour_alone(render: Render) -> None:
    html = render('{% status "paid" %}')
    assert "<svg" in html
    assert "振込済み" in html
