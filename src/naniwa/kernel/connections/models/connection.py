"""That a person lets a service know them, and by what name it does."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.connections.models.party import Party


class Connection(models.Model):
    """`subject` is what the service calls the person: opaque, its own, and the same when they come back."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("連携サービス"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("本人"))
    subject = models.UUIDField(_("サービスごとの番号"), default=uuid.uuid4, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=20), verbose_name=_("渡す情報"))
    connected_at = models.DateTimeField(_("連携した日時"))
    used_at = models.DateTimeField(_("最後に使われた日時"))
    ended_at = models.DateTimeField(_("連携の終わり"), null=True)

    class Meta:
        verbose_name = _("サービスとの連携")
        constraints = [
            models.UniqueConstraint(fields=["party", "person"], name="connections_one_a_party_and_person"),
            models.CheckConstraint(
                name="connections_end_after_they_began",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("connected_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return str(self.public_id)
