"""The work of one case in pieces, and what is left when some are cut: the one place where savings are counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from naniwa.services.inventory.rules.facts import Channel, Facts, Standards


class Side(StrEnum):
    """Whose work it is."""

    APPLICANT = "applicant"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of the work of one case, as a mean over all cases; `yen` is money spent besides time."""

    side: Side
    code: str
    minutes: Fraction
    yen: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Cut:
    """Takes a share (0 to 1) off each piece of this code on either side; the code "*" is every piece."""

    code: str
    share: Fraction = Fraction(1)
    side: Side | None = None

    def hits(self, piece: Piece) -> bool:
        return self.code in ("*", piece.code) and self.side in (None, piece.side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Of a year: whole minutes and yen, cut down to the whole so that nothing is claimed that is not there.

    Yen are minutes at the value of a minute, and money spent. `days` are those by which one case gets shorter.
    """

    office_minutes: int = 0
    applicant_minutes: int = 0
    office_yen: int = 0
    applicant_yen: int = 0
    days: int = 0

    @property
    def office_hours(self) -> int:
        return self.office_minutes // 60

    @property
    def applicant_hours(self) -> int:
        return self.applicant_minutes // 60

    @property
    def minutes(self) -> int:
        """Of both sides."""
        return self.office_minutes + self.applicant_minutes

    @property
    def yen(self) -> int:
        """Of both sides."""
        return self.office_yen + self.applicant_yen


def pieces(facts: Facts, standards: Standards) -> tuple[Piece, ...]:
    """All the work of one case: known parts by standard times, and the rest, together just the minutes of the facts."""
    applicant = _filled(Side.APPLICANT, _applicant(facts, standards), facts.applicant_minutes)
    office = _filled(Side.OFFICE, _office(facts, standards), facts.office_minutes)
    return (*applicant, *office)


def _filled(side: Side, parts: list[Piece], total: int) -> tuple[Piece, ...]:
    """Standard times that exceed the total shrink in proportion; what they leave is the rest."""
    known = sum((part.minutes for part in parts), Fraction(0))
    if known <= total:
        return (*parts, Piece(side, "rest", total - known))
    shrink = Fraction(total) / known
    return tuple(Piece(side, part.code, part.minutes * shrink, part.yen) for part in parts)


def _applicant(facts: Facts, standards: Standards) -> list[Piece]:
    def piece(code: str, minutes: Fraction | int, yen: int = 0) -> Piece:
        return Piece(Side.APPLICANT, code, Fraction(minutes), Fraction(yen))

    parts = [piece("basics", standards.write_basics)]
    if facts.brought:
        parts.append(piece("travel", standards.travel * (1 if facts.face_to_face else facts.offline)))
    if facts.face_to_face:
        parts.append(piece("meeting", standards.meeting))
    parts += [piece(code, standards.seal) for code, _seal in facts.asked_seals]
    parts += [
        piece(code, standards.fetch_paper + standards.copy_paper * (paper.copies - 1), paper.yen)
        for code, paper in facts.coded_papers
    ]
    if facts.fee and facts.cash:
        parts.append(piece("cash", standards.pay))
    return parts


def _office(facts: Facts, standards: Standards) -> list[Piece]:
    def piece(code: str, minutes: Fraction | int, yen: int = 0) -> Piece:
        return Piece(Side.OFFICE, code, Fraction(minutes), Fraction(yen))

    parts = [
        piece("receive", standards.receive * facts.offline),
        piece("type_in", standards.type_in * facts.offline),
    ]
    if facts.face_to_face:
        parts.append(piece("meeting", standards.meeting))
    parts += [piece(code, standards.look_at_seal) for code, _seal in facts.asked_seals]
    parts += [piece(code, standards.look_at_paper * paper.copies) for code, paper in facts.coded_papers]
    parts += [piece(code, check.minutes) for code, check in facts.coded_checks]
    if facts.fee and facts.cash:
        parts.append(piece("cash", standards.take_cash))
    if facts.told_by is Channel.POST:
        parts.append(piece("letter", standards.send_letter, standards.letter_yen))
    return parts


@dataclass(frozen=True, slots=True)
class DayCut:
    """Takes days off the cycle (each code once), or holds the whole cycle to at most `limit` days."""

    code: str
    days: int = 0
    limit: int | None = None


def days_left(cycle: int, cuts: Iterable[DayCut]) -> int:
    """Days of one case once the cuts are made; first those that take days off, then the limit."""
    found = tuple(cuts)
    off = sum({cut.code: cut.days for cut in found}.values())
    return min([max(cycle - off, 0), *(cut.limit for cut in found if cut.limit is not None)])


def saving(facts: Facts, standards: Standards, cuts: Iterable[Cut], day_cuts: Iterable[DayCut] = ()) -> Saving:
    """What these cuts save together.

    Of each piece, every cut takes its share of what the others leave: shares left are multiplied. So no minute is saved
    twice, the order does not matter, and no more is saved than there is.
    """
    made = tuple(cuts)
    minutes = dict.fromkeys(Side, Fraction(0))
    yen = dict.fromkeys(Side, Fraction(0))
    for piece in pieces(facts, standards):
        left = _left(piece, made)
        if left == 1:
            continue
        gone = (1 - left) * facts.volume
        spared = piece.minutes * gone
        minutes[piece.side] += spared
        yen[piece.side] += spared * _value(piece.side, standards) + piece.yen * gone
    return Saving(
        office_minutes=int(minutes[Side.OFFICE]),
        applicant_minutes=int(minutes[Side.APPLICANT]),
        office_yen=int(yen[Side.OFFICE]),
        applicant_yen=int(yen[Side.APPLICANT]),
        days=facts.cycle_days - days_left(facts.cycle_days, day_cuts),
    )


def remaining(facts: Facts, standards: Standards, cuts: Iterable[Cut]) -> tuple[Piece, ...]:
    """The pieces of one case with the minutes that these cuts leave them."""
    made = tuple(cuts)
    return tuple(replace(piece, minutes=piece.minutes * _left(piece, made)) for piece in pieces(facts, standards))


def _left(piece: Piece, cuts: Iterable[Cut]) -> Fraction:
    left = Fraction(1)
    for cut in cuts:
        if cut.hits(piece):
            left *= 1 - cut.share
    return left


def _value(side: Side, standards: Standards) -> int:
    return standards.office_yen_a_minute if side is Side.OFFICE else standards.applicant_yen_a_minute


def whole(facts: Facts, standards: Standards) -> Saving:
    """All that a procedure costs a year: what would be saved if it were not there."""
    return saving(facts, standards, [Cut("*")], [DayCut("*", facts.cycle_days)])
