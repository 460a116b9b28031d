"""Corrections in the making, seen by their person alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0002_isolation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="CorrectionDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changes", models.JSONField(default=dict, verbose_name="直した回答")),
                ("typed", models.JSONField(default=dict, verbose_name="入力中の内容")),
                ("saves", models.PositiveIntegerField(default=0, verbose_name="保存回数")),
                ("window", models.CharField(blank=True, max_length=20, verbose_name="最後に保存した画面")),
                ("saved_at", models.DateTimeField(verbose_name="保存日時")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correction_draft",
                        to="procedures.application",
                        verbose_name="申請",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="本人",
                    ),
                ),
            ],
            options={"verbose_name": "修正の下書き"},
        ),
        *row_security("procedures_correctiondraft", "(select naniwa_system()) OR person_id = (select naniwa_person())"),
    ]
