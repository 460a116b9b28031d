"""Keep only the indexes that something reads: each is written to for every application that comes in."""

from django.conf import settings
from django.db import migrations, models

CASCADE, PROTECT = models.CASCADE, models.PROTECT


class Migration(migrations.Migration):
    dependencies = [("procedures", "0005_batches"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AlterField("application", "reference", models.CharField("受付番号", max_length=20)),
        migrations.AddConstraint(
            "application", models.UniqueConstraint(fields=("reference",), name="procedures_one_case_a_reference")
        ),
        migrations.AddIndex(
            "application",
            models.Index(
                fields=["reviewed_by"], name="procedures_reviewed", condition=models.Q(reviewed_by__isnull=False)
            ),
        ),
        migrations.AlterField(
            "application",
            "version",
            models.ForeignKey("forms.version", PROTECT, related_name="+", verbose_name="版", db_index=False),
        ),
        migrations.AlterField(
            "application",
            "assignee",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, null=True, related_name="+", verbose_name="担当者", db_index=False
            ),
        ),
        migrations.AlterField(
            "application",
            "reviewed_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, null=True, related_name="+", verbose_name="審査者", db_index=False
            ),
        ),
        migrations.AlterField(
            "submission",
            "application",
            models.ForeignKey(
                "procedures.application", CASCADE, related_name="submissions", verbose_name="申請", db_index=False
            ),
        ),
        migrations.AlterField(
            "step",
            "application",
            models.ForeignKey(
                "procedures.application", CASCADE, related_name="steps", verbose_name="申請", db_index=False
            ),
        ),
    ]
