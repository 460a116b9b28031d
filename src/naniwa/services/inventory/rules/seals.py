"""Kinds of seal, and what may become of one (はんこレス)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """One value as people read it."""

    value: str
    ja: str
    en: str


KINDS: Final[tuple[Word, ...]] = (
    Word("personal", "認印", "Personal seal"),
    Word("registered", "実印", "Registered seal"),
    Word("corporate", "法人印", "Corporate seal"),
)
"""From the weakest to the strongest: with a registered or corporate seal comes a certificate."""
NONE: Final = Word("none", "なし", "None")

DECISIONS: Final[tuple[Word, ...]] = (
    Word("abolish", "廃止", "Abolish"),
    Word("sign_in", "本人確認済みのログインに置き換え", "Replace by verified sign-in"),
    Word("e_signature", "電子署名に置き換え", "Replace by electronic signature"),
    Word("keep", "法令により存続", "Keep by law"),
)
GONE: Final = frozenset({"abolish", "sign_in", "e_signature"})
"""After these nobody presses a seal any more."""


class BrokenRule(Exception):
    """Something that the rules of seals do not allow; each kind is a class of its own."""


class UnknownDecision(BrokenRule):
    """A decision that is none of the four."""


class NoReason(BrokenRule):
    """Each decision says why."""


class NoLaw(BrokenRule):
    """A seal is kept only where a law asks for it, and the law is named."""


class LawForbids(BrokenRule):
    """What a law asks for cannot be abolished by the office; another means may take its place."""


def check_decision(decision: str, *, law: str, reason: str) -> None:
    """Raises UnknownDecision, NoReason, NoLaw, LawForbids."""
    if decision not in {one.value for one in DECISIONS}:
        raise UnknownDecision
    if not reason.strip():
        raise NoReason
    if decision == "keep" and not law.strip():
        raise NoLaw
    if decision == "abolish" and law.strip():
        raise LawForbids


def strongest(kinds: Collection[str]) -> str:
    """What a list shows for a procedure with several seals; "none" without one."""
    order = [one.value for one in KINDS]
    return max((kind for kind in kinds if kind in order), key=order.index, default=NONE.value)
