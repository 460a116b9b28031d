"""How people apply, pay and are told: online, without cash, by e-mail, without coming."""

from collections.abc import Iterator

from naniwa.services.inventory.rules.facts import Channel, Facts, Identity, Standards
from naniwa.services.inventory.rules.proposals import seals
from naniwa.services.inventory.rules.proposals.proposal import Code, Draft
from naniwa.services.inventory.rules.words import Words
from naniwa.services.inventory.rules.work import Cut, DayCut

CHANNELS = {
    Channel.PAPER: Words("持込み", "handed in on paper"),
    Channel.POST: Words("郵送", "sent by post"),
    Channel.COUNTER: Words("窓口", "made at the counter"),
    Channel.MAIL: Words("電子メール", "sent by e-mail"),
}


def drafts(facts: Facts, standards: Standards) -> Iterator[Draft]:
    if facts.face_to_face and not facts.face_to_face_by_law:
        yield _no_face_to_face(facts)
    if facts.channel is not Channel.ONLINE and not facts.face_to_face_by_law:
        yield _online(facts, standards)
    if facts.fee and facts.cash:
        yield _cashless(facts, standards)
    if facts.told_by is Channel.POST:
        yield _tell_by_mail(standards)


def _online(facts: Facts, standards: Standards) -> Draft:
    by = CHANNELS[facts.channel]
    taken = standards.uptake
    first = (Code.NO_FACE_TO_FACE.value,) if facts.face_to_face else ()
    return Draft(
        code=Code.ONLINE,
        sentence=Words("オンラインで申請できるようにする", "Let people apply online"),
        reason=Words(f"申請のほとんどが{by.ja}です", f"Most applications are {by.en}"),
        presumes=(_uptake(standards),),
        cuts=(Cut("travel", taken), Cut("receive", taken), Cut("type_in", taken)),
        needs=(*first, *seals.keys(facts)),
    )


def _no_face_to_face(facts: Facts) -> Draft:
    strict = facts.identity in {Identity.DOCUMENT, Identity.ELECTRONIC}
    identity = (
        Words(
            "本人確認をマイナンバーカードの電子証明書などで行うこと",
            "Identity is confirmed by an electronic certificate",
        )
        if strict
        else Words("聞き取りの内容を申請書の質問にすること", "What is asked face to face becomes questions of the form")
    )
    # Where people come to the counter anyway, it is the online procedure that spares them the way.
    stay = (Cut("travel"),) if facts.channel not in {Channel.COUNTER, Channel.PAPER} else ()
    return Draft(
        code=Code.NO_FACE_TO_FACE,
        sentence=Words("対面をやめる", "Stop requiring people to come in person"),
        reason=Words(
            "対面を求めていますが、求める法令がありません", "People must come in person, and no law asks for it"
        ),
        presumes=(identity,),
        cuts=(Cut("meeting"), *stay),
    )


def _cashless(facts: Facts, standards: Standards) -> Draft:
    return Draft(
        code=Code.CASHLESS,
        sentence=Words("手数料をキャッシュレスで払えるようにする", "Let people pay the fee without cash"),
        reason=Words(
            f"手数料{facts.fee:,}円を現金か証紙で受け取っています",
            f"The fee of {facts.fee:,} yen is taken in cash or revenue stamps",
        ),
        presumes=(
            _uptake(standards),
            Words("決済手数料をだれが負担するか決めること", "It is decided who bears the provider's charge"),
        ),
        cuts=(Cut("cash", standards.uptake),),
    )


def _tell_by_mail(standards: Standards) -> Draft:
    return Draft(
        code=Code.TELL_BY_MAIL,
        sentence=Words("結果を郵便ではなく電子メールで知らせる", "Tell the result by e-mail instead of post"),
        reason=Words("結果を1件ずつ郵送しています", "Each result is sent by post"),
        presumes=(
            _uptake(standards),
            Words("書面での交付を求める法令がないこと", "No law asks for the result on paper"),
        ),
        cuts=(Cut("letter", standards.uptake),),
        day_cuts=(DayCut("letter", standards.letter_days),),
    )


def _uptake(standards: Standards) -> Words:
    share = round(standards.uptake * 100)
    return Words(f"利用者の{share}%が新しい方法を選ぶこと", f"{share}% of people choose the new way")
