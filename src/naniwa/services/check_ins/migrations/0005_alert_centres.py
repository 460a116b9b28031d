"""Which organisations are health centres for alerts; each sees whether it is one, and the system alone changes it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security

SYSTEM = "(select naniwa_system())"


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_initial"),
        ("check_ins", "0004_keys_that_change"),
    ]
    operations = [
        migrations.CreateModel(
            name="AlertCentre",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("since", models.DateTimeField(verbose_name="登録した日時")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="外した日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した職員",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
            ],
            options={"verbose_name": "通知を扱う保健所"},
        ),
        *row_security("check_ins_alertcentre", f"{SYSTEM} OR organisation_id = (select naniwa_org())", change=SYSTEM),
    ]
