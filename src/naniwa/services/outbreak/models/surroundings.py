"""What goes on around a case: contacts, clusters, transport, and a room in a hotel with its key and meals."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naniwa.services.outbreak.models.cases import Case


class Setting(models.TextChoices):
    HOME = "home", _("同居・家族")
    WORK = "work", _("職場")
    SCHOOL = "school", _("学校・保育所")
    CARE = "care", _("高齢者施設・障害者施設")
    HOSPITAL = "hospital", _("医療機関")
    EATING = "eating", _("飲食")
    OTHER = "other", pgettext_lazy("setting", "その他")


class CloseContact(models.Model):
    """Watched until `watch_until`; `became` is the case that the person turned into."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts", verbose_name=_("感染症の患者"))
    name = models.CharField(_("氏名"), max_length=100)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    setting = models.CharField(_("接触した場面"), max_length=8, choices=Setting.choices)
    last_contact_on = models.DateField(_("最後に接触した日"))
    watch_until = models.DateField(_("健康に気をつける最後の日"))
    became = models.ForeignKey(
        Case, models.PROTECT, related_name="contact_of", null=True, verbose_name=_("患者になった人")
    )
    at = models.DateTimeField(_("登録した日時"))

    class Meta:
        verbose_name = _("接触者")
        constraints = [
            models.CheckConstraint(
                name="outbreak_a_contact_is_watched_after_it", condition=Q(watch_until__gte=models.F("last_contact_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """Cases that belong together by one place."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    name = models.CharField(_("クラスターの名前"), max_length=100)
    setting = models.CharField(_("接触した場面"), max_length=8, choices=Setting.choices)
    at = models.DateTimeField(_("登録した日時"))

    class Meta:
        verbose_name = _("クラスター")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="outbreak_one_cluster_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """A case is in a cluster once."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members", verbose_name=_("クラスター"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="clusters", verbose_name=_("感染症の患者"))

    class Meta:
        verbose_name = _("クラスターの患者")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "case"], name="outbreak_once_in_a_cluster"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.case_id}"


class Transport(models.Model):
    """`done_at` and `cancelled_at` end it, one of them."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="transports", verbose_name=_("感染症の患者"))
    start = models.CharField(_("迎えに行く場所"), max_length=200)
    goal = models.CharField(_("行き先"), max_length=200)
    wanted_at = models.DateTimeField(_("希望の日時"))
    note = models.CharField(_("搬送の注意"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("依頼した人")
    )
    done_at = models.DateTimeField(_("終えた日時"), null=True)
    cancelled_at = models.DateTimeField(_("取りやめた日時"), null=True)

    class Meta:
        verbose_name = _("搬送の依頼")
        constraints = [
            models.CheckConstraint(
                name="outbreak_a_transport_ends_one_way", condition=Q(done_at=None) | Q(cancelled_at=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class Lodging(models.Model):
    """A room for one person at a time; who left may still have the key."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    press = models.UUIDField(_("重複防止番号"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="lodgings", verbose_name=_("感染症の患者"))
    hotel = models.CharField(_("宿泊施設"), max_length=100)
    room = models.CharField(_("部屋"), max_length=20)
    key_number = models.CharField(_("鍵の番号"), max_length=20, blank=True)
    meals = models.CharField(_("食事の注意"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("入った日時"))
    left_at = models.DateTimeField(_("出た日時"), null=True)
    key_returned_at = models.DateTimeField(_("鍵が戻った日時"), null=True)

    class Meta:
        verbose_name = _("宿泊療養")
        constraints = [
            models.UniqueConstraint(
                name="outbreak_one_person_a_room", fields=["hotel", "room"], condition=Q(left_at=None)
            ),
            models.UniqueConstraint(name="outbreak_one_room_a_person", fields=["case"], condition=Q(left_at=None)),
            models.CheckConstraint(
                name="outbreak_a_key_comes_back_last", condition=Q(key_returned_at=None) | Q(left_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hotel} {self.room}"

    @property
    def reference(self) -> str:
        return str(self.public_id)
