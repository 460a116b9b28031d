"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class DocumentsConfig(AppConfig):
    name = "naniwa.kernel.documents"
    label = "documents"

    def ready(self) -> None:
        words.add_actions(
            {
                "documents.accepted": _("ファイルの受け取り"),
                "documents.handed_in": _("書類の提出"),
                "documents.discarded": _("ファイルの削除"),
                "documents.scanned": _("ウイルス検査"),
                "documents.read": _("書類の閲覧"),
            }
        )
