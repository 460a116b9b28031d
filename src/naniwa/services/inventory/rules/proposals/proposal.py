"""A proposal: what to change, why, what it saves and what it presumes; and what several save together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from naniwa.services.inventory.rules.facts import Facts, Standards
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Cut, DayCut, Saving, saving


class Code(StrEnum):
    """Kinds of proposal."""

    ABOLISH_SEAL = "abolish_seal"
    SIGN_IN = "sign_in"
    E_SIGNATURE = "e_signature"
    DROP_PAPER = "drop_paper"
    MERGE = "merge"
    LENGTHEN_VALIDITY = "lengthen_validity"
    AUTOMATE_CHECK = "automate_check"
    ONLINE = "online"
    CASHLESS = "cashless"
    TELL_BY_MAIL = "tell_by_mail"
    NO_FACE_TO_FACE = "no_face_to_face"
    PARALLEL = "parallel"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal before its saving is counted; `about` names seal, paper or check, `needs` the keys of others."""

    code: Code
    sentence: Words
    reason: Words
    presumes: tuple[Words, ...]
    about: str = ""
    cuts: tuple[Cut, ...] = ()
    day_cuts: tuple[DayCut, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a recorded decision refers to."""
        return key_of(self.code, self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Draft):
    """With what it saves a year on its own, once those that it needs are accepted."""

    saving: Saving


def key_of(code: Code, about: str = "") -> str:
    return f"{code}:{about}" if about else code.value


def counted(draft: Draft, facts: Facts, standards: Standards) -> Proposal:
    return Proposal(
        code=draft.code,
        sentence=draft.sentence,
        reason=draft.reason,
        presumes=draft.presumes,
        about=draft.about,
        cuts=draft.cuts,
        day_cuts=draft.day_cuts,
        needs=draft.needs,
        saving=saving(facts, standards, draft.cuts, draft.day_cuts),
    )


def effective[D: Draft](accepted: Iterable[D]) -> tuple[D, ...]:
    """Those whose needs are accepted too; the others change nothing yet."""
    kept = {one.key: one for one in accepted}
    while waiting := [key for key, one in kept.items() if not kept.keys() >= set(one.needs)]:
        kept = {key: one for key, one in kept.items() if key not in waiting}
    return tuple(kept.values())


def together(facts: Facts, accepted: Iterable[Draft], standards: Standards) -> Saving:
    """What the accepted proposals save together: never twice the same minute, whatever their order."""
    made = effective(accepted)
    cuts = [cut for one in made for cut in one.cuts]
    return saving(facts, standards, cuts, [cut for one in made for cut in one.day_cuts])
