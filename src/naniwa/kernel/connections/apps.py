"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.audit import words


class ConnectionsConfig(AppConfig):
    name = "naniwa.kernel.connections"
    label = "connections"

    def ready(self) -> None:
        """Put the acts into words for the audit trail, and the purpose for who is told of a reading."""
        words.add_actions(
            {
                "connections.registered": _("連携サービスを登録"),
                "connections.stopped": _("連携サービスを停止"),
                "connections.resumed": _("連携サービスを再開"),
                "connections.secret_renewed": _("連携サービスの鍵を交換"),
                "connections.connected": _("連携サービスとの連携を開始"),
                "connections.ended": _("連携サービスとの連携を解除"),
                "connections.told": _("連携サービスへの情報の提供"),
            }
        )
        words.add_purposes({"connections": _("ご本人が許可した連携サービスでのログイン")})
