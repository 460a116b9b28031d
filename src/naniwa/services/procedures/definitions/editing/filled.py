"""What is filled in when a notice is sent: what each name is called, and a sample of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text


@dataclass(frozen=True, slots=True)
class Filled:
    """`sample` stands in the preview."""

    label: Text
    sample: Text


def _filled(label: tuple[str, str], sample: tuple[str, str]) -> Filled:
    return Filled(text(*label), text(*sample))


LINE = "＿" * 24
SITE = "https://naniwa.example.jp"
PAGE = f"{SITE}/applications/AB-0012-3456/"
FAULT = (
    "1. 電話番号\n   数字が足りません。市外局番から書いてください。",
    "1. Telephone number\n   Digits are missing. Please give the area code, too.",
)
DEADLINE = ("2027年4月15日（木） 23時59分まで", "Thursday 15 April 2027, 23:59")
POST = ("〒540-8570 大阪市中央区大手前2丁目", "2 Otemae, Chuo-ku, Osaka 540-8570")
BLANK = (f"1. 電話番号\n   {LINE}", f"1. Telephone number\n   {LINE}")
FILLED: Mapping[str, Filled] = {
    "name": _filled(("申請した方の名前", "Name of the applicant"), ("髙橋 花子", "Hanako Takahashi")),
    "reference": _filled(("受付番号", "Receipt number"), ("AB-0012-3456", "AB-0012-3456")),
    "procedure": _filled(("手続の名前", "Title of the procedure"), ("手続の名前", "the procedure")),
    "link": _filled(("申請のページのアドレス", "Address of the case’s page"), (PAGE, PAGE)),
    "date": _filled(("日付", "Day"), ("2027年4月1日", "1 April 2027")),
    "days": _filled(("審査の目安（日）", "Days of the review"), ("14", "14")),
    "deadline": _filled(("直す期限", "Deadline for corrections"), DEADLINE),
    "items": _filled(("直すところの一覧", "What is to be corrected"), FAULT),
    "blanks": _filled(("書き直す欄", "Room to write the corrections"), BLANK),
    "reason": _filled(("理由", "Reason"), ("対象の期間の外のためです。", "It lies outside the period.")),
    "amount": _filled(("支給額", "Amount paid"), ("500,000円", "¥500,000")),
    "post_to": _filled(("郵送先", "Postal address"), POST),
    "office": _filled(("役所の名前", "Name of the office"), ("大阪府", "Osaka Prefecture")),
    "office_phone": _filled(("役所の電話番号", "Telephone of the office"), ("06-6941-0351", "06-6941-0351")),
    "office_hours": _filled(("役所の時間", "Hours of the office"), ("平日9時から17時30分", "weekdays, 9:00 to 17:30")),
    "site_url": _filled(("このサイトのアドレス", "Address of this site"), (SITE, SITE)),
}
"""By name; a test holds that every name a wording may hold stands here."""
