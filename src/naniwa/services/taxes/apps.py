"""The Django app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions, add_purposes
from naniwa.kernel.fees.links import add_link
from naniwa.kernel.fees.subjects import add_subjects


class TaxesConfig(AppConfig):
    name = "naniwa.services.taxes"
    label = "taxes"

    def ready(self) -> None:
        """Put the acts on taxes into words, and tell the ledger what taxes are called and where their bills lie."""
        add_purposes({"taxes": _("税の収納")})
        add_link(import_string("naniwa.services.taxes.queries.links.path_of"))
        add_subjects(import_string("naniwa.services.taxes.queries.words.subjects")())
        add_actions(
            {
                "taxes.list_read": _("賦課の一覧を読み込む"),
                "taxes.list_taken": _("賦課の一覧を取り込む"),
                "taxes.billed": _("税の賦課を登録"),
                "taxes.searched": _("税の賦課を検索"),
                "taxes.read": _("税の賦課を閲覧"),
                "taxes.opened": _("税の納付のページを開く"),
                "taxes.letters_begun": _("税の郵便物を作る"),
                "taxes.letters_printed": _("税の郵便物のPDFを作成"),
                "taxes.letters_fetched": _("税の郵便物のPDFを受け取る"),
                "taxes.dunned": _("督促状を発する"),
                "taxes.held": _("督促を止める"),
                "taxes.released": _("督促の停止を取りやめ"),
                "taxes.interest_charged": _("延滞金を調定"),
                "taxes.overdue_read": _("督促する税の一覧"),
            }
        )
