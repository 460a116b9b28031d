"""Why a file is not taken: each reason says to the person what to do next."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Wording = str | Promise


class Refused(Exception):
    """A file that is not taken; `message` is for the person, in the language of the page."""

    code: ClassVar[str]
    wording: ClassVar[Wording]

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def message(self) -> str:
        return str(self.wording) % self.facts


class Empty(Refused):
    code = "empty"
    wording = _("ファイルの中身がありません。ファイルを確かめて、もう一度選んでください。")


class TooLarge(Refused):
    """Facts: `limit` in mebibytes."""

    code = "too_large"
    wording = _(
        "ファイルが大きすぎます。%(limit)s MBまでにしてください。写真は、画質を下げて撮り直すと小さくなります。"
    )


class TooManyPixels(Refused):
    """Facts: `limit` in millions of picture elements."""

    code = "too_many_pixels"
    wording = _(
        "画像が細かすぎます（上限%(limit)s00万画素）。カメラの画素数を下げて撮り直すか、小さくして保存し直してください。"
    )


class WrongType(Refused):
    """Facts: `allowed`, names of the kinds that are taken."""

    code = "wrong_type"
    wording = _(
        "この種類のファイルは受け取れません。%(allowed)sで送ってください。ファイル名の変更では種類は変わりません。"
    )


class Unreadable(Refused):
    code = "unreadable"
    wording = _("ファイルが壊れているか、最後まで届いていません。端末で開けることを確かめて、もう一度送ってください。")


class EncryptedPdf(Refused):
    code = "encrypted_pdf"
    wording = _("パスワードなどで保護されたPDFです。保護を外すか、印刷画面で「PDFに保存」を選んで作り直してください。")


class UnsafePdf(Refused):
    """Facts: `feature`, what was found."""

    code = "unsafe_pdf"
    wording = _(
        "自動で動く命令や添付ファイル（%(feature)s）を含むPDFは受け取れません。印刷画面で「PDFに保存」を選んで作り直してください。"
    )


class Infected(Refused):
    code = "infected"
    wording = _(
        "ウイルスが見つかったため、受け取りませんでした。端末を検査し、別の端末で撮った写真などを送ってください。"
    )


class HoldsMyNumber(Refused):
    """Nobody here may keep a 個人番号, and nothing of the file is kept."""

    code = "my_number"
    wording = _(
        "個人番号（マイナンバー）らしい12桁の数字があるため、受け取りませんでした。ファイルは保存していません。番号のない書類を選ぶか、元の書類で番号を消してからPDFを作り直してください。マイナンバーではない番号なら、紙を写真に撮って送ってください。"
    )


class NoSpace(Refused):
    """Nothing is wrong with the file; staff in charge of the machine read of it in the log."""

    code = "no_space"
    wording = _(
        "ただいまファイルを保存する場所がいっぱいで、受け取れませんでした。時間をおいて、もう一度送ってください。ほかに入力した内容は消えません。"
    )


class TooManyFiles(Refused):
    """Facts: `limit`, a number of files."""

    code = "too_many_files"
    wording = _("一つの申請に付けられるのは%(limit)s件までです。不要なファイルを消すか、一つのPDFにまとめてください。")


class QuotaExceeded(Refused):
    """Facts: `limit` in mebibytes."""

    code = "quota_exceeded"
    wording = _(
        "一つの申請に付けられるファイルは、合わせて%(limit)s MBまでです。不要なファイルを消すか、小さくしてください。"
    )


class NotThere(Exception):
    """A document does not exist, or is not this person's to hand in or remove."""


class AlreadyHandedIn(Exception):
    """A document that belongs to an application is not removed by the person any more."""
