"""A document that somebody handed in: the row; the file itself lies under DOCUMENTS_ROOT."""

import uuid
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.scoping import Scoped


class State(models.TextChoices):
    CLEAN = "clean", _("検査済み")
    QUARANTINED = "quarantined", _("検査待ち")
    REJECTED = "rejected", _("受け取れません")


class Document(Scoped):
    """`name` is as given by the person; `media_type` is what the bytes are; `sha256` is of the bytes kept.

    `received_sha256` is of the bytes as they arrived: a picture is written anew without its metadata.
    Until `assigned_at` only the person sees it; a document of nobody is its office's from the start.
    """

    id = models.UUIDField(_("文書番号"), primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("ファイル名"), max_length=200)
    media_type = models.CharField(_("ファイルの種類"), max_length=100)
    size = models.PositiveBigIntegerField(_("大きさ（バイト）"))
    sha256 = models.CharField(_("ハッシュ値"), max_length=64)
    received_sha256 = models.CharField(_("受信時のハッシュ値"), max_length=64)
    state = models.CharField(_("検査の状態"), max_length=12, choices=State.choices, default=State.CLEAN)
    field = models.CharField(_("項目"), max_length=100)
    collection = models.CharField(_("まとまり"), max_length=100, blank=True, db_index=True)
    pages = models.PositiveIntegerField(_("ページ数"), default=1)
    has_thumbnail = models.BooleanField(_("縮小画像の有無"), default=False)
    created_at = models.DateTimeField(_("受信日時"))
    assigned_at = models.DateTimeField(_("提出日時"), null=True, blank=True)
    discarded_at = models.DateTimeField(_("削除日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("文書")
        constraints = [
            models.CheckConstraint(
                name="documents_digests_are_hexadecimal",
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$", received_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(name="documents_a_file_has_a_size", condition=models.Q(size__gt=0)),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="documents_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return str(self.pk)

    @property
    def stored_as(self) -> PurePosixPath:
        """The file's place under DOCUMENTS_ROOT: two levels of 256 folders, then the number."""
        digits = self.pk.hex
        return PurePosixPath(digits[:2], digits[2:4], str(self.pk))

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def may_be_opened(self) -> bool:
        return self.state == State.CLEAN and self.discarded_at is None
