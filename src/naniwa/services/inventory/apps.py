"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit.words import add_actions


class InventoryConfig(AppConfig):
    name = "naniwa.services.inventory"
    label = "inventory"

    def ready(self) -> None:
        """Put the acts on the inventory into words."""
        add_actions(
            {
                "inventory.added": _("棚卸に手続を追加"),
                "inventory.changed": _("棚卸の手続を変更"),
                "inventory.removed": _("棚卸の手続を削除"),
                "inventory.restored": _("削除した手続を元に戻す"),
                "inventory.confirmed": _("棚卸の手続を確認"),
                "inventory.redesign_decided": _("見直しの提案を判断"),
                "inventory.form_wanted": _("申請フォームの下書きを依頼"),
                "inventory.draft_made": _("申請フォームの下書きができた"),
                "inventory.department_changed": _("課の名前・担当者を変更"),
                "inventory.exported": _("棚卸をファイルに書き出し"),
                "inventory.upload_read": _("取り込むファイルを確認"),
                "inventory.upload_taken": _("ファイルから棚卸に取り込み"),
                "inventory.survey_opened": _("棚卸調査を開始"),
                "inventory.survey_closed": _("棚卸調査を終了"),
                "inventory.part_done": _("課の回答を完了"),
                "inventory.part_reopened": _("課の回答を再開"),
                "inventory.seal_decided": _("押印の見直しを決定"),
                "inventory.seal_reopened": _("押印の見直しを決定前に戻す"),
                "inventory.seals_decided": _("押印の見直しをまとめて決定"),
            }
        )
