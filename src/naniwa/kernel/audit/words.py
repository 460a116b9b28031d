"""The words for purposes and for acts, by key; services add theirs when they start.

No models here, so that any app may import it while apps are loading.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

PURPOSES: dict[str, Words] = {
    "review": _("申請の審査"),
    "decision": _("申請についての決定"),
    "correction": _("不備の確認と修正のお願い"),
    "payment": _("支援金の振込"),
    "enquiry": _("お問い合わせへの対応"),
    "administration": _("利用者と権限の管理"),
    "audit": _("監査"),
    "statistics": _("統計の作成"),
}
ACTIONS: dict[str, Words] = {
    "audit.records": _("監査記録の一覧"),
}


class UnknownPurpose(Exception):
    """Nobody has said in words what this purpose is, so nobody could be told."""


def add_purposes(purposes: Mapping[str, Words]) -> None:
    """Make purposes known, such as {"procedures.review": _("申請の審査")}."""
    PURPOSES.update(purposes)


def add_actions(actions: Mapping[str, Words]) -> None:
    """Give acts their words, such as {"procedures.approved": _("支給を決定")}; an act without words shows its key."""
    ACTIONS.update(actions)


def check_purpose(key: str) -> None:
    """Raises UnknownPurpose."""
    if key not in PURPOSES:
        raise UnknownPurpose(key)


def purpose_in_words(key: str) -> str:
    return str(PURPOSES.get(key, key))


def action_in_words(key: str) -> str:
    return str(ACTIONS.get(key, key))
