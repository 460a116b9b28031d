"""One sign-in at a service: a code that is good once, and the pass that was given for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.connections.models.connection import Connection


class Grant(models.Model):
    """Only digests of code and pass are kept. `sid` names the session here, so that its end can be told."""

    connection = models.ForeignKey(
        Connection, models.CASCADE, related_name="grants", verbose_name=_("サービスとの連携")
    )
    code_digest = models.CharField(_("コードの要約値"), max_length=64, unique=True)
    redirect_uri = models.CharField(_("戻り先"), max_length=500)
    challenge = models.CharField(_("PKCEの検証値"), max_length=43)
    nonce = models.CharField(_("ナンス"), max_length=300, blank=True)
    scopes = models.CharField(_("渡す情報"), max_length=100)
    level = models.CharField(_("本人確認の程度"), max_length=10)
    sid = models.CharField(_("セッションの目印"), max_length=43, db_index=True)
    at = models.DateTimeField(_("日時"), db_index=True)
    used_at = models.DateTimeField(_("使用日時"), null=True)
    pass_digest = models.CharField(_("アクセストークンの要約値"), max_length=64, null=True, unique=True)
    told_at = models.DateTimeField(_("終わりを知らせた日時"), null=True)

    class Meta:
        verbose_name = _("連携サービスへのログイン")
        constraints = [
            models.CheckConstraint(
                name="connections_a_pass_needs_a_used_code",
                condition=models.Q(pass_digest=None) | models.Q(used_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connection_id} {self.at:%Y-%m-%d %H:%M}"
