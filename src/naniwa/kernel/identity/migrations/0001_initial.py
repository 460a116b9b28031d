"""Cards that are tied to people, each seen by its person alone."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="IdentityLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("provider", models.CharField(max_length=30, verbose_name="確認の方法")),
                ("digest", models.CharField(max_length=64, verbose_name="証明書の要約値")),
                ("linked_at", models.DateTimeField(verbose_name="登録日時")),
                ("used_at", models.DateTimeField(verbose_name="最後に使った日時")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="登録の終わり")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="本人",
                    ),
                ),
            ],
            options={
                "verbose_name": "本人確認の登録",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("provider", "digest"),
                        name="identity_one_person_a_card",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("linked_at")), _connector="OR"
                        ),
                        name="identity_a_link_ends_after_it_began",
                    ),
                ],
            },
        ),
        *row_security("identity_identitylink", "(select naniwa_system()) OR person_id = (select naniwa_person())"),
    ]
