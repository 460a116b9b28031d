"""Seals: a personal seal without a law goes; what a law or a registered seal protects is kept by another means."""

from collections.abc import Iterator

from naniwa.services.inventory.rules.facts import Channel, Facts, Seal, SealKind, Standards
from naniwa.services.inventory.rules.proposals.proposal import Code, Draft, key_of
from naniwa.services.inventory.rules.seals import KINDS
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Cut

NAMES = {word.value: Words(word.ja, word.en.lower()) for word in KINDS}


def drafts(facts: Facts, _standards: Standards) -> Iterator[Draft]:
    for piece, seal in facts.asked_seals:
        code = fate(facts, seal)
        if code is Code.ABOLISH_SEAL:
            yield _abolish(piece, seal)
        elif code:
            yield _replace(facts, piece, seal, code)


def keys(facts: Facts) -> tuple[str, ...]:
    """Of the proposals that take each seal away: what an online procedure needs first."""
    fates = [(fate(facts, seal), piece) for piece, seal in facts.asked_seals]
    return tuple(key_of(code, _about(piece)) for code, piece in fates if code)


def fate(facts: Facts, seal: Seal) -> Code | None:
    """What is proposed for a seal; a means that works online only is of no use where law wants people face to face."""
    if seal.kind is SealKind.PERSONAL and not seal.by_law:
        return Code.ABOLISH_SEAL
    if facts.face_to_face_by_law:
        return None
    strong = seal.by_law and seal.kind is not SealKind.PERSONAL
    return Code.E_SIGNATURE if strong else Code.SIGN_IN


def _about(piece: str) -> str:
    return piece.removeprefix("seal:")


def _abolish(piece: str, seal: Seal) -> Draft:
    kind = NAMES[seal.kind]
    return Draft(
        code=Code.ABOLISH_SEAL,
        about=_about(piece),
        sentence=Words(f"{seal.on}の{kind.ja}をやめる", f"Stop asking for the {kind.en} on “{seal.on}”"),
        reason=_no_law(seal),
        presumes=(
            Words(
                "様式を定める規則や要綱から押印欄を除くこと",
                "The rule that sets the form is changed so that it has no place for a seal",
            ),
        ),
        cuts=(Cut(piece),),
    )


def _replace(facts: Facts, piece: str, seal: Seal, code: Code) -> Draft:
    kind = NAMES[seal.kind]
    by = {
        Code.SIGN_IN: Words("本人確認済みのログイン", "a verified sign-in"),
        Code.E_SIGNATURE: Words("電子署名", "an electronic signature"),
    }[code]
    certificates = tuple(Cut(name) for name, paper in facts.coded_papers if paper.for_seal)
    return Draft(
        code=code,
        about=_about(piece),
        sentence=Words(
            f"{seal.on}の{kind.ja}を{by.ja}に置き換える", f"Replace the {kind.en} on “{seal.on}” by {by.en}"
        ),
        reason=_law(seal) if seal.by_law else _no_law(seal),
        presumes=_presumed(seal),
        cuts=(Cut(piece), *certificates),
        needs=() if facts.channel is Channel.ONLINE else (Code.ONLINE.value,),
    )


def _presumed(seal: Seal) -> tuple[Words, ...]:
    online = Words("申請をオンラインで受け付けること", "Applications are accepted online")
    if not seal.by_law:
        return (online,)
    basis = Words(seal.basis or "根拠の法令", f"“{seal.basis}”" if seal.basis else "the law")
    lawyer = Words(f"{basis.ja}が押印に代わる方法を認めていること", f"{basis.en} accepts another means than a seal")
    return (online, lawyer)


def _no_law(seal: Seal) -> Words:
    if not seal.basis:
        return Words("押印を求める法令がありません", "No law asks for this seal")
    return Words(
        f"押印を求める法令がありません（今の根拠：{seal.basis}）",
        f"No law asks for this seal (it now rests on “{seal.basis}”)",
    )


def _law(seal: Seal) -> Words:
    if not seal.basis:
        return Words("法令が押印を求めています", "A law asks for this seal")
    return Words(f"{seal.basis}が押印を求めています", f"“{seal.basis}” asks for this seal")
