"""What went wrong, as RFC 9457 tells it: a name for programs, and a sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from naniwa.kernel.clients.operations import KeyReused
from naniwa.services.procedures import rules
from naniwa.services.procedures.api.wording import in_words
from naniwa.services.procedures.operations.decisions import NoAmount

type Words = str | Promise

TITLES: Mapping[str, tuple[int, Words]] = {
    "not-authenticated": (
        401,
        gettext_lazy("アクセストークンがないか、使えません。新しいトークンを取得してください。"),
    ),
    "not-permitted": (403, gettext_lazy("このクライアントには、この操作の権限がありません。")),
    "not-found": (404, gettext_lazy("見つかりません。番号と、このクライアントが扱う手続を確かめてください。")),
    "too-large": (413, gettext_lazy("送られた内容が大きすぎます。分けて送ってください。")),
    "not-valid": (422, gettext_lazy("送られた内容に誤りがあります。errorsに示す箇所を直してください。")),
    "too-often": (
        429,
        gettext_lazy("回数の上限に達しました。Retry-Afterの秒数だけ待ってから、もう一度送ってください。"),
    ),
    "already-decided": (409, gettext_lazy("この申請はすでに決定されています。決定は変えられません。")),
    "open-deficiencies": (
        409,
        gettext_lazy("まだ開いている不備があります。解消か、不備としないことを決めてください。"),
    ),
    "not-reviewed": (409, gettext_lazy("審査がまだ終わっていません。")),
    "same-person": (409, gettext_lazy("審査したクライアントは、同じ申請を決定できません。")),
    "nothing-to-send": (409, gettext_lazy("お知らせする不備がありません。")),
    "taken-by-another": (409, gettext_lazy("別の人またはクライアントが担当しています。")),
    "no-amount": (409, gettext_lazy("支給の決定には、0円より大きい金額が必要です。")),
    "wrong-state": (409, gettext_lazy("申請の今の状態では、この操作はできません。")),
    "key-reused": (422, gettext_lazy("同じ冪等キーが、別の内容に使われています。新しいキーを使ってください。")),
}
BROKEN: tuple[tuple[type[Exception], str], ...] = (
    (rules.AlreadyDecided, "already-decided"),
    (rules.OpenDeficiencies, "open-deficiencies"),
    (rules.NotReviewed, "not-reviewed"),
    (rules.SamePerson, "same-person"),
    (rules.NothingToSend, "nothing-to-send"),
    (rules.TakenByAnother, "taken-by-another"),
    (NoAmount, "no-amount"),
    (KeyReused, "key-reused"),
    (rules.BrokenRule, "wrong-state"),
)
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that is no success; `kind` is a key of TITLES."""

    def __init__(self, kind: str, *, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(kind)
        self.kind, self.errors = kind, errors

    @property
    def status(self) -> int:
        return TITLES[self.kind][0]

    def told(self) -> dict[str, Any]:
        """The members of RFC 9457, in the language in force."""
        status, title = TITLES[self.kind]
        told: dict[str, Any] = {"type": f"urn:naniwa:problem:{self.kind}", "title": str(title), "status": status}
        return {**told, "errors": self.errors} if self.errors else told


def of_broken(broken: Exception) -> Problem:
    """What a broken rule of a case is called here."""
    return Problem(next(kind for broke, kind in BROKEN if isinstance(broken, broke)))


def of_faults(faults: list[dict[str, Any]]) -> Problem:
    """What a validation found, without the values that were sent."""
    return Problem("not-valid", errors=[{"at": _place(one), "message": in_words(one)} for one in faults])


def _place(fault: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in fault.get("loc", ()))
