"""The one place for the word, icon and tint of every status."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Status:
    """How one state is shown; tint is one of neutral, blue, orange, green, red."""

    label: str | Promise
    icon: str
    tint: str


APPLICATION: Mapping[str, Status] = {
    "draft": Status(_("下書き"), "pencil", "neutral"),
    "received": Status(_("受付済み"), "inbox", "blue"),
    "under_review": Status(_("審査中"), "search", "blue"),
    "needs_correction": Status(_("修正のお願い"), "reply", "orange"),
    "resubmitted": Status(_("再提出済み"), "inbox", "blue"),
    "approved": Status(_("支給決定"), "check", "green"),
    "declined": Status(_("不支給決定"), "minus", "neutral"),
    "payment_in_progress": Status(_("振込手続き中"), "clock", "blue"),
    "paid": Status(_("振込済み"), "check", "green"),
    "transfer_failed": Status(_("振込できませんでした"), "alert", "red"),
    "withdrawn": Status(_("取下げ"), "minus", "neutral"),
    "recalled": Status(_("決定取消し"), "reply", "red"),
}
UNPAID: Mapping[str, Status] = {
    "approved": Status(_("認める決定"), "check", "green"),
    "declined": Status(_("認めない決定"), "minus", "neutral"),
}
"""Decisions by which nothing is paid, where several procedures are told together: each has words of its own."""
DEFICIENCY: Mapping[str, Status] = {
    "proposed": Status(_("提案"), "flag", "neutral"),
    "confirmed": Status(_("不備として確認"), "alert", "orange"),
    "notified": Status(_("お知らせ済み"), "mail", "blue"),
    "answered": Status(_("回答あり"), "reply", "blue"),
    "resolved": Status(_("解消"), "check", "green"),
    "waived": Status(_("不備としない"), "minus", "neutral"),
}
NOTICE: Mapping[str, Status] = {
    "draft": Status(_("案"), "pencil", "neutral"),
    "confirmed": Status(_("確認済み"), "check", "blue"),
    "sent": Status(_("送付済み"), "mail", "green"),
    "answered": Status(_("回答あり"), "reply", "blue"),
    "discarded": Status(_("取りやめ"), "minus", "neutral"),
}
MESSAGE: Mapping[str, Status] = {
    "queued": Status(_("送信待ち"), "clock", "neutral"),
    "sending": Status(_("送信中"), "clock", "blue"),
    "sent": Status(_("送信済み"), "check", "green"),
    "failed": Status(_("送信できませんでした"), "alert", "red"),
    "bounced": Status(_("届きませんでした"), "alert", "red"),
    "unconfirmed": Status(_("届いたか未確認"), "alert", "orange"),
    "letter": Status(_("郵送"), "mail", "blue"),
}
RUN: Mapping[str, Status] = {
    "draft": Status(_("作成済み"), "pencil", "neutral"),
    "released": Status(_("振込手続き中"), "clock", "blue"),
    "confirmed": Status(_("結果確認済み"), "check", "green"),
    "discarded": Status(_("取りやめ"), "minus", "neutral"),
}
CLAIM: Mapping[str, Status] = {
    "pending": Status(pgettext_lazy("payment", "振込待ち"), "clock", "neutral"),
    "in_run": Status(_("振込手続き中"), "clock", "blue"),
    "paid": Status(_("振込済み"), "check", "green"),
    "failed": Status(_("振込できませんでした"), "alert", "red"),
    "cancelled": Status(_("取りやめ"), "minus", "neutral"),
}
CHARGE: Mapping[str, Status] = {
    "open": Status(_("お支払い待ち"), "wallet", "orange"),
    "held": Status(_("お支払いの確保済み"), "check", "blue"),
    "paid": Status(_("納付済み"), "check", "green"),
    "overpaid": Status(_("返金手続き中"), "reply", "orange"),
    "cancelled": Status(_("お支払い不要"), "minus", "neutral"),
    "refunded": Status(_("返金済み"), "reply", "neutral"),
}
DEADLINE: Mapping[str, Status] = {
    "overdue": Status(_("期限切れ"), "clock", "orange"),
}
APPOINTMENT: Mapping[str, Status] = {
    "held": Status(_("メールの確認待ち"), "mail", "orange"),
    "booked": Status(_("予約済み"), "calendar", "blue"),
    "called": Status(_("対応中"), "user", "blue"),
    "done": Status(pgettext_lazy("appointment", "終了"), "check", "green"),
    "no_show": Status(_("来庁なし"), "minus", "neutral"),
    "cancelled": Status(pgettext_lazy("appointment", "取消し"), "minus", "neutral"),
}
MANDATE: Mapping[str, Status] = {
    "proposed": Status(_("確認待ち"), "clock", "orange"),
    "confirmed": Status(_("有効"), "check", "green"),
    "refused": Status(_("認められませんでした"), "minus", "neutral"),
    "revoked": Status(_("取りやめ（本人）"), "minus", "neutral"),
    "ended": Status(_("終了"), "minus", "neutral"),
    "expired": Status(_("期間満了"), "minus", "neutral"),
}
CONSULTATION: Mapping[str, Status] = {
    "waiting": Status(_("職員を待っています"), "clock", "orange"),
    "open": Status(pgettext_lazy("consultation", "相談中"), "user", "blue"),
    "closed": Status(pgettext_lazy("consultation", "終了"), "check", "neutral"),
}
ALERT: Mapping[str, Status] = {
    "planned": Status(pgettext_lazy("alert", "承認待ち"), "clock", "orange"),
    "sending": Status(pgettext_lazy("alert", "送信中"), "clock", "blue"),
    "sent": Status(pgettext_lazy("alert", "送信済み"), "check", "green"),
    "dropped": Status(pgettext_lazy("alert", "お知らせしない"), "minus", "neutral"),
}
KINDS: Mapping[str, Mapping[str, Status]] = {
    "application": APPLICATION,
    "unpaid": UNPAID,
    "deficiency": DEFICIENCY,
    "notice": NOTICE,
    "message": MESSAGE,
    "run": RUN,
    "claim": CLAIM,
    "charge": CHARGE,
    "deadline": DEADLINE,
    "appointment": APPOINTMENT,
    "mandate": MANDATE,
    "consultation": CONSULTATION,
    "alert": ALERT,
}


def status(state: str, *, kind: str = "application") -> Status:
    """Look up one state; raises KeyError for a state that nobody has given a word."""
    return KINDS[kind][state]
