"""The registry of purposes: what people are asked to agree to, in words, each version for ever."""

from dataclasses import dataclass

from django.utils.translation import get_language

from naniwa.library.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Words:
    """The same statement in Japanese and in English."""

    ja: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "ja").startswith("en") else self.ja


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What personal data are used for. A changed text is a new `version`, and is asked for anew."""

    key: str
    version: int
    title: Words
    text: Words
    legal_basis: Words
    retention: Words


PURPOSES: Registry[tuple[str, int], Purpose] = Registry("consent purposes")


def register(purpose: Purpose) -> Purpose:
    """Declare a version of a purpose. Raises DuplicateKey."""
    return PURPOSES.register((purpose.key, purpose.version), purpose)


def newest(key: str) -> Purpose:
    """The version that is asked for now. Raises NotRegistered."""
    versions = [version for (known, version), _ in PURPOSES.items() if known == key]
    return PURPOSES.get((key, max(versions, default=0)))


_LAW = Words(
    ja="個人情報の保護に関する法律 第69条第2項第1号（本人の同意）",
    en="Act on the Protection of Personal Information, article 69 (2) (i): consent of the person",
)
_KEPT = Words(
    ja="手続ごとに定めた保存期間が過ぎたら消します。",
    en="Deleted when the retention period of the procedure is over.",
)
SHARING = register(
    Purpose(
        key="procedures.sharing",
        version=1,
        title=Words(ja="申請内容の市町村への提供", en="Sharing your application with your municipality"),
        text=Words(
            ja=(
                "申請の内容と添付書類を、審査と支給のために、府と、事業所または住所のある市町村が使います。"
                "ほかの目的には使いません。"
            ),
            en=(
                "The prefecture and the municipality where you live or do business use your application and its "
                "documents to review and pay it, and for nothing else."
            ),
        ),
        legal_basis=_LAW,
        retention=_KEPT,
    )
)
SHARING_FOR_REVIEW = register(
    Purpose(
        key="procedures.sharing_for_review",
        version=1,
        title=Words(
            ja="申請内容の市町村への提供（支払いのない手続）",
            en="Sharing your application with your municipality (where nothing is paid)",
        ),
        text=Words(
            ja=(
                "申請の内容と添付書類を、審査のために、府と、事業所または住所のある市町村が使います。"
                "ほかの目的には使いません。"
            ),
            en=(
                "The prefecture and the municipality where you live or do business use your application and its "
                "documents to review it, and for nothing else."
            ),
        ),
        legal_basis=_LAW,
        retention=_KEPT,
    )
)

PREFILL = register(
    Purpose(
        key="procedures.prefill",
        version=1,
        title=Words(ja="前の申請の内容の再利用", en="Using your earlier answers again"),
        text=Words(
            ja=(
                "あなたが前に提出した申請の内容を、あなたの新しい申請の入力に使います。選んだ項目だけを入れ、"
                "提出するまで職員には見えません。"
            ),
            en=(
                "Answers of your own earlier applications are used to fill in your new one: only what you choose, and "
                "staff do not see it until you submit."
            ),
        ),
        legal_basis=Words(
            ja="個人情報の保護に関する法律 第69条第2項第1号（本人の同意）",
            en="Act on the Protection of Personal Information, article 69 (2) (i): consent of the person",
        ),
        retention=Words(
            ja="下書きは、最後に保存してから手続ごとに定めた日数で消します。",
            en="A draft is deleted some days after it was last saved, as the procedure says.",
        ),
    )
)
