"""A procedure as accepted proposals would make it: the facts of its row after the change."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from naniwa.services.inventory.rules.facts import STANDARDS, Channel, Facts, Standards
from naniwa.services.inventory.rules.proposals import Code, Draft, effective, key_of
from naniwa.services.inventory.rules.work import Cut, Piece, days_left, remaining

SEALS = (Code.ABOLISH_SEAL, Code.SIGN_IN, Code.E_SIGNATURE)
PAPERS = (Code.DROP_PAPER,)


def after(facts: Facts, accepted: Iterable[Draft], standards: Standards = STANDARDS) -> Facts:
    """What is asked of somebody who takes each new way; minutes and days are those of such a case."""
    made = effective(accepted)
    codes = {one.code for one in made}
    keys = {one.key for one in made}
    left = pieces_after(facts, made, standards)
    online = Code.ONLINE in codes
    return replace(
        facts,
        applicant_minutes=minutes_of(left, "applicant"),
        office_minutes=minutes_of(left, "office"),
        seals=tuple(seal for code, seal in facts.asked_seals if not _gone(code, SEALS, keys)),
        papers=tuple(paper for code, paper in facts.coded_papers if not _gone(code, PAPERS, keys)),
        channel=Channel.ONLINE if online else facts.channel,
        online_percent=100 if online else facts.online_percent,
        face_to_face=facts.face_to_face and Code.NO_FACE_TO_FACE not in codes,
        cash=facts.cash and Code.CASHLESS not in codes,
        told_by=Channel.MAIL if Code.TELL_BY_MAIL in codes else facts.told_by,
        cycle_days=days_left(facts.cycle_days, [cut for one in made for cut in one.day_cuts]),
    )


def _gone(piece: str, by: Iterable[Code], keys: Collection[str]) -> bool:
    """Whether a proposal of these kinds takes away the seal or paper of this code."""
    about = piece.partition(":")[2]
    return any(key_of(code, about) in keys for code in by)


def pieces_after(facts: Facts, made: Iterable[Draft], standards: Standards) -> tuple[Piece, ...]:
    """What is left of the work of a case that takes each new way, where only a share of all cases will."""
    cuts = [cut for one in made for cut in one.cuts]
    return remaining(facts, standards, [_for_one(cut, standards) for cut in cuts if cut.code != "*"])


def minutes_of(left: Iterable[Piece], side: str) -> int:
    """Whole minutes of one side."""
    return round(sum(piece.minutes for piece in left if piece.side == side))


def _for_one(cut: Cut, standards: Standards) -> Cut:
    """A cut by the share of people who take a new way is whole for one who takes it."""
    return Cut(cut.code, side=cut.side) if cut.share == standards.uptake else cut
