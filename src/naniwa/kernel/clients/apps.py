"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class ClientsConfig(AppConfig):
    name = "naniwa.kernel.clients"
    label = "clients"

    def ready(self) -> None:
        """Put the acts on clients into words for the audit trail."""
        words.add_actions(
            {
                "clients.registered": _("APIクライアントを登録"),
                "clients.revoked": _("APIクライアントを停止"),
                "clients.secret_renewed": _("APIクライアントの鍵を交換"),
                "clients.former_secret_ended": _("APIクライアントの前の鍵を停止"),
                "clients.key_replaced": _("トークンの署名鍵を交換"),
                "clients.calls_sent_again": _("届かなかった通知を送り直し"),
                "clients.webhook_set": _("Webhookの送り先を登録"),
                "clients.webhook_removed": _("Webhookの送り先を削除"),
                "clients.webhook_secret_renewed": _("Webhookの署名の鍵を交換"),
            }
        )
